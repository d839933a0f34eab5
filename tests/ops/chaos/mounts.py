"""Disks that are small or may not be written to; both take an administrator of the machine."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .outcome import CannotTry


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """The folder is a disk of its own until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield
    finally:
        _unmount(folder)


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Whoever opens the file or folder, or something in it, may only read. Who has it open
    already goes on."""
    aside = place.parent / f".aside-{place.name}"
    aside.mkdir() if place.is_dir() else aside.touch()
    try:
        # Nobody writes there yet, so it can be made read-only; then it covers the place.
        _mount("--bind", str(place), str(aside))
        _mount("-o", "remount,bind,ro", str(aside))
        _mount("--bind", str(aside), str(place))
        yield
    finally:
        _unmount(place)
        _unmount(aside)


def _mount(*words: str) -> None:
    if os.geteuid() != 0:
        raise CannotTry("mounting takes root")
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotTry(f"mounting is not allowed ({done.stderr.strip()})")


def _unmount(place: Path) -> None:
    """Also while somebody still has a file of it open."""
    subprocess.run(["umount", "--lazy", str(place)], capture_output=True, check=False)
