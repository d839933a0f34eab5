from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bluecampaign.search import index
from bluecampaign.search.models import Generation, SearchDocument
from bluecampaign.search.query import Query
from tests.makers import make_page

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("shipped_content_archived")
def test_rebuild_tells_how_far_it_is_and_what_it_made():
    make_page(title_en="Zebra")
    said = StringIO()

    call_command("rebuild_search", stdout=said)

    lines = said.getvalue().splitlines()
    number = SearchDocument.objects.count()
    assert any(line.startswith("pages: ") for line in lines)
    assert lines[-1].startswith(f"{number} search documents, in ")
    assert len(Query("zebra", "en").answer()) == 1


@pytest.mark.usefixtures("shipped_content_archived")
def test_rebuild_is_quiet_when_asked():
    said = StringIO()

    call_command("rebuild_search", stdout=said, verbosity=0)

    assert said.getvalue() == ""


def test_rebuild_that_another_one_overtakes_says_so(monkeypatch):
    monkeypatch.setattr(index, "_check", lambda building: _overtake())

    with pytest.raises(CommandError, match="Another rebuild"):
        call_command("rebuild_search", verbosity=0)


def _overtake():
    raise index.Overtaken("Another rebuild of the search has begun.")


def test_start_of_a_site_builds_a_search_that_is_missing():
    make_page(title_en="Zebra")
    SearchDocument.objects.all().delete()
    Generation.objects.all().delete()
    said = StringIO()

    call_command("load_content", stdout=said)

    assert "Nothing was changed." in said.getvalue()
    assert len(Query("zebra", "en").answer()) == 1
