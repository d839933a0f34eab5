"""The files of the project, for tests that read them."""

import fnmatch
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ("awareness", "bluecampaign", "hotlines", "resources")


def python_files(*folders: str) -> list[Path]:
    """Our Python files, or those of some folders, without migrations."""
    found = (file for folder in folders or CODE for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in found if "migrations" not in file.parts)


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def style_sheets() -> list[Path]:
    return sorted((ROOT / "assets").rglob("*.scss"))


def name(file: Path) -> str:
    """The place of a file in the project."""
    return file.relative_to(ROOT).as_posix()


def tracked_files() -> Iterator[Path]:
    """Every file that belongs to the project: all but what .gitignore names."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    ignored = [line.strip("/") for line in lines if line and not line.startswith("#")]
    for folder, below, files in os.walk(ROOT):
        place = Path(folder).relative_to(ROOT)
        below[:] = [d for d in below if d != ".git" and not _matches(place / d, ignored)]
        yield from (Path(folder, file) for file in files if not _matches(place / file, ignored))


def _matches(place: Path, patterns: list[str]) -> bool:
    return any(
        fnmatch.fnmatch(place.as_posix(), pattern) or fnmatch.fnmatch(place.name, pattern)
        for pattern in patterns
    )
