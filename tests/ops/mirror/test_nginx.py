"""The copy as nginx serves it answers as the site does: each kind of address, each language."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from awareness.redirects import remember
from bluecampaign import mirrored
from bluecampaign.mirror.copying import copying
from bluecampaign.mirror.making import Addresses, Making
from bluecampaign.mirror.places import Folder
from bluecampaign.mirror.rendering import UNORDERED
from bluecampaign.translation.languages import BY_CODE, CODES
from bluecampaign.translation.paths import localize
from resources.choices import Format, Standing
from resources.models import DownloadCount, Edition
from tests.makers import make_resource
from tests.ops import web_server

# In every language; the others in two of them, one for each direction of writing.
EVERYWHERE = ("/", "/get-help/", "/search/")
SOMEWHERE = (
    "/resources/",
    "/resources/?page=2",
    "/hotlines/",
    "/numbers/",
    "/numbers/keep/",
    "/ways/ba/",
    "/glossary/",
    "/resources/my-list/",
    "/resources/for/hospitality/",
    "/resources/old-item/",
    "/resources/moved-item/",
)
TWO = ("en", "ar")
# Made by the web server itself, or different where the copy is another page on purpose.
OWN = {"Content-Length", "Content-Encoding", "ETag", "Last-Modified", "Vary", "Date", "Expires"}
OWN |= {"Location", "Accept-Ranges", "Server", "Connection", "Content-Type"}


def sample() -> list[str]:
    pages = [localize(path, code) for code in CODES for path in EVERYWHERE]
    pages += [localize(path, code) for code in TWO for path in SOMEWHERE]
    machines = ["/robots.txt", "/sitemap.xml", "/sitemap-hotlines.xml", "/sw.js", "/favicon.ico"]
    machines += ["/offers.json", "/search/suggest/", "/numbers/copy/ar.json", "/site.webmanifest"]
    printed = [f"/r/T-1/{language.tag}/" for language in BY_CODE.values()]
    kit = Edition.objects.get(resource__code="T-1")
    files = [kit.file.url, f"/r/T-1/en/files/{kit.pk}/", "/r/T-2/en/toolkit.zip", "/r/T-1/"]
    return [*pages, *machines, *printed, *files]


class Sample(Making):
    """Nothing but the sample is copied, whatever it links to."""

    def _is_wanted(self, address: str) -> bool:
        return address.startswith(("/static/built/site", "/numbers/card/en/"))


@dataclass
class Copied:
    folder: Folder
    addresses: list[str]
    server: web_server.Server


@pytest.fixture
def copied(db, settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.WHITENOISE_USE_FINDERS = True
    item = make_resource(code="T-1", slug="item-one", languages=["en"])
    name = default_storage.save("editions/t-1-0123456789abcdef.pdf", ContentFile(b"%PDF-1.7 x"))
    Edition.objects.filter(resource=item).update(file=name, bytes=10, format=Format.PDF)
    kit = make_resource(code="T-2", kind="toolkit", languages=[])
    kit.parts.create(resource=item)
    make_resource(code="T-3", slug="old-item", standing=Standing.WITHDRAWN)
    remember("/resources/moved-item/", "/resources/item-one/")
    addresses = sample()
    folder = Folder(tmp_path / "copy")
    folder.claim()
    first = Addresses(mirrored.URLCONF, lambda codes: iter(addresses), mirrored.missing_pages)
    Sample(folder, first, list(CODES), lambda *a: None).run()
    with web_server.serving(folder.root / "current", tmp_path) as server:
        yield Copied(folder, addresses, server)


def steady(name: str, value: str) -> str:
    between = UNORDERED.get(name.lower())
    return between.join(sorted(value.split(between))) if between else value


def as_the_site_answers(address: str):
    with copying():
        answer = Client().get(address, headers={"Sec-Purpose": "prefetch"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = {n: steady(n, v) for n, v in answer.headers.items() if n not in OWN}
    return answer, body, told


def in_the_copy(address: str) -> str:
    path, _mark, number = address.partition("?page=")
    return f"{path}page/{number}/" if number else path


@pytest.mark.slow
def test_nginx_answers_as_the_site_does(copied: Copied):
    different = {}
    for address in copied.addresses:
        site, body, told = as_the_site_answers(address)
        answer, served = copied.server.get(in_the_copy(address))
        found = {
            "status": (answer.status, site.status_code),
            "type": (answer.getheader("Content-Type"), site.headers["Content-Type"]),
            "to": (answer.getheader("Location"), site.headers.get("Location")),
            "body": (served, body),
        } | {name: (answer.getheader(name), value) for name, value in told.items()}
        if site.status_code in (301, 302):
            del found["body"], found["type"]
        if address.endswith("/search/"):
            del found["body"], found["Cache-Control"]
        if "/resources/" in address and "page=" in served.decode(errors="ignore") + body.decode(
            errors="ignore"
        ):
            found["body"] = (served, with_pages(body, address))
        wrong = {name: pair for name, pair in found.items() if pair[0] != pair[1]}
        if wrong:
            different[address] = wrong

    assert len(copied.addresses) > 80
    assert {a: {n: str(p)[:300] for n, p in w.items()} for a, w in different.items()} == {}
    assert DownloadCount.objects.count() == 0
    says_missing_and_gone(copied.server)
    corrects_and_compresses(copied.server)


def with_pages(body: bytes, address: str) -> bytes:
    """A page of a list as the copy has it, said in another way than by its own code."""
    text, path = body.decode(), address.partition("?")[0]
    for code in CODES:
        there = localize("/resources/", code)
        text = text.replace(f'href="{there}?page=2"', f'href="{there}page/2/"')
    for number in range(9, 0, -1):
        new = f"{path}page/{number}/" if number > 1 else path
        text = text.replace(f'href="?page={number}"', f'href="{new}"')
    if "?" in address:
        text = text.replace('href="?', f'href="{path}?')
    return text.encode()


def says_missing_and_gone(server: web_server.Server) -> None:
    for code in CODES:
        answer, body = server.get(localize("/no-such-page/", code))
        language = BY_CODE[code]
        assert (answer.status, answer.getheader("Content-Language")) == (404, code)
        assert f'<html lang="{language.tag}" dir="{language.dir}">'.encode() in body
    assert server.get("/404.html")[0].status == 404
    assert server.get("/files/")[0].status == 404
    assert server.get("/healthz")[0].status == 404
    gone, body = server.get("/ar/resources/old-item/")
    assert (gone.status, gone.getheader("X-Frame-Options")) == (410, "DENY")
    assert b'dir="rtl"' in body


def corrects_and_compresses(server: web_server.Server) -> None:
    leads = {
        address: (answer.status, answer.getheader("Location"))
        for address in ("/ES/get-help/", "/zh", "/en/", "/get-help", "/r/t-1/", "/R/T-1/xx/")
        for answer, _body in [server.get(address)]
    }
    assert leads == {
        "/ES/get-help/": (301, "/es/get-help/"),
        "/zh": (301, "/zh-hans/"),
        "/en/": (301, "/"),
        "/get-help": (301, "/get-help/"),
        "/r/t-1/": (302, "/resources/item-one/"),
        "/R/T-1/xx/": (302, "/R/T-1/"),
    }
    kept = server.get("/ar/resources/?page=2")[0]
    assert (kept.status, kept.getheader("Location")) == (302, "/ar/resources/page/2/")
    assert server.get("/es/search/?q=visa")[0].status == 200
    plain, squeezed = server.get("/es/"), server.get("/es/", **{"Accept-Encoding": "gzip"})
    assert squeezed[0].getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(squeezed[1]) == plain[1]
    assert squeezed[0].getheader("Vary") == "Accept-Encoding"
