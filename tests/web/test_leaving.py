"""Where "Leave this site now" leads, and what the system checks hold against an address."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bluecampaign import checks, views
from bluecampaign.last_resort import last_resort
from bluecampaign.translation.languages import CODES
from bluecampaign.web import leaving
from tests.makers import make_resource
from tests.tree import ROOT, templates

WEATHER = "https://www.weather.gov/"
SAFE = [
    WEATHER,
    "https://worldweather.wmo.int/en/city.html?cityId=278",
    "https://weather.example.com/a,b?c=d",
    *leaving.DEFAULTS.values(),
]
# An address, and how many reasons speak against it.
UNSAFE = {
    "": 2,
    "weather.gov": 2,
    "https://[1:2/": 1,
    "http://www.weather.gov/": 1,
    "https://testserver/": 2,
    "https://news.campaign.example.org/": 1,
    "https://campaign.example.org./": 1,
    "https://localhost/": 1,
    "https://printer.lan/": 1,
    "https://192.168.1.1/": 1,
    "https://8.8.8.8/": 1,
    "https://[::1]/": 1,
    "https://me@www.weather.gov/": 1,
    "https://www.weather.gov/?user=maria": 1,
    "https://www.weather.gov/maria%40mail/": 1,
    "https://www.facebook.com/": 1,
    "https://m.facebook.com/": 1,
    "https://x.com/": 1,
    "https://mail.google.com/": 1,
    "https://www.amazon.com.br/": 1,
    "https://outlook.live.com/": 1,
    "https://webmail.university.edu/": 1,
    "https://www.dhs.gov/": 1,
    "https://humantraffickinghotline.org/en": 1,
    "https://news.site.com/human-trafficking/": 1,
    "http://maria:secret@mail.dhs.gov/": 4,
}


# --- The setting -------------------------------------------------------------------


@pytest.mark.parametrize("address", [WEATHER, "https://a.com/?es=b,fr=c", f"  {WEATHER} "])
def test_one_address_serves_every_language(address):
    targets = leaving.read(address)

    assert {leaving.exit_url(targets, code) for code in CODES} == {address.strip()}


def test_languages_have_addresses_of_their_own():
    targets = leaving.read("ES=https://es.com/?a=1,2 , zh-hans=https://zh.com/,*=https://a.com/")

    assert leaving.exit_url(targets, "es") == "https://es.com/?a=1,2"
    assert leaving.exit_url(targets, "zh-hans") == "https://zh.com/"
    assert leaving.exit_url(targets, "fr") == "https://a.com/"
    assert leaving.exit_url(targets, "en") == "https://a.com/"


def test_language_that_is_not_named_keeps_its_default():
    targets = leaving.read("es=https://es.com/")

    assert leaving.exit_url(targets, "es") == "https://es.com/"
    assert leaving.exit_url(targets, "fr") == leaving.DEFAULTS["fr"]
    assert leaving.exit_url(targets, "vi") == WEATHER


def test_default_is_in_the_language_of_the_reader_where_one_is_known():
    targets = leaving.read("")

    assert leaving.exit_url(targets, "en") == WEATHER
    assert leaving.exit_url(targets, "pt-br") == "https://worldweather.wmo.int/pt/home.html"
    assert leaving.exit_url(targets, "ht") == WEATHER


# --- What speaks against an address ------------------------------------------------


@pytest.mark.parametrize("url", SAFE)
def test_ordinary_page_is_safe(url):
    assert leaving.reasons_against(url, {"testserver", "campaign.example.org"}) == []


@pytest.mark.parametrize("url", UNSAFE)
def test_every_reason_against_an_address_is_said(url):
    reasons = leaving.reasons_against(url, {"testserver", "campaign.example.org"})

    assert len(reasons) == len(set(reasons)) == UNSAFE[url], reasons


def test_check_says_all_reasons_for_all_languages_at_once(settings):
    settings.SITE_URL = "https://www.campaign.org"
    settings.ALLOWED_HOSTS = [".other.org", "*"]
    settings.SITE_EXIT_URL = {
        "*": "http://campaign.org/",
        "es": "https://x.com/",
        "fr": "https://m.other.org/",
        "ar": WEATHER,
    }

    found = checks.exit_leads_out_of_sight(None)

    assert [error.id for error in found] == ["bluecampaign.E001"] * 3
    assert "it is not https" in found[0].msg
    assert "it is this site" in found[0].msg
    assert "greet" in found[1].msg
    assert "it is this site" in found[2].msg
    assert all(error.hint for error in found)


def test_check_names_languages_that_do_not_exist(settings):
    settings.SITE_EXIT_URL = {"*": WEATHER, "sp": WEATHER, "chinese": WEATHER, "es": WEATHER}

    [error] = checks.exit_knows_its_languages(None)

    assert error.id == "bluecampaign.E002"
    assert "chinese, sp" in error.msg


def test_defaults_pass_the_checks(settings):
    settings.SITE_EXIT_URL = leaving.DEFAULTS

    assert checks.exit_leads_out_of_sight(None) == []
    assert checks.exit_knows_its_languages(None) == []


# --- Every page --------------------------------------------------------------------


def assert_leads_out(html: str, url: str = WEATHER) -> None:
    links = re.findall(r"<a [^>]*data-exit[^>]*>", html)
    assert links
    assert all(f'href="{url}"' in link for link in links)
    assert all('rel="nofollow noreferrer"' in link for link in links)
    head = html.partition("<head>")[2]
    assert re.match(r'\s*<script src="[^"]*leaving[^"]*\.js" data-to=', head), head[:200]
    assert f'data-to="{url}"' in head


def test_every_frame_of_a_page_for_readers_has_the_exit():
    """Whoever writes a page that does not extend base.html takes it along."""
    frames = [file for file in templates() if "<html" in file.read_text()]

    assert ROOT / "templates" / "base.html" in frames
    for file in frames:
        text = file.read_text()
        assert '{% include "site/leaving.html" %}' in text, file
        assert "data-exit" in text or '{% include "site/topbar.html" %}' in text, file


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/get-help/", "/hotlines/", "/resources/", "/search/"])
@pytest.mark.parametrize("code", CODES)
def test_page_leads_out_in_the_language_of_the_reader(client, settings, path, code):
    settings.SITE_EXIT_URL = leaving.DEFAULTS

    html = client.get(path if code == "en" else f"/{code}{path}").content.decode()

    assert_leads_out(html, leaving.DEFAULTS.get(code, WEATHER))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "view, status",
    [
        (views.bad_request, 400),
        (views.permission_denied, 403),
        (views.form_refused, 403),
        (views.page_not_found, 404),
    ],
)
def test_error_page_leads_out(rf, view, status):
    errors = {400: ValueError(), 403: PermissionDenied(), 404: Http404()}

    response = view(rf.get("/"), errors[status])

    assert response.status_code == status
    assert_leads_out(response.content.decode())


@pytest.mark.django_db
def test_page_of_a_failure_leads_out(rf):
    assert_leads_out(views.server_error(rf.get("/")).content.decode())


@pytest.mark.django_db
def test_page_of_what_was_withdrawn_leads_out(client):
    make_resource(code="W-9", slug="w", standing="withdrawn", title_en="Odd title")

    response = client.get("/r/w-9/")

    assert response.status_code == 410
    assert_leads_out(response.content.decode())


def test_last_resort_leads_out_without_anything_else(settings):
    settings.SITE_EXIT_URL = leaving.DEFAULTS

    html = last_resort()

    assert html.count(f'<a href="{WEATHER}" rel="nofollow noreferrer">Leave this site now</a>') == 2
    assert html.index("Leave this site now") < html.index("<main>")


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_shortcut_is_promised_where_it_is_on(client, settings, is_on):
    settings.SITE_EXIT_SHORTCUT = is_on

    html = client.get("/get-help/").content.decode()

    assert ("data-shift" in html) is is_on
    assert ("press Shift" in html) is is_on
