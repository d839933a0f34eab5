"""The pictures of the editor's guide:  python -m tests.browser.guide [--all]

Starts a site of its own, walks through the screens of docs/editing-content.md and writes
down of each which words and fields stand there (docs/images/office/manifest.json). A
picture is taken anew where these have changed or the picture is missing; with --all, every
one (after a change of colours or sizes, which changes no word). Pictures that no screen
has any more are removed. A chapter that fails keeps its old pictures; the others go on,
and the command ends with 1.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error

from tests.browser.camera import Camera
from tests.browser.chapters import (
    DEAD,
    GONE,
    IN_ORDER,
    LINE,
    OLD_PAGE,
    PAGE,
    SUMMARY,
    Guide,
    signing_in,
)
from tests.browser.chromium import Readers, find_chromium, started
from tests.browser.serving import ROOT, STATIC, Site, environment, prepare, serving
from tests.browser.staffing import Team

FOLDER = ROOT / "docs" / "images" / "office"
MANIFEST = "manifest.json"

# --- The site of the guide ---------------------------------------------------------


def seed() -> None:
    """What the guide shows, in the database of the environment."""
    from django.utils import timezone

    from awareness.choices import BlockKind
    from bluecampaign.links import rows
    from bluecampaign.links.models import LinkCheck, Verdict
    from bluecampaign.translation.models import State, mark
    from tests.makers import make_block, make_channel, make_hotline, make_page

    words = {"title_en": PAGE, "summary_en": SUMMARY, "title_ar": "علامات في فندق"}
    page = make_page(slug="hotel-signs", summary_ar="ما يمكن أن يلاحظه موظفو الفندق.", **words)
    fields = {"heading_en": "What you may see", "heading_ar": "ما قد تراه"}
    body = "- A guest who may not speak.\n- A room that is never cleaned."
    make_block(
        page,
        key="see",
        kind=BlockKind.TEXT,
        body_en=body,
        body_ar="- ضيف لا يُسمح له بالكلام.\n- غرفة لا تُنظَّف أبدًا.",
        **fields,
    )
    mark(page, "ar", State.REVIEWED)
    old = make_page(slug="old-campaign", title_en=OLD_PAGE, summary_en=SUMMARY)
    make_block(old, key="rules", heading_en="Rules", body_en=f"[The rules]({DEAD})")
    make_page(slug="winter-campaign", title_en=GONE, summary_en=SUMMARY)
    rows.refresh(old)
    dead = {"verdict": Verdict.DEAD, "status": 404, "error": "Not there any more."}
    moments = {"checked_at": timezone.now(), "failing_since": timezone.now()}
    LinkCheck.objects.filter(address=DEAD).update(**dead, **moments)
    line = make_hotline(slug="harbor", name_en=LINE, order=1)
    channel = {"number": "+12025550143", "display": "1-202-555-0143", "key": "voice"}
    make_channel(line, **channel, always_open=True)


@contextmanager
def office(prepared: Path, folder: Path, *, second_factor: bool = False) -> Iterator[Site]:
    """A site with what the guide shows, answering until the block ends."""
    factor = "on" if second_factor else "off"
    with serving(prepared, folder, STAFF_SECOND_FACTOR=factor) as site:
        if not second_factor:
            _run_here(folder, prepared)
        yield site


def _run_here(folder: Path, prepared: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.guide", "--seed"],
        cwd=ROOT,
        env=environment(folder, prepared / STATIC),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The guide's texts were not made:\n{done.stdout}{done.stderr}")


def walk(prepared: Path, folder: Path, browser: Browser, camera: Camera) -> list[str]:
    """Every chapter, on sites in `folder`; what failed, each in a sentence."""
    failures: list[str] = []
    places = ((True, (signing_in,)), (False, IN_ORDER))
    for second_factor, chapters in places:
        name = "with-phone" if second_factor else "without-phone"
        with office(prepared, folder / name, second_factor=second_factor) as site:
            readers = Readers(browser, site.origin)
            guide = Guide(camera, Team(readers))
            failures += [said for one in chapters if (said := _chapter(one, guide))]
            failures += [f"A page did what no page may do: {each}" for each in readers.close()]
            failures += [f"The server complained: {each}" for each in site.troubles]
    return failures


def _chapter(chapter: Callable[[Guide], None], guide: Guide) -> str:
    """Walk one; why it stopped before its end, or nothing."""
    begun, failure = time.monotonic(), ""
    try:
        chapter(guide)
    except (Error, AssertionError, ValueError) as error:
        failure = f"The chapter “{chapter.__name__}” stopped: {error}"
    seconds = time.monotonic() - begun
    print(f"  {chapter.__name__}: {seconds:.1f} s. {failure}", flush=True)
    return failure


# --- The command -------------------------------------------------------------------


def known_digests() -> dict[str, str]:
    file = FOLDER / MANIFEST
    return json.loads(file.read_text()) if file.exists() else {}


def store(camera: Camera, *, complete: bool) -> list[str]:
    """Write the manifest; with all screens walked, remove what belongs to none."""
    kept = {} if complete else camera.known
    known = {**kept, **camera.digests}
    (FOLDER / MANIFEST).write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    gone = [file for file in FOLDER.glob("*.png") if file.stem not in known]
    for file in gone:
        file.unlink()
    return sorted(file.stem for file in gone)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="take every picture anew")
    parser.add_argument("--seed", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.seed:
        _seed_here()
        return
    chromium = find_chromium()
    if chromium is None:
        sys.exit("It needs Chromium: CHROMIUM=/path, or one on the PATH.")
    sys.exit(_make(chromium, again=options.all))


def _seed_here() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    django.setup()
    seed()


def _make(chromium: str, *, again: bool) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    camera = Camera(FOLDER, known_digests(), again)
    with tempfile.TemporaryDirectory() as folder:
        print("A site of its own is prepared; this takes a minute.", flush=True)
        prepared = prepare(Path(os.environ.get("GUIDE_PREPARED") or Path(folder) / "prepared"))
        with started(chromium) as browser:
            failures = walk(prepared, Path(folder), browser, camera)
    gone = store(camera, complete=not failures)
    print(f"{len(camera.digests)} screens; pictures taken anew: {_said(camera.taken)}.")
    print(f"Removed, because no screen has them: {_said(gone)}.")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def _said(names: list[str]) -> str:
    return ", ".join(names) or "none"


if __name__ == "__main__":
    main()
