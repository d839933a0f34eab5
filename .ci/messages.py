"""Compiles the translations that changed (.po to .mo); needs no gettext."""

from pathlib import Path

import polib

count = 0
for source in Path("locale").glob("*/LC_MESSAGES/django.po"):
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        continue
    polib.pofile(str(source)).save_as_mofile(str(target))
    count += 1
print(f"= {count} compiled" if count else "= unchanged")
