"""What a copy holds: each address with its file, its status and its headers."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

# How a copy is written down. Another number is another copy, made anew.
FORMAT = 1
MANIFEST = "manifest.json"
MOVED, FOUND, MISSING, GONE = 301, 302, 404, 410
REDIRECTS = (MOVED, FOUND)


@dataclass(frozen=True, slots=True)
class Entry:
    """An address of the site as it is served. `file` is its place below `files/`; a
    redirect has one only where a plain server can show it. `to` is where it leads."""

    path: str
    status: int
    type: str
    headers: dict[str, str] = field(default_factory=dict)
    file: str = ""
    sha256: str = ""
    bytes: int = 0
    to: str = ""

    @property
    def is_redirect(self) -> bool:
        return self.status in REDIRECTS

    @property
    def is_html(self) -> bool:
        return self.type.startswith("text/html")

    @property
    def key(self) -> str:
        """The path that a server looks at when it sends this: that of the file, but for
        a redirect, which has none."""
        return self.path if self.is_redirect else f"/{self.file}"

    def holding(self, digest: str, size: int) -> "Entry":
        return replace(self, sha256=digest, bytes=size)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is linked and cannot be a file: on how many pages, and where for one."""

    kind: str
    pages: int
    example: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole copy. `broken` are links of the site itself that lead nowhere."""

    site: str
    made: str
    languages: list[str]
    entries: dict[str, Entry]
    left_out: list[LeftOut] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The same for copies that serve the same, whenever they were made."""
        told = [asdict(self.entries[path]) for path in sorted(self.entries)]
        return sha256(json.dumps([FORMAT, told], sort_keys=True).encode()).hexdigest()[:16]

    @property
    def files(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.file]

    @property
    def bytes(self) -> int:
        return sum(entry.bytes for entry in self.entries.values())

    def write(self, folder: Path) -> None:
        told = asdict(self) | {
            "format": FORMAT,
            "entries": [asdict(self.entries[path]) for path in sorted(self.entries)],
        }
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest | None:
    """The manifest in a folder; None where there is none that can be understood."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told.pop("format") != FORMAT:
            return None
        told["entries"] = by_path(Entry(**entry) for entry in told["entries"])
        told["left_out"] = [LeftOut(**each) for each in told["left_out"]]
        return Manifest(**told)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def by_path(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.path: entry for entry in entries}
