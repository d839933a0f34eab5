"""The copy for the day on which the site is down: a small site, copied in every way."""

import json
import os
import re
import shutil
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import resolve
from django.utils import timezone

from bluecampaign import mirrored
from bluecampaign.mirror import nginx, paths, places, reading
from bluecampaign.mirror.checking import Check
from bluecampaign.mirror.copying import copying, is_copy
from bluecampaign.mirror.crawling import Failed
from bluecampaign.mirror.everything import documents_in, letter_of
from bluecampaign.mirror.making import Addresses, Making, chosen_languages
from bluecampaign.mirror.places import Folder
from bluecampaign.mirror.snapshot import content_digest, one_state
from bluecampaign.translation.paths import corrected
from bluecampaign.urls import MACHINE
from hotlines.models import Channel
from hotlines.opening import opening_of
from resources.models import DownloadCount
from tests.makers import make_resource, make_term
from tests.ops import small_site

SITE = small_site.ORIGIN
SMALL = Addresses(small_site.__name__, lambda codes: ["/"], lambda codes: {"/404.html": "/-/"})


@pytest.fixture(autouse=True)
def unchanged_site():
    small_site.state.clear()
    small_site.asked.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "copy")
    made.claim()
    return made


def making(folder: Folder, told=lambda *a: None) -> Making:
    return Making(folder, SMALL, ["en"], told)


def file(folder: Folder, name: str) -> Path:
    assert folder.current
    return folder.current / "files" / name


# --- Addresses and files -----------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "is_page", "name"),
    [
        ("/", True, "index.html"),
        ("/es/get-help/", True, "es/get-help/index.html"),
        ("/robots.txt", False, "robots.txt"),
        ("/files/a%20b.pdf", False, "files/a b.pdf"),
        ("/404.html", True, "404.html"),
        ("/files/a.pdf", True, "_gone/files/a.pdf.html"),
        ("/search/suggest/", False, "search/suggest/index.html"),
    ],
)
def test_address_has_its_file(path: str, is_page: bool, name: str):
    assert paths.file_of(path, is_page=is_page) == name


@pytest.mark.parametrize("path", ["/../etc", "/a/%2e%2e/b", "/a//b/", "/a%00", "/a%5cb"])
def test_address_that_leads_out_of_the_folder_is_refused(path: str):
    with pytest.raises(paths.Unsafe):
        paths.file_of(path)


@pytest.mark.parametrize(
    ("link", "asked", "copied", "left_out"),
    [
        ("get-help/", "/es/get-help/", "/es/get-help/", False),
        ("/resources/?page=2#results", "/resources/?page=2", "/resources/page/2/", False),
        ("/resources/?page=1", "/resources/", "/resources/", False),
        ("/resources/?kind=card&page=2", "/resources/", "/resources/", True),
        (f"{SITE}/r/BC-1/", "/r/BC-1/", "/r/BC-1/", False),
    ],
)
def test_link_leads_to_what_the_copy_has(link: str, asked: str, copied: str, left_out: bool):
    there = paths.target(link, "/es/", SITE)

    assert there
    assert (there.asked, there.copied, there.is_left_out) == (asked, copied, left_out)


@pytest.mark.parametrize(
    "link", ["https://other.example/", "//other.example/a", "mailto:a@b.c", "/admin/x/", "tel:911"]
)
def test_link_that_is_not_of_the_copy_is_left(link: str):
    assert paths.target(link, "/", SITE) is None


def test_links_to_pages_of_a_list_are_those_of_the_copy():
    html = '<a href="?page=3#results"></a><a href="?kind=card"></a><a href="/x/?page=1"></a>'

    first = reading.with_pages(html, paths.read("/list/"), SITE)
    second = reading.with_pages(html, paths.read("/list/?page=2"), SITE)

    page = '<a href="/list/page/3/#results"></a>'
    assert first == f'{page}<a href="?kind=card"></a><a href="/x/"></a>'
    assert second == f'{page}<a href="/list/?kind=card"></a><a href="/x/"></a>'


def test_links_of_every_kind_of_text_are_found():
    html = '<img srcset="/a 1x, /b 2x" data-x="/c?in=en" data-y="no"><use href="/d#e">'

    assert list(reading.links(html, "text/html", SITE)) == ["/a", "/b", "/c?in=en", "/d#e"]
    assert list(reading.links("<loc>/f?a&amp;b</loc>", "application/xml", SITE)) == ["/f?a&b"]
    assert list(reading.links("x{y:url('g.png')}", "text/css", SITE)) == ["g.png"]
    assert list(reading.links("/h", "text/plain", SITE)) == []


def test_english_is_always_among_the_languages():
    assert chosen_languages("ar, es,xx") == (["en", "es", "ar"], ["xx"])
    assert len(chosen_languages("")[0]) == 13


# --- A run -------------------------------------------------------------------------


@pytest.mark.django_db
def test_whole_site_becomes_files(folder: Folder):
    manifest = making(folder).run().manifest

    assert {p: (e.status, e.file, e.to) for p, e in manifest.entries.items()} == {
        "/": (200, "index.html", ""),
        "/404.html": (404, "404.html", ""),
        "/list/": (200, "list/index.html", ""),
        "/list/page/2/": (200, "list/page/2/index.html", ""),
        "/style.css": (200, "style.css", ""),
        "/picture.png": (200, "picture.png", ""),
        "/files/a.pdf": (200, "files/a.pdf", ""),
        "/files/old.pdf": (301, "", "/files/a.pdf"),
        "/old/": (302, "old/index.html", "/list/#h"),
        "/gone/": (410, "gone/index.html", ""),
    }
    assert file(folder, "files/a.pdf").read_bytes() == b"%PDF-1.7"
    assert 'url=/list/#h"' in file(folder, "old/index.html").read_text()
    assert "Page 2" in file(folder, "list/page/2/index.html").read_text()
    assert [(left.kind, left.pages, left.example) for left in manifest.left_out] == [
        ("filtered list", 3, "/ → /list/?kind=card"),
        ("form", 1, "/ → /list/"),
    ]
    assert manifest.entries["/"].headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in manifest.entries["/"].headers


@pytest.mark.django_db
def test_compressed_files_are_the_same_each_time(folder: Folder, tmp_path: Path):
    other = Folder(tmp_path / "other")
    other.claim()

    making(folder).run()
    making(other).run()

    for name in ("index.html.gz", "index.html.br"):
        assert file(folder, name).read_bytes() == file(other, name).read_bytes()
    assert not file(folder, "picture.png.gz").exists()
    assert folder.current.name == other.current.name


@pytest.mark.django_db
def test_second_run_writes_only_what_has_changed(folder: Folder):
    first = making(folder).run()
    before = {p: p.stat().st_ino for p in file(folder, "").rglob("*.*")}
    small_site.state["words"] = "Other words"

    second = making(folder).run()

    kept = {p.relative_to(first.release): n for p, n in before.items()}
    now = {p.relative_to(second.release): p.stat().st_ino for p in file(folder, "").rglob("*.*")}
    assert {p.as_posix() for p in kept if kept[p] != now[p]} == {
        f"files/index.html{ending}" for ending in ("", ".gz", ".br")
    }
    assert (second.written, second.is_new) == (1, True)
    assert "Other words" not in (first.release / "files/index.html").read_text()


@pytest.mark.django_db
def test_run_without_changes_serves_what_was_there(folder: Folder):
    first = making(folder).run()

    second = making(folder).run()

    assert (second.written, second.is_new, second.release) == (0, False, first.release)
    assert list(Check(second.release, second.manifest).problems()) == []


@pytest.mark.django_db
def test_nothing_is_rendered_while_nothing_has_changed(folder: Folder):
    assert making(folder).fresh() is None
    release = making(folder).run().release
    small_site.asked.clear()

    assert making(folder).fresh().release == release
    assert small_site.asked == {}
    make_term(term_en="Something new")
    assert making(folder).fresh() is None


@pytest.mark.django_db
def test_run_that_was_killed_goes_on_where_it_was(folder: Folder):
    class Killed(BaseException):
        pass

    def kill(done: int, waiting: int, address: str) -> None:
        if done == 4:
            raise Killed

    with pytest.raises(Killed):
        making(folder, kill).run()
    assert folder.current is None
    [work] = folder.root.glob("work-*")
    with (work / "journal.jsonl").open("a") as journal:
        journal.write('{"asked": "/gone/", "ent')
    was_asked = dict(small_site.asked)

    outcome = making(folder).run()

    assert small_site.asked == was_asked | {"list 2": 1}
    assert list(Check(outcome.release, outcome.manifest).problems()) == []
    assert list(folder.root.glob("work-*")) == []


@pytest.mark.django_db
def test_copy_is_not_made_of_a_broken_site(folder: Folder):
    release = making(folder).run().release
    small_site.state["links"] = "/broken/ /cookie/"

    with pytest.raises(Failed) as failed:
        making(folder).run()

    assert failed.value.reasons == [
        "/broken/ answers 503 (linked from /).",
        "/cookie/ sets a cookie: a (linked from /)",
    ]
    assert folder.current == release


@pytest.mark.django_db
def test_last_two_copies_are_kept(folder: Folder):
    made = []
    for words in ("one", "two", "three"):
        small_site.state["words"] = words
        made.append(making(folder).run().release)

    assert {p.name for p in (folder.root / "releases").iterdir()} == {r.name for r in made[1:]}
    assert os.readlink(folder.root / "current") == f"releases/{made[2].name}"


@pytest.mark.django_db
def test_check_names_what_is_broken(folder: Folder):
    small_site.state["links"] = "/nowhere/ /list/#no-anchor /es/left-out/"
    outcome = making(folder).run()
    file(folder, "picture.png").write_bytes(b"other")
    file(folder, "files/a.pdf").unlink()

    assert sorted(Check(outcome.release, outcome.manifest).problems()) == [
        "/ → /list/#no-anchor: no such place on that page",
        "/ → /nowhere/: no such address: the site itself has none",
        "/files/a.pdf: its file files/a.pdf is missing",
        "/picture.png: its file picture.png is not as it was made",
    ]
    assert outcome.manifest.broken == {"/nowhere/": "/"}


@pytest.mark.django_db
def test_dry_run_knows_what_a_run_would_make_and_writes_nothing(folder: Folder):
    weighed = making(folder).weigh()

    assert sorted(each.name for each in folder.root.iterdir()) == [places.MARK, "releases"]
    assert weighed.digest == making(folder).run().manifest.digest


@pytest.mark.django_db
def test_damaged_copy_is_mended_by_the_next_run(folder: Folder):
    first = making(folder).run()
    file(folder, "picture.png").unlink()
    file(folder, "picture.png").write_bytes(b"damaged")

    second = making(folder).run()

    assert (second.written, second.is_new) == (1, False)
    assert second.release != first.release == second.release.with_name(first.release.name)
    assert list(Check(second.release, second.manifest).problems()) == []


@pytest.mark.django_db
def test_every_address_for_machines_is_copied_or_left_out_on_purpose():
    known = {name for name in names_in(MACHINE) if name}

    begun = {resolve(path).url_name for path in mirrored.first_addresses(["en"])}

    linked = {"sitemap-section", "card"}
    assert {resolve(path).url_name for path in mirrored.FIXED} <= known
    assert known - begun - linked == {"health", "ready", "media"}


def names_in(patterns) -> set[str | None]:
    return {
        name
        for each in patterns
        for name in (names_in(each.url_patterns) if hasattr(each, "url_patterns") else [each.name])
    }


# --- The database ------------------------------------------------------------------


def write_meanwhile() -> None:
    with one_state(), pytest.raises(DatabaseError), transaction.atomic():
        make_term()


def write_meanwhile_elsewhere() -> None:
    with closing(connection):
        write_meanwhile()


@pytest.mark.django_db
def test_nothing_can_be_written_meanwhile():
    if connection.vendor == "postgresql":
        # Outside the transaction of this test, which has begun without the limit.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write_meanwhile_elsewhere).result()
    else:
        write_meanwhile()

    assert make_term().pk


@pytest.mark.django_db
def test_content_digest_follows_the_content_and_no_reader():
    item = make_resource(languages=["en"])
    before = content_digest()
    DownloadCount.objects.create(day="2026-01-01", code=item.code, language="en", count=1)
    assert content_digest() == before

    item.title_en = "Another title"
    item.save()
    assert content_digest() != before


# --- What a copy says --------------------------------------------------------------


def test_copy_does_not_say_whether_a_line_is_open(settings):
    way = Channel(opening_hours="Mo-Fr 09:00-17:00", time_zone="America/New_York")
    always = Channel(always_open=True)
    now = timezone.now()
    assert opening_of(way, now).state in ("open", "closed")
    with copying():
        assert is_copy()
        assert opening_of(way, now).state == ""
        assert opening_of(always, now).state == "always"
    assert not is_copy()


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Éducation", "E"),
        ("“Visa”", "V"),
        ("Đường dây", "Đ"),
        ("핫라인", "ㅎ"),
        ("เบอร์", "บ"),
        ("المساعدة", "م"),
        ("Что это", "Ч"),
        ("求助", ""),
        ("988", ""),
    ],
)
def test_title_stands_under_the_letter_of_its_script(title: str, letter: str):
    assert letter_of(title) == letter


@pytest.mark.django_db
def test_list_in_place_of_the_search_has_each_thing_once():
    make_resource(title_en="Only in English", title_es="")

    english, spanish = documents_in("en"), documents_in("es")

    assert len(english) == len(spanish) > 50
    assert "Only in English" in [each.title for each in spanish]
    assert {each.language for each in spanish} == {"en", "es"}


# --- The folder and the command ----------------------------------------------------


def refusals(root: Path) -> list[str]:
    return [reason.replace(str(root), "DIR") for reason in Folder(root).refusals()]


def test_folder_that_is_not_ours_is_refused(tmp_path: Path, monkeypatch):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/a.txt").touch()
    Usage = namedtuple("Usage", "total used free")

    assert refusals(tmp_path / "new/deep") == []
    assert refusals(tmp_path / "letters/a.txt") == ["DIR is a file. Name a folder."]
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(0, 0, 1024**2))
    monkeypatch.setattr(places.os, "access", lambda place, how: how == os.R_OK)
    assert refusals(tmp_path / "letters") == [
        "DIR is not empty and holds no copy. Name an empty folder, or a new one.",
        "DIR cannot be written to by this user. Change its owner, or name another.",
        "DIR has 1 MB left, and a copy may take 300 MB. Make room.",
    ]


def test_command_says_every_reason_at_once(tmp_path: Path, settings, monkeypatch):
    settings.SITE_URL = "http://elsewhere.example"
    settings.SECURE_SSL_REDIRECT = True
    settings.STATIC_ROOT = tmp_path / "none"
    (tmp_path / "a").touch()
    monkeypatch.setenv("MIRROR_ACCESS_KEY", "only-one")

    with pytest.raises(CommandError) as refused:
        call_command("mirror", tmp_path, languages="es,xx", verbosity=0)

    assert str(refused.value).splitlines()[1:] == [
        "  xx is none of the site's languages.",
        "  The host of SITE_URL, elsewhere.example, is not in ALLOWED_HOSTS. Add it there.",
        "  HTTPS is on, but SITE_URL begins with http://. Set it to https://…",
        "  The static files are not gathered: manage.py collectstatic",
        f"  {tmp_path} is not empty and holds no copy. Name an empty folder, or a new one.",
        "  Set both MIRROR_ACCESS_KEY and MIRROR_SECRET_KEY, or neither.",
    ]


def test_two_runs_are_never_at_work_in_one_folder(folder: Folder):
    with folder.alone() as first, folder.alone() as second:
        assert (first, second) == (True, False)


def test_check_without_a_copy_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(CommandError, match="holds no copy"):
        call_command("mirror", tmp_path, check=True)


# --- The configuration of nginx ----------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/en/a/", "/ES/a/", "/es/a/", "/es", "/zh/a/b/", "/fil/", "/pt", "/EN", "/a/", "/essay/"],
)
def test_misspelt_languages_are_corrected_as_by_the_site(path: str):
    found = None
    for rule, value in nginx.language_rules().items():
        match = re.match(rule.removeprefix("~").replace("(?<m", "(?P<m"), path)
        if match:
            found = value.replace("$mirror_rest", match["mirror_rest"] or "")

    assert found == corrected(path)


def test_map_tells_capitals_apart_only_where_it_must():
    lines = list(nginx.mapped("$x", {"/r/A/": "/a", "/R/a/": "/b", "/c": 'd"$'}))

    assert lines[3:-1] == [
        '    "~^/R/a/$" "/b";',
        '    "/c" "d\\"${mirror_dollar}";',
        '    "~^/r/A/$" "/a";',
    ]


def test_headers_are_told_by_folder_and_by_name():
    values = {
        "/a.html": "x",
        "/b.html": "x",
        "/es/a.html": "y",
        "/es/b.html": "y",
        "/es/c.html": "z",
    }

    assert nginx.shortened(values | {"/c.html": "x"}) == (
        "x",
        {"~^/es/.*\\.html$": "y"},
        {"/es/c.html": "z"},
    )


@pytest.mark.django_db
def test_manifest_can_be_read_by_others(folder: Folder):
    release = making(folder).run().release

    told = json.loads((release / "manifest.json").read_text())

    entry = next(each for each in told["entries"] if each["path"] == "/files/a.pdf")
    assert entry["headers"]["Content-Disposition"] == 'inline; filename="a.pdf"'
    assert (entry["type"], entry["bytes"], entry["status"]) == ("application/pdf", 8, 200)
