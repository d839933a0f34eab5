"""What a translator's file would change, found out before anything is stored."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bluecampaign.translation.checks import problems
from bluecampaign.translation.languages import Language

from .segments import Place
from .units import ExchangeFile, Unit, forbidden_in, text_digest


class Outcome(models.TextChoices):
    """What becomes of a unit of a file."""

    NEW = "new", gettext_lazy("New")
    CHANGED = "changed", gettext_lazy("Changed")
    UNCHANGED = "unchanged", gettext_lazy("Unchanged")
    EMPTY = "empty", gettext_lazy("Not translated in the file")
    ENGLISH_CHANGED = "english_changed", gettext_lazy("English changed since the export")
    STAFF_CHANGED = "staff_changed", gettext_lazy("Changed by staff since the export")
    UNFINISHED = "unfinished", gettext_lazy("Marked as unfinished in the file")
    REFUSED = "refused", gettext_lazy("Refused")
    UNKNOWN = "unknown", gettext_lazy("No such text")

    @property
    def is_stored(self) -> bool:
        return self in (Outcome.NEW, Outcome.CHANGED)

    @property
    def is_conflict(self) -> bool:
        """Stored only when somebody says: take it anyway."""
        return self in (Outcome.ENGLISH_CHANGED, Outcome.STAFF_CHANGED)

    @property
    def is_quiet(self) -> bool:
        """Nothing for anybody to look at."""
        return self in (Outcome.UNCHANGED, Outcome.EMPTY)


@dataclass(frozen=True, slots=True)
class Finding:
    """A unit of a file, what stands there now, and why it is not simply taken."""

    unit: Unit
    outcome: Outcome
    now: Unit | None = None
    place: Place | None = None
    reasons: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The name of the text on the site, also where the file has lost it."""
        return self.now.id if self.now else self.unit.id

    def is_agreed(self, take: Collection[str]) -> bool:
        return self.outcome.is_stored or (self.outcome.is_conflict and self.id in take)

    @property
    def path(self) -> str:
        return self.now.path if self.now else self.unit.path or self.unit.id


@dataclass(frozen=True, slots=True)
class Report:
    language: Language
    findings: list[Finding]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many units there are of every outcome, those of none included."""
        found = Counter(finding.outcome for finding in self.findings)
        return {outcome: found[outcome] for outcome in Outcome}

    def of(self, outcome: Outcome) -> list[Finding]:
        return [finding for finding in self.findings if finding.outcome is outcome]

    @property
    def conflicts(self) -> list[str]:
        """The ids of all units that are taken only when somebody says so."""
        return [f.id for f in self.findings if f.outcome.is_conflict]

    def agreed(self, take: Collection[str] = ()) -> ExchangeFile:
        """What is to be stored: all that is new or changed, and the conflicts in `take`.

        Its units know the texts that this report has seen. What changes between the
        report and the storing is a conflict again, and is not stored unseen.
        """
        units = [
            replace(
                finding.unit,
                id=finding.id,
                english_digest=finding.now.english_digest,
                target_digest=finding.now.target_digest,
            )
            for finding in self.findings
            if finding.now is not None and finding.is_agreed(take)
        ]
        return ExchangeFile(self.language, units)

    def left(self, take: Collection[str] = ()) -> list[Finding]:
        """What somebody has to look at: neither stored nor quiet."""
        return [
            finding
            for finding in self.findings
            if not finding.outcome.is_quiet and not finding.is_agreed(take)
        ]


Current = Mapping[str, tuple[Place, Unit]]


def compare(
    file: ExchangeFile, current: Current, *, refusal: Callable[[Place], str] = lambda place: ""
) -> Report:
    """What becomes of every unit of a file, given what stands there now, by id.

    `refusal(place)` is a sentence where somebody may not change a place, else "".
    """
    by_path = {unit.path: name for name, (_place, unit) in current.items()}
    said: dict[str, set[str]] = {}
    names = [unit.id or by_path.get(unit.path, "") for unit in file.units]
    for name, unit in zip(names, file.units, strict=True):
        said.setdefault(name, set()).add(unit.target)
    findings, seen = [], set()
    for name, unit in zip(names, file.units, strict=True):
        if name in current and (name, unit.target) in seen:
            continue
        seen.add((name, unit.target))
        twice = len(said[name]) > 1
        findings.append(_finding(unit, current.get(name), twice=twice, refusal=refusal))
    return Report(file.language, findings)


def _finding(unit: Unit, found, *, twice: bool, refusal) -> Finding:
    if found is None:
        return Finding(unit, Outcome.UNKNOWN, reasons=[_("Nothing on the site has this name.")])
    place, now = found
    if not unit.target.strip():
        return Finding(unit, Outcome.EMPTY, now, place)
    if unit.target == now.target and not twice:
        return Finding(unit, Outcome.UNCHANGED, now, place)
    reasons = _reasons_against(unit, now, place, twice=twice)
    if refused := refusal(place):
        reasons.append(refused)
    conflict, why = _conflict(unit, now)
    if reasons:
        return Finding(unit, Outcome.REFUSED, now, place, [*reasons, *why])
    if unit.is_unfinished:
        text = _("The translator marked it as not finished.")
        return Finding(unit, Outcome.UNFINISHED, now, place, [text, *why])
    outcome = conflict or (Outcome.CHANGED if now.target else Outcome.NEW)
    return Finding(unit, outcome, now, place, why)


def _reasons_against(unit: Unit, now: Unit, place: Place, *, twice: bool) -> list[str]:
    """Why a text can never be stored, all reasons at once."""
    if forbidden := forbidden_in(unit.target):
        return [forbidden]
    reasons = []
    if twice:
        reasons.append(_("The file has this text twice, with different words."))
    limit = place.max_length
    if limit and len(unit.target) > limit:
        text = _("It has %(n)d characters; there is room for %(limit)d.")
        reasons.append(text % {"n": len(unit.target), "limit": limit})
    return reasons + problems(now.source, unit.target)


def _conflict(unit: Unit, now: Unit) -> tuple[Outcome | None, list[str]]:
    """What changed on the site since the file was made.

    A tool may have thrown the digests away; the English in the file then still tells
    whether English changed, and nothing tells what staff did.
    """
    outcome, reasons = None, []
    if unit.english_digest and unit.target_digest != now.target_digest:
        outcome = Outcome.STAFF_CHANGED
        reasons.append(_("Staff changed this translation after the file was made."))
    if (unit.english_digest or text_digest(unit.source)) != now.english_digest:
        outcome = Outcome.ENGLISH_CHANGED
        reasons.insert(0, _("The English changed after the file was made."))
    return outcome, reasons
