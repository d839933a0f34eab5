"""Which poster must I put up? The finder says what is known, and never more."""

from datetime import date, timedelta
from decimal import Decimal

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from bluecampaign import roles
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import draft_of
from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.paths import localize
from bluecampaign.web.pagecache.keys import normalized
from resources.lists import carrying
from resources.models import PostingDuty
from resources.posting import seed
from resources.posting.finding import find
from resources.posting.jurisdictions import NAMES, SOME, STATES, TERRITORIES, WHOLE
from resources.posting.showing import shown
from tests.makers import make_edition, make_resource
from tests.office.forms import filled, form_of, make_member, send, url_of

PATH = "/resources/required-posters/"
FEDERAL, LODGING = "restrooms-travel-federal", "lodging-some-states"


def duty(key: str, where: str, *kinds: str, **fields) -> PostingDuty:
    """What a law asks for, stored nowhere."""
    given = {
        "title_en": f"Duty {key}",
        "summary_en": "What it asks for.",
        "law": "Law 1",
        "source_url": "https://law.example.org/1",
        "as_of": date(2026, 11, 1),
        "status": Status.LIVE,
    }
    return PostingDuty(key=key, jurisdiction=where, kinds=list(kinds), **(given | fields))


def make_duty(key: str, where: str, *kinds: str, **fields) -> PostingDuty:
    made = duty(key, where, *kinds, **fields)
    made.full_clean(exclude=["title", "summary"])
    made.save()
    return made


# --- Which duties are an answer ----------------------------------------------------

KNOWN = [
    duty("federal", WHOLE, "airport", "bus"),
    duty("hint", SOME, "lodging"),
    duty("wide-hint", SOME, "lodging", "other"),
    duty("texas", "US-TX", "lodging"),
    duty("ohio", "US-OH", "bus"),
]


@pytest.mark.parametrize(
    ("place", "kind", "keys", "is_unknown"),
    [
        ("", "", ["federal", "hint", "wide-hint", "ohio", "texas"], False),
        ("", "bus", ["federal", "ohio"], False),
        ("", "train", [], False),
        (WHOLE, "", ["federal", "hint", "wide-hint"], False),
        (WHOLE, "lodging", ["hint", "wide-hint"], False),
        ("US-TX", "lodging", ["texas"], False),
        ("US-TX", "", ["texas", "federal", "wide-hint"], False),
        ("US-TX", "bus", ["federal"], True),
        ("US-TX", "other", ["wide-hint"], True),
        ("US-OH", "bus", ["ohio", "federal"], False),
        ("US-OH", "lodging", ["hint", "wide-hint"], True),
        ("US-PR", "train", [], True),
    ],
)
def test_answer_is_what_is_known_of_the_place(place, kind, keys, is_unknown):
    found = find(KNOWN, place, kind)

    assert [each.key for each in found.duties] == keys
    assert found.is_unknown == is_unknown
    assert found.as_of == date(2026, 11, 1)


def test_nothing_known_has_no_day():
    assert find([], "US-TX", "bus").as_of is None


def test_places_are_the_states_the_capital_and_the_territories():
    assert (len(STATES), len(TERRITORIES), len(NAMES)) == (51, 5, 56)
    assert all(code[:3] == "US-" and len(code) == 5 for code in NAMES)


# --- What is shipped ---------------------------------------------------------------


@pytest.mark.django_db
def test_shipped_duties_are_the_two_that_are_known_in_every_language():
    found = {each.key: each for each in PostingDuty.objects.live()}

    assert set(found) == {FEDERAL, LODGING}
    assert {each.jurisdiction for each in found.values()} == {WHOLE, SOME}
    assert found[FEDERAL].law == "P.L. 117-301"
    for each in found.values():
        assert not each.has_size
        assert each.type_size is None
        assert each.languages == []
        assert all(getattr(each, f"title_{suffix(code)}") for code in CODES)
        assert all(getattr(each, f"summary_{suffix(code)}") for code in CODES)
        each.full_clean()


@pytest.mark.django_db
def test_file_may_give_size_type_languages_and_poster():
    poster = make_resource(code="T-POSTER", kind="poster")
    row = {"width_inches": Decimal("8.5"), "height_inches": 11, "resource": "T-POSTER"}

    values = seed.values_of({"en": {"title": " A "}, "type_size": 16, **row})

    assert (str(values["width_inches"]), str(values["height_inches"])) == ("8.50", "11.00")
    assert (values["resource"], values["title_en"], values["title_es"]) == (poster, "A", "")


# --- The page ----------------------------------------------------------------------


def words(response) -> str:
    [main] = lxml.html.document_fromstring(response.content.decode()).xpath("//main")
    return " ".join(main.text_content().split())


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("place", ["US-TX", "US-PR", "us-dc"])
def test_no_law_of_a_state_is_claimed(client, code, place):
    response = client.get(localize(f"{PATH}?place={place}&kind=lodging", code))

    assert response.context["finding"].is_unknown
    assert [each.duty.key for each in response.context["shown"]] == [LODGING]
    assert NAMES[place.upper()] in words(response)
    assert response.context["facts"].robots == "noindex, follow"


@pytest.mark.django_db
def test_answer_says_law_date_source_and_to_check_the_law(client):
    response = client.get(f"{PATH}?place=US-TX&kind=airport")

    said = words(response)
    assert "P.L. 117-301" in said
    assert "Nov. 22, 2026" in said
    assert "Check your law: this is not legal advice." in said
    assert "We do not know the law of Texas for this yet" in said
    assert said.count("Not known here yet. Look in the law itself.") == 3
    assert 'href="https://www.govinfo.gov/link/plaw/117/public/301"' in response.content.decode()


@pytest.mark.django_db
def test_answer_shows_size_type_languages_and_the_poster_that_is_given_out(client):
    poster = make_resource(title_en="Poster of the law", kind="poster")
    make_edition(poster, language="es")
    old = make_resource(title_en="Old poster", kind="poster", standing="superseded")
    size = {"width_inches": Decimal("8.50"), "height_inches": Decimal("11.00")}
    facts = {"type_size": 16, "languages": ["es", "vi"], **size}
    make_duty("texas", "US-TX", "lodging", resource=poster, **facts)
    make_duty("texas-bars", "US-TX", "other", resource=old)
    make_duty("draft", "US-TX", "lodging", status=Status.DRAFT)

    response = client.get(f"{PATH}?place=US-TX&kind=lodging")
    others = client.get(f"{PATH}?place=US-TX&kind=other")

    assert [each.duty.key for each in response.context["shown"]] == ["texas"]
    said = words(response)
    assert "8.5 × 11 inches (216 × 279 mm) or larger" in said
    assert "16 points or larger" in said
    assert "Español, Tiếng Việt" in said
    assert "Poster of the law" in said
    assert "Old poster" not in words(others)


@pytest.mark.django_db
def test_wrong_address_is_refused_and_what_is_right_stays_chosen(client):
    response = client.get(f"{PATH}?place=%3Cb%3ENowhere&kind=lodging")

    tree = lxml.html.document_fromstring(response.content.decode())
    assert "The place in this address is not on the list." in words(response)
    assert "Nowhere" not in response.content.decode()
    assert response.context["shown"] == []
    assert tree.xpath("//option[@selected]/@value") == ["lodging"]
    both = client.get(f"{PATH}?place=x&kind=y").context["chosen"].refused
    assert len(both) == 2


@pytest.mark.django_db
def test_same_number_of_queries_for_one_duty_and_for_many(django_assert_num_queries):
    here = carrying(RequestFactory().get(PATH), PATH)
    for number in (1, 20):
        for n in range(number):
            poster = make_resource(kind="poster")
            make_duty(f"duty-{number}-{n}", "US-TX", "lodging", resource=poster)

        with django_assert_num_queries(3):  # The duties, their posters, the editions of these.
            found = find(PostingDuty.objects.live().in_language("en"), "US-TX")
            shown(found.duties, here)


@pytest.mark.django_db
def test_page_is_linked_listed_searched_and_kept(client):
    hrefs = {
        page: lxml.html.document_fromstring(client.get(page).content.decode()).xpath("//a/@href")
        for page in ("/resources/", "/get-involved/businesses/")
    }
    listed = client.get("/sitemap-catalogue.xml").content.decode()
    found = client.get("/search/?q=posters+in+hotels").content.decode()

    assert all(PATH in links for links in hrefs.values())
    assert listed.count(f"{PATH}</loc>") == len(CODES)
    assert f"{PATH}#{LODGING}" in found
    assert normalized("place=US-TX&kind=lodging&utm=1") == "kind=lodging&place=US-TX"


@pytest.mark.django_db
def test_reader_s_list_goes_along(client):
    response = client.get(f"{PATH}?place=US-TX&list=BC-003")

    assert 'name="list" value="BC-003"' in response.content.decode()
    assert response.headers["Cache-Control"].endswith("private")


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

    roles.make()
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
