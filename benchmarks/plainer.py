"""Two plainer ways to search the same documents, to be measured beside ours."""

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from bluecampaign.search.models import SearchDocument
from bluecampaign.search.query import Query
from bluecampaign.translation.languages import SOURCE

PAGE = 20
READABLE = """(language = %s OR (language = 'en' AND NOT EXISTS (
    SELECT 1 FROM search_searchdocument own WHERE own.content_type_id = d.content_type_id
    AND own.object_id = d.object_id AND own.language = %s AND own.generation = d.generation)))"""
FOUND = f"""FROM benchmark_text JOIN search_searchdocument d ON d.id = benchmark_text.rowid
    WHERE benchmark_text MATCH %s AND {READABLE}"""


def build() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS benchmark_text")
        cursor.execute(
            "CREATE VIRTUAL TABLE benchmark_text USING fts5(title, summary, body,"
            " content='search_searchdocument', content_rowid='id')"
        )
        cursor.execute("INSERT INTO benchmark_text(benchmark_text) VALUES ('rebuild')")


def bm25(query: Query) -> None:
    """One FTS5 table with the words of all languages, ranked by bm25, counted by kind."""
    match = " AND ".join(f'"{word}"' for word in query.text.split())
    asked = [match, query.language, query.language]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.id {FOUND} ORDER BY bm25(benchmark_text, 10, 4, 1) LIMIT {PAGE}",
            asked,
        )
        cursor.fetchall()
        for facet in ("kind", "language"):
            cursor.execute(f"SELECT {facet}, count(*) {FOUND} GROUP BY {facet}", asked)
            cursor.fetchall()


def contains(query: Query) -> None:
    """Every word somewhere in the text, with the total and the counts of one facet."""
    own = SearchDocument.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        language=query.language,
    )
    found = SearchDocument.objects.filter(
        Q(language=query.language) | (Q(language=SOURCE) & ~Exists(own))
    )
    for word in query.text.split():
        found = found.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(body__icontains=word)
        )
    list(found.order_by("title").defer("tokens")[:PAGE])
    list(found.order_by().values("kind").annotate(Count("pk")))
