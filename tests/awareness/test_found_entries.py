"""Signs and terms in the search: at their place, as long as there is one."""

import pytest
from django.core.management import call_command

from awareness.models import Page, Term
from awareness.showing import glossary_path
from bluecampaign.publishing import drafts
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, VersionKind, keep
from bluecampaign.search import index
from bluecampaign.search.kinds import Kind
from bluecampaign.search.models import SearchDocument
from tests.makers import make_block, make_indicator, make_page, make_staff, make_term

pytestmark = pytest.mark.django_db


def document_of(obj, language: str = "en") -> SearchDocument | None:
    found = SearchDocument.objects.current().filter(
        content_type__model=obj._meta.model_name, object_id=obj.pk, language=language
    )
    return found.first()


def test_term_is_found_at_its_place_in_the_glossary():
    term = make_term(key="visa", term_es="Visado", definition_en="A *paper* & [more](/get-help/).")

    index.update(term)

    found = document_of(term)
    assert (found.kind, found.path) == (Kind.TERM, "/glossary/#visa")
    assert found.summary == "A paper & more."
    assert document_of(term, "es").title == "Visado"
    assert document_of(term, "fr") is None


def test_glossary_that_moves_takes_its_terms_along():
    index.rebuild()
    page, term = Page.objects.get(path="glossary"), Term.objects.first()

    page.slug = "words"
    page.save()
    keep(page, kind=VersionKind.SAVED, by=None)

    assert glossary_path() == "/words/"
    assert document_of(term).path == f"/words/#{term.key}"


def test_terms_without_a_glossary_are_not_found_until_it_is_back():
    index.rebuild()
    page, term = Page.objects.get(path="glossary"), Term.objects.first()

    Page.objects.filter(pk=page.pk).update(status=Status.DRAFT)
    keep(page, kind=VersionKind.SAVED, by=None)
    gone = document_of(term)
    Page.objects.filter(pk=page.pk).update(status=Status.LIVE)
    keep(page, kind=VersionKind.SAVED, by=None)

    assert gone is None
    assert document_of(term) is not None


def test_deleted_glossary_takes_its_terms_out_of_the_search():
    index.rebuild()

    Page.objects.get(path="glossary").delete()

    assert not SearchDocument.objects.current().filter(kind=Kind.TERM).exists()


def test_page_is_found_by_the_signs_of_its_groups():
    make_indicator(group="work", text_en="Zanzibarian sign", text_es="Señal zanzibareña")
    make_indicator(group="online", text_en="Ulaanbaatar sign")
    make_indicator(group="work", text_en="Sketched sign", status=Status.DRAFT)
    page = make_page(title_es="Página")
    make_block(page, kind="indicators", selection="work")

    index.update(page)

    english, spanish = document_of(page), document_of(page, "es")
    assert "Zanzibarian" in english.body
    assert "zanzibareña" in spanish.body
    assert "Zanzibarian" not in spanish.body
    assert "Ulaanbaatar" not in english.body
    assert "Sketched" not in english.body


def test_page_is_found_by_a_sign_as_soon_as_its_draft_is_published():
    sign, page = make_indicator(text_en="Old words"), make_page()
    make_block(page, kind="indicators")
    index.update(page)
    snapshot = keep(sign, kind=VersionKind.SAVED, by=None).snapshot
    snapshot["fields"]["text_en"] = "Zanzibarian words"
    draft = drafts.store(sign, snapshot, by=None, comment="", review=Review.SUBMITTED)

    drafted = "Zanzibarian" in document_of(page).body
    drafts.publish(sign, draft, by=make_staff(), moved=lambda before, after: None)

    assert not drafted
    assert "Zanzibarian" in document_of(page).body


def test_page_is_not_found_by_a_deleted_sign():
    sign, page = make_indicator(text_en="Zanzibarian sign"), make_page()
    make_block(page, kind="indicators")
    index.update(page)

    sign.delete()

    assert "Zanzibarian" not in document_of(page).body


def test_rebuilt_search_agrees_with_the_one_that_was_kept():
    call_command("rebuild_search", verbosity=0)
    names = ("object_id", "language", "path", "title", "summary")
    terms = SearchDocument.objects.current().filter(kind=Kind.TERM)
    rebuilt = set(terms.values_list(*names))

    for term in Term.objects.all():
        index.update(term)

    assert set(terms.values_list(*names)) == rebuilt
    assert len({pk for pk, *_rest in rebuilt}) == Term.objects.count()
