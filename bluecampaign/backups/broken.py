"""What goes wrong while a backup is made or restored, and how it is told."""

import sqlite3

from django.db import DatabaseError


class Broken(Exception):
    """The words say what, for whoever runs the command."""


# What a run may end with, besides mistakes of the code.
FAILURES = (Broken, OSError, sqlite3.Error, DatabaseError)
# What a command exits with: it was not begun, or it did not come to its end.
REFUSED, FAILED = 2, 1


def told(title: str, reasons: list[str]) -> str:
    """All reasons at once, a line each."""
    return "\n".join([f"{title}:", *(f"  {reason}" for reason in reasons)])
