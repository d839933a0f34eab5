"""What must not become public does not: not by the form, the list or the review, and
every reason leads to its field."""

import re

import pytest

from awareness.choices import BlockKind
from awareness.models import Page
from bluecampaign.publishing.drafts import store
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.snapshots import take
from bluecampaign.publishing.versions import Review, Version, draft_of
from tests.makers import (
    make_block,
    make_hotline,
    make_page,
    make_picture,
    make_resource,
    make_staff,
)
from tests.office.forms import filled

pytestmark = pytest.mark.django_db
SUMMARY = "What this page tells you, in one sentence that is long enough to say it all."

# What is wrong with a page or its second block, and the field that it is mended in.
WRONG = {
    "title": ({"title_en": ""}, {}, "#id_title_en"),
    "summary": ({"summary_en": ""}, {}, "#id_summary_en"),
    "short summary": ({"summary_en": "Short."}, {}, "#id_summary_en"),
    "long summary": ({"summary_en": "x" * 210}, {}, "#id_summary_en"),
    "heading": ({}, {"heading_en": ""}, "#id_blocks-1-heading_en"),
    "broken link": ({}, {"body_en": "[Words](/nowhere/)"}, "#id_blocks-1-body_en"),
    "lost anchor": ({}, {"body_en": "[Words](/get-help/#x)"}, "#id_blocks-1-body_en"),
    "headings": ({}, {"body_en": "##### Deep"}, "#id_blocks-1-body_en"),
    "placeholder": ({}, {"body_en": "Call {{no:voice}}"}, "#id_blocks-1-body_en"),
    "typed number": ({}, {"body_en": "Call 911"}, "#id_blocks-1-body_en"),
    "click here": ({}, {"body_en": "[Here](/myths/)"}, "#id_blocks-1-body_en"),
    "anchor": ({}, {"key": "content"}, "#id_blocks-1-key"),
    "arabic": ({}, {"body_ar": "[كلمات](/nowhere/)"}, "?language=ar#id_blocks-1-body_ar"),
}


@pytest.fixture
def staff(client):
    client.force_login(make_staff())
    return client


def draft_page(page=None, block=None) -> Page:
    """A page that is not public, sound but for what is given."""
    made = make_page(**({"summary_en": SUMMARY, "status": Status.DRAFT} | (page or {})))
    make_block(made)
    make_block(made, **(block or {}))
    return made


def url_of(obj, what: str = "change") -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/{what}/"


def listed(response) -> list[str]:
    """The addresses in the list of reasons."""
    found = re.search(r'<section class="refusals.*?</section>', response.content.decode(), re.S)
    return re.findall(r'<a href="([^"]*)"', found[0]) if found else []


def publish_from_list(client, *objects):
    opts = objects[0]._meta
    return client.post(
        f"/admin/{opts.app_label}/{opts.model_name}/",
        {"action": "publish", "_selected_action": [obj.pk for obj in objects]},
        follow=True,
    )


# --- The list ----------------------------------------------------------------------


@pytest.mark.parametrize("wrong", WRONG)
def test_list_refuses_and_leads_to_the_field(staff, wrong):
    page_fields, block_fields, anchor = WRONG[wrong]
    page = draft_page(page_fields, block_fields)
    before = take(page)

    response = publish_from_list(staff, page)

    assert f'<a href="{url_of(page)}{anchor}">' in response.content.decode()
    assert take(page) == before
    assert [v for v in Version.objects.of(page) if v.snapshot != before] == []
    assert staff.get(page.get_absolute_url()).status_code == 404


def test_picture_without_words_is_refused_and_leads_to_the_picture(staff):
    picture = make_picture(alt_en="")
    page = draft_page(block={"picture": picture})

    response = publish_from_list(staff, page)

    assert f'href="/admin/media/picture/{picture.pk}/change/#id_alt_en"' in response.text
    assert staff.get(page.get_absolute_url()).status_code == 404


def test_list_publishes_what_is_sound_and_tells_of_the_rest(staff):
    sound, faulty, other = draft_page(), draft_page({"title_en": ""}), draft_page()

    publish_from_list(staff, sound, faulty, other)

    found = [Page.objects.get(pk=page.pk).status for page in (sound, faulty, other)]
    assert found == [Status.LIVE, Status.DRAFT, Status.LIVE]


def test_item_of_the_catalogue_is_refused_in_the_list(staff):
    item = make_resource(status=Status.DRAFT, body_en="Call 911")

    response = publish_from_list(staff, item)

    assert f'<a href="{url_of(item)}#id_body_en">' in response.text
    assert staff.get(item.get_absolute_url()).status_code == 404


def test_hotline_that_nobody_verified_is_refused_in_the_list(staff):
    line = make_hotline(status=Status.DRAFT)

    response = publish_from_list(staff, line)

    assert f'<a href="{url_of(line, "verify")}">' in response.text
    line.refresh_from_db()
    assert line.status == Status.DRAFT


def test_whatever_is_wrong_can_be_taken_off_the_site(staff):
    page = make_page(title_en="")

    staff.post("/admin/awareness/page/", {"action": "unpublish", "_selected_action": [page.pk]})

    page.refresh_from_db()
    assert page.status == Status.DRAFT


# --- The form ----------------------------------------------------------------------


def save_as(client, page, status: Status, **changes):
    data = filled(client.get(url_of(page)), status=status.value, **changes)
    if status is Status.SCHEDULED:
        data |= {"publish_at_0": "2099-01-02", "publish_at_1": "10:00:00"}
    return client.post(url_of(page), data | {"_save": "1"})


@pytest.mark.parametrize("status", [Status.LIVE, Status.SCHEDULED])
def test_form_refuses_with_all_reasons_and_keeps_what_was_typed(staff, status):
    page = draft_page(block={"body_en": "Call 911. [Here](/nowhere/)"})
    before = take(page)

    response = save_as(staff, page, status, title_en="Typed anew")

    assert response.status_code == 200
    assert listed(response) == ["#id_blocks-1-body_en"] * 3
    assert 'value="Typed anew"' in response.text
    assert take(page) == before
    assert [v for v in Version.objects.of(page) if v.snapshot != before] == []


def test_form_that_was_refused_is_published_once_it_is_mended(staff):
    page = draft_page(block={"body_en": "Call 911."})
    refused = save_as(staff, page, Status.LIVE)

    data = filled(refused, **{"blocks-1-body_en": "Call {{emergency:voice}}."})
    response = staff.post(url_of(page), data | {"_save": "1"})

    assert response.status_code == 302
    assert staff.get(page.get_absolute_url()).status_code == 200


def test_new_page_is_refused_where_it_is_written(staff):
    form = staff.get("/admin/awareness/page/add/")
    data = filled(form, title_en="Fresh", summary_en=SUMMARY, slug="fresh", status="live")
    data |= {"blocks-TOTAL_FORMS": 1, "blocks-0-key": "one", "blocks-0-order": 10}
    data |= {"blocks-0-kind": "text", "blocks-0-body_en": "Call 911.", "blocks-0-heading_en": "A"}

    response = staff.post("/admin/awareness/page/add/", data)

    assert listed(response) == ["#id_blocks-0-body_en"]
    assert not Page.objects.filter(slug="fresh").exists()


def test_reason_in_another_language_opens_beside_the_form(staff):
    page = draft_page(block={"body_ar": "[كلمات](/nowhere/)"})

    response = save_as(staff, page, Status.LIVE)

    assert listed(response) == [f"{url_of(page)}?language=ar#id_blocks-1-body_ar"]
    assert re.search(r'language=ar#id_blocks-1-body_ar" target="_blank"', response.text)


def test_draft_is_saved_with_its_faults_and_is_told_of_them(staff):
    page = draft_page()

    response = save_as(staff, page, Status.DRAFT, **{"blocks-1-body_en": "Call 911."})

    page.refresh_from_db()
    assert (response.status_code, page.blocks.last().body_en) == (302, "Call 911.")
    shown = staff.get(url_of(page))
    assert listed(shown) == [f"{url_of(page)}#id_blocks-1-body_en"]
    told = " ".join(str(message) for message in shown.context["messages"])
    assert "1 thing must be put right before it can be published." in told


def test_sound_page_is_told_of_nothing(staff):
    page = draft_page()

    assert listed(staff.get(url_of(page))) == []


def test_live_page_does_not_change_by_a_byte_when_it_is_refused(staff):
    page = draft_page({"status": Status.LIVE})
    before = staff.get(page.get_absolute_url()).content

    response = save_as(staff, page, Status.LIVE, **{"blocks-0-body_en": "[Words](/nowhere/)"})

    assert listed(response) == ["#id_blocks-0-body_en"]
    assert staff.get(page.get_absolute_url()).content == before


# --- The review --------------------------------------------------------------------


def with_draft(**fields) -> Page:
    page = draft_page({"status": Status.LIVE})
    snapshot = take(page)
    snapshot["parts"]["blocks"][1]["fields"] |= fields
    store(page, snapshot, by=None, comment="", review=Review.SUBMITTED)
    return page


def test_review_lists_the_reasons_and_does_not_publish(staff):
    page = with_draft(body_en="[Words](/nowhere/)", heading_en="Changed")
    before = staff.get(page.get_absolute_url()).content

    shown = staff.get(url_of(page, "review"))
    answer = staff.post(url_of(page, "review"), {"verb": "publish"})

    assert listed(shown) == [f"{url_of(page)}#id_blocks-1-body_en"]
    assert answer["Location"] == f"{url_of(page, 'review')}#refusals"
    assert staff.get(page.get_absolute_url()).content == before
    assert draft_of(page).review == Review.SUBMITTED


def test_review_publishes_a_sound_draft(staff):
    page = with_draft(heading_en="Changed")

    staff.post(url_of(page, "review"), {"verb": "publish"})

    assert "Changed" in staff.get(page.get_absolute_url()).text
    assert draft_of(page) is None


def test_block_that_only_the_draft_has_is_found_in_its_form(staff):
    page = with_draft()
    draft = draft_of(page)
    blocks = draft.snapshot["parts"]["blocks"]
    fresh = {**blocks[1]["fields"], "key": "fresh", "order": 9999, "kind": BlockKind.TEXT.value}
    blocks.append({"pk": (1 << 52) + 7, "fields": fresh | {"body_en": "Call 911."}})
    draft.save()

    shown = staff.get(url_of(page, "review"))

    assert listed(shown) == [f"{url_of(page)}#id_blocks-2-body_en"]
    assert 'id="id_blocks-2-body_en"' in staff.get(url_of(page)).text
