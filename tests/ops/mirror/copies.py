"""Copies of the small site: how one is made, and where its files are."""

from pathlib import Path

from bluecampaign.mirror.making import Addresses, Making
from bluecampaign.mirror.places import Folder
from tests.ops.mirror import small_site

SITE = small_site.ORIGIN
SMALL = Addresses(small_site.__name__, lambda codes: ["/"], lambda codes: {"/404.html": "/-/"})


def making(folder: Folder, told=lambda *a: None) -> Making:
    return Making(folder, SMALL, ["en"], told)


def file(folder: Folder, name: str) -> Path:
    assert folder.current
    return folder.current / "files" / name
