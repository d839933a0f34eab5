"""What an import puts into the database, and what it leaves to staff."""

import pytest

from awareness.models import Term
from bluecampaign.publishing.importing import ContentImport
from resources.models import Resource
from tests.makers import make_audience, make_resource

pytestmark = pytest.mark.django_db


def put(run=None, *, key="visa", overwrite=False, **values):
    run = run or ContentImport(overwrite=overwrite)
    given = {"order": 5, "term_en": "Visa", "definition_en": "A paper."}
    found = run.put(Term, f"test-{key}", {"key": f"test-{key}"}, given | values)
    return found, run.report


def test_put_adds_what_is_new():
    term, report = put()

    assert (term.term_en, term.order) == ("Visa", 5)
    assert dict(report.counts) == {"added": 1}
    assert report.lines == ["    added  glossary term test-visa"]


def test_put_leaves_alone_what_is_the_same():
    put()

    term, report = put()

    assert dict(report.counts) == {"unchanged": 1}
    assert report.lines == []
    assert Term.objects.filter(key="test-visa").get() == term


def test_put_changes_what_the_file_changed():
    put()

    term, report = put(definition_en="A stamp.")

    term.refresh_from_db()
    assert term.definition_en == "A stamp."
    assert dict(report.counts) == {"changed": 1}
    assert report.lines == ["  changed  glossary term test-visa: definition_en"]


def test_put_keeps_what_staff_changed_and_says_so():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put(definition_en="The file's new words.")

    term.refresh_from_db()
    assert term.definition_en == "Staff's words."
    assert dict(report.counts) == {"kept": 1}
    assert report.lines == ["     kept  glossary term test-visa: staff changed definition_en"]


def test_put_says_nothing_of_staff_changes_that_the_file_does_not_dispute():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put()

    term.refresh_from_db()
    assert term.definition_en == "Staff's words."
    assert dict(report.counts) == {"unchanged": 1}


def test_put_changes_one_field_and_keeps_the_other():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put(definition_en="New words.", term_en="Visas")

    term.refresh_from_db()
    assert (term.term_en, term.definition_en) == ("Visas", "Staff's words.")
    assert dict(report.counts) == {"kept": 1, "changed": 1}


def test_put_keeps_staff_words_in_every_later_run():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    for words in ("Second.", "Third.", "Fourth."):
        put(definition_en=words)

    term.refresh_from_db()
    assert term.definition_en == "Staff's words."


def test_put_fills_an_empty_place_with_a_text_that_is_new_in_the_files():
    put()

    term, report = put(term_es="Visa", definition_es="Un documento.")

    assert term.definition_es == "Un documento."
    assert report.counts["changed"] == 1


def test_put_leaves_a_place_empty_that_staff_emptied():
    put(definition_es="Un documento.")
    Term.objects.filter(key="test-visa").update(definition_es="")

    term, report = put(definition_es="Un papel.")

    assert Term.objects.get(pk=term.pk).definition_es == ""
    assert report.counts["kept"] == 1


def test_put_does_not_bring_back_what_staff_deleted():
    term, _report = put()
    term.delete()

    found, report = put(definition_en="New words.")

    assert found is None
    assert dict(report.counts) == {"skipped": 1}
    assert not Term.objects.filter(key="test-visa").exists()


def test_put_with_overwrite_puts_the_file_above_staff():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put(overwrite=True)

    term.refresh_from_db()
    assert term.definition_en == "A paper."
    assert dict(report.counts) == {"changed": 1}


def test_put_with_overwrite_brings_back_what_staff_deleted():
    put()[0].delete()

    found, report = put(overwrite=True)

    assert Term.objects.get(key="test-visa") == found
    assert dict(report.counts) == {"added": 1}


def test_put_finds_what_was_made_by_hand_and_keeps_its_words():
    made = Term.objects.create(key="test-visa", order=5, term_en="Visa", definition_en="Ours.")

    found, report = put()

    assert found == made
    assert found.definition_en == "Ours."
    assert dict(report.counts) == {"kept": 1}


def test_put_sets_and_keeps_related_objects():
    first, second = make_audience(), make_audience()
    item = make_resource()
    values = {"kind": item.kind}

    run = ContentImport()
    run.put(Resource, "x", {"code": item.code}, values | {"audiences": []})
    run.put(Resource, "x", {"code": item.code}, values | {"audiences": [first]})
    by_file = list(item.audiences.all())
    item.audiences.set([second])
    run.put(Resource, "x", {"code": item.code}, values | {"audiences": [first, second]})

    assert by_file == [first]
    assert list(item.audiences.all()) == [second]


def test_put_touches_updated_at_only_when_it_changes_something():
    item = make_resource(title_en="Before")
    moment = item.updated_at
    run = ContentImport(overwrite=True)

    same = run.put(Resource, "x", {"code": item.code}, {"title_en": "Before"})
    changed = run.put(Resource, "x", {"code": item.code}, {"title_en": "After"})

    assert same.updated_at == moment
    assert changed.updated_at > moment


def test_report_sums_up_in_a_fixed_order():
    run = ContentImport()

    for key in ("one", "two", "three"):
        put(run, key=key)
    put(run, key="one", term_en="Other")

    assert run.report.summary() == "3 added, 1 changed, 0 unchanged, 0 kept, 0 skipped"
