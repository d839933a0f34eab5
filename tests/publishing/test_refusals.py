"""What keeps pages and items off the site: each reason, and its field."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from awareness.choices import BlockKind
from awareness.models import ComponentProfile, Page
from bluecampaign.links.models import LinkCheck, Verdict
from bluecampaign.publishing.drafts import in_place, store
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.refusals import (
    Refused,
    Severity,
    hold_back,
    public_snapshot,
    refusals_of,
)
from bluecampaign.publishing.snapshots import take
from bluecampaign.publishing.versions import Review
from hotlines.models import Hotline
from resources.models import Resource
from tests.makers import make_block, make_page, make_picture, make_resource
from tests.publishing.judging import told

pytestmark = pytest.mark.django_db

SUMMARY = "What this page tells you, in one sentence that is long enough to say it all."


def sound_page(**fields) -> Page:
    """A page that nothing speaks against."""
    return make_page(**({"summary_en": SUMMARY} | fields))


def told_of_block(**fields) -> list[tuple]:
    page = sound_page()
    make_block(page)
    block = make_block(page, **fields)

    found = refusals_of(page)

    assert [r.part for r in found] == [("blocks", block.pk)] * len(found)
    return [(r.field, r.language, r.severity.value) for r in found]


def test_nothing_speaks_against_the_shipped_content():
    """Else staff could not publish the smallest change of a page before mending it."""
    objects = [*Page.objects.all(), *ComponentProfile.objects.all()]
    objects += [*Hotline.objects.all(), *Resource.objects.all()[:10]]

    blocked = [
        (str(obj), r.field, r.language, r.reason)
        for obj in objects
        for r in refusals_of(obj, public_snapshot(obj))
        if r.blocks
    ]

    assert len(objects) > 50
    assert blocked == []


def test_sound_page_is_not_refused():
    page = sound_page()
    make_block(page, body_en="Call {{national:voice}} or [read how to report](/how-to-report/).")

    assert refusals_of(page) == []


@pytest.mark.parametrize(
    "field, value, expected",
    [
        ("title_en", "", ("title", "en", "blocks")),
        ("title_en", "  ", ("title", "en", "blocks")),
        ("summary_en", "", ("summary", "en", "blocks")),
        ("summary_en", "Too short.", ("summary", "en", "blocks")),
        ("summary_en", "x" * 69, ("summary", "en", "warns")),
        ("summary_en", "x" * 161, ("summary", "en", "warns")),
        ("summary_en", "x" * 201, ("summary", "en", "blocks")),
        ("summary_en", f"{SUMMARY} Call 1-888-373-7888.", ("summary", "en", "blocks")),
    ],
)
def test_text_of_a_page_is_refused_at_its_field(field, value, expected):
    page = sound_page(**{field: value})

    assert told(page) == [expected]


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"heading_en": ""}, ("heading", "en", "blocks")),
        ({"body_en": "### Begin\n\n##### Deep"}, ("body", "en", "blocks")),
        ({"body_en": "#### Begins too deep"}, ("body", "en", "blocks")),
        ({"body_en": "# Title"}, ("body", "en", "blocks")),
        ({"body_en": "Call {{nobody:voice}}."}, ("body", "en", "blocks")),
        ({"body_en": "Call {{National Voice}}."}, ("body", "en", "blocks")),
        ({"body_en": "Call 1-888-373-7888."}, ("body", "en", "blocks")),
        ({"body_en": "Call 911."}, ("body", "en", "blocks")),
        ({"body_en": "[Call us](tel:+18883737888)"}, ("body", "en", "blocks")),
        ({"body_en": "Words", "body_es": "Llame al 988."}, ("body", "es", "blocks")),
        ({"body_en": "[Click here](/get-help/)"}, ("body", "en", "blocks")),
        ({"body_en": "Words", "body_ar": "[اضغط هنا](/get-help/)"}, ("body", "ar", "blocks")),
        ({"body_en": "[How to](/nowhere/)"}, ("body", "en", "blocks")),
        ({"body_en": "[How to](/get-help/#nowhere)"}, ("body", "en", "blocks")),
        ({"body_en": "[How to](/es/get-help/)"}, ("body", "en", "blocks")),
        ({"body_en": "[How to](/get-help)"}, ("body", "en", "warns")),
        ({"body_en": "[How to](http://example.org/)"}, ("body", "en", "blocks")),
        ({"link_url": "/nowhere/", "link_text_en": "How to"}, ("link_url", "", "blocks")),
        ({"link_url": "/get-help/", "link_text_en": "Here"}, ("link_text", "en", "blocks")),
    ],
)
def test_block_is_refused_at_its_field(fields, expected):
    assert told_of_block(**fields) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "### One\n\n#### Below\n\n### Two",
        "[Who can help](/hotlines/#national)",
        "[An item](/resources/)",
        "[Look for it](/search/?q=help)",
        "[The top](#top)",
        "In 2019-2020 there were 42,000 officers at 327 ports.",
    ],
)
def test_sound_body_is_not_refused(body):
    assert told_of_block(body_en=body) == []


def test_all_reasons_are_told_at_once_the_grave_ones_first():
    page = sound_page(title_en="", summary_en="x" * 170)
    make_block(page, body_en="Call 911. [Here](/nowhere/)", heading_en="")

    assert told(page) == [
        ("title", "en", "blocks"),
        ("heading", "en", "blocks"),
        ("body", "en", "blocks"),
        ("body", "en", "blocks"),
        ("body", "en", "blocks"),
        ("summary", "en", "warns"),
    ]


def test_quote_may_have_no_heading():
    assert told_of_block(kind=BlockKind.QUOTE, heading_en="") == []


def test_picture_without_words_is_refused_where_the_words_belong():
    page = sound_page()
    picture = make_picture(alt_en="", alt_es="")
    make_block(page, picture=picture)
    make_block(page, picture=make_picture())
    make_block(page, picture=make_picture(alt_en="", is_decorative=True))

    (refusal,) = refusals_of(page)

    assert (refusal.field, refusal.blocks) == ("picture", True)
    assert refusal.url == f"/admin/media/picture/{picture.pk}/change/#id_alt_en"


def test_picture_without_translated_words_is_only_warned_of():
    page = sound_page(title_es="Página")
    picture = make_picture(alt_es="")
    make_block(page, picture=picture)

    (refusal,) = refusals_of(page)

    assert (refusal.language, refusal.severity) == ("es", Severity.WARNS)
    assert refusal.url == f"/admin/media/picture/{picture.pk}/change/?language=es#id_alt_es"


def test_anchor_that_stands_twice_is_refused():
    page = sound_page()
    make_block(page, kind=BlockKind.ACCORDION, key="faq", body_en="### One?\n\nYes.")
    twice = make_block(page, key="faq-1")
    taken = make_block(page, key="content")

    found = [(r.field, r.part) for r in refusals_of(page)]

    assert found == [("key", ("blocks", twice.pk)), ("key", ("blocks", taken.pk))]


def test_link_to_a_place_on_its_own_page_counts_before_it_is_public():
    page = sound_page(slug="fresh", status=Status.DRAFT)
    make_block(page, key="here", body_en="[Up](#there) [Down](/fresh/#there)")
    make_block(page, key="there")

    assert refusals_of(page) == []


def test_link_to_a_page_that_will_be_there_in_time_is_not_refused():
    soon = timezone.now() + timedelta(days=1)
    target = make_page(status=Status.SCHEDULED, publish_at=soon)
    early, late = sound_page(), sound_page(status=Status.SCHEDULED, publish_at=soon)
    for page in (early, late):
        make_block(page, body_en=f"[How it goes on]({target.get_absolute_url()})")

    assert told(early) == [("body", "en", "blocks")]
    assert told(late) == []


def test_dead_link_elsewhere_is_warned_of():
    page = sound_page()
    block = make_block(page, body_en="[Report](https://dead.example/) [Law](https://ok.example/)")
    LinkCheck.objects.create(
        address="https://dead.example/",
        content_type=ContentType.objects.get_for_model(Page),
        object_id=page.pk,
        field="body",
        verdict=Verdict.DEAD,
        status=404,
    )

    (refusal,) = refusals_of(page)

    assert (refusal.field, refusal.part) == ("body", ("blocks", block.pk))
    assert refusal.severity is Severity.WARNS
    assert "https://dead.example/" in refusal.reason


def test_draft_is_judged_as_it_would_be(django_user_model):
    page = sound_page()
    snapshot = take(page)
    snapshot["fields"]["title_en"] = ""
    draft = store(page, snapshot, by=None, comment="", review=Review.OPEN)

    with in_place(page, draft):
        inside = told(page)

    assert inside == [("title", "en", "blocks")]
    assert told(page) == []


# --- Items of the catalogue --------------------------------------------------------


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"title_en": ""}, ("title", "en", "blocks")),
        ({"summary_en": ""}, ("summary", "en", "warns")),
        ({"summary_en": "Short."}, ("summary", "en", "blocks")),
        ({"summary_en": "x" * 321}, ("summary", "en", "blocks")),
        ({"body_en": "[Read more](/get-help/)"}, ("body", "en", "blocks")),
        ({"body_en": "[The item](/resources/none/)"}, ("body", "en", "blocks")),
        ({"body_es": "##### Hondo"}, ("body", "es", "blocks")),
    ],
)
def test_item_is_refused_at_its_field(fields, expected):
    assert told(make_resource(**fields)) == [expected]


# --- Holding back ------------------------------------------------------------------


def test_only_what_is_to_be_public_is_held_back():
    draft = make_page(status=Status.DRAFT, title_en="")
    live = make_page(title_en="", summary_en=SUMMARY)

    assert [r.field for r in hold_back(draft) if r.blocks] == ["title"]
    with pytest.raises(Refused) as refused:
        hold_back(live)
    assert [r.field for r in refused.value.found] == ["title"]
