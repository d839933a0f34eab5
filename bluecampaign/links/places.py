"""Which addresses of this site exist, and which anchors stand on them.

Each app registers a function that knows its own addresses. A place is asked for by its
English path, since texts name places that way in every language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from bluecampaign.translation.paths import corrected, split

# Stand on every page.
EVERYWHERE = frozenset({"content", "top"})


@dataclass(frozen=True, slots=True)
class Place:
    """An address that answers; `moved_to` is where it leads instead."""

    anchors: frozenset[str] = frozenset()
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a link; `is_fatal` where a reader would come to nothing."""

    reason: str
    fix: str
    is_fatal: bool = True


# A path and a moment (None for now) to the place; None where it is not known.
Source = Callable[[str, datetime | None], Place | None]
# The same with the moment settled.
Lookup = Callable[[str], Place | None]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a function that knows addresses; called when an app is ready."""
    _sources.append(source)


def place_at(path: str, at: datetime | None = None) -> Place | None:
    """The first place that any app knows at an English path."""
    return next((place for s in _sources if (place := s(path, at)) is not None), None)


def is_internal(address: str) -> bool:
    return address.startswith(("/", "#")) and not address.startswith("//")


def looking_up(at: datetime | None = None) -> Lookup:
    """`place_at` for the links of one moment, which looks each address up once: the
    texts of thirteen languages lead to the same places."""
    return cache(lambda path: place_at(path, at))


def problem_with(
    address: str, look_up: Lookup = place_at, *, here: str = "", anchors=frozenset()
) -> Problem | None:
    """What is wrong with an address of this site, or None.

    `here` is the path of the text's own page and `anchors` what stands on it: it may
    not be public yet.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return _nowhere(address)
    path = unquote(parts.path) or here
    if path.startswith(("/files/", "/static/")):
        return None if _is_file(path) else _no_file(address)
    if not parts.path or path == here:
        place: Place | None = Place(frozenset(anchors))
    else:
        place = look_up(path)
    if place is None:
        return _misspelt(path, look_up) or _nowhere(address)
    if place.moved_to:
        return _moved(address, place.moved_to)
    if parts.fragment and parts.fragment not in {*place.anchors, *EVERYWHERE}:
        return _no_anchor(address, parts.fragment)
    return None


def _is_file(path: str) -> bool:
    folder, _slash, name = path.removeprefix("/").partition("/")
    if ".." in name.split("/"):
        return False
    return bool(finders.find(name)) if folder == "static" else default_storage.exists(name)


def _misspelt(path: str, look_up: Lookup) -> Problem | None:
    """An address that carries a language, or lacks its last slash."""
    code, english = split(path)
    if code != "en" or corrected(path) is not None:
        found = english if code != "en" else "/" + path.removeprefix("/").partition("/")[2]
        return Problem(
            _("The link %(address)s carries a language.") % {"address": path},
            _("Write %(address)s: each reader is led to their own language.") % {"address": found},
        )
    if not path.endswith("/") and look_up(f"{path}/") is not None:
        return _moved(path, f"{path}/")
    return None


def _moved(address: str, target: str) -> Problem:
    return Problem(
        _("The link %(address)s leads on to another address.") % {"address": address[:120]},
        _("Write the new address: %(target)s") % {"target": target},
        is_fatal=False,
    )


def _nowhere(address: str) -> Problem:
    return Problem(
        _("The link %(address)s leads to no published page.") % {"address": address[:120]},
        _("Correct the address, or publish the page it leads to first."),
    )


def _no_anchor(address: str, anchor: str) -> Problem:
    return Problem(
        _("The link %(address)s leads to a place that is not on its page: #%(anchor)s.")
        % {"address": address[:120], "anchor": anchor},
        _("Look up the anchor of the block it shall lead to, or leave out the # part."),
    )


def _no_file(address: str) -> Problem:
    return Problem(
        _("The link %(address)s leads to a file that is not there.") % {"address": address[:120]},
        _("Upload the file, or link to the item of the catalogue that has it."),
    )
