import pytest

from tests.makers import make_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "code", "opening"),
    [
        ("/", "en", '<html lang="en" dir="ltr">'),
        ("/es/", "es", '<html lang="es" dir="ltr">'),
        ("/ar/", "ar", '<html lang="ar" dir="rtl">'),
        ("/zh-hant/", "zh-hant", '<html lang="zh-Hant" dir="ltr">'),
    ],
)
def test_language_of_a_page_is_that_of_its_address(client, path, code, opening):
    response = client.get(path)

    assert response.headers["Content-Language"] == code
    assert opening in response.content.decode()


def test_language_is_not_asked_of_headers_or_cookies(client):
    client.cookies["django_language"] = "ar"

    response = client.get("/", headers={"accept-language": "ar, es;q=0.5"})

    assert response.status_code == 200
    assert response.headers["Content-Language"] == "en"
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/", "/"),
        ("/en/get-help/", "/get-help/"),
        ("/EN", "/"),
        ("/ES/get-help/", "/es/get-help/"),
        ("/es", "/es/"),
        ("/zh/", "/zh-hans/"),
        ("/zh-TW/media/", "/zh-hant/media/"),
    ],
)
def test_misspelt_prefix_leads_to_the_page_for_good(client, path, expected):
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (301, expected)


def test_misspelt_prefix_keeps_the_query(client):
    response = client.get("/ES/search/?q=visa&page=2")

    assert response.headers["Location"] == "/es/search/?q=visa&page=2"


@pytest.mark.parametrize(
    "path",
    [
        "/en//evil.example/",
        "/en/\\evil.example/",
        "/EN/%09/evil.example/",
        "/en/%0d%0aX-Evil:%201",
        "/en/%2fevil.example/",
        "/zh/%5c%5cevil.example",
    ],
)
def test_misspelt_prefix_never_leads_to_another_site(client, path):
    response = client.get(path)

    target = response.headers.get("Location", "/")
    assert response.status_code in (301, 404)
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\", "/\t"))
    assert "X-Evil" not in response.headers


def test_language_that_is_not_spoken_here_is_not_found(client):
    assert client.get("/de/get-help/").status_code == 404


def test_language_does_not_leak_into_the_next_request(client):
    make_page(slug="plain", title_en="Plain", title_es="Sencillo")

    first = client.get("/es/plain/").content.decode()
    second = client.get("/plain/").content.decode()

    assert "<h1>Sencillo</h1>" in first
    assert "<h1>Plain</h1>" in second
