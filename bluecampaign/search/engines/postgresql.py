"""A generated tsvector column with a GIN index, and a table of words for suggestions.

The column is computed by the database from the tokens, so it changes with the document;
a trigger adds new words to the table.
"""

from contextlib import AbstractContextManager, nullcontext

from django.db import connection

from .questions import Question

ONE = "SELECT %s, array_agg(id) FROM search_searchdocument WHERE vector @@ %s::tsquery"
WORDS = """
    (SELECT word FROM search_word WHERE word ^@ %s AND length(word) BETWEEN %s AND %s ORDER BY word)
"""
INITIALS = """
    SELECT DISTINCT substr(word, %s, 1) COLLATE "C" AS letter FROM search_word
    WHERE word ^@ %s AND length(word) >= %s ORDER BY letter LIMIT %s
"""
# Any number will do, as long as nothing else in the database uses it.
LOCK = 7_364_521


class Postgresql:
    def numbers(self, questions: list[Question]) -> list[list[int]]:
        if not questions:
            return []
        asked = [part for place, q in enumerate(questions) for part in (place, match(q))]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([ONE] * len(questions)), asked)
            found = dict(cursor.fetchall())
        return [found[place] or [] for place in range(len(questions))]

    def vocabulary(self, starts: list[str], lengths: tuple[int, int]) -> list[str]:
        if not starts:
            return []
        asked = [part for start in starts for part in (start, *lengths)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([WORDS] * len(starts)), asked)
            return [word for (word,) in cursor.fetchall()]

    def initials(self, start: str, most: int) -> list[str]:
        size = len(start) + 1
        with connection.cursor() as cursor:
            cursor.execute(INITIALS, [size, start, size, most])
            return [letter for (letter,) in cursor.fetchall()]

    def lock(self, *, alone: bool) -> None:
        name = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}(%s)", [LOCK])

    def in_bulk(self) -> AbstractContextManager:
        """PostgreSQL needs nothing else for many documents than for one."""
        return nullcontext()

    def tidy(self) -> None:
        """Words that no document has any more, and the space of deleted documents."""
        with connection.cursor() as cursor:
            cursor.execute(FORGET)
            cursor.execute("ANALYZE search_searchdocument")


FORGET = """
    DELETE FROM search_word WHERE left(word, 1) NOT IN (
        SELECT DISTINCT chr(256 + (mod(number, 2)) * 512 + place * 16 + tier)
        FROM search_generation, generate_series(0, 31) place, generate_series(0, 15) tier
    )
"""


def match(question: Question) -> str:
    """The question in the language of tsquery."""
    ending = ":*" if question.begins else ""
    asked = " <-> ".join(f"'{token}'" for token in question.tokens) + ending
    return f"({asked}) | '{question.instead}'{ending}" if question.instead else asked
