"""The numbers that stand on every page, and the cards of the directory."""

from dataclasses import replace

from django import template

from hotlines.cards import HotlineCard, cards_of
from hotlines.directory import directory_for

register = template.Library()


@register.simple_tag(takes_context=True, name="lifelines")
def lifelines(context):
    """911, the national hotline and its text number, for the strip of a page."""
    return directory_for(context.get("request")).lifelines


@register.simple_tag(takes_context=True)
def hotline_cards(context, selection: str = "") -> list[HotlineCard]:
    """The hotlines whose slugs `selection` lists, in the directory's order; all if empty.

    They carry no anchor: on a page the anchors belong to its blocks.
    """
    request, wanted = context["request"], selection.split()
    lines = directory_for(request).hotlines
    chosen = [line for line in lines if not wanted or line.slug in wanted]
    return [replace(card, anchor="") for card in cards_of(request, chosen)]
