"""What goes wrong with a database while it is written down or read back."""

import sqlite3

from django.db import DatabaseError


class Broken(Exception):
    """The words say what, for whoever runs the command."""


# What a run may end with, besides mistakes of the code.
FAILURES = (Broken, OSError, sqlite3.Error, DatabaseError)
