"""From the first addresses along every link of the site, until nothing new appears."""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html import escape

from . import paths, reading
from .entries import GONE, MISSING, REDIRECTS, Entry, LeftOut
from .paths import Target
from .rendering import Answer, NotPublic, Site
from .storing import Done, Weighing, Work

# What is looked through for links, and small enough to be read whole.
READ = ("text/html", "text/css", "application/xml", "text/xml")
HTML = "text/html; charset=utf-8"
SEARCH, LISTS, FILTERS, FORMS = "words of a search", "own list", "filtered list", "form"
LEADING = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="refresh" content="0; url={to}">\n<meta name="robots" content="noindex">\n'
    '<title>{to}</title>\n</head>\n<body>\n<p><a href="{to}">{to}</a></p>\n</body>\n</html>\n'
)


class Failed(Exception):
    """Answers that no copy may be made of, such as those of a broken page."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass
class Crawl:
    """A run. `is_wanted` says whether an address belongs to the copy at all."""

    site: Site
    work: Work | Weighing
    is_wanted: Callable[[str], bool]
    told: Callable[[int, int, str], None]
    entries: dict[str, Entry] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def run(self, first: Iterable[str], missing: dict[str, str]) -> None:
        """Follow everything. `missing` maps the addresses of pages that tell of a missing
        page to what to ask for to see them. Raises `Failed` with every reason at once."""
        known = {done.asked: done for done in self.work.done()}
        waiting = deque(dict.fromkeys(first))
        seen = dict.fromkeys(waiting, "")
        self._left: Counter = Counter()
        self._examples: dict[str, str] = {}
        for path, asked in missing.items():
            self._keep_missing(path, asked, known)
        while waiting:
            asked = waiting.popleft()
            done = known.get(asked) or self._ask(asked, seen[asked])
            for link in self._take(done):
                if link not in seen and self.is_wanted(link):
                    seen[link] = asked
                    waiting.append(link)
            self.told(len(seen) - len(waiting), len(waiting), asked)
        if self.failures:
            raise Failed(self.failures)

    @property
    def left_out(self) -> list[LeftOut]:
        return [LeftOut(k, n, self._examples[k]) for k, n in sorted(self._left.items())]

    def _take(self, done: Done) -> list[str]:
        if done.entry:
            self.entries[done.entry.path] = done.entry
        for kind, example in done.left_out:
            self._left[kind] += 1
            self._examples.setdefault(kind, f"{done.asked} → {example}")
        return done.links

    def _ask(self, asked: str, since: str) -> Done:
        """What an address answers, written and noted. Failures are gathered, so that all
        of them are told at once; they are asked for anew by the next run."""
        done = Done(asked, None, [], [])
        try:
            answer = self.site.ask(asked)
            if answer.status == MISSING:
                b"".join(answer.pieces)
                self.broken[asked] = since
            elif answer.status in (200, GONE, *REDIRECTS):
                done = self._copy(asked, answer)
                self.work.note(done)
            else:
                b"".join(answer.pieces)
                self.failures.append(f"{asked} answers {answer.status}{_linked(since)}.")
        except (NotPublic, paths.Unsafe) as error:
            self.failures.append(f"{error}{_linked(since)}")
        return done

    def _copy(self, asked: str, answer: Answer) -> Done:
        here = paths.read(asked)
        entry = Entry(here.copied, answer.status, answer.type, answer.headers)
        if entry.is_redirect:
            return self._copy_redirect(asked, answer, entry)
        entry = _filed(entry)
        if not answer.type.startswith(READ):
            return Done(asked, self.work.put(entry, answer.pieces), [], [])
        text = b"".join(answer.pieces).decode()
        links, left = self._follow(text, entry, here)
        if entry.is_html:
            text = reading.with_pages(text, here, self.site.origin)
        return Done(asked, self.work.put(entry, [text.encode()]), links, left)

    def _copy_redirect(self, asked: str, answer: Answer, entry: Entry) -> Done:
        """Beside the redirect a page that leads on, for servers that know of none."""
        b"".join(answer.pieces)
        there = paths.target(answer.to, entry.path, self.site.origin)
        entry = replace(entry, type=HTML, to=_within(answer.to, there))
        if entry.path.endswith("/"):
            page = LEADING.format(to=escape(entry.to)).encode()
            entry = self.work.put(_filed(entry), [page])
        return Done(asked, entry, [there.asked] if there else [], [])

    def _follow(
        self, text: str, entry: Entry, here: Target
    ) -> tuple[list[str], list[tuple[str, str]]]:
        """What a text links to, and what of that no file can answer."""
        links: dict[str, None] = {}
        left: dict[str, str] = {}
        for link in reading.links(text, entry.type, self.site.origin):
            there = paths.target(link, here.path, self.site.origin)
            if there is None:
                continue
            links[there.asked] = None
            if there.is_left_out:
                left.setdefault(_kind(there), link)
        for action in reading.forms(text) if entry.is_html else ():
            left.setdefault(FORMS, action)
        return list(links), list(left.items())

    def _keep_missing(self, path: str, asked: str, known: dict[str, Done]) -> None:
        """The page of a language that says that a page is not there."""
        done = known.get(path)
        if done is None:
            answer = self.site.ask(asked)
            body = b"".join(answer.pieces)
            entry = Entry(path, MISSING, answer.type, answer.headers, path.removeprefix("/"))
            if answer.status != MISSING:
                self.failures.append(f"{asked} answers {answer.status} where 404 is due.")
                return
            done = Done(path, self.work.put(entry, [body]), [], [])
            self.work.note(done)
        self._take(done)


def _filed(entry: Entry) -> Entry:
    return replace(entry, file=paths.file_of(entry.path, is_page=entry.is_html))


def _within(to: str, there: Target | None) -> str:
    """An address of the site without its origin: the copy may answer at another."""
    if there is None:
        return to
    return there.copied + (f"#{there.fragment}" if there.fragment else "")


def _kind(there: Target) -> str:
    names = {part.partition("=")[0] for part in there.query.split("&")}
    if "list" in names or "zip" in names:
        return LISTS
    if "q" in names or "/search/" in there.path:
        return SEARCH
    return FILTERS


def _linked(since: str) -> str:
    return f" (linked from {since})" if since else ""
