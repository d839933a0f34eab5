import pytest

from awareness.models import Page
from bluecampaign.publishing.models import Status
from bluecampaign.search import index
from bluecampaign.search.kinds import Kind
from bluecampaign.search.models import SearchDocument
from tests.makers import (
    make_audience,
    make_channel,
    make_hotline,
    make_page,
    make_profile,
    make_resource,
)

pytestmark = pytest.mark.django_db


def documents(obj) -> list[tuple[str, str]]:
    rows = SearchDocument.objects.filter(
        content_type__model=type(obj)._meta.model_name, object_id=obj.pk
    )
    return list(rows.order_by("language").values_list("language", "title"))


def test_update_makes_a_document_for_each_language_with_a_title():
    page = make_page(title_en="One", title_es="Uno", summary_fr="Sans titre")

    assert documents(page) == [("en", "One"), ("es", "Uno")]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_update_takes_out_what_is_unpublished_and_brings_it_back(status):
    page = make_page(title_en="One")

    page.status = status
    page.save()
    index.update(page)
    unpublished = documents(page)
    page.status = Status.LIVE
    page.save()
    index.update(page)

    assert unpublished == []
    assert documents(page) == [("en", "One")]


def test_update_twice_leaves_one_document():
    page = make_page(title_en="One")

    index.update(page)
    index.update(page)

    assert documents(page) == [("en", "One")]


def test_update_of_one_leaves_the_others_alone():
    one, other = make_page(title_en="One"), make_resource(title_en="Other")

    one.status = Status.DRAFT
    index.update(one)

    assert documents(other) == [("en", "Other")]


def test_remove_takes_out_an_object_only():
    line, other = make_hotline(name_en="Line"), make_hotline(name_en="Other")

    index.remove(line)

    assert documents(line) == []
    assert documents(other) == [("en", "Other")]


def test_update_leaves_alone_what_nobody_searches():
    before = SearchDocument.objects.count()

    index.update(make_audience())

    assert SearchDocument.objects.count() == before


def test_profile_and_its_page_are_one_document():
    profile = make_profile(title_en="Agency", acronym="AGY")
    page = Page.objects.get(pk=profile.pk)

    index.update(page)

    found = SearchDocument.objects.get(content_type__model="page", object_id=page.pk)
    assert (found.title, found.kind, found.path) == ("Agency", Kind.PROFILE, f"/{page.path}/")
    assert "agy" in found.folded_title


def test_hotline_is_found_by_its_number_and_led_to_by_its_anchor():
    line = make_hotline(slug="zebra-line")
    make_channel(line, number="+18004321000", display="1-800-432-1000", letters="1-800-ZEBRA")

    index.update(line)

    found = SearchDocument.objects.get(content_type__model="hotline", object_id=line.pk)
    assert found.path == "/hotlines/#zebra-line"
    assert "1-800-432-1000 1-800-zebra +18004321000" in found.folded


def test_rebuild_makes_what_update_made():
    make_page(title_en="Sketch", status=Status.DRAFT)
    fields = ("language", "kind", "title", "path", "folded_title", "folded", "rank")
    before = sorted(SearchDocument.objects.values_list(*fields))

    number = index.rebuild()

    after = sorted(SearchDocument.objects.values_list(*fields))
    assert after == before
    assert number == len(before)
    assert not SearchDocument.objects.filter(title="Sketch").exists()


def test_title_that_is_too_long_is_cut():
    item = make_resource(title_en="z" * 250)
    SearchDocument.objects.all().delete()
    item.title_en = "z" * 400

    index.update(item)

    assert SearchDocument.objects.get().title == "z" * 300
