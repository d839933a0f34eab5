"""No answer of any kind lets the next site know where the reader came from."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from hotlines.keeping.lines import key_of
from tests.makers import make_staff

pytestmark = pytest.mark.django_db
PICTURE = "pictures/0123456789abcdef.png"
ANSWERS = {
    "/": 200,
    "/ar/get-help/": 200,
    "/hotlines/?need=danger": 200,
    "/numbers/": 200,
    "/numbers/keep/": 200,
    f"/numbers/card/en/{key_of('national')}-0.vcf": 200,
    "/numbers/copy/en.json": 200,
    "/sw.js": 200,
    "/resources/": 200,
    "/search/?q=visa": 200,
    "/search/suggest/?q=visa": 200,
    "/healthz": 200,
    "/robots.txt": 200,
    "/site.webmanifest": 200,
    "/sitemap.xml": 200,
    "/.well-known/security.txt": 200,
    "/favicon.ico": 302,
    f"/files/{PICTURE}": 200,
    "/files/pictures/none.png": 404,
    "/r/none/": 404,
    "/get-help": 301,
    "/EN/get-help/": 301,
    "/no-such-page/": 404,
    "/sitemap-none.xml": 404,
    "/preview/none/": 404,
}


@pytest.fixture(autouse=True)
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save(PICTURE, ContentFile(b"bytes"))


@pytest.mark.parametrize("path", ANSWERS)
def test_answer_sends_no_referrer(client, path: str):
    answer = client.get(path)

    assert answer.status_code == ANSWERS[path]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.cookies == {}


def test_part_of_a_file_sends_no_referrer(client):
    part = client.get(f"/files/{PICTURE}", headers={"Range": "bytes=0-1"})
    beyond = client.get(f"/files/{PICTURE}", headers={"Range": "bytes=99-"})

    assert (part.status_code, beyond.status_code) == (206, 416)
    assert part.headers["Referrer-Policy"] == beyond.headers["Referrer-Policy"] == "no-referrer"


def test_refusal_sends_no_referrer(client, settings):
    settings.ALLOWED_HOSTS = ["example.org"]
    strange = client.get("/get-help/", headers={"Host": "elsewhere.example"})
    settings.ALLOWED_HOSTS = ["*"]
    sent = client.post("/get-help/")

    assert (strange.status_code, sent.status_code) == (400, 405)
    assert strange.headers["Referrer-Policy"] == sent.headers["Referrer-Policy"] == "no-referrer"


def test_broken_page_sends_no_referrer(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("hotlines.keeping.views.listed", broken)

    answer = Client(raise_request_exception=False).get("/numbers/")

    assert answer.status_code == 503
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_static_file_sends_no_referrer(settings, tmp_path):
    (tmp_path / "a.css").write_text("a { color: inherit; }")
    settings.STATIC_ROOT = str(tmp_path)

    answer = Client().get("/static/a.css")

    assert answer.status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_redirect_to_https_sends_no_referrer(settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get("/get-help/")

    assert answer.status_code == 301
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_page_of_staff_tells_this_site_alone(client):
    client.force_login(make_staff())

    assert client.get("/admin/").headers["Referrer-Policy"] == "same-origin"
