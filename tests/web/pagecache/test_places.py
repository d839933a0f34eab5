"""What makes another build of the site, whose pages are not those of the one before."""

import os
import shutil
from pathlib import Path

import pytest

from bluecampaign.web.pagecache.places import build_of

PAGE, CATALOGUE, CODE = "templates/page.html", "locale/ar/django.mo", "hotlines/deep/er/views.py"
NUMBERS = "hotlines/content/hotlines.toml"
MADE_WITH = (PAGE, CATALOGUE, CODE, NUMBERS, ".env")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    root = tmp_path / "release"
    for name in (*MADE_WITH, "static/staticfiles.json"):
        write(root / name, "as it was")
    return root


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def built(root: Path) -> str:
    return build_of(root, root / "static")


@pytest.mark.parametrize("name", [*MADE_WITH, "static/staticfiles.json"])
def test_what_pages_are_made_with_makes_a_build(release: Path, name: str):
    before = built(release)

    write(release / name, "as it is now")

    assert built(release) != before


@pytest.mark.parametrize("name", [PAGE, CODE])
def test_time_of_a_file_tells_as_its_size_does(release: Path, name: str):
    before = built(release)
    stat = (release / name).stat()

    os.utime(release / name, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))

    assert built(release) != before


def test_file_that_is_new_or_gone_makes_a_build(release: Path):
    before = built(release)

    write(release / "templates" / "new.html", "")
    added = built(release)
    (release / CODE).unlink()

    assert len({before, added, built(release)}) == 3


def test_what_no_page_is_made_with_makes_none(release: Path):
    before = built(release)

    write(release / "hotlines" / "__pycache__" / "views.cpython-311.pyc", "compiled")
    write(release / "templates" / "notes.md", "for people")
    write(release / "docs" / "running.html", "elsewhere")

    assert built(release) == before


def test_release_is_the_same_build_in_every_folder(release: Path, tmp_path: Path):
    copy = shutil.copytree(release, tmp_path / "elsewhere" / "copy")

    assert built(copy) == built(release)


def test_setting_of_pages_makes_a_build_and_a_secret_none(release: Path, monkeypatch):
    before = built(release)

    monkeypatch.setenv("SECRET_KEY", "another one")
    secret = built(release)
    monkeypatch.setenv("SITE_URL", "https://other.example.org")

    assert secret == before
    assert built(release) != before
