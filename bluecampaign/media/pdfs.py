"""PDFs: opened by a process of their own that limits hold, and stored as it saved them.

What is stored was written anew: nothing in front of the file or behind it, no earlier
version of it, no name of a person or program. Whatever only opens after a repair is
refused, because two readers would repair it differently.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image

from bluecampaign.web.first_use import OnFirstUse

from .reasons import Reason, Shortcoming

pikepdf = OnFirstUse("pikepdf")
cleaning = OnFirstUse("bluecampaign.media.pdf.cleaning")
MOST_PAGES = 400
# Longer than its own limit of computing time; shorter than the patience of a worker.
PATIENCE = 45
COMMAND = "bluecampaign.media.pdf.child"
KNOWN = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inspected:
    """A PDF as it was saved anew, and what it is."""

    data: bytes
    pages: int
    title: str
    language: str
    tagged: bool
    text: str
    cover: Image.Image

    @property
    def shortcomings(self) -> list[str]:
        checks = [
            (self.tagged, Shortcoming.UNTAGGED),
            (self.title, Shortcoming.NO_TITLE),
            (self.language, Shortcoming.NO_LANGUAGE),
        ]
        return [str(code.value) for fine, code in checks if not fine]


def inspect(upload) -> Inspected:
    """Judge a PDF and save it anew; raises ValidationError with every reason at once."""
    with tempfile.TemporaryDirectory(prefix="pdf-", dir=settings.FILE_UPLOAD_TEMP_DIR) as place:
        folder = Path(place)
        with (folder / "given.pdf").open("wb") as given:
            upload.seek(0)
            for chunk in iter(lambda: upload.read(1024 * 1024), b""):
                given.write(chunk)
        verdict = _verdict(folder)
        if found := verdict.pop("reasons"):
            raise ValidationError([_error(code) for code in found])
        return Inspected(data=(folder / "clean.pdf").read_bytes(), cover=_cover(folder), **verdict)


def _error(code: str) -> ValidationError:
    return Reason(code).error(most=MOST_PAGES) if code == "pages" else Reason(code).error()


def _cover(folder: Path) -> Image.Image:
    with Image.open(folder / "cover.png", formats=["PNG"]) as drawn:
        return drawn.convert("RGB")


def _verdict(folder: Path) -> dict:
    """What the process says; one that says nothing was stopped by its limits."""
    command = [sys.executable, "-m", COMMAND, str(folder), str(MOST_PAGES)]
    child = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=KNOWN,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = child.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        code = -signal.SIGKILL
    finally:
        child.kill()
        child.wait()
    if code:
        log.warning("A PDF could not be checked: the process ended with %s.", code)
        raise Reason.TOO_MUCH.error()
    return json.loads((folder / "verdict.json").read_text(encoding="utf-8"))


def language_in(stored) -> str:
    """The language that a PDF of ours says it is in. It was saved anew before it was
    stored, so it may be opened here."""
    with pikepdf.open(stored) as pdf:
        return cleaning.language_of(pdf)
