"""What must not lie in the repository. The lock files: tests/ops/test_locks.py."""

import re
from pathlib import Path

import pytest

from tests.tree import ROOT, name, tracked_files

FILES = sorted(tracked_files())
LARGEST = 1_000_000
# What Chinese is written with weighs more.
LARGEST_FONT = 3_000_000
# Pieced together, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry", "npmjs"),
            ("registry", "yarnpkg"),
            ("npmmirror", "com"),
        ]
    )
    + r"|index-url\s*=|registry\s*=\s*http"
)
MACHINE_PATHS = re.compile(r"(?<![\w.~*-])/(?:home|Users|root|work|mnt|private)/\w+")
CONTENT = ("*/content/**/*.toml", "*/content/*.csv", "locale/**/*.po")


def text_of(file: Path) -> str:
    data = file.read_bytes()
    return "" if b"\0" in data else data.decode()


def test_file_is_not_large():
    sizes = {file: file.stat().st_size for file in FILES}

    large = {
        name(file): size
        for file, size in sizes.items()
        if size > (LARGEST_FONT if file.suffix == ".otf" else LARGEST)
    }

    assert len(FILES) > 300
    assert large == {}


def test_file_names_no_package_registry():
    found = [name(file) for file in FILES if REGISTRIES.search(text_of(file))]

    assert found == []


def test_file_names_no_place_on_one_machine():
    found = {name(f): hit[0] for f in FILES if (hit := MACHINE_PATHS.search(text_of(f)))}

    assert found == {}


def test_places_on_machines_are_recognized():
    assert MACHINE_PATHS.search("see /home/" + "ann/site")
    assert not MACHINE_PATHS.search("https://example.org/" + "work/shop and {% url 'home' %}/home/")


def test_file_with_secrets_or_data_is_not_there():
    unwanted = {".env", "site.sqlite3", "id_rsa", ".pypirc", ".netrc"}

    assert [name(file) for file in FILES if file.name in unwanted] == []


@pytest.mark.parametrize("pattern", CONTENT)
def test_content_is_utf8_with_plain_line_ends(pattern: str):
    files = sorted(file for file in ROOT.glob(pattern) if file in set(FILES))

    broken = [
        name(file)
        for file in files
        if b"\r" in (data := file.read_bytes())
        or data.startswith(b"\xef\xbb\xbf")
        or not data.endswith(b"\n")
        or "�" in data.decode()
    ]

    assert files != []
    assert broken == []
