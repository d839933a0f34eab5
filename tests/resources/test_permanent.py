"""The addresses that hang on walls: whatever became of the item, they lead to help."""

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import BY_CODE, CODES, LANGUAGES
from bluecampaign.translation.paths import localize
from hotlines.models import Channel
from resources.addresses import nearest_tag, page_language, permanent_path, remember
from resources.models import FormerCode, Resource
from tests.makers import make_resource
from tests.reading import language_of
from tests.resources.filing import make_file

pytestmark = pytest.mark.django_db

OTHERS = ["es-MX", "fr-CA", "fil-PH", "zh-TW", "prs", "am", "und", "zxx", "xx-bad-tag"]
TAGS = [language.tag for language in LANGUAGES]
# What the site prints itself, beside what was published.
PRINTED = 9
KEPT = "public, max-age=300, stale-while-revalidate=600, stale-if-error=345600"


def national_number() -> str:
    return Channel.objects.get(hotline__slug="national", key="voice").display


def lead_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 302
    return response.headers["Location"]


@pytest.mark.parametrize("tag", [*TAGS, *OTHERS])
def test_every_code_leads_to_its_item_in_every_language(client, tag):
    code = page_language(tag)
    items = list(Resource.objects.live().prefetch_related("editions"))

    leads = {item: lead_of(client, permanent_path(item.code, tag)) for item in items}

    assert len(items) == 88 + PRINTED
    assert {item: lead.partition("#")[0] for item, lead in leads.items()} == {
        item: localize(f"/resources/{item.slug}/", code) for item in items
    }


def test_place_that_an_address_names_is_on_the_page(client):
    make_resource(code="W-1", languages=["en", "es", "zh-Hans", "prs"])

    for tag, code in (("es", "es"), ("zh-Hans", "zh-hans"), ("prs", "en"), ("es-MX", "es")):
        page, _mark, anchor = lead_of(client, f"/r/W-1/{tag}/").partition("#")
        assert f'id="{anchor}"' in client.get(page).content.decode()
        assert page.startswith(localize("/resources/", code))


def test_language_without_an_edition_leads_to_the_top_of_the_page(client):
    make_resource(code="W-1", slug="w", languages=["en"])

    assert lead_of(client, "/r/W-1/ko/") == "/ko/resources/w/"
    assert lead_of(client, "/r/W-1/") == "/resources/w/"


@pytest.mark.parametrize("written", ["bc-942", "BC-942", "Bc-942"])
@pytest.mark.parametrize("prefix", ["/r/", "/R/"])
def test_address_may_be_written_in_capitals_or_not(client, prefix, written):
    make_resource(code="BC-942", slug="w", languages=["es"])

    assert lead_of(client, f"{prefix}{written}/ES/") == "/es/resources/w/#files-es"


def test_answer_is_temporary_kept_for_minutes_and_without_a_cookie(client):
    make_resource(code="W-1")

    for method in (client.get, client.head):
        response = method("/r/W-1/es/")
        assert response.status_code == 302
        assert response.headers["Cache-Control"] == KEPT
        assert response.headers["Content-Language"] == "es"
        assert not response.cookies
        assert "cookie" not in response.headers.get("Vary", "").lower()


def test_lead_takes_no_form(client):
    make_resource(code="W-1")

    assert client.post("/r/W-1/es/").status_code == 405


@pytest.mark.parametrize("code", CODES)
def test_unknown_code_is_told_in_the_language_of_the_poster(client, code):
    language = BY_CODE[code]

    response = client.get(f"/r/NOPE-1/{language.tag}/")

    html = response.content.decode()
    assert response.status_code == 404
    assert response.headers["Content-Language"] == code
    assert f'<html lang="{language.tag}" dir="{language.dir}">' in html
    assert national_number() in html
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED, Status.IN_REVIEW])
def test_item_that_is_not_public_is_not_found(client, status):
    make_resource(code="W-1", title_en="Secret title", status=status)

    response = client.get("/r/W-1/es/")

    assert response.status_code == 404
    assert "Secret title" not in response.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_withdrawn_item_says_so_in_the_language_of_the_poster(client, code):
    language = BY_CODE[code]
    make_resource(code="W-1", slug="w", standing="withdrawn", title_en="Odd title", title_es="Raro")

    by_code = client.get(f"/r/W-1/{language.tag}/")
    by_slug = client.get(localize("/resources/w/", code))

    for response in (by_code, by_slug):
        html = response.content.decode()
        assert response.status_code == 410
        assert response.headers["Cache-Control"] == KEPT
        assert f'<html lang="{language.tag}" dir="{language.dir}">' in html
        assert national_number() in html
        assert f'href="{localize("/resources/", code)}"' in html
        assert "Odd title" not in html and "Raro" not in html
        assert '<meta name="robots" content="noindex">' in html


def test_withdrawn_item_leads_to_its_successor(client):
    new = make_resource(slug="new", title_en="The new one")
    make_resource(code="W-1", standing="withdrawn", replaced_by=new)

    html = client.get("/r/W-1/es/").content.decode()

    assert 'href="/es/resources/new/"' in html


def test_superseded_item_keeps_its_address_and_names_the_last_of_its_successors(client):
    last = make_resource(slug="last", title_en="The last one")
    hidden = make_resource(standing="superseded", replaced_by=last, status=Status.DRAFT)
    make_resource(code="W-1", slug="w", standing="superseded", replaced_by=hidden)

    page = lead_of(client, "/r/W-1/es/")
    html = client.get(page.partition("#")[0]).content.decode()

    assert page == "/es/resources/w/"
    assert 'href="/es/resources/last/"' in html
    assert '<meta name="robots" content="noindex, follow">' in html


def test_former_code_leads_on_and_the_present_one_comes_first(client):
    moved = make_resource(code="NEW-1", slug="moved")
    FormerCode.objects.create(code="OLD-1", resource=moved)
    FormerCode.objects.create(code="OLD-2", resource=moved)
    make_resource(code="old-2", slug="own")

    assert lead_of(client, "/r/old-1/es/") == "/es/resources/moved/"
    assert lead_of(client, "/r/OLD-2/es/") == "/es/resources/own/"


def test_code_that_changed_twice_leads_on_from_both(client):
    item = make_resource(code="A-1", slug="w")
    for code in ("A-2", "A-3"):
        before = Resource.objects.get(pk=item.pk)
        item.code = code
        item.save()
        remember(before, item)

    assert {lead_of(client, f"/r/A-{n}/") for n in (1, 2, 3)} == {"/resources/w/"}
    assert set(FormerCode.objects.values_list("code", flat=True)) == {"A-1", "A-2"}


def test_code_that_came_back_is_no_former_one():
    item = make_resource(code="A-1")
    for code in ("A-2", "A-1"):
        before = Resource.objects.get(pk=item.pk)
        item.code = code
        item.save()
        remember(before, item)

    assert list(FormerCode.objects.values_list("code", flat=True)) == ["A-2"]


def test_slug_that_changed_leads_on_and_a_new_item_takes_it_over(client):
    item = make_resource(slug="first")
    for slug in ("second", "third"):
        before = Resource.objects.get(pk=item.pk)
        item.slug = slug
        item.save()
        remember(before, item)

    leads = {client.get(f"/es/resources/{s}/").headers["Location"] for s in ("first", "second")}
    make_resource(slug="first", title_en="Another item")
    taken = client.get("/resources/first/")

    assert leads == {"/es/resources/third/"}
    assert taken.status_code == 200
    assert "Another item" in taken.content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_lead_costs_the_same_for_one_edition_and_for_twelve(
    client, django_assert_num_queries, number
):
    make_resource(code="W-1", languages=TAGS[:number])

    with django_assert_num_queries(3):
        client.get("/r/W-1/es/")


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(code=st.text(max_size=30), language=st.text(max_size=40))
def test_address_never_fails_whatever_is_scanned(client, db, code, language):
    response = client.get(permanent_path(code or "-", language))

    assert response.status_code in (301, 302, 404)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("ES", "es"),
        ("zh-Hant-HK", "zh-hant"),
        ("zh_CN", "zh-hans"),
        ("pt-PT", "pt-br"),
        ("fil-PH", "tl"),
        ("am", "en"),
        ("", "en"),
    ],
)
def test_page_language_is_the_nearest_one(asked, expected):
    assert page_language(asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("es-MX", "es"), ("prs-AF", "prs"), ("fil", "tl"), ("ko", ""), ("EN", "en"), ("", "")],
)
def test_nearest_tag_is_one_that_is_there(asked, expected):
    assert nearest_tag(asked, ["en", "es", "prs", "tl"]) == expected


def test_page_shows_the_addresses_to_print(client):
    make_resource(code="W-1", slug="w", languages=["en", "zh-Hans"])

    html = client.get("/ar/resources/w/").content.decode()

    assert '<bdi dir="ltr">http://testserver/r/W-1/</bdi>' in html
    assert '<bdi dir="ltr">http://testserver/r/W-1/zh-Hans/</bdi>' in html


def test_page_groups_the_files_by_language_the_readers_first(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = make_resource(slug="w", languages=())
    for tag in ("fr", "und", "es", "zxx", "en", "es"):
        make_file(item, tag)

    response = client.get("/es/resources/w/")

    tree = lxml.html.document_fromstring(response.content)
    groups = tree.xpath("//section[starts-with(@id, 'files-')]")
    assert [group.get("id") for group in groups] == [
        f"files-{tag}" for tag in ("es", "zxx", "en", "fr", "und")
    ]
    assert [len(group.xpath(".//a")) for group in groups] == [2, 1, 1, 1, 1]
    assert language_of(groups[3].xpath("h3/span")[0]) == ("fr", "ltr")


def test_page_tells_revision_date_and_what_changed(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = make_resource(slug="w", languages=())
    make_file(
        item, "es", revision="04/24", revised_on="2024-04-01", changes_en="The number is new."
    )

    html = client.get("/es/resources/w/").content.decode()

    assert "04/24" in html
    assert '<time datetime="2024-04-01">' in html
    assert '<span lang="en" dir="ltr">The number is new.</span>' in html
