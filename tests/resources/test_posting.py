"""Which poster must I put up? The finder says what is known, and never more."""

from datetime import date
from decimal import Decimal

import lxml.html
import pytest
from django.test import RequestFactory

from bluecampaign.publishing.models import Status
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
from tests.resources.duties import FEDERAL, LODGING, PATH, duty, make_duty, words

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
