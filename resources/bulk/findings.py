"""What becomes of the rows of a table, as it is told."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy

from bluecampaign.publishing.difference import marked_if_short


class Outcome(models.TextChoices):
    """What becomes of a row; the urgent ones first."""

    REFUSED = "refused", gettext_lazy("Refused")
    CONFLICT = "conflict", gettext_lazy("Somebody changed it since the file was made")
    OVERTAKEN = "overtaken", gettext_lazy("It changed while you were looking")
    ADDED = "added", gettext_lazy("Added")
    CHANGED = "changed", gettext_lazy("Changed")
    UNCHANGED = "unchanged", gettext_lazy("As it is already")


STORED = (Outcome.ADDED, Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class Cell:
    column: str
    old: str
    new: str

    @property
    def marked(self) -> tuple[str, str]:
        """Both texts, the differences marked where they are short enough to compare."""
        return marked_if_short(self.old, self.new)


@dataclass
class Finding:
    """A row: what it changes, and why it does not where it does not."""

    line: int
    code: str
    outcome: Outcome = Outcome.UNCHANGED
    cells: list[Cell] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_draft: bool = False

    @property
    def digest(self) -> str:
        """The same as long as the row means the same."""
        told = [self.code, self.is_draft, [[c.column, c.old, c.new] for c in self.cells]]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass
class Plan:
    findings: list[Finding]

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        found = Counter(finding.outcome for finding in self.findings)
        return [(outcome, found[outcome]) for outcome in Outcome if found[outcome]]

    def of(self, *outcomes: Outcome) -> list[Finding]:
        return [finding for finding in self.findings if finding.outcome in outcomes]

    @property
    def agreed(self) -> dict[str, str]:
        """What a confirmation is about: lines and their digests."""
        rows = self.of(*STORED, Outcome.CONFLICT)
        return {str(finding.line): finding.digest for finding in rows}
