"""Logs that cannot tell who read what.

A log line never carries an IP address, a user agent or a query string: somebody who
takes the log must not learn who looked for help, or what they searched for.
"""

import logging
import re
from collections.abc import Mapping
from traceback import format_exception

ADDRESS = re.compile(
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}"
    r"(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4})(?![\w:])"
)
QUERY = re.compile(r"\?\S*")
# Whoever holds the link may see the draft.
TOKEN = re.compile(r"(?<=/preview/)[\w:-]{20,}")


def scrub(text: str) -> str:
    """A line without addresses and query strings."""
    text = TOKEN.sub("(token)", QUERY.sub("?(query)", text))
    return ADDRESS.sub("(address)", text)


class PrivateFilter(logging.Filter):
    """Scrubs the message and the traceback, and drops the request from a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = scrub(record.getMessage())
        record.args = ()
        if record.exc_info:
            # Formatters print this instead of asking the exception again.
            record.exc_text = scrub("".join(format_exception(*record.exc_info)).rstrip())
        if hasattr(record, "request"):
            del record.request
        return True


def logging_to_console(level: str, loggers: Mapping[str, Mapping]) -> dict:
    """A `logging.config` whose one handler writes scrubbed lines to the console.

    `loggers` adds to the root, which takes `level` and above.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"private": {"()": PrivateFilter}},
        "formatters": {
            "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["private"],
                "formatter": "plain",
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": dict(loggers),
    }
