"""Compiles the translations that changed (.po to .mo); needs no gettext.

With --certain it first empties what gettext only guessed from similar words: a guess
must not reach a reader, and a translator sees that the words are missing.
"""

import sys
from pathlib import Path

import polib


def leave_guesses_out(source: Path) -> None:
    catalogue = polib.pofile(str(source))
    for entry in catalogue.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
        entry.msgstr = ""
        entry.msgstr_plural = {form: "" for form in entry.msgstr_plural}
    catalogue.save()


count = 0
for source in sorted(Path("locale").glob("*/LC_MESSAGES/django.po")):
    if "--certain" in sys.argv:
        leave_guesses_out(source)
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        continue
    polib.pofile(str(source)).save_as_mofile(str(target))
    count += 1
print(f"= {count} compiled" if count else "= unchanged")
