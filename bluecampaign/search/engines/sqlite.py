"""FTS5. Triggers of the table of documents keep its index, so that every change of a
document is one of the index, in the same transaction, and undone with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from .questions import Question

ONE = "SELECT group_concat(rowid) FROM search_text WHERE search_text MATCH %s"
WORDS = """
    SELECT term FROM search_vocabulary
    WHERE term >= %s AND term < %s AND length(term) BETWEEN %s AND %s
"""
# From the first token of one character to the first of the next, without what is between.
INITIALS = """
    WITH RECURSIVE leading(term) AS (
        SELECT (
            SELECT term FROM search_vocabulary WHERE term > %s AND term < %s ORDER BY term LIMIT 1
        )
        UNION ALL
        SELECT (
            SELECT term FROM search_vocabulary
            WHERE term > substr(leading.term, 1, %s) || %s AND term < %s ORDER BY term LIMIT 1
        )
        FROM leading WHERE leading.term IS NOT NULL
    )
    SELECT substr(term, %s, 1) FROM leading WHERE term IS NOT NULL LIMIT %s
"""
LAST = "\U0010ffff"
# Pages of the index that one step of tidying may write, while others wait for it.
STEP, STEPS = 500, 2000
# Kilobytes of the database kept in memory while documents are made by the thousand.
MEMORY = 32 * 1024
# How many pieces of the index may stand side by side until some are made into one: while
# documents are made by the thousand, only when there are very many, and else by default.
SELDOM = {"automerge": 0, "crisismerge": 128}
USUAL = {"automerge": 4, "crisismerge": 16}


class Sqlite:
    def numbers(self, questions: list[Question]) -> list[list[int]]:
        if not questions:
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join([ONE] * len(questions)), [match(q) for q in questions]
            )
            return [list(map(int, row[0].split(","))) if row[0] else [] for row in cursor]

    def vocabulary(self, starts: list[str], lengths: tuple[int, int]) -> list[str]:
        if not starts:
            return []
        asked = [part for start in starts for part in (start, start + LAST, *lengths)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([WORDS] * len(starts)), asked)
            return [term for (term,) in cursor.fetchall()]

    def initials(self, start: str, most: int) -> list[str]:
        size = len(start) + 1
        with connection.cursor() as cursor:
            cursor.execute(INITIALS, [start, start + LAST, size, LAST, start + LAST, size, most])
            return [letter for (letter,) in cursor.fetchall()]

    def lock(self, *, alone: bool) -> None:
        """SQLite lets one write at a time anyway."""

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Pieces are written once and merged at the end, instead of over and over."""
        with _much_memory():
            _merge(SELDOM)
            try:
                yield
            finally:
                _merge(USUAL)

    def tidy(self) -> None:
        """Make one piece of the many that the index consists of: each question then looks
        in one place. In steps, between which others can write."""
        for step in range(STEPS):
            # A number below nought begins with all pieces, the others go on from there.
            pages = STEP if step else -STEP
            with transaction.atomic(), connection.cursor() as cursor:
                before = _changes(cursor)
                cursor.execute(
                    "INSERT INTO search_text(search_text, rank) VALUES ('merge', %s)", [pages]
                )
                if step and _changes(cursor) - before < 2:
                    return


@contextmanager
def _much_memory() -> Iterator[None]:
    """What a transaction writes fits into memory, and is not read back from the file."""
    [before] = _ask("PRAGMA cache_size")
    _ask(f"PRAGMA cache_size = {-MEMORY}")
    try:
        yield
    finally:
        _ask(f"PRAGMA cache_size = {before}")


def _ask(pragma: str) -> tuple:
    with connection.cursor() as cursor:
        return cursor.execute(pragma).fetchone()


def match(question: Question) -> str:
    """The question in the language of FTS5."""
    ending = " *" if question.begins else ""
    asked = f'"{" ".join(question.tokens)}"{ending}'
    return f'{asked} OR "{question.instead}"{ending}' if question.instead else asked


def _merge(options: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in options.items():
            cursor.execute(
                "INSERT INTO search_text(search_text, rank) VALUES (%s, %s)", [name, value]
            )


def _changes(cursor) -> int:
    return cursor.execute("SELECT total_changes()").fetchone()[0]
