"""Staff who sign in and publish through the forms of the office, as a browser would."""

import http.cookies
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

import lxml.html

from .marked import PASSWORD, bodies_of, mark, marks_in, name_of, slug_of, texts_of

PATIENCE = 60
LOGIN = "/admin/login/"
LIST = "/admin/awareness/page/"
PUBLISH, DRAFT = "_save", "_draft"
Fields = list[tuple[str, str]]


class Refused(Exception):
    """The site did not do what was asked; nothing was acknowledged. `wait` are the seconds
    after which it says to try again, else a moment."""

    def __init__(self, why: str, wait: float = 0.5) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Edit:
    """One save that the site said was done, and when."""

    number: int
    revision: int
    at: float
    is_public: bool = True

    @property
    def comment(self) -> str:
        return f"{name_of(self.number)} {mark(self.revision)}"


@dataclass
class Writer:
    """One person at one page of their own. Each comes from an address of their own, as
    staff do: the limits of the site are for an address."""

    origin: str
    number: int
    revision: int = 0
    acknowledged: list[Edit] = field(default_factory=list)
    slowest: float = 0.0
    _cookies: dict[str, str] = field(default_factory=dict)
    _form: str = ""

    @property
    def path(self) -> str:
        return f"/{slug_of(self.number)}/"

    @property
    def is_in(self) -> bool:
        return "sessionid" in self._cookies

    def sign_in(self) -> None:
        status, _heads, page = self._ask(LOGIN)
        if status != 200:
            raise Refused(f"{status} for the page to sign in")
        given = {"username": name_of(self.number), "password": PASSWORD}
        sent = self._ask(LOGIN, _fields(page, given))
        if sent[0] != 302 or not self.is_in:
            raise Refused(f"{sent[0]} for signing in")

    def save(self, button: str = PUBLISH) -> Edit:
        """Publish the next revision, or keep it as a draft. Raises `Refused`; then nobody
        was told that it is saved, though it may be."""
        if not self.is_in:
            self.sign_in()
        form = self._address()
        page = self._page(form)
        self.revision += 1
        words = texts_of(self.number, self.revision)
        words |= {f"blocks-0-{k}": v for k, v in bodies_of(self.number, self.revision).items()}
        edit = Edit(self.number, self.revision, 0, button == PUBLISH)
        status, heads, _page = self._ask(
            form, [*_fields(page, words | {"_comment": edit.comment}), (button, "1")]
        )
        if status != 302 or LOGIN in heads.get("Location", ""):
            raise Refused(f"{status} for saving")
        done = Edit(self.number, self.revision, time.monotonic(), edit.is_public)
        self.acknowledged.append(done)
        return done

    def draft(self) -> set[int]:
        """The marks that the form of the page shows: of the draft, where there is one."""
        return marks_in(self._page(self._address()))

    def _page(self, form: str) -> str:
        status, heads, page = self._ask(form)
        if status == 302 and LOGIN in heads.get("Location", ""):
            self._cookies.clear()
            raise Refused("the session ended")
        if status != 200:
            raise Refused(f"{status} for the form")
        return page

    def _address(self) -> str:
        if not self._form:
            status, _heads, page = self._ask(f"{LIST}?q={slug_of(self.number)}")
            found = re.search(rf"{LIST}(\d+)/change/", page)
            if status != 200 or not found:
                raise Refused(f"{status} for the list of pages")
            self._form = f"{LIST}{found[1]}/change/?language=es"
        return self._form

    def _ask(self, path: str, fields: Fields | None = None) -> tuple[int, dict[str, str], str]:
        began = time.monotonic()
        place = urlsplit(self.origin)
        line = HTTPConnection(
            place.hostname or "",
            place.port,
            timeout=PATIENCE,
            source_address=(f"127.0.1.{self.number + 1}", 0),
        )
        heads = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields)
            heads |= {"Content-Type": "application/x-www-form-urlencoded"}
            heads |= {"Origin": self.origin, "Referer": self.origin + path}
        try:
            line.request("GET" if body is None else "POST", path, body, heads)
            answer = line.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            raise Refused(f"{type(error).__name__}") from error
        finally:
            line.close()
            self.slowest = max(self.slowest, time.monotonic() - began)
        self._remember(answer.headers.get_all("Set-Cookie", []))
        if answer.status == 429:
            raise Refused(f"429 for {path}", wait=float(answer.headers["Retry-After"]))
        return answer.status, dict(answer.headers), text

    def _remember(self, told: list[str]) -> None:
        for line in told:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self._cookies[name] = morsel.value


def _fields(page: str, changes: dict[str, str]) -> Fields:
    """What a browser would send back from the largest form of a page."""
    forms = [f for f in lxml.html.fromstring(page).forms if f.method == "POST"]
    form = max(forms, key=lambda each: len(each.inputs))
    kept = [(k, v) for k, v in form.form_values() if k not in changes]
    return [*kept, *changes.items()]
