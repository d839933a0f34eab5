"""Faults for real:  python -m tests.ops.chaos [FAULT …]

Each is brought about at a fresh copy of a prepared site behind gunicorn, while readers ask
for pages that they saw before and staff publish through the forms of the office; all on
127.0.0.1, in a temporary folder. Held is that no page that was seen before answers 5xx,
no edit that was acknowledged is lost, no page shows two revisions at once or an older one
than was acknowledged. Exits with 1 if a promise was broken. What cannot be tried on this
machine is said and does not count as held.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from .faults import crowds, database, machine, processes
from .outcome import Outcome, head, legend
from .trial import FAULTS, prepared_site, tried

MODULES = (processes, database, machine, crowds)


def main() -> int:
    given = _arguments()
    if given.list:
        print("\n".join(f"{each.name:<20} {each.about}" for each in FAULTS.values()))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    outcomes: list[Outcome] = []
    stopped = 0
    try:
        _try_all(given.faults or list(FAULTS), folder, outcomes, keep=given.keep)
    except KeyboardInterrupt:
        print("\nStopped; everything that was started has ended.")
        stopped = 1
    finally:
        if not given.keep and not any(outcome.broken() for outcome in outcomes):
            shutil.rmtree(folder, ignore_errors=True)
    return _told(outcomes, folder) or stopped


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.ops.chaos",
        description=__doc__.partition("\n\n")[2],
        epilog=f"The columns:\n{legend()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="only these, by name")
    parser.add_argument("--list", action="store_true", help="name all faults and end")
    parser.add_argument("--keep", action="store_true", help="keep the sites and their logs")
    given = parser.parse_args()
    if unknown := [name for name in given.faults if name not in FAULTS]:
        parser.error(f"no fault is called {', '.join(unknown)}; --list names all")
    return given


def _try_all(names: list[str], folder: Path, outcomes: list[Outcome], *, keep: bool) -> None:
    print("Preparing a site with marked pages and their writers …", flush=True)
    prepared = prepared_site(folder / "prepared")
    for number, name in enumerate(names, start=1):
        began = time.monotonic()

        def say(words: str, name=name, number=number, began=began) -> None:
            seconds = time.monotonic() - began
            print(f"[{number}/{len(names)}] {name} {seconds:5.0f} s  {words}", flush=True)

        say(FAULTS[name].about)
        outcomes.append(tried(FAULTS[name], prepared, folder / name, say))
        if outcomes[-1].untried:
            say(f"could not be tried here: {outcomes[-1].untried}")
        for broken in outcomes[-1].broken():
            say(f"BROKEN: {broken}")
        if not keep and not outcomes[-1].broken():
            shutil.rmtree(folder / name, ignore_errors=True)


def _told(outcomes: list[Outcome], folder: Path) -> int:
    print("", head(), *(outcome.row() for outcome in outcomes), sep="\n")
    broken = {each.fault: each.broken() for each in outcomes if each.broken()}
    untried = [each.fault for each in outcomes if each.untried]
    held = len(outcomes) - len(broken) - len(untried)
    print(f"\n{held} held, {len(broken)} broken, {len(untried)} could not be tried here.")
    for name, sentences in broken.items():
        print(f"\n{name}: the log and the site are in {folder / name}")
        print("\n".join(f"  {sentence}" for sentence in sentences))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
