"""Opens a PDF that nobody trusts, in a process that can take nothing with it.

`python -m bluecampaign.media.pdf.child FOLDER MOST_PAGES` reads `given.pdf` and leaves
`verdict.json` there; of a file that may be stored also `clean.pdf` and `cover.png`.
Memory, time and the size of files are limited from the first line on.
"""

import json
import resource
import sys
from pathlib import Path

import pikepdf
import pypdfium2

from . import cleaning, judging, limits, showing

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
LARGEST_FILE = 200 * 1024 * 1024
OPEN_FILES = 64


def lock() -> None:
    """Give up whatever a hostile file could use."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def inspect(folder: Path, most_pages: int) -> dict:
    """The verdict over a file: `reasons` against it, or what it is."""
    try:
        with pikepdf.open(folder / "given.pdf", attempt_recovery=False) as pdf:
            found = _reasons(pdf, most_pages)
            return {"reasons": sorted(found)} if found else _saved(pdf, folder)
    except pikepdf.PasswordError:
        return {"reasons": ["password"]}
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, pypdfium2.PdfiumError):
        return {"reasons": ["damaged"]}


def _reasons(pdf: pikepdf.Pdf, most_pages: int) -> set[str]:
    if limits.too_many_objects(pdf):
        return {"objects"}
    found = judging.reasons(pdf) | set(limits.page_reasons(pdf, most_pages))
    return found | {"bomb"} if limits.is_a_bomb(pdf) else found


def _saved(pdf: pikepdf.Pdf, folder: Path) -> dict:
    """What a file is, as another program sees what was made of it."""
    pages = len(pdf.pages)
    facts = {
        "reasons": [],
        "pages": pages,
        "title": cleaning.title_of(pdf),
        "language": cleaning.language_of(pdf),
        "tagged": cleaning.is_tagged(pdf),
    }
    cleaning.clean(pdf)
    pdf.remove_unreferenced_resources()
    pdf.save(folder / "clean.pdf", deterministic_id=True, linearize=True)
    with pypdfium2.PdfDocument(folder / "clean.pdf") as document:
        if len(document) != pages:
            return {"reasons": ["damaged"]}
        showing.draw_cover(document, folder / "cover.png")
        return {**facts, "text": showing.words_of(document)}


def main() -> None:
    lock()
    folder = Path(sys.argv[1])
    verdict = inspect(folder, int(sys.argv[2]))
    (folder / "verdict.json").write_text(json.dumps(verdict), encoding="utf-8")


if __name__ == "__main__":
    main()
