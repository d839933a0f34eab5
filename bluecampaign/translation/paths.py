"""The language in an address: `/es/get-help/` is Spanish, `/get-help/` is English.

`split` and `localize` are the only code that knows where the prefix stands.
"""

from .languages import ALIASES, BY_CODE, SOURCE


def split(path: str) -> tuple[str, str]:
    """The language code of a path and the same path without its prefix."""
    first, slash, rest = path.removeprefix("/").partition("/")
    if first != SOURCE and first in BY_CODE and slash:
        return first, f"/{rest}"
    return SOURCE, path


def localize(path: str, code: str) -> str:
    """The address of an English path in the language `code`."""
    return path if code == SOURCE else f"/{code}{path}"


def corrected(path: str) -> str | None:
    """The right address for one whose prefix is misspelt, or None.

    `/en/…`, `/ES/…`, `/zh/…` and a prefix without its slash lead to the page that
    was meant. Anything else is somebody else's business.
    """
    first, _slash, rest = path.removeprefix("/").partition("/")
    code = first.lower()
    code = ALIASES.get(code, code)
    if code not in BY_CODE:
        return None
    wanted = localize(f"/{rest}", code)
    return wanted if wanted != path and not rest.startswith("/") else None
