"""Many files at once: each judged, matched to an edition, told, then stored together."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.functions import Upper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from bluecampaign.media import waiting
from bluecampaign.media.intake import TakenImage, TakenPdf, take
from bluecampaign.media.reasons import sentences
from bluecampaign.pages.languages import is_language_tag
from bluecampaign.publishing import drafts
from bluecampaign.publishing.versions import draft_of
from resources.filing import store
from resources.models import Edition, Resource

from . import work
from .names import Named, Reader, edition_for


class Fate(models.TextChoices):
    """What becomes of a file; those that need somebody first."""

    REFUSED = "refused", gettext_lazy("Refused")
    UNMATCHED = "unmatched", gettext_lazy("Say what it belongs to")
    OUT = "out", gettext_lazy("Left out")
    REPLACES = "replaces", gettext_lazy("Replaces a file")
    FILLS = "fills", gettext_lazy("The first file of an edition")
    NEW = "new", gettext_lazy("A new edition")
    SAME = "same", gettext_lazy("There already")


STORED = (Fate.REPLACES, Fate.FILLS, Fate.NEW)


@dataclass
class Kept:
    """A file that was taken in and waits: what it is, and where its bytes are.

    A refused one has `reasons` and no bytes: it was thrown away at once.
    """

    name: str
    named: Named = field(default_factory=Named)
    reasons: list[str] = field(default_factory=list)
    content: str = ""
    cover: str = ""
    text: str = ""
    digest: str = ""
    extension: str = ""
    pages: int = 0
    language: str = ""
    size: int = 0
    shortcomings: list[str] = field(default_factory=list)
    is_out: bool = False

    @property
    def places(self) -> list[str]:
        return [name for name in (self.content, self.cover, self.text) if name]

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def of_json(cls, data: dict) -> "Kept":
        return cls(**{**data, "named": Named(**data["named"])})

    def taken(self) -> TakenImage | TakenPdf:
        """As the intake gave it; raises FileNotFoundError once it is gone."""
        content = ContentFile(waiting.get(self.content))
        if self.extension != "pdf":
            image = Image.open(BytesIO(content.read()))
            image.load()
            return TakenImage(
                content, image.width, image.height, self.digest, self.extension, image
            )
        with Image.open(BytesIO(waiting.get(self.cover)), formats=["PNG"]) as drawn:
            cover = drawn.convert("RGB")
        words = json.loads(waiting.get(self.text))
        return TakenPdf(
            content, self.pages, self.digest, self.language, words, cover, self.shortcomings
        )


@dataclass
class Match:
    """A file and what becomes of it."""

    kept: Kept
    fate: Fate
    item: Resource | None = None
    edition: Edition | None = None
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_draft: bool = False

    @property
    def token(self) -> str:
        """The same as long as the confirmation means the same."""
        edition = self.edition.pk if self.edition else ""
        held = self.edition.file.name if self.edition else ""
        item = self.item.pk if self.item else ""
        return f"{self.fate}:{item}:{self.kept.named}:{edition}:{held}:{self.is_draft}"


def keep(name: str, upload, reader: Reader) -> Kept:
    """Judge a file and keep what was made of it, until somebody confirms; what is
    refused is thrown away."""
    kept = Kept(name=name[:200], named=reader.read(name))
    try:
        taken = take(upload)
    except ValidationError as error:
        return replace(kept, reasons=error.messages)
    data = taken.content.read()
    kept.size, kept.digest, kept.extension = len(data), taken.digest, taken.extension
    kept.content = waiting.put(data)
    if isinstance(taken, TakenPdf):
        drawn = BytesIO()
        taken.image.save(drawn, format="PNG")
        kept.cover = waiting.put(drawn.getvalue())
        kept.text = waiting.put(json.dumps(taken.text).encode())
        kept.pages, kept.language = taken.pages, taken.language
        kept.shortcomings = list(taken.shortcomings)
    return kept


def discard(files: Iterable[Kept]) -> None:
    """Take away what waits; what was stored of it stays."""
    waiting.discard([place for kept in files for place in kept.places])


def match(files: list[Kept], *, by) -> list[Match]:
    """What becomes of each file as things stand now."""
    codes = {kept.named.code.upper() for kept in files if kept.named.code}
    named = Resource.objects.alias(upper=Upper("code")).filter(upper__in=codes)
    items = {item.code.upper(): item for item in named}
    found, used = [], {}
    for kept in files:
        one = _match(kept, items.get(kept.named.code.upper()), by=by)
        if one.fate in STORED:
            key = (one.item.pk, one.edition.pk if one.edition else str(kept.named))
            if used.setdefault(key, kept.name) != kept.name:
                one.fate, one.reasons = Fate.UNMATCHED, [_twice(used[key])]
        found.append(one)
    return found


def _twice(other: str) -> str:
    text = _("%(name)s is for the same edition. Give this one another size, or leave it out.")
    return text % {"name": other}


def _match(kept: Kept, item: Resource | None, *, by) -> Match:
    if kept.reasons:
        return Match(kept, Fate.REFUSED, item, reasons=kept.reasons)
    if kept.is_out:
        return Match(kept, Fate.OUT, item)
    reasons = _what_is_missing(kept.named, item)
    if reasons:
        return Match(kept, Fate.UNMATCHED, item, reasons=reasons)
    if not work.may(by, "change"):
        return Match(kept, Fate.REFUSED, item, reasons=[_("You may not change items.")])
    is_draft = work.becomes_draft(item, by=by)
    edition = edition_for(_editions_as_worked_on(item), kept.named)
    one = Match(kept, _fate(kept, edition), item, edition, is_draft=is_draft)
    one.warnings = _warnings(kept)
    return one


def _what_is_missing(named: Named, item: Resource | None) -> list[str]:
    missing = []
    if not named.code:
        missing.append(_("Its name begins with no code of the catalogue."))
    elif item is None:
        missing.append(_("There is no item %s.") % named.code)
    if not named.language:
        missing.append(_("Its name does not say the language."))
    elif not is_language_tag(named.language):
        missing.append(_("No language has the tag %s.") % named.language)
    return missing


def _editions_as_worked_on(item: Resource) -> list[Edition]:
    with drafts.in_place(item, draft_of(item)):
        return list(item.editions.defer("text"))


def _fate(kept: Kept, edition: Edition | None) -> Fate:
    if edition is None:
        return Fate.NEW
    if edition.file and edition.sha256 == kept.digest:
        return Fate.SAME
    return Fate.REPLACES if edition.href else Fate.FILLS


def _warnings(kept: Kept) -> list[str]:
    found = sentences(kept.shortcomings)
    said, named = kept.language.lower(), kept.named.language.lower()
    if said and named not in ("und", "zxx") and said.split("-")[0] != named.split("-")[0]:
        text = _("The file says that it is in %(said)s, its name says %(named)s.")
        found.append(text % {"said": kept.language, "named": kept.named.language})
    return found


@transaction.atomic
def apply(files: list[Kept], *, by, agreed: dict[str, str], progress=None) -> list[Match]:
    """Store what `match()` told, all or nothing: raises `NotStored` with the reasons.

    `agreed` maps the place of a file in the list to the token of its match; what means
    something else by now is left alone and told.
    """
    work.hold_catalogue()
    matches = match(files, by=by)
    refused: list[str] = []
    groups: dict[int, list[Match]] = {}
    for place, one in enumerate(matches):
        if one.fate in STORED and agreed.get(str(place)) != one.token:
            one.fate, one.reasons = Fate.UNMATCHED, [_("It changed while you were looking.")]
        if one.fate in STORED:
            groups.setdefault(one.item.pk, []).append(one)
    for number, group in enumerate(groups.values(), start=1):
        refused += _store(group, by=by)
        if progress:
            progress(number, len(groups))
    if refused:
        raise NotStored(refused)
    return matches


class NotStored(Exception):
    """Something speaks against the whole; nothing was stored."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def _store(group: list[Match], *, by) -> list[str]:
    item = Resource.objects.get(pk=group[0].item.pk)
    names = ", ".join(one.kept.name for one in group)
    done = work.carry_out(
        item,
        lambda working: _put(working, group),
        by=by,
        comment=_("Uploaded together with others: %s") % names,
    )
    for one in group:
        one.is_draft = done.is_draft
    return [f"{item.code}: {reason}" for reason in done.reasons]


def _put(item: Resource, group: list[Match]) -> None:
    editions = {edition.pk: edition for edition in item.editions.all()}
    for one in group:
        edition = editions.get(one.edition.pk) if one.edition else None
        edition = edition or Edition(resource=item, language=one.kept.named.language)
        edition.print_size = edition.print_size or one.kept.named.size
        edition.url = ""
        store(edition, one.kept.taken())
        edition.full_clean(exclude=["file", "changes"])
        edition.save()


def counted(matches: list[Match]) -> Iterator[tuple[Fate, int]]:
    for fate in Fate:
        number = sum(one.fate is fate for one in matches)
        if number:
            yield fate, number
