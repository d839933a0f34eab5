"""A small site becomes files: whole, again, after a fault, and never half."""

import os
from pathlib import Path

import pytest

from bluecampaign.mirror import places
from bluecampaign.mirror.checking import Check
from bluecampaign.mirror.crawling import Failed
from bluecampaign.mirror.places import Folder
from tests.makers import make_term
from tests.ops.mirror import small_site
from tests.ops.mirror.copies import file, making


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
