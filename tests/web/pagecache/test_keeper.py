"""What the keeper makes ready before anybody asks."""

import time
from collections.abc import Callable
from pathlib import Path

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from bluecampaign.web.pagecache.answers import Answer
from bluecampaign.web.pagecache.cache import PageCache
from bluecampaign.web.pagecache.keeper import ESSENTIAL, FEW, Keeper
from bluecampaign.web.pagecache.keys import Key
from bluecampaign.web.pagecache.places import forget_old_builds
from tests.web.pagecache.application import FOR_ALL, Given, ready


def test_what_matters_most_is_ready_in_every_language(cache, application):
    ready(cache)
    application.fails = True

    given = [Given(cache, localize(path, code)) for path in ESSENTIAL for code in CODES]

    assert {each.status for each in given} == {200}
    assert len({each.text for each in given}) == len(ESSENTIAL) * len(CODES)


def test_what_matters_most_is_made_new_after_a_change(cache, application):
    keeper = Keeper(cache, "http://site.test")
    for _look in range(4):
        keeper.look()
    asked = len(application.asked)

    cache.clock.changed()
    keeper.look()
    assert len(application.asked) == asked
    keeper.look()

    assert len(application.asked) == 2 * asked == 2 * (len(ESSENTIAL) + 1) * len(CODES)


def test_other_pages_are_made_new_little_by_little(make, application):
    cache = make()
    keeper = Keeper(cache, "http://site.test")
    paths = [f"/{number}/?kind=poster" for number in range(FEW + 5)]
    for path in paths:
        Given(cache, path)
    Given(cache, "/elsewhere/", host="other.test")
    for _look in range(4):
        keeper.look()

    cache.clock.changed()
    for _look in range(3):
        keeper.look()
    some = sum(answer.content == cache.clock.now() for answer in map(kept(cache), paths))
    keeper.look()

    assert some == FEW
    application.fails = True
    assert {Given(cache, path).headers["cache-control"] for path in paths} == {FOR_ALL}
    assert Given(cache, "/elsewhere/", host="other.test").headers["cache-control"] != FOR_ALL


def kept(cache: PageCache) -> Callable[[str], Answer]:
    """Gives what is kept at an address."""

    def answer_at(address: str) -> Answer:
        path, _mark, query = address.partition("?")
        return cache.store.read(Key("site.test", False, path, query).digest)

    return answer_at


def test_one_worker_does_it_for_all(make, application):
    ready(make())
    asked = len(application.asked)

    ready(make())

    assert len(application.asked) == asked


def test_kept_page_becomes_as_small_as_it_can_be(cache, application):
    application.constant = Path("docs/decisions.md").read_text()[:9000]
    first, *_others = [Given(cache, "/a/") for _time in range(4)]

    ready(cache)
    second = Given(cache, "/a/")

    assert (second.text, second.status) == (first.text, 200)
    assert cache.store.get(Given(cache, "/a/").key.digest).is_dense
    assert len(second.raw) < len(first.raw)


def test_page_that_says_the_same_again_stays_small(make, application, monkeypatch):
    cache = make()
    application.constant = "The same."
    for _time in range(4):
        Given(cache, "/a/")
    ready(cache)
    small = Given(cache, "/a/").headers["etag"]

    cache.clock.changed()

    assert Given(cache, "/a/").headers["etag"] == small


def test_old_builds_are_forgotten_but_one(tmp_path: Path):
    for name in ("one", "two", "three"):
        (tmp_path / name / "ab").mkdir(parents=True)
        time.sleep(0.01)
    (tmp_path / "clock").touch()

    forget_old_builds(tmp_path / "four")
    forget_old_builds(tmp_path / "one")

    assert {each.name for each in tmp_path.iterdir()} == {"three", "clock"}
