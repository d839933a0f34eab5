"""The text of an item in parts, so that a long one can open with a list of them."""

from dataclasses import dataclass

from django import template

from bluecampaign.pages.facts import Place
from bluecampaign.pages.markdown import split_items
from bluecampaign.translation.text import Text, text_of
from resources.lists import printed_url
from resources.models import Resource

register = template.Library()

# From this many headings on, a text opens with a list of them.
LONG_TEXT = 4


@dataclass(frozen=True, slots=True)
class Part:
    heading: Text
    anchor: str
    body: Text


@dataclass(frozen=True, slots=True)
class FactSheet:
    """What stands before the first heading, and each heading with what follows it.
    `printed_url` is the address for paper."""

    lead: Text
    parts: list[Part]
    printed_url: str

    @property
    def contents(self) -> list[Place]:
        """Where the headings stand; none for a short text."""
        if len(self.parts) < LONG_TEXT:
            return []
        return [Place(part.heading, part.anchor) for part in self.parts]


@register.simple_tag
def fact_sheet(resource: Resource) -> FactSheet | None:
    """The text of an item in the language of the page, else in English; anchors are the
    same in every language."""
    body = text_of(resource, "body")
    if not body.plain.strip():
        return None
    lead, pairs = split_items(body.plain)
    parts = [
        Part(Text(heading, body.language), f"text-{number}", Text(words, body.language))
        for number, (heading, words) in enumerate(pairs, start=1)
    ]
    return FactSheet(Text(lead, body.language), parts, printed_url(resource.code))
