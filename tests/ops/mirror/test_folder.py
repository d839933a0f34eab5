"""The folder of a copy, and the command that fills it."""

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bluecampaign.mirror import places
from bluecampaign.mirror.places import Folder


def refusals(root: Path) -> list[str]:
    return [reason.replace(str(root), "DIR") for reason in Folder(root).refusals()]


def test_folder_that_is_not_ours_is_refused(tmp_path: Path, monkeypatch):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/a.txt").touch()
    Usage = namedtuple("Usage", "total used free")

    assert refusals(tmp_path / "new/deep") == []
    assert refusals(tmp_path / "letters/a.txt") == ["DIR is a file. Name a folder."]
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(0, 0, 1024**2))
    monkeypatch.setattr(places.os, "access", lambda place, how: how == os.R_OK)
    assert refusals(tmp_path / "letters") == [
        "DIR is not empty and holds no copy. Name an empty folder, or a new one.",
        "DIR cannot be written to by this user. Change its owner, or name another.",
        "DIR has 1 MB left, and a copy may take 300 MB. Make room.",
    ]


def test_command_says_every_reason_at_once(tmp_path: Path, settings, monkeypatch):
    settings.SITE_URL = "http://elsewhere.example"
    settings.SECURE_SSL_REDIRECT = True
    settings.STATIC_ROOT = tmp_path / "none"
    (tmp_path / "a").touch()
    monkeypatch.setenv("MIRROR_ACCESS_KEY", "only-one")

    with pytest.raises(CommandError) as refused:
        call_command("mirror", tmp_path, languages="es,xx", verbosity=0)

    assert str(refused.value).splitlines()[1:] == [
        "  xx is none of the site's languages.",
        "  The host of SITE_URL, elsewhere.example, is not in ALLOWED_HOSTS. Add it there.",
        "  HTTPS is on, but SITE_URL begins with http://. Set it to https://…",
        "  The static files are not gathered: manage.py collectstatic",
        f"  {tmp_path} is not empty and holds no copy. Name an empty folder, or a new one.",
        "  Set both MIRROR_ACCESS_KEY and MIRROR_SECRET_KEY, or neither.",
    ]


def test_two_runs_are_never_at_work_in_one_folder(folder: Folder):
    with folder.alone() as first, folder.alone() as second:
        assert (first, second) == (True, False)


def test_check_without_a_copy_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(CommandError, match="holds no copy"):
        call_command("mirror", tmp_path, check=True)
