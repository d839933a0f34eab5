"""The blocks of a page: each kind has a template, and here is what they draw."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from awareness.choices import IndicatorGroup
from awareness.models import Indicator, Observance, Page, Term
from awareness.titles import short_title
from bluecampaign.pages.markdown import links, page_address, split_items
from bluecampaign.templatetags.text import markdown
from bluecampaign.translation.text import Text, text_of
from bluecampaign.web.kept import kept

register = template.Library()
DOOR_ART = ("help", "report", "learn")


@register.simple_tag(takes_context=True)
def items_of(context, block) -> list[dict]:
    """The items of a block: each `###` heading with the HTML of what follows it."""
    body = text_of(block, "body")
    _before, pairs = split_items(body.plain)
    return [
        {
            **_heading(Text(heading, body.language)),
            "body_html": markdown(context, Text(text, body.language)),
            "anchor": f"{block.key}-{number}",
        }
        for number, (heading, text) in enumerate(pairs, start=1)
    ]


def _heading(heading: Text) -> dict:
    """A heading that may be a link: `[Get help](/get-help/)`."""
    found = links(heading.plain)
    if not found:
        return {"title": heading}
    words = heading.plain.partition("[")[2].partition("](")[0]
    return {"title": Text(words, heading.language), "url": page_address(found[0])}


@register.simple_tag(takes_context=True)
def lead_of(context, block):
    """What stands before the first item of a block."""
    body = text_of(block, "body")
    return markdown(context, Text(split_items(body.plain)[0], body.language))


@register.simple_tag
def indicator_groups(selection: str = "") -> list[dict]:
    """The indicators by group, in the order of the groups: one query."""
    found = list(Indicator.objects.live().in_language(get_language()))
    return [
        {"group": group, "indicators": [i for i in found if i.group == group]}
        for group in IndicatorGroup.chosen(selection)
    ]


@register.simple_tag
def child_pages(page) -> list[dict]:
    """The public pages below a page, as cards."""
    pages = Page.objects.live().in_language(get_language()).below(page)
    return [
        {
            "title": short_title(child),
            "url": child.get_absolute_url(),
            "text": text_of(child, "summary"),
        }
        for child in pages
    ]


@register.simple_tag
def observances() -> list[dict]:
    """Every awareness day, the next one first."""
    today = timezone.localdate()
    found = kept(("observances", get_language()), _observances)
    days = [{"observance": day, "next": day.next_after(today)} for day in found]
    return sorted(days, key=lambda day: day["next"])


def _observances() -> list[Observance]:
    return list(Observance.objects.live().in_language(get_language()))


@register.simple_tag
def observances_now() -> list[dict]:
    """The awareness days that are on, or near."""
    today = timezone.localdate()
    return [day for day in observances() if day["observance"].is_on(today)]


@register.simple_tag(takes_context=True)
def glossary_items(context) -> list[dict]:
    """The glossary as a definition list, each term with a place of its own."""
    return [
        {
            "term": text_of(term, "term"),
            "definition_html": markdown(context, text_of(term, "definition")),
            "anchor": term.key,
        }
        for term in Term.objects.live().in_language(get_language())
    ]


@register.simple_tag(takes_context=True)
def doors_of(context, block) -> list[dict]:
    """The cards of the home page as doors, each with its drawing."""
    body = text_of(block, "body")
    _before, pairs = split_items(body.plain)
    return [
        {
            **_heading(Text(heading, body.language)),
            "text": markdown(context, Text(text, body.language), inline=True),
            "art": art,
        }
        for (heading, text), art in zip(pairs, DOOR_ART, strict=False)
    ]


@register.simple_tag
def address(url: str) -> str:
    """An address as an editor wrote it, in the language of the page."""
    return page_address(url)
