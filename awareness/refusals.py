"""What keeps a page off the site, or a sign, a term, an awareness day."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bluecampaign.links.refusals import link_refusals
from bluecampaign.publishing import refusals
from bluecampaign.publishing.models import Publishable
from bluecampaign.publishing.refusals import Refusal, Severity, english, moment_of
from bluecampaign.publishing.texts import written
from bluecampaign.publishing.wording import (
    EMPTY_WORDS,
    at,
    in_texts,
    text_refusals,
    typed_number,
)
from bluecampaign.translation.languages import SOURCE, suffix
from bluecampaign.translation.models import TranslationState
from bluecampaign.translation.reversing import reverse
from hotlines.refusals import known_numbers

from .anchors import anchors_of, claims
from .choices import BlockKind
from .models import Block, Indicator, Observance, Page, Term
from .showing import KINDS, address_of, page_of

# Search engines cut a description at about 160 signs; below 70 it says little.
SHORTEST, SHORT, LONG, LONGEST = 20, 70, 160, 200
MAY_LACK_HEADING = {BlockKind.QUOTE}


def page_refusals(page: Page, before: dict | None) -> Iterator[Refusal]:
    """Every reason at once, in the order of the form."""
    blocks = list(page.blocks.select_related("picture"))
    yield from _missing_english(page)
    yield from _summary_length(page)
    yield from _missing_in_blocks(blocks)
    yield from _duplicate_anchors(page, blocks)
    yield from _pictures(page, blocks)
    yield from text_refusals(page, markdown_fields=("body",), known=known_numbers(moment_of(page)))
    yield from _empty_buttons(page)
    yield from link_refusals(page, here=address_of(page), anchors=anchors_of(page))


def _missing_english(page: Page) -> Iterator[Refusal]:
    if not (page.title_en or "").strip():
        yield english(
            "title",
            _("The English title is missing."),
            _("Give the page a title: it stands in menus, searches and the tab."),
        )
    if not (page.summary_en or "").strip():
        yield english(
            "summary",
            _("The English summary is missing."),
            _("Write one or two sentences that say what the page is about."),
        )


def _summary_length(page: Page) -> Iterator[Refusal]:
    length = len((page.summary_en or "").strip())
    if 0 < length < SHORT:
        yield english(
            "summary",
            _("The English summary is short: %(n)d signs.") % {"n": length},
            _("Write 70 to 160 signs: one or two sentences."),
            severity=Severity.BLOCKS if length < SHORTEST else Severity.WARNS,
        )
    if length > LONG:
        yield english(
            "summary",
            _("The English summary is long: %(n)d signs.") % {"n": length},
            _("Write 70 to 160 signs; search engines cut off the rest."),
            severity=Severity.BLOCKS if length > LONGEST else Severity.WARNS,
        )


def _missing_in_blocks(blocks: list[Block]) -> Iterator[Refusal]:
    for block in blocks:
        lacks = BlockKind(block.kind) not in MAY_LACK_HEADING
        if lacks and not (block.heading_en or "").strip():
            yield english(
                "heading",
                _("The English heading of the block “%(key)s” is missing.") % {"key": block.key},
                _("Give it a heading: people find their way by the headings."),
                part=("blocks", block.pk),
            )
        if not BlockKind(block.kind).draws_data and not (block.body_en or "").strip():
            yield english(
                "body",
                _("The English text of the block “%(key)s” is missing.") % {"key": block.key},
                _("Write it, or take the block out."),
                part=("blocks", block.pk),
            )


def _duplicate_anchors(page: Page, blocks: list[Block]) -> Iterator[Refusal]:
    claimed = claims(page)
    for block in blocks:
        if claimed[block.key] > 1:
            yield Refusal(
                "key",
                "",
                _("The anchor “%(key)s” stands more than once on the page.") % {"key": block.key},
                _("Give the block another anchor: a link can lead to one place only."),
                part=("blocks", block.pk),
            )


def _pictures(page: Page, blocks: list[Block]) -> Iterator[Refusal]:
    """A picture that says something needs words; a translation needs them translated."""
    translated = TranslationState.objects.by_language(page)
    for block in blocks:
        picture = block.picture
        if picture is None or picture.is_decorative:
            continue
        for code in (SOURCE, *translated):
            if not (getattr(picture, f"alt_{suffix(code)}") or "").strip():
                change = reverse("admin:media_picture_change", args=[picture.pk])
                place = f"?language={code}" if code != SOURCE else ""
                yield Refusal(
                    "picture",
                    code,
                    _("The picture “%(name)s” has no words for those who do not see it.")
                    % {"name": picture.name},
                    _("Write its alternative text, or mark it as only decoration."),
                    Severity.BLOCKS if code == SOURCE else Severity.WARNS,
                    part=("blocks", block.pk),
                    url=f"{change}{place}#id_alt_{suffix(code)}",
                )


def _empty_buttons(page: Page) -> Iterator[Refusal]:
    for each in written(page, "link_text"):
        if each.text.strip().casefold() in EMPTY_WORDS:
            yield at(
                each,
                _("The button is called “%(words)s”.") % {"words": each.text},
                _("Say in its words where it leads, such as “How to report”."),
            )


def indicator_refusals(sign: Indicator, before: dict | None) -> Iterator[Refusal]:
    """Every reason against a sign; its text is plain, no Markdown."""
    yield from _lacking(sign, "text", _("The English text is missing."))
    yield from in_texts(sign, typed_number)
    yield from _on_no_page(sign, "group")


def term_refusals(term: Term, before: dict | None) -> Iterator[Refusal]:
    yield from _lacking(term, "term", _("The English term is missing."))
    yield from _lacking(term, "definition", _("The English definition is missing."))
    known = known_numbers(moment_of(term))
    yield from text_refusals(term, markdown_fields=("definition",), known=known)
    yield from _on_no_page(term, "key")
    page = page_of(term, moment_of(term))
    if page is None:
        yield from link_refusals(term)
        return
    if claims(page)[term.key] > int(term.is_live()):
        yield Refusal(
            "key",
            "",
            _("The place “%(key)s” on the glossary's page is something else's.")
            % {"key": term.key},
            _("Give the term another key: a link can lead to one place only."),
        )
    anchors = {*anchors_of(page), term.key}
    yield from link_refusals(term, here=address_of(page), anchors=anchors)


def observance_refusals(day: Observance, before: dict | None) -> Iterator[Refusal]:
    yield from _lacking(day, "name", _("The English name is missing."))
    known = known_numbers(moment_of(day))
    yield from text_refusals(day, markdown_fields=("text",), known=known)
    yield from _on_no_page(day, "key")
    yield from link_refusals(day)


def _lacking(entry: Publishable, field: str, reason: str) -> Iterator[Refusal]:
    if not (getattr(entry, f"{field}_{SOURCE}") or "").strip():
        yield english(field, reason, _("Write it: every other language falls back to it."))


def _on_no_page(entry: Publishable, field: str) -> Iterator[Refusal]:
    if page_of(entry, moment_of(entry)) is None:
        yield Refusal(
            field,
            "",
            _("No public page shows it: readers would not meet it."),
            _("Add a block of the kind “%(kind)s” to a page, and publish that page.")
            % {"kind": KINDS[type(entry)].label},
            Severity.WARNS,
        )


def register() -> None:
    refusals.register(Page, page_refusals)
    refusals.register(Indicator, indicator_refusals)
    refusals.register(Term, term_refusals)
    refusals.register(Observance, observance_refusals)
