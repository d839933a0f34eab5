"""From an item and an order to a file: put together, set, and kept under its digest.

Nothing has to be thrown away when content changes: other content is another digest, so a
changed number is on every piece that is asked for next.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.cache.backends.filebased import FileBasedCache
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from awareness.models import Indicator
from bluecampaign.printing import typesetting
from bluecampaign.printing.qr import qr_svg
from bluecampaign.printing.typesetting import Unprintable
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.text import text_of
from hotlines.models import Hotline
from resources.addresses import permanent_url

from .marks import Mark
from .orders import Order
from .pieces import Piece
from .voices import Sources, Voice

__all__ = ["Sheet", "Unprintable", "shelf"]

PREVIEW_PPI = 48
SCREEN_PPI = 110
# So many files are kept; the rest is made again in some milliseconds.
MOST_FILES = 4000


@dataclass(frozen=True)
class Sheet:
    """An item as it is printed by one order; `mark` is a partner's, for one download. Who
    makes many sheets gives them the same `sources`."""

    item: object
    piece: Piece
    order: Order
    mark: Mark | None = None
    sources: Sources = field(default_factory=Sources, repr=False, compare=False)

    @cached_property
    def content(self) -> dict:
        """All words and numbers of it, whatever the paper."""
        voices = [Voice(code, self.sources) for code in self.order.codes]
        return voices[0].numbers() | {"voices": [self._said(voice) for voice in voices]}

    @cached_property
    def revision(self) -> str:
        """Six letters that change with any word or number that stands on it."""
        return _digest(self.content)[:6]

    @cached_property
    def updated(self) -> datetime:
        """When something of what stands on it was last changed."""
        return max(self.item.updated_at, self.last_of_lists)

    @property
    def last_of_lists(self) -> datetime:
        """When a number or a sign was last changed."""
        found: list[datetime] = []
        for model in (Hotline, Indicator):
            found += model.objects.order_by("-updated_at").values_list("updated_at", flat=True)[:1]
        return max(found)

    @cached_property
    def data(self) -> dict:
        """What a layout is given."""
        paper, order, mark = self.order.on(self.piece), self.order, self.mark
        day = timezone.localdate(self.updated).isoformat()
        return self.content | {
            "layout": self.piece.layout,
            "title": self.title,
            "author": str(settings.SITE_NAME),
            "description": "",
            "colour": order.is_colour,
            "paper": {"width": paper.width, "height": paper.height},
            "least_type": order.least,
            "mark": f"{self.code}-{order.languages} · {self.revision} · {day}",
            "qr": qr_svg(self.address),
            "qr_alt": _("QR code: %(address)s") % {"address": self.address},
            "shown_by": mark.words if mark else "",
            "logo": list(mark.logo) if mark and mark.logo else None,
            "logo_alt": mark.logo_alt if mark else "",
        }

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def title(self) -> str:
        return text_of(self.item, "title", self.order.codes[0]).plain

    @property
    def address(self) -> str:
        """Where the QR code leads."""
        return permanent_url(self.code, BY_CODE[self.order.codes[0]].tag)

    def parts(self, voice: Voice) -> list[dict]:
        """What a document is made of, each with its title."""
        return voice.document(self.item)

    @property
    def file_name(self) -> str:
        name = f"{self.code}-{self.order.languages}-{self.order.name}"
        return name.lower().replace("+", "-")

    @cached_property
    def etag(self) -> str:
        layouts = typesetting.digest_of_layouts()
        return f'"{_digest([self.data, self.order.name, layouts])[:32]}"'

    def file(self, ppi: float = 0) -> bytes:
        """The PDF, or the picture with so many pixels to the inch. Raises Unprintable."""
        if self.mark is not None:
            return self._set_once(ppi)
        key = f"{self.etag}{ppi}"
        found = shelf().get(key)
        if found is None:
            found = self._set(ppi)
            shelf().set(key, found, timeout=None)
        return found

    def _set_once(self, ppi: float) -> bytes:
        """Kept nowhere. Letters that no font has are refused by a PDF alone."""
        if self.order.format != "pdf":
            typesetting.pdf(self.data, int(self.updated.timestamp()))
        return self._set(ppi)

    def _set(self, ppi: float) -> bytes:
        if self.order.format == "pdf":
            return typesetting.pdf(self.data, int(self.updated.timestamp()))
        paper = self.order.on(self.piece)
        return typesetting.png(self.data, ppi or (paper.ppi if paper.is_screen else SCREEN_PPI))

    def drafts(self, voice: Voice) -> list:
        """What stands on it and may be a machine's translation."""
        return [self.item]

    def _said(self, voice: Voice) -> dict:
        words = voice.words(self.item, self.piece.words)
        words["draft"] = voice.draft(self.drafts(voice))
        if self.piece.layout == "indicator-card":
            words |= {"signs": voice.signs(), "caution": voice.caution()}
        elif self.piece.layout == "numbers-card":
            words["lines"] = voice.lines()
        elif self.piece.layout == "document":
            with translation.override(voice.code):
                words["parts"] = self.parts(voice)
        if voice.missing:
            raise Unprintable("untranslated", f"{voice.code}: {', '.join(voice.missing)}")
        return words


def shelf() -> FileBasedCache:
    folder = Path(settings.DATA_DIR) / "cache" / "printed"
    return FileBasedCache(str(folder), {"OPTIONS": {"MAX_ENTRIES": MOST_FILES}})


def _digest(content) -> str:
    plain = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.blake2b(plain.encode(), digest_size=16).hexdigest()
