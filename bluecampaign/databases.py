"""The database of this copy, with limits that keep a reader from waiting for it."""

from pathlib import Path

import environ

# Each thread has a connection of its own, which remembers so many questions and KiB of the
# file: what pages need, for half the memory of what it would remember unasked.
STATEMENTS, CACHE = 32, 500
# Seconds that connecting may take; and until a peer that says nothing is given up.
CONNECT, SILENCE = 3, 10


def databases_of(env: environ.Env, data: Path) -> dict[str, dict]:
    """`DATABASES` of the settings, from DATABASE_URL and DATABASE_TIMEOUT."""
    database = env.db("DATABASE_URL", default=f"sqlite:///{data / 'site.sqlite3'}")
    limit = env.int("DATABASE_TIMEOUT", default=0)
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if database["ENGINE"] == "django.db.backends.sqlite3":
        data.mkdir(parents=True, exist_ok=True)
        return {"default": kept | database | {"OPTIONS": _sqlite(limit)}}
    return {"default": kept | database | {"OPTIONS": _postgresql(database, limit)}}


def _sqlite(limit: int) -> dict:
    return {
        # Writers wait their turn instead of failing half-way through a transaction.
        "transaction_mode": "IMMEDIATE",
        "timeout": limit or 20,
        "cached_statements": STATEMENTS,
        # What was acknowledged is on the disk, also when the power is cut the moment after.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        f"PRAGMA cache_size=-{CACHE};",
    }


def _postgresql(database: dict, limit: int) -> dict:
    given = database.get("OPTIONS", {})
    limits = {"connect_timeout": CONNECT, "tcp_user_timeout": SILENCE * 1000}
    if limit:
        limits["options"] = f"-c statement_timeout={limit * 1000}"
    return limits | given
