"""A partner's own mark, for one download: who shows the piece, and nothing of the campaign's."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MOST_LETTERS = 60
# Joiners that Persian, Urdu and scripts of India write with.
JOINERS = "\u200c\u200d"
# Five digits with nothing but signs and spaces between them, or a number of three digits
# that people call: a year or a room is neither.
NUMBER = re.compile(r"(?:\d[\W_]*){5}|(?<!\d)(?:[2-9]11|988|112|999)(?!\d)")
# 1-800-HOTEL: digits written as letters.
VANITY = re.compile(r"(?<!\d)8(?:00|33|44|55|66|77|88)[\W_]*[A-Za-z]")
ADDRESS = re.compile(r"@|://|\bwww\b|[^\W_]\.[^\W\d_]{2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """`lines` stand in small print after "Shown by"; `logo` is a verified picture."""

    name: str
    lines: list[str] = field(default_factory=list)
    logo: bytes = b""

    @property
    def words(self) -> str:
        """In the language that is active; each line keeps its own direction."""
        if not self.lines:
            return ""
        # Translators: small print on a printed sheet; the names of an organization follow.
        told = _("Shown by: %(names)s")
        return told % {"names": ", ".join(f"\u2068{line}\u2069" for line in self.lines)}

    @property
    def logo_alt(self) -> str:
        return _("Logo of %(name)s") % {"name": self.name}


def read_line(typed: str) -> str:
    """A line as it is printed: one space between words, letters composed."""
    return unicodedata.normalize("NFC", " ".join(typed.split()))


def refusals(first: str, second: str) -> dict[str, list[str]]:
    """Every reason against two lines, under `name` and `second`; none for lines that
    may stand beside the campaign's numbers."""
    found = {"name": list(_against(first)), "second": list(_against(second))}
    if not first:
        found["name"].append(_("Write the name of your organization."))
    # They stand one after the other: half a number on each is one number.
    if not any(map(_is_number, (first, second))) and _is_number(f"{first}, {second}"):
        found["second"].append(_number())
    return {name: reasons for name, reasons in found.items() if reasons}


def _against(line: str) -> Iterator[str]:
    if len(line) > MOST_LETTERS:
        yield _("Write at most %(most)s letters.") % {"most": MOST_LETTERS}
    if any(unicodedata.category(sign)[0] == "C" and sign not in JOINERS for sign in line):
        yield _("This line holds signs that nobody can see. Type it anew.")
    if _is_number(line):
        yield _number()
    if ADDRESS.search(unicodedata.normalize("NFKC", line)):
        yield _(
            "This looks like the address of a website or an e-mail. Leave it out. After a "
            "full stop, leave a space."
        )


def _is_number(line: str) -> bool:
    plain = unicodedata.normalize("NFKC", line)
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
    plain = "".join(sign for sign in plain if sign not in JOINERS)
    return bool(NUMBER.search(plain) or VANITY.search(plain))


def _number() -> str:
    return _("This looks like a phone number. Only the campaign's numbers stand on a sheet.")
