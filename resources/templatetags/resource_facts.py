"""What the page of an item says of its editions."""

from django import template

from resources.addresses import permanent_url
from resources.grouping import LanguageGroup, groups_of
from resources.models import Edition, Resource

register = template.Library()


@register.simple_tag
def editions_by_language(resource: Resource, editions: list[Edition]) -> list[LanguageGroup]:
    """The editions of an item, the reader's language first."""
    return groups_of(resource, editions)


@register.simple_tag
def files_elsewhere(groups: list[LanguageGroup]) -> list[LanguageGroup]:
    """The languages an item was published in that this site holds no file of."""
    return [group for group in groups if not group.files]


@register.simple_tag
def printed_address(resource: Resource) -> str:
    """The address of an item that never changes."""
    return permanent_url(resource.code)
