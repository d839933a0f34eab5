"""The first page of an item, on its own page."""

from django import template
from django.utils.translation import get_language

from bluecampaign.media.renditions import Shown
from bluecampaign.translation.languages import SOURCE
from resources import filing
from resources.models import Resource

register = template.Library()


@register.simple_tag
def cover_of(resource: Resource) -> Shown | None:
    """Needs the editions at hand, and asks for nothing else."""
    return filing.cover_for(resource.editions.all(), get_language() or SOURCE)
