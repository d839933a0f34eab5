"""What staff are told of a file that was taken in."""

from collections.abc import Iterator

from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bluecampaign.media.intake import MOST_IMAGE_BYTES, MOST_PDF_BYTES
from bluecampaign.media.pdfs import MOST_PAGES
from bluecampaign.media.reasons import sentences

from .filing import cover_of
from .models import Edition

MEGABYTE = 1024 * 1024


def verdict_of(edition: Edition) -> SafeString | str:
    """Type, size and pages, what is missing in plain sentences, and the cover."""
    if not edition.file or not edition.sha256:
        return _(
            "PDF up to %(pdf)s MB and %(pages)s pages; JPEG, PNG or WebP up to %(image)s MB. "
            "The content decides, not the name."
        ) % {
            "pdf": MOST_PDF_BYTES // MEGABYTE,
            "image": MOST_IMAGE_BYTES // MEGABYTE,
            "pages": MOST_PAGES,
        }
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in _lines(edition)))
    return format_html('<div class="verdict">{}<ul>{}</ul></div>', _cover(edition), lines)


def _lines(edition: Edition) -> Iterator[str]:
    facts = [edition.get_format_display(), filesizeformat(edition.bytes)]
    if edition.pages:
        facts.append(ngettext("%(n)d page", "%(n)d pages", edition.pages) % {"n": edition.pages})
    yield ", ".join(filter(None, map(str, facts)))
    found = sentences(edition.shortcomings)
    yield from found
    if edition.is_accessible and not found:
        yield _("Tagged, with a title and a language: screen readers can follow it.")
    if edition.text:
        yield _("Its words are in the search.")


def _cover(edition: Edition) -> SafeString | str:
    cover = cover_of(edition)
    if cover is None:
        return ""
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        *(cover.src, cover.width, cover.height, _("Its first page")),
    )
