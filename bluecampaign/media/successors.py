"""Where a file is to be had that was replaced, asked of those who know.

An app registers a function that takes the path of a file and returns the address of
its successor, or None where it knows nothing of it. It raises `Gone` for a file that
was taken back for good.
"""

from collections.abc import Callable

Successor = Callable[[str], str | None]
_known: list[Successor] = []


class Gone(Exception):
    """The file was taken back, and nothing took its place."""


def register(find: Successor) -> None:
    """Ask a function from now on; called when an app is ready."""
    if find not in _known:
        _known.append(find)


def successor_of(path: str) -> str | None:
    """The address that leads on from a file; raises `Gone`."""
    return next((url for find in _known if (url := find(path))), None)
