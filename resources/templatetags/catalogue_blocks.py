"""Material from the catalogue inside a page: the block kind `resources`."""

from django import template

from awareness.choices import BlockKind
from resources.selections import Selection, select

register = template.Library()


@register.simple_tag(takes_context=True)
def resources_for(context, selection: str) -> Selection:
    """The selection of a block; the first asked answers for all blocks of the page."""
    request = context["request"]
    if not hasattr(request, "catalogue_selections"):
        blocks = context.get("blocks", ())
        mine = [block.selection for block in blocks if block.kind == BlockKind.RESOURCES]
        request.catalogue_selections = select([*mine, selection])
    return request.catalogue_selections[selection]
