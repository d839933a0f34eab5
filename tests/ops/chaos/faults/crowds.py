"""More people at once than there is room for."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor

from ..fronts import behind_nginx
from ..load import Load
from ..marked import PEOPLE
from ..patience import waited
from ..slow import slow_clients
from ..trial import Trial, fault
from ..writers import DRAFT, Refused, Writer

SLOW, WHILE, CROWD = 1000, 20, 600
MOST_FILES = 4096


@fault("slow-connections", f"{SLOW} clients who send a byte now and then, at nginx in front")
def slow_connections(trial: Trial) -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(MOST_FILES, hard), hard))
    with trial.under_load(front=behind_nginx) as load:
        with slow_clients(load.readers.origin, SLOW) as connected:
            waited("the slow ones to be connected", lambda: connected() >= SLOW * 0.95)
            trial.say(f"{connected()} slow connections")
            load.go_on(WHILE)
        load.recover()


@fault("many-editors", f"{PEOPLE} people sign in, publish and keep drafts at once")
def many_editors(trial: Trial) -> None:
    began = time.monotonic()
    usual = {"DATABASE_TIMEOUT": "20"}  # as the site has it: so long writers wait their turn
    with trial.under_load(people=PEOPLE, reading=2, patience=CROWD, **usual) as load:
        twice = waited(
            "everybody's second save",
            lambda: all(len(writer.acknowledged) > 1 for writer in load.writers),
            CROWD,
        )
        trial.say(f"everybody saved twice, {twice:.0f} s after the last first save")
        load.recover()
        load.rest()
        _keep_drafts(load)
        slowest = max(writer.slowest for writer in load.writers)
        trial.say(
            f"{PEOPLE} people done after {time.monotonic() - began:.0f} s; "
            f"the longest wait of one of them was {slowest:.1f} s"
        )


def _keep_drafts(load: Load) -> None:
    """Each keeps a draft, all at once, and finds it in the form again."""
    with ThreadPoolExecutor(PEOPLE) as pool:
        shown = list(pool.map(_draft, load.writers))
    wrong = [
        w.number for w, marks in zip(load.writers, shown, strict=True) if marks != {w.revision}
    ]
    load.outcome.problems += [f"writer {number} does not find their draft" for number in wrong]


def _draft(writer: Writer) -> set[int]:
    """The marks of the draft that a writer finds; tried again while the site is too busy."""
    end = time.monotonic() + CROWD
    while time.monotonic() < end:
        try:
            if writer.acknowledged[-1].is_public:
                writer.save(DRAFT)
            return writer.draft()
        except Refused as refused:
            time.sleep(refused.wait)
    return set()
