"""What a duty may be, and how the office keeps it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from bluecampaign import roles
from bluecampaign.publishing.versions import draft_of
from resources.models import PostingDuty
from resources.posting.jurisdictions import SOME
from tests.office.forms import filled, form_of, make_member, make_roles, send, url_of
from tests.resources.duties import FEDERAL, LODGING, PATH, duty, make_duty, words

# --- What a duty may be ------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kinds": []}, {"kinds"}),
        ({"kinds": ["lodging", "moon"]}, {"kinds"}),
        ({"languages": ["es", "Spanish!"]}, {"languages"}),
        ({"width_inches": Decimal(8)}, {"height_inches"}),
        ({"height_inches": Decimal(8), "law": ""}, {"width_inches", "law"}),
        ({"source_url": "http://law.example.org/"}, {"source_url"}),
        ({"as_of": timezone.localdate() + timedelta(days=2)}, {"as_of"}),
        ({"law": "", "jurisdiction": SOME}, set()),
    ],
)
def test_every_reason_against_a_duty_is_said_at_once(fields, wrong):
    odd = duty("odd", "US-TX", "lodging")
    for name, value in fields.items():
        setattr(odd, name, value)

    try:
        odd.clean()
    except ValidationError as refused:
        assert set(refused.message_dict) == wrong
    else:
        assert wrong == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "is_due"), [(0, False), (365, False), (366, True)])
def test_duty_is_due_after_a_year_for_python_the_database_and_the_reader(client, age, is_due):
    today = timezone.localdate()
    made = make_duty("aged", "US-TX", "lodging", as_of=today - timedelta(days=age))

    assert made.is_due(today) == is_due
    assert (made in PostingDuty.objects.due_for_check(today)) == is_due
    told = "That is more than a year ago." in words(client.get(f"{PATH}?place=US-TX"))
    assert told == is_due


# --- The office --------------------------------------------------------------------


@pytest.fixture
def office(client):
    def signed_in(*groups: str):
        client.force_login(make_member(*groups))
        return client

    make_roles()
    return signed_in


@pytest.mark.django_db
def test_publisher_adds_a_duty_with_its_kinds_and_languages(office):
    client = office(roles.PUBLISHER)
    add = reverse("admin:resources_postingduty_add")
    values = {
        "key": "texas", "jurisdiction": "US-TX", "kinds": ["lodging", "bus"], "law": "Law 1",
        "title_en": "Posters", "summary_en": "Put up posters.", "languages": "es, vi",
        "as_of": "2026-11-01", "source_url": "https://law.example.org/1", "status": "live",
    }  # fmt: skip
    without_source = values | {"source_url": ""}

    refused = client.post(add, filled(client.get(add), **without_source))
    answer = client.post(add, filled(client.get(add), **values))

    assert (refused.status_code, answer.status_code) == (200, 302)
    made = PostingDuty.objects.get(key="texas")
    assert (made.kinds, made.languages) == (["lodging", "bus"], ["es", "vi"])
    assert "Posters" in words(client.get(f"{PATH}?place=US-TX&kind=lodging"))


@pytest.mark.django_db
def test_editor_changes_a_live_duty_as_a_draft_and_sees_it_before(office):
    live = PostingDuty.objects.get(key=LODGING)
    client = office(roles.EDITOR)

    send(client, live, form_of(client, live, title_en="Other words"))

    live.refresh_from_db()
    assert live.title_en == "Posters in hotels and other lodging"
    assert draft_of(live).snapshot["fields"]["title_en"] == "Other words"
    assert "Other words" in words(client.get(url_of(live, "preview")))
    assert "Other words" not in words(client.get(PATH))


@pytest.mark.django_db
def test_translator_writes_the_words_and_nothing_else(office):
    live = PostingDuty.objects.get(key=LODGING)
    client = office("Translator: Spanish")
    forged = {"law": "Forged", "kinds": ["bus"], "as_of": "2020-01-01", "title_es": "Otro"}

    send(client, live, form_of(client, live, language="es", **forged), language="es")

    fields = draft_of(live).snapshot["fields"]
    assert (fields["title_es"], fields["law"], fields["kinds"]) == ("Otro", "", ["lodging"])
    assert fields["as_of"] == "2026-11-22"


@pytest.mark.django_db
def test_list_finds_by_kind_and_by_what_is_due_and_the_desk_tells_of_it(office):
    today = timezone.localdate()
    PostingDuty.objects.update(as_of=today)
    old = make_duty("old", "US-TX", "lodging", as_of=today - timedelta(days=400))
    client = office(roles.PUBLISHER)
    address = reverse("admin:resources_postingduty_changelist")

    def listed(query: str) -> set[str]:
        return {each.key for each in client.get(f"{address}?{query}").context["cl"].queryset}

    assert listed("kind=lodging") == {LODGING, "old"}
    assert listed("checked=due") == {"old"}
    assert listed("checked=fresh") == {FEDERAL, LODGING}
    desk = client.get("/admin/").context["desk"]
    sections = {section.heading: section for _area, found in desk for section in found}
    assert [each.title for each in sections["Posting duties to check"].items] == [str(old)]
