"""FTS5. Triggers of the table of documents keep its index, so that every change of a
document is one of the index, in the same transaction, and undone with it."""

from django.db import connection, transaction

from .questions import Question

ONE = "SELECT group_concat(rowid) FROM search_text WHERE search_text MATCH %s"
VOCABULARY = "SELECT term FROM search_vocabulary WHERE term >= %s AND term < %s"
LAST = "\U0010ffff"
# Pages of the index that one step of tidying may write, while others wait for it.
STEP, STEPS = 500, 2000


class Sqlite:
    def numbers(self, questions: list[Question]) -> list[list[int]]:
        if not questions:
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join([ONE] * len(questions)), [match(q) for q in questions]
            )
            return [list(map(int, row[0].split(","))) if row[0] else [] for row in cursor]

    def vocabulary(self, start: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(VOCABULARY, [start, start + LAST])
            return [term for (term,) in cursor]

    def lock(self, *, alone: bool) -> None:
        """SQLite lets one write at a time anyway."""

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


def match(question: Question) -> str:
    """The question in the language of FTS5."""
    ending = " *" if question.begins else ""
    asked = f'"{" ".join(question.tokens)}"{ending}'
    return f'{asked} OR "{question.instead}"{ending}' if question.instead else asked


def _changes(cursor) -> int:
    return cursor.execute("SELECT total_changes()").fetchone()[0]
