"""The components that pages are made of: one tag, one template, examples beside it.

Every argument is named. Text is escaped; an argument whose name ends in `_html`
takes HTML that is already safe. No component has an outer margin: the list that
holds it keeps the distance. Lists take objects or dictionaries alike.
"""

import json

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from bluecampaign.pages.components import Components
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.text import Text

register = Components()

DIRECTIONAL_ICONS = {"arrow_forward", "navigate_next", "launch"}
NOTICE_ICONS = {
    "info": "info",
    "warning": "warning",
    "emergency": "phone",
    "success": "check",
}
# How wide a picture is drawn: the browser chooses the file before it knows the styles.
WIDTHS = {
    "page": "100vw",
    "block": "(min-width: 48em) 42rem, 92vw",
    "card": "(min-width: 40em) 16rem, 80vw",
    "cover": "(min-width: 34em) 20rem, 60vw",
}
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
SCRIPT_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def jsonld(data):
    """Print data for search engines; nothing in it can end the script element."""
    text = COMPACT.encode(data).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.inclusion_tag("components/icon.html", shared=True)
def icon(*, name):
    """Draw a decorative icon named in assets/icons.json.

    One that points somewhere is turned round in right-to-left text.
    """
    return {"name": name, "directional": name in DIRECTIONAL_ICONS}


@register.inclusion_tag("components/date.html", shared=True)
def date(*, value):
    """Print a date or a moment in the reader's manner and in the machine's."""
    return {"value": value, "machine": value.isoformat()}


@register.inclusion_tag("components/notice.html", shared=True, may_tell=True)
def notice(*, text="", body_html="", heading="", kind="info", level=2, label=""):
    """Tell something that matters now. kind: info, warning, emergency or success."""
    return {
        "text": text,
        "body_html": body_html,
        "heading": heading,
        "kind": kind,
        "level": level,
        "label": label,
        "icon_name": NOTICE_ICONS[kind],
    }


@register.inclusion_tag("components/summary_box.html")
def summary_box(*, heading, items=(), body_html="", level=2):
    """Give the few points that a reader in a hurry should keep."""
    return {"heading": heading, "items": items, "body_html": body_html, "level": level}


@register.inclusion_tag("components/card.html")
def card(*, title, url, text="", body_html="", tag="", level=3):
    """Lead to one page; the whole card is the target."""
    return {
        "title": title,
        "url": url,
        "text": text,
        "body_html": body_html,
        "tag": tag,
        "level": level,
    }


@register.inclusion_tag("components/card_grid.html")
def card_grid(*, cards, level=3):
    """Lay cards side by side. Each has title, url, perhaps text or body_html, tag."""
    return {"cards": cards, "level": level}


@register.inclusion_tag("components/door.html")
def door(*, title, url, text="", art="help", level=2):
    """Open one of the three ways into the site. art: help, report or learn."""
    return {
        "title": title,
        "url": url,
        "text": text,
        "art": f"img/door-{art}.svg",
        "level": level,
    }


@register.inclusion_tag("components/doors.html")
def doors(*, items, level=2):
    """Lay doors out side by side. Each has title, url, text and art."""
    return {"items": items, "level": level}


@register.inclusion_tag("components/steps.html")
def steps(*, items, level=3):
    """Say what to do first, second, third. Each has title and text or body_html."""
    return {"items": items, "level": level}


@register.inclusion_tag("components/accordion.html")
def accordion(*, items, level=3, first_open=False):
    """Fold answers under questions. Each has title, text or body_html, anchor."""
    return {"items": items, "level": level, "first_open": first_open}


@register.inclusion_tag("components/quote.html")
def quote(*, text="", body_html="", attribution=""):
    """Repeat somebody's words and say whose they are."""
    return {"text": text, "body_html": body_html, "attribution": attribution}


@register.inclusion_tag("components/call_to_action.html")
def call_to_action(*, heading, url, link_text, text="", body_html="", level=2):
    """Ask for one thing, with one button."""
    return {
        "heading": heading,
        "url": url,
        "link_text": link_text,
        "text": text,
        "body_html": body_html,
        "level": level,
    }


@register.inclusion_tag("components/badge.html", shared=True)
def badge(*, text, kind="neutral"):
    """Put a word on something. kind: neutral, calm, police or attention."""
    return {"text": text, "kind": kind}


@register.inclusion_tag("components/definition_list.html")
def definition_list(*, items):
    """List terms. Each has term, definition or definition_html, perhaps anchor."""
    return {"items": items}


@register.inclusion_tag("components/empty_state.html")
def empty_state(*, heading, text="", links=(), level=2):
    """Say that nothing was found and where to go instead. Links have title and url."""
    return {"heading": heading, "text": text, "links": links, "level": level}


@register.inclusion_tag("components/call_link.html", shared=True)
def call_link(*, href, display):
    """Print one number as a link that reads left to right in every language."""
    return {"href": href, "display": display}


@register.inclusion_tag("components/picture.html")
def picture(*, image, alt="", place="page", eager=False, style=""):
    """Show a picture; without `alt` it is decoration. eager: it stands on the first screen.

    place: page, block, card or cover, which says how wide it will be.
    image: src, width, height; webp and fallback (what `srcset` takes) where it was made
    in two widths. An `alt` that fell back to English says so.
    """
    fallen_back = isinstance(alt, Text) and alt.is_fallback
    return {
        "image": image,
        "alt": alt.plain if isinstance(alt, Text) else alt,
        "spoken": BY_CODE[alt.language] if fallen_back else None,
        "sizes": WIDTHS[place],
        "eager": eager,
        "style": style,
    }
