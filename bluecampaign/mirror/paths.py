"""Addresses: which ones belong to the copy, and where their files lie.

A static server does not read what stands behind the question mark. So the pages of a
long list get addresses of their own (`/resources/page/2/`), and every other query leads
to the address without it.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

# Staff's, and what tells whether the site itself is well.
NEVER = ("/admin/", "/preview/", "/healthz", "/readyz", "/styleguide/")
PAGE_QUERY = re.compile(r"page=([1-9]\d*)")
GONE_FOLDER = "_gone"


class Unsafe(ValueError):
    """An address that cannot be the name of a file."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link of a page leads within the site."""

    path: str
    query: str = ""
    fragment: str = ""

    @property
    def page(self) -> int:
        """The page of a list that it asks for; nought where it asks for something else."""
        found = PAGE_QUERY.fullmatch(self.query)
        return int(found[1]) if found else 0

    @property
    def asked(self) -> str:
        """What to ask the site for."""
        return f"{self.path}?{self.query}" if self.page > 1 else self.path

    @property
    def copied(self) -> str:
        """The address of that in the copy."""
        return f"{self.path}page/{self.page}/" if self.page > 1 else self.path

    @property
    def is_left_out(self) -> bool:
        """Whether something is asked for that no file can answer."""
        return bool(self.query) and not self.page


def target(link: str, base: str, site: str) -> Target | None:
    """Where a link on the page at `base` leads; None for what is not the copy's."""
    try:
        parts = urlsplit(urljoin(f"{site}{base}", link.strip()))
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != site or (parts.path or "/").startswith(NEVER):
        return None
    return Target(parts.path or "/", parts.query, parts.fragment)


def read(address: str) -> Target:
    """The target that an address of this site is."""
    path, _mark, query = address.partition("?")
    return Target(path, query)


def file_of(path: str, *, is_page: bool = True) -> str:
    """The place of the file for an address, from the top of the copy.

    A page in place of something that is no page (a file that was taken back) lies in a
    folder of its own, so that no PDF is made of HTML. Raises `Unsafe`.
    """
    plain = unquote(path).removeprefix("/")
    parts = plain.removesuffix("/").split("/") if plain else []
    if any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts):
        raise Unsafe(f"{path} cannot be the name of a file.")
    if not plain or plain.endswith("/"):
        return f"{plain}index.html"
    if is_page and PurePosixPath(plain).suffix != ".html":
        return f"{GONE_FOLDER}/{plain}.html"
    return plain
