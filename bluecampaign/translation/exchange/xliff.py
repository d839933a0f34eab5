"""XLIFF 1.2 files: what translation agencies and their tools ask for."""

import re
from itertools import groupby
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from bluecampaign.pages.markdown import PLACEHOLDER
from bluecampaign.translation.languages import Language

from .units import (
    ExchangeError,
    ExchangeFile,
    Unit,
    decoded,
    digests_in,
    help_for,
    language_of,
    refuse_forbidden,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
ENCODING = re.compile(r"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
# What XLIFF calls the states of a translation.
STATES = {
    "": "new",
    "machine": "needs-review-translation",
    "in_review": "translated",
    "reviewed": "final",
    "outdated": "needs-adaptation",
}


def write(units: list[Unit], language: Language) -> bytes:
    """The units as XLIFF; raises `ExchangeError` for what it could not carry."""
    refuse_forbidden(units)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<xliff version="1.2" xmlns="{NAMESPACE}">')
    for place, group in groupby(units, key=lambda unit: unit.path.partition(" › ")[0]):
        lines.append(
            f'<file original={quoteattr(place)} source-language="en" '
            f'target-language="{language.tag}" datatype="plaintext"><body>'
        )
        lines.extend(_element(unit) for unit in group)
        lines.append("</body></file>")
    if not units:
        lines.append(
            '<file original="nothing" source-language="en" '
            f'target-language="{language.tag}" datatype="plaintext"><body></body></file>'
        )
    lines.append("</xliff>\n")
    return "\n".join(lines).encode()


def _element(unit: Unit) -> str:
    limit = f' maxwidth="{unit.max_length}" size-unit="char"' if unit.max_length else ""
    state = STATES[unit.state if unit.target else ""]
    notes = [*help_for(unit), unit.reference]
    return "\n".join(
        [
            f"<trans-unit id={quoteattr(unit.id)} resname={quoteattr(unit.path)}{limit}"
            ' xml:space="preserve">',
            f"<source>{_inline(unit.source)}</source>",
            f'<target state="{state}">{_inline(unit.target)}</target>',
            *(f'<note from="developer">{_text(note)}</note>' for note in notes),
            "</trans-unit>",
        ]
    )


def _text(text: str) -> str:
    # A bare carriage return would come back from any reader of XML as a line feed.
    return escape(text, {"\r": "&#13;"})


def _inline(text: str) -> str:
    """A text whose placeholders a tool protects from being translated."""
    pieces, end = [], 0
    for number, hit in enumerate(PLACEHOLDER.finditer(text), start=1):
        pieces += [_text(text[end : hit.start()]), f'<ph id="{number}">{_text(hit[0])}</ph>']
        end = hit.end()
    return "".join([*pieces, _text(text[end:])])


def read(data: bytes) -> ExchangeFile:
    """What an XLIFF file says; raises `ExchangeError` with a sentence if it cannot."""
    root = _parsed(decoded(data))
    if _name(root) != "xliff":
        raise ExchangeError(_("This is not an XLIFF file."))
    if root.get("version") != "1.2":
        raise ExchangeError(_("This is not XLIFF 1.2. Ask for a file in that version."))
    parts = [child for child in root if _name(child) == "file"]
    languages = [language_of(part.get("target-language", "")) for part in parts]
    if len({language.code for language in languages}) != 1:
        raise ExchangeError(_("The file must hold one language, no more and no less."))
    units = [
        _unit(element) for part in parts for element in part.iter(f"{{{NAMESPACE}}}trans-unit")
    ]
    return ExchangeFile(languages[0], units)


def _parsed(text: str) -> Element:
    declared = ENCODING.match(text)
    if declared and declared[1].lower() not in ("utf-8", "utf8"):
        raise ExchangeError(_("The file is not UTF-8 text."))
    try:
        return fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise ExchangeError(
            _("The file holds a document type or entities, which are not allowed.")
        ) from None
    except (ParseError, ValueError) as error:
        raise ExchangeError(
            _("This is not an XLIFF file that can be read: %(reason)s") % {"reason": error}
        ) from None


def _name(element: Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def _unit(element: Element) -> Unit:
    notes = " ".join(_all_text(child) for child in element if _name(child) == "note")
    english, target = digests_in(notes)
    return Unit(
        id=element.get("id", ""),
        path=element.get("resname", ""),
        source=_child_text(element, "source"),
        target=_child_text(element, "target"),
        english_digest=english,
        target_digest=target,
    )


def _child_text(element: Element, name: str) -> str:
    return next((_all_text(child) for child in element if _name(child) == name), "")


def _all_text(element: Element) -> str:
    return "".join(element.itertext())
