"""Where the kept pages lie, and what makes all of them void: another build of the site."""

import os
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

# What pages are rendered with, besides the content.
CODE = ("bluecampaign", "awareness", "hotlines", "resources", "templates", "locale")
ENDINGS = (".py", ".html", ".mo", ".toml")
SETTINGS = ("SITE_", "CONTACT_", "SECURITY_", "TRANSLATION_", "MEDIA_", "S3_", "ALLOWED_", "HTTPS")

Opened = TypeVar("Opened")


def clock_file(data: Path) -> Path:
    return data / "cache" / "clock"


def pages_folder(data: Path, build: str) -> Path:
    return data / "cache" / build


def in_folder(folder: Path, begin: Callable[[], Opened]) -> Opened:
    """What `begin` opens in a folder. That is made where it is missing: once in its life."""
    try:
        return begin()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return begin()


def forget_old_builds(pages: Path) -> None:
    """Remove the pages of all builds but this one and the newest other: a process of that
    one may still be answering."""
    if not pages.parent.is_dir():
        return
    found = [folder for folder in pages.parent.iterdir() if folder.is_dir() and folder != pages]
    for folder in sorted(found, key=lambda each: each.stat().st_mtime)[:-1]:
        rmtree(folder, ignore_errors=True)


def build_of(root: Path, static: Path) -> str:
    """16 hexadecimal digits for the code, templates, translations, settings and static
    files that pages are made with. Reads no file of code: size and time tell."""
    found = blake2b(digest_size=8)
    for folder in CODE:
        for file in _made_with(root / folder):
            stat = os.stat(file)
            name = file.removeprefix(f"{root}/")
            found.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
    for file in (root / ".env", static / "staticfiles.json"):
        found.update(file.read_bytes() if file.is_file() else b"\0")
    for name in sorted(os.environ):
        if name.startswith(SETTINGS):
            found.update(f"{name}={os.environ[name]}\0".encode())
    return found.hexdigest()


def _made_with(folder: Path) -> Iterator[str]:
    """The files that pages are made with, in one order. Every start of the site waits for
    this, and `Path.rglob` takes three times as long for the thousand that there are."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(place, name) for name in sorted(names) if name.endswith(ENDINGS))
