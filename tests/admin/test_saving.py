"""What saving a form does: to the languages, to the addresses, to the search."""

import pytest

from awareness.models import Page
from bluecampaign.publishing.models import Status
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.models import TranslationState, english_digest
from hotlines.models import Hotline
from resources.models import Resource
from tests.admin.screens import form_on, save, url, url_of
from tests.makers import (
    make_block,
    make_channel,
    make_hotline,
    make_observance,
    make_page,
    make_profile,
    make_resource,
    make_staff,
    make_topic,
)
from tests.office.forms import messages_of

pytestmark = pytest.mark.django_db

# --- Languages ---------------------------------------------------------------------


def test_saving_spanish_does_not_touch_other_languages(staff):
    page = make_page(slug="told", title_en="One", title_es="Uno", title_fr="Un", title_ar="واحد")
    make_block(page, key="a", body_en="Words", body_fr="Des mots")

    save(staff, url_of(page) + "?language=es", title_es="Primero", blocks__0__body_es="Palabras")

    page.refresh_from_db()
    block = page.blocks.get()
    assert (page.title_en, page.title_es, page.title_fr) == ("One", "Primero", "Un")
    assert page.title_ar == "واحد"
    assert (block.body_en, block.body_es, block.body_fr) == ("Words", "Palabras", "Des mots")
    assert TranslationState.objects.by_language(page) == {
        "es": "machine",
        "fr": "machine",
        "ar": "machine",
    }


def test_new_translation_is_in_review_and_changed_english_makes_it_outdated(staff):
    page = make_page(title_en="One", title_fr="Un")
    TranslationState.objects.of(page).update(state="reviewed", english_digest=english_digest(page))

    save(staff, url_of(page) + "?language=es", title_es="Uno", title_en="Number one")

    states = TranslationState.objects.of(page)
    assert TranslationState.objects.by_language(page) == {"es": "in_review", "fr": "outdated"}
    assert {row.changed_by for row in states} == {staff.user}


@pytest.mark.parametrize("make", [make_page, make_profile, make_resource, make_hotline])
def test_translation_can_be_marked_as_reviewed(staff, make):
    text = "name_es" if make is make_hotline else "title_es"
    obj = make(**{text: "Uno"})
    prefix = "translation-translationstate-content_type-object_id"

    save(staff, url_of(obj), **{f"{prefix}-0-state": "reviewed"})

    row = TranslationState.objects.of(obj).get()
    assert (row.state, row.changed_by) == ("reviewed", staff.user)
    assert row.english_digest == english_digest(obj)


def test_going_on_editing_stays_in_the_language(staff):
    page = make_page(title_en="Page")
    address = url_of(page) + "?language=ar"
    data = dict(form_on(staff, address).form_values())

    response = staff.post(address, {**data, "title_ar": "صفحة", "_continue": "1"})

    assert response.headers["Location"].endswith("/change/?language=ar")


# --- Addresses and texts -----------------------------------------------------------


def test_page_is_made_with_its_blocks(staff):
    save(
        staff,
        url("awareness.page", "add"),
        slug="made",
        status="live",
        title_en="Made by staff",
        summary_en="What this page is about.",
        blocks__TOTAL_FORMS="1",
        blocks__0__key="first",
        blocks__0__kind="text",
        blocks__0__order="10",
        blocks__0__heading_en="Zebras",
        blocks__0__body_en="Zebra words.",
    )

    page = Page.objects.get(path="made")
    assert [block.key for block in page.blocks.all()] == ["first"]
    assert SearchDocument.objects.filter(body__icontains="zebra words").get().path == "/made/"


def test_new_slug_leaves_a_redirect_for_the_page_and_those_below(staff, client):
    top = make_page(slug="old", title_en="Top page")
    make_page(slug="leaf", parent=top)

    save(staff, url_of(top), slug="new")

    assert client.get("/es/old/").headers["Location"] == "/es/new/"
    assert client.get("/old/leaf/").headers["Location"] == "/new/leaf/"
    assert client.get("/new/leaf/").status_code == 200
    assert SearchDocument.objects.get(title="Top page").path == "/new/"


def test_new_slug_of_an_item_leaves_a_redirect(staff, client):
    item = make_resource(slug="old")

    save(staff, url_of(item), slug="new")

    assert client.get("/resources/old/").headers["Location"] == "/resources/new/"
    assert client.get("/resources/new/").status_code == 200


def test_text_that_is_left_out_is_told_of(staff):
    page = make_page(status=Status.DRAFT)
    make_block(page)

    response = save(
        staff,
        url_of(page),
        blocks__0__body_en="<b>Bold</b> and [a link](http://a.example/)",
    )

    told = messages_of(staff, response)
    assert [words for words in told if "left out" in words] == [
        "Text (English): HTML is not allowed and was left out: <b>",
        "Text (English): HTML is not allowed and was left out: </b>",
        "Text (English): This link is not https and was left out: http://a.example/",
    ]


def test_text_that_is_fine_is_not_told_of(staff):
    page = make_page(
        summary_en="A summary that says, in seventy signs or more, what this page tells you."
    )
    make_block(page)

    response = save(staff, url_of(page), blocks__0__body_en="**Bold** [about us](/about/)")

    assert len(messages_of(staff, response)) == 1


# --- The search --------------------------------------------------------------------


def test_editing_updates_the_search(staff):
    item = make_resource(title_en="Horse")

    save(staff, url_of(item), title_en="Zebra")
    found = SearchDocument.objects.filter(title__icontains="zebra").count()
    save(staff, url_of(item), status="draft")

    assert found == 1
    assert not SearchDocument.objects.filter(title__in=["Horse", "Zebra"]).exists()


def test_editing_a_number_updates_the_search_and_the_page(staff, client):
    line = make_hotline(slug="sos", name_en="SOS")
    make_channel(line)

    save(
        staff,
        url_of(line),
        channels__0__number="+18004321000",
        channels__0__display="1-800-432-1000",
    )
    # The number of a line on the site is a draft until a second person approves it.
    staff.force_login(make_staff())
    review = url_of(line, "review")
    [change] = staff.get(review).context["number_changes"]
    checked = {"checked": change.token, "how_checked": "Called it."}
    staff.post(review, {"verb": "publish", **checked})

    document = SearchDocument.objects.get(title="SOS")
    assert "1-800-432-1000" in document.body
    assert "1-888-373-7888" not in document.body
    assert "tel:+18004321000" in client.get("/hotlines/").content.decode()


@pytest.mark.parametrize(
    ("action", "before", "after", "found"),
    [("publish", "draft", "live", 1), ("unpublish", "live", "draft", 0)],
)
def test_actions_publish_and_take_down(staff, action, before, after, found):
    page = make_page(title_en="Zebra page", status=before)
    other = make_page(title_en="Zebra other", status=Status.ARCHIVED)

    staff.post(
        url("awareness.page", "changelist"), {"action": action, "_selected_action": [page.pk]}
    )

    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.status, other.status) == (after, Status.ARCHIVED)
    assert SearchDocument.objects.filter(title="Zebra page").count() == found


@pytest.mark.parametrize("way", ["one", "many"])
def test_deleting_takes_it_out_of_the_search(staff, way):
    item = make_resource(title_en="Zebra")

    if way == "one":
        staff.post(url_of(item, "delete"), {"post": "yes"})
    else:
        data = {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"}
        staff.post(url("resources.resource", "changelist"), data)

    assert not Resource.objects.filter(pk=item.pk).exists()
    assert not SearchDocument.objects.filter(title="Zebra").exists()


# --- What is refused, and what stays -----------------------------------------------


def test_wrong_number_is_refused_in_a_sentence(staff):
    line = make_hotline()
    make_channel(line)
    address = url_of(line)
    data = dict(form_on(staff, address).form_values())

    response = staff.post(address, {**data, "channels-0-number": "+10003737888"})

    assert response.status_code == 200
    assert "No telephone has this number. Check every digit." in response.content.decode()
    assert line.channels.get().number == "+18883737888"


def test_form_without_the_secret_of_the_site_is_refused():
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(make_staff())
    topic = make_topic(name_en="Kept")

    response = client.post(url_of(topic), {"name_en": "Taken", "slug": "x", "order": 1})

    topic.refresh_from_db()
    assert response.status_code == 403
    assert topic.name_en == "Kept"


def test_day_that_is_none_is_refused(staff):
    day = make_observance(month=4, day=30)
    day.save()
    data = dict(form_on(staff, url_of(day)).form_values())

    response = staff.post(url_of(day), {**data, "day": "31"})

    assert "This month has no such day." in response.content.decode()


def test_hotline_keeps_its_needs_and_languages(staff):
    line = Hotline.objects.get(slug="national")
    needs = list(line.needs)
    languages = [way.languages for way in line.channels.all()]

    save(staff, url_of(line), source_url="https://humantraffickinghotline.org/en/contact")

    line = Hotline.objects.get(slug="national")
    assert line.needs == needs
    assert [way.languages for way in line.channels.all()] == languages
