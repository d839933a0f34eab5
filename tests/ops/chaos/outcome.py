"""What became of one fault: the figures of the table, and every promise that was broken."""

from dataclasses import dataclass, field

COLUMNS = (
    ("asked", "asked", "requests of readers while it went on"),
    ("whole", "200", "answered with the page"),
    ("silent", "none", "no answer at all: nobody listened"),
    ("failed", "5xx", "errors on pages that were seen before; must be 0"),
    ("slowest", "slowest", "seconds of the slowest answer to a reader"),
    ("recovered", "well in", "seconds from the end of the fault until pages nobody had asked "
     "for are made, all pages are new and staff can save"),
    ("acknowledged", "saved", "edits that the site said were saved"),
    ("found", "found", "of these found again: the version, and the page; must be all"),
    ("refused", "refused", "saves that staff were told did not work"),
    ("halves", "halves", "answers that showed two revisions at once; must be 0"),
    ("older", "older", "answers older than what was acknowledged, and not marked so; must be 0"),
)  # fmt: skip
NAME, WIDTH = 20, 9


class CannotTry(Exception):
    """What is missing here to bring a fault about; it counts as not tried, never as passed."""


@dataclass
class Outcome:
    fault: str
    asked: int = 0
    whole: int = 0
    silent: int = 0
    failed: int = 0
    slowest: float = 0.0
    recovered: float | None = None
    acknowledged: int = 0
    found: int = 0
    refused: int = 0
    halves: int = 0
    older: int = 0
    untried: str = ""
    problems: list[str] = field(default_factory=list)

    def broken(self) -> list[str]:
        """The promises that did not hold, each in a sentence."""
        found = []
        if self.failed:
            found.append(f"{self.failed} errors on pages that were seen before")
        if self.found != self.acknowledged:
            found.append(f"{self.acknowledged - self.found} acknowledged edits are not found")
        if self.halves:
            found.append(f"{self.halves} answers showed two revisions at once")
        if self.older:
            found.append(f"{self.older} answers were older than what was acknowledged")
        if not self.untried and not self.whole:
            found.append("nobody asked for anything: this was no trial")
        return [*found, *self.problems]

    def row(self) -> str:
        if self.untried:
            return f"{self.fault:<{NAME}}  could not be tried here: {self.untried}"
        return f"{self.fault:<{NAME}}" + "".join(
            f"{_told(getattr(self, name)):>{WIDTH}}" for name, _head, _words in COLUMNS
        )


def head() -> str:
    return f"{'':<{NAME}}" + "".join(f"{head:>{WIDTH}}" for _name, head, _words in COLUMNS)


def legend() -> str:
    return "\n".join(f"  {head:<9} {words}" for _name, head, words in COLUMNS)


def _told(value: float | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
