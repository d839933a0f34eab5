"""The index made anew, while readers and staff go on."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from awareness.models import Page
from bluecampaign.publishing.models import Status
from bluecampaign.search import index
from bluecampaign.search.models import Generation, SearchDocument
from tests.makers import make_page
from tests.search.answers import found
from tests.tree import ROOT

pytestmark = pytest.mark.django_db


def test_rebuild_makes_what_update_made():
    make_page(title_en="Zebra sketch", status=Status.DRAFT)
    make_page(title_en="Zebra", title_es="Cebra")
    fields = ("language", "kind", "title", "path", "summary", "body", "live_from")
    before = sorted(SearchDocument.objects.current().values_list(*fields)[:])
    steps = []

    number = index.rebuild(lambda *step: steps.append(step))

    after = sorted(SearchDocument.objects.current().values_list(*fields))
    assert after == before
    assert number == len(before) == SearchDocument.objects.count()
    assert (found("zebra"), found("cebra", "es")) == (["Zebra"], ["Cebra"])
    assert all(done <= total for _what, done, total in steps)
    assert steps[-1][0] == "Clearing the old documents"


@pytest.mark.usefixtures("shipped_content_archived")
def test_rebuild_in_many_parts_makes_the_same(monkeypatch):
    for number in range(4):
        make_page(title_en=f"Zebra {number}", title_es=f"Cebra {number}", title_th="ม้าลาย")
    whole = index.rebuild(), sorted(SearchDocument.objects.values_list("title", "tokens"))
    monkeypatch.setattr(index, "ROWS", 5)

    index.rebuild()
    parts = index.rebuild(), sorted(SearchDocument.objects.values_list("title", "tokens"))

    assert parts == whole
    assert found("zebra") == [f"Zebra {number}" for number in range(4)]


@pytest.mark.usefixtures("shipped_content_archived")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite has such options.")
def test_rebuild_that_fails_leaves_the_index_as_readers_need_it(monkeypatch):
    make_page(title_en="Zebra")
    monkeypatch.setattr(index, "_check", lambda building: 1 / 0)

    with connection.cursor() as cursor:
        memory = cursor.execute("PRAGMA cache_size").fetchone()
    with pytest.raises(ZeroDivisionError):
        index.rebuild()

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA cache_size").fetchone() == memory
        cursor.execute("SELECT k, v FROM search_text_config WHERE k LIKE '%merge'")
        assert dict(cursor.fetchall()) == {"automerge": 4, "crisismerge": 16}
    assert found("zebra") == ["Zebra"]


@pytest.mark.usefixtures("shipped_content_archived")
def test_rebuild_clears_away_what_another_left_unfinished():
    make_page(title_en="Zebra")
    unfinished = index._begin()
    index._add(unfinished, Page.objects.all(), list(Page.objects.values_list("pk", flat=True)))

    number = index.rebuild()

    assert SearchDocument.objects.count() == number
    assert Generation.objects.count() == 1
    assert found("zebra") == ["Zebra"]


@pytest.mark.usefixtures("shipped_content_archived")
def test_rebuild_gives_way_to_a_later_one():
    make_page(title_en="Zebra")
    overtaken = index._begin()

    index.rebuild()

    with pytest.raises(index.Overtaken):
        index._add(overtaken, Page.objects.all(), [])
    with pytest.raises(index.Overtaken):
        index._swap(overtaken)
    assert found("zebra") == ["Zebra"]


def test_change_during_a_rebuild_is_in_both():
    page = make_page(title_en="Zebra")
    building = index._begin()
    index._add(building, Page.objects.all(), [page.pk])

    page.title_en = "Okapi"
    page.save()
    index.update(page)
    before = found("okapi"), found("zebra")
    index._swap(building)

    assert before == (["Okapi"], [])
    assert (found("okapi"), found("zebra")) == (["Okapi"], [])


def test_readers_and_staff_go_on_while_all_is_rebuilt(tmp_path):
    environment = os.environ | {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{tmp_path}/site.sqlite3",
    }
    command = [sys.executable, "-m", "tests.search.while_rebuilding"]

    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["totals"] == [seen["pages"]]
    assert seen["searches"] > seen["rebuilds"]
    assert seen["saved"] == seen["found"]
    assert seen["errors"] == []
