"""The store: pages in memory and on disk."""

from pathlib import Path

import pytest

from bluecampaign.web.pagecache.answers import Answer
from bluecampaign.web.pagecache.keys import Key
from bluecampaign.web.pagecache.store import Store
from tests.web.pagecache.application import Given


def answer(body: bytes) -> Answer:
    headers = [("Content-Type", "text/html")]
    return Answer(
        Key("a", False, "/", ""), "200 OK", headers, 1, 0.0, 9e9, is_dense=False, packed_body=body
    )


def test_answer_comes_back_from_disk_as_it_was(tmp_path: Path):
    Store(tmp_path).put("ab" * 16, answer(b"a\nb"))

    found = Store(tmp_path).get("ab" * 16)

    assert found == answer(b"a\nb")
    assert Store(tmp_path).get("cd" * 16) is None


@pytest.mark.parametrize("damage", [b"\n", b"nonsense", b"{}\nbody", b"[1]\nbody"])
def test_damaged_file_is_a_page_that_was_not_kept(tmp_path: Path, damage: bytes):
    store = Store(tmp_path)
    store.put("ab" * 16, answer(b"a"))
    (file,) = tmp_path.glob("ab/*")

    file.write_bytes(damage)

    assert Store(tmp_path).get("ab" * 16) is None


def test_memory_and_disk_are_bounded(tmp_path: Path):
    store = Store(tmp_path, memory=5000, disk=3000)

    for number in range(20):
        store.put(f"{number:032x}", answer(b"x" * 500))
    store.shrink()

    assert len(store._held) <= 4
    assert sum(file.stat().st_size for file in tmp_path.glob("*/*")) <= 3000
    assert store.get(f"{19:032x}") == answer(b"x" * 500)


def test_folder_that_cannot_be_written_keeps_nobody_from_reading(make, application, tmp_path):
    cache = make()
    (tmp_path / "pages").write_text("not a folder")

    assert Given(cache).text == Given(cache).text
    assert len(application.asked) == 1
