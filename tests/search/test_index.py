"""What the index holds after changes, and that it changes with them."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from awareness.models import Page
from bluecampaign.publishing.models import Status
from bluecampaign.search import entries, index
from bluecampaign.search.entries import Entry
from bluecampaign.search.kinds import Kind
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.models import State, mark
from tests.makers import (
    make_audience,
    make_block,
    make_channel,
    make_hotline,
    make_page,
    make_profile,
    make_resource,
)
from tests.search.answers import found

pytestmark = pytest.mark.django_db


def documents(obj) -> list[tuple[str, str]]:
    rows = SearchDocument.objects.current().filter(
        content_type__model=type(obj)._meta.model_name, object_id=obj.pk
    )
    return list(rows.order_by("language").values_list("language", "title"))


def test_update_makes_a_document_for_each_language_with_a_title():
    page = make_page(title_en="One", title_es="Uno", summary_fr="Sans titre")

    assert documents(page) == [("en", "One"), ("es", "Uno")]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED, Status.IN_REVIEW])
def test_update_takes_out_what_is_unpublished_and_brings_it_back(status):
    page = make_page(title_en="Zebra")

    page.status = status
    page.save()
    index.update(page)
    unpublished = documents(page), found("zebra")
    page.status = Status.LIVE
    page.save()
    index.update(page)

    assert unpublished == ([], [])
    assert (documents(page), found("zebra")) == ([("en", "Zebra")], ["Zebra"])


def test_update_twice_leaves_one_document():
    page = make_page(title_en="Zebra")

    index.update(page)
    index.update(page)

    assert documents(page) == [("en", "Zebra")]
    assert found("zebra") == ["Zebra"]


def test_update_forgets_the_old_words():
    page = make_page(title_en="Zebra", title_es="Cebra")

    page.title_en, page.title_es = "Okapi", ""
    index.update(page)

    assert found("zebra") == found("cebra", "es") == []
    assert found("okapi", "es") == ["Okapi"]


def test_update_that_is_undone_leaves_the_index_as_it_was():
    page = make_page(title_en="Zebra")
    found("zebra")

    with transaction.atomic():
        page.title_en = "Okapi"
        index.update(page)
        inside = found("okapi"), found("zebra")
        transaction.set_rollback(True)

    assert inside == (["Okapi"], [])
    assert (found("okapi"), found("zebra")) == ([], ["Zebra"])


def test_update_of_one_leaves_the_others_alone():
    one, other = make_page(title_en="One"), make_resource(title_en="Other")

    one.status = Status.DRAFT
    index.update(one)

    assert documents(other) == [("en", "Other")]


def test_remove_takes_out_an_object_only():
    line, other = make_hotline(name_en="Zebra line"), make_hotline(name_en="Zebra other")

    index.remove(line)

    assert documents(line) == []
    assert documents(other) == [("en", "Zebra other")]
    assert found("zebra") == ["Zebra other"]


def test_deleting_documents_by_any_way_empties_the_index():
    make_page(title_en="Zebra")

    SearchDocument.objects.filter(title="Zebra").delete()
    index.remove(make_page())

    assert found("zebra") == []


def test_update_leaves_alone_what_nobody_searches():
    before = SearchDocument.objects.count()

    index.update(make_audience())

    assert SearchDocument.objects.count() == before


def test_update_takes_as_many_queries_for_one_language_as_for_three():
    one = make_page(title_en="One")
    three = make_page(title_en="One", title_es="Dos", title_fr="Trois")
    make_block(three, body_en="Words. " * 500)
    index.update(one)

    numbers = []
    for page in (one, three):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            index.update(page)
        numbers.append(len(captured))

    assert numbers[0] == numbers[1]


def test_profile_and_its_page_are_one_document():
    profile = make_profile(title_en="Agency", acronym="AGY")
    page = Page.objects.get(pk=profile.pk)

    index.update(page)

    stored = SearchDocument.objects.current().get(content_type__model="page", object_id=page.pk)
    assert (stored.title, stored.kind) == ("Agency", Kind.PROFILE)
    assert found("agy") == ["Agency"]


def test_hotline_is_found_by_its_number_however_it_is_written():
    line = make_hotline(slug="zebra-line", name_en="Zebra line")
    make_channel(line, number="+12025550143", display="1-202-555-0143", letters="1-202-ZEBRAS")

    index.update(line)

    asked = ["1-202-555-0143", "12025550143", "2025550143", "202-555-0143", "1-202-zebras"]
    assert {text: found(text) for text in asked} == {text: ["Zebra line"] for text in asked}
    stored = SearchDocument.objects.current().get(title="Zebra line")
    assert stored.path == "/hotlines/#zebra-line"


def test_text_of_a_file_is_found_after_that_of_the_page(monkeypatch):
    def sources(page: Page):
        far = dict(title=page.title_en, summary="", path="/x/", kind=Kind.PAGE, language="en")
        yield (
            Entry(**far, attached="zebra")
            if page.title_en == "File"
            else Entry(**far, body="zebra")
        )

    monkeypatch.setitem(entries._sources, Page, sources)
    make_page(title_en="File")
    make_page(title_en="Text")

    assert found("zebra") == ["Text", "File"]


def test_signs_of_markdown_are_neither_found_nor_shown():
    page = make_page(title_en="Horse")
    make_block(page, body_en="## Zebra\n\n- a [link](/okapi/)\n- **bold** {{national:voice}}")

    index.update(page)

    stored = SearchDocument.objects.current().get(title="Horse")
    assert stored.body.split()[-4:] == ["Zebra", "a", "link", "bold"]
    assert found("okapi") == []


def test_outdated_translation_gives_way_to_english_where_the_settings_say_so(settings):
    settings.TRANSLATION_OUTDATED = {"*": "show", "es": "english"}
    page = make_page(title_en="Zebra", title_es="Cebra", title_fr="Zèbre")
    for code in ("es", "fr"):
        mark(page, code, State.OUTDATED, by=None)

    index.update(page)

    assert documents(page) == [("en", "Zebra"), ("fr", "Zèbre")]
    assert found("zebra", "es") == ["Zebra"]


def test_title_that_is_too_long_is_cut_and_nul_left_out():
    item = make_resource(title_en="z" * 250)
    item.title_en, item.summary_en = "z" * 400, "ze\0bra"

    index.update(item)

    stored = SearchDocument.objects.current().get(content_type__model="resource", object_id=item.pk)
    assert (stored.title, stored.summary) == ("z" * 300, "zebra")
