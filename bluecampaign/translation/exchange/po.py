"""PO files: what Poedit, Weblate, Lokalize and most agencies open."""

import tempfile

import polib
from django.utils.translation import gettext as _

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

# Breaking long lines costs polib the escapes that stand where a line is broken.
ONE_LINE = 0


def write(units: list[Unit], language: Language) -> bytes:
    """The units as a PO file; raises `ExchangeError` for what it could not carry."""
    refuse_forbidden(units)
    file = polib.POFile(wrapwidth=ONE_LINE)
    file.metadata = {
        "Project-Id-Version": "Blue Campaign content",
        "Language": language.tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    file.extend(_entry(unit) for unit in units)
    return f"{file}".encode()


def _entry(unit: Unit) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=unit.path,
        msgid=unit.source,
        msgstr=unit.target,
        comment="\n".join([*help_for(unit), unit.reference]),
        occurrences=[(unit.id, "")],
    )


def read(data: bytes) -> ExchangeFile:
    """What a PO file says; raises `ExchangeError` with a sentence if it cannot be read."""
    file = _parsed(decoded(data))
    language = language_of(file.metadata.get("Language", ""))
    units = [_unit(entry) for entry in file if not entry.obsolete]
    return ExchangeFile(language, units)


def _parsed(text: str) -> polib.POFile:
    # polib takes a string that names a file for that file, and breaks other strings
    # where only some letters end a line: a file of our own is the one safe way in.
    with tempfile.NamedTemporaryFile("w", suffix=".po", encoding="utf-8", newline="") as own:
        own.write(text)
        own.flush()
        try:
            return polib.pofile(own.name, encoding="utf-8")
        except (OSError, ValueError, IndexError, AttributeError) as error:
            reason = str(error).replace(own.name, "").strip(" :")
            raise ExchangeError(
                _("This is not a PO file that can be read: %(reason)s") % {"reason": reason}
            ) from None


def _unit(entry: polib.POEntry) -> Unit:
    english, target = digests_in(entry.comment)
    return Unit(
        id=entry.occurrences[0][0] if entry.occurrences else "",
        path=entry.msgctxt or "",
        source=entry.msgid,
        target=entry.msgstr,
        english_digest=english,
        target_digest=target,
        is_unfinished=entry.fuzzy,
    )
