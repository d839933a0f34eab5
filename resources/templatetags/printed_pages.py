"""Links from pages to the same on paper; empty where it is not wholly in the language."""

from django import template
from django.utils.translation import get_language

from bluecampaign.translation.languages import SOURCE
from resources.printed.pages import paper_path
from resources.printed.toolkit import toolkit_path

register = template.Library()


@register.simple_tag
def paper_url(page) -> str:
    """Of a page; empty for one that should leave no file."""
    return paper_path(page, get_language() or SOURCE)


@register.simple_tag
def toolkit_url(audience) -> str:
    """Of all that there is for an audience."""
    return toolkit_path(audience, get_language() or SOURCE)
