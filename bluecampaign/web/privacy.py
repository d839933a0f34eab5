"""Logs that cannot tell who read what.

A log line never carries an IP address, a user agent or a query string: somebody who
takes the log must not learn who looked for help, or what they searched for.
"""

import logging
import re

ADDRESS = re.compile(
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}"
    r"(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4})(?![\w:])"
)
QUERY = re.compile(r"\?\S*")


def scrub(text: str) -> str:
    """A line without addresses and query strings."""
    return ADDRESS.sub("(address)", QUERY.sub("?(query)", text))


class PrivateFilter(logging.Filter):
    """Scrubs the message and drops the request from a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = scrub(record.getMessage())
        record.args = ()
        if hasattr(record, "request"):
            del record.request
        return True
