"""What travels in an exchange file: a text, where it stands, and what it was then."""

import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bluecampaign.pages import markdown
from bluecampaign.translation.languages import ALIASES, BY_CODE, SOURCE, Language

LARGEST_FILE = 20 * 1024 * 1024
UNIT_ID = re.compile(r"^([a-z_]+\.[a-z_]+):(\d{1,18}):([a-z_0-9]+)$")
# XML can carry none of these, and no text needs them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
REFERENCE = re.compile(r"Reference: english ([0-9a-f]{16}), translation ([0-9a-f]{16}|none)")
MARKS = re.compile(r"^#{3,}|^\s*(?:[-*]|\d+\.) |\*\*|\]\(", re.MULTILINE)


class ExchangeError(Exception):
    """A file that cannot be written or read; `problems` are sentences for a person."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Unit:
    """One field of an object or a part in one language.

    `english_digest` and `target_digest` tell what stood there when the file was made;
    read from a file they are "" where a tool has thrown them away.
    """

    id: str
    path: str
    source: str
    target: str = ""
    english_digest: str = ""
    target_digest: str = ""
    state: str = ""
    max_length: int | None = None
    is_unfinished: bool = False

    @property
    def reference(self) -> str:
        """The digests in a sentence that every tool carries along as a note."""
        digests = self.english_digest, self.target_digest or "none"
        return "Reference: english {}, translation {}".format(*digests)


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """What a file of a translator says."""

    language: Language
    units: list[Unit]


def text_digest(text: str) -> str:
    """A short digest of a text; "" for no text."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16] if text else ""


def digests_in(notes: str) -> tuple[str, str]:
    """The digests of English and of the translation that the notes of a unit name."""
    found = REFERENCE.search(notes)
    if found is None:
        return "", ""
    return found[1], "" if found[2] == "none" else found[2]


def language_of(tag: str) -> Language:
    """The page language that a file names, however its tool spells it.

    Raises `ExchangeError` for no language, for English and for any other one.
    """
    code = tag.strip().lower().replace("_", "-")
    language = BY_CODE.get(ALIASES.get(code, code))
    if language is None or language.code == SOURCE:
        raise ExchangeError(
            _("The file says it is in “%(tag)s”, which no page is translated into.")
            % {"tag": tag[:40]}
            if code
            else _("The file does not say which language it is in.")
        )
    return language


def forbidden_in(text: str) -> str:
    """A sentence about the first control character of a text; "" where there is none."""
    found = FORBIDDEN.search(text)
    if found is None:
        return ""
    name = f"U+{ord(found[0]):04X}"
    return _("It holds the control character %(name)s.") % {"name": name}


def refuse_forbidden(units: list[Unit]) -> None:
    """Raises `ExchangeError` with every text that no file could carry."""
    broken = [
        f"{unit.path}: {reason}"
        for unit in units
        if (reason := forbidden_in(unit.source + unit.target))
    ]
    if broken:
        raise ExchangeError(*broken)


def decoded(data: bytes) -> str:
    """The text of a file; raises `ExchangeError` if it is too large or not UTF-8."""
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE // (1024 * 1024)
        raise ExchangeError(_("The file is larger than %(n)d MB.") % {"n": size})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExchangeError(_("The file is not UTF-8 text.")) from None
    if not text.strip():
        raise ExchangeError(_("The file is empty."))
    return text


def help_for(unit: Unit) -> list[str]:
    """What a translator must know to translate a unit, in plain English."""
    said = []
    for name in dict.fromkeys(markdown.placeholders(unit.source)):
        said.append(f"Keep {{{{{name}}}}} as it is: the site puts a number or address there.")
    if links := list(dict.fromkeys(markdown.links(unit.source))):
        said.append("Keep the addresses of the links: " + ", ".join(links))
    if MARKS.search(unit.source):
        said.append("Keep the signs of Markdown: ### for headings, - for lists, ** for bold.")
    if unit.max_length:
        said.append(f"At most {unit.max_length} characters.")
    said.append(f"State: {unit.state.replace('_', ' ') or 'missing'}.")
    return said
