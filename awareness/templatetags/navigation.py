"""The menus, for the base template."""

from django import template

from awareness.navigation import Navigation, navigation_for

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context) -> Navigation:
    """The menus of the page; the header and the footer share one query."""
    request = context.get("request")
    if request is None:
        return navigation_for("/")
    if not hasattr(request, "navigation"):
        request.navigation = navigation_for(request.path)
    return request.navigation
