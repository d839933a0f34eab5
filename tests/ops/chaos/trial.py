"""One fault at a fresh copy of a prepared site, and everything stopped at its end."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.serving import STATIC, environment, prepare

from .load import Load
from .outcome import CannotTry, Outcome
from .patience import LONGEST, TooLate
from .running import Running, managed

Try = Callable[["Trial"], None]
Front = Callable[[Running], AbstractContextManager[str]]
MARKED = "tests.ops.chaos.marked"
FAULTS: dict[str, "Fault"] = {}


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    about: str
    try_it: Try


def fault(name: str, about: str) -> Callable[[Try], Try]:
    """Add a function to the faults that can be chosen by name."""

    def added(try_it: Try) -> Try:
        FAULTS[name] = Fault(name, about, try_it)
        return try_it

    return added


@dataclass
class Trial:
    """`prepared` is copied, `folder` is empty; `say` tells how far it is."""

    prepared: Path
    folder: Path
    outcome: Outcome
    say: Callable[[str], None] = lambda _words: None
    site: Running = field(init=False)

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def data(self) -> Path:
        return self.folder / "site"

    @contextmanager
    def under_load(
        self,
        people: int = 3,
        reading: int = 4,
        database: str = "",
        front: Front | None = None,
        patience: float = LONGEST,
        **settings: str,
    ) -> Iterator[Load]:
        """The site with readers and writers at work. At the end of the block all is looked
        for that was acknowledged, and the site is stopped, whatever happened."""
        self.say("copying the site and starting it")
        site = self.site = Running(self.prepared, self.data, self.log, database, **settings)
        with (
            front(site) if front else nullcontext("") as address,
            closing(Load(site, self.outcome, people, reading, address, patience)) as load,
            closing(site),  # before the others: who waits for an answer then waits no more
        ):
            site.start()
            try:
                self.say(f"{reading} readers and {people} writers begin")
                load.start()
                yield load
            except TooLate as late:
                self.outcome.problems.append(str(late))
            self.say("looking for everything that was acknowledged")
            load.sum_up()


def tried(fault: Fault, prepared: Path, folder: Path, say: Callable[[str], None]) -> Outcome:
    """What became of a fault; its folder is left behind."""
    outcome = Outcome(fault.name)
    folder.mkdir(parents=True)
    try:
        fault.try_it(Trial(prepared, folder, outcome, say))
    except CannotTry as reason:
        outcome.untried = str(reason)
    except TooLate as late:
        outcome.problems.append(str(late))
    except (AssertionError, OSError, RuntimeError) as error:
        outcome.problems.append(f"the trial itself broke: {type(error).__name__}: {error}")
    return outcome


def prepared_site(folder: Path, database: str = "") -> Path:
    """A site with the shipped content, marked pages and their writers."""
    prepare(folder, database)
    managed(environment(folder, folder / STATIC, database=database), "-m", MARKED)
    return folder
