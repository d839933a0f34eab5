"""Logs that cannot tell who read what.

A log line never carries an IP address, a user agent, a query string or what a reader
typed: somebody who takes the log must not learn who looked for help, or what they
searched for.
"""

import logging
import re
import time
import unicodedata
from collections.abc import Iterable, Mapping
from json import dumps
from traceback import format_exception

from django.core.exceptions import SuspiciousOperation

from .request_id import current

ADDRESS = re.compile(
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}"
    r"(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4})(?![\w:])"
)
QUERY = re.compile(r"\?\S*")
# Whoever holds the link may see the draft.
TOKEN = re.compile(r"(?<=/preview/)[\w:-]{20,}")
# What a reader answered in the finder of help lines.
ANSWERS = re.compile(r"(?<=/ways/)[\w-]+")
SHORTEST_WORD = 3
# To the minute: a second is enough to recognize somebody by.
TO_THE_SECOND, TO_THE_MINUTE = "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ"
PLAIN, JSON = "plain", "json"
# Ends a line, moves a cursor or turns a text around in somebody's terminal.
UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def scrub(text: str) -> str:
    """A line without addresses, query strings and answers."""
    text = TOKEN.sub("(token)", QUERY.sub("?(query)", text))
    text = ANSWERS.sub("(answers)", text)
    return ADDRESS.sub("(address)", text)


def typed_in(request) -> list[str]:
    """What a reader typed: the values of the query and of a form that was read, the
    longest first. Shorter ones than a word are left: they stand in every line."""
    try:
        forms = [getattr(request, "GET", {}), getattr(request, "_post", {})]
    except SuspiciousOperation:  # too many fields to read: none of them was understood
        return []
    values = {text for form in forms for name in form for text in form.getlist(name)}
    return sorted((v for v in values if len(v) >= SHORTEST_WORD), key=len, reverse=True)


def without(text: str, words: Iterable[str]) -> str:
    """A text without the words, also where it quotes them as Python does."""
    for word in words:
        for shown in (word, repr(word)[1:-1], ascii(word)[1:-1]):
            text = text.replace(shown, "(typed)")
    return text


def one_line(text: str) -> str:
    """A text in which nothing ends the line or controls a terminal: what a stranger sent
    cannot look like a line of ours."""
    if text.isprintable():
        return text
    return "".join(
        ascii(sign)[1:-1] if unicodedata.category(sign) in UNSEEN else sign for sign in text
    )


def indented(text: str) -> str:
    """A traceback: its lines stand below the first one and never look like one."""
    return "\n".join(f"  | {one_line(line)}" for line in text.split("\n"))


class PrivateFilter(logging.Filter):
    """Scrubs the message and the traceback, and drops the request from a record. Neither
    can be forged by what is in them."""

    def filter(self, record: logging.LogRecord) -> bool:
        typed = typed_in(getattr(record, "request", None))
        record.msg = one_line(scrub(without(record.getMessage(), typed)))
        record.args = ()
        if record.exc_info:
            # Formatters print this instead of asking the exception again.
            told = "".join(format_exception(*record.exc_info)).rstrip()
            record.exc_text = indented(scrub(without(told, typed)))
        if hasattr(record, "request"):
            del record.request
        return True


class UniversalFormatter(logging.Formatter):
    """Tells the time in universal time: that of the process changes while Django is loaded,
    and twice a year."""

    converter = time.gmtime


class JsonFormatter(UniversalFormatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        facts = {
            "time": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": current(),
            "traceback": record.exc_text,
        }
        return dumps({name: fact for name, fact in facts.items() if fact})


def _formatters(form: str) -> dict[str, dict]:
    made_by = JsonFormatter if form == JSON else UniversalFormatter
    return {
        name: {"()": made_by, "fmt": fmt, "datefmt": datefmt, "style": "{"}
        for name, fmt, datefmt in (
            ("plain", "{asctime} {levelname} {name}: {message}", TO_THE_SECOND),
            ("access", "{asctime} {message}", TO_THE_MINUTE),
        )
    }


def logging_to_console(level: str, loggers: Mapping[str, Mapping], form: str = PLAIN) -> dict:
    """A `logging.config` that writes scrubbed lines to the console.

    `loggers` adds to the root, which takes `level` and above. The handler `access` is for
    a log of requests: it tells the time to the minute. `form` is `plain` or `json`.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"private": {"()": PrivateFilter}},
        "formatters": _formatters(form),
        "handlers": {
            name: {
                "class": "logging.StreamHandler",
                "filters": ["private"],
                "formatter": formatter,
            }
            for name, formatter in (("console", "plain"), ("access", "access"))
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": dict(loggers),
    }
