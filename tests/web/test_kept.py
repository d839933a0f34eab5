"""What pages have in common, worked out once for each content."""

import pytest
from django.template import Context, Template

from bluecampaign.web.kept import MOST, kept, kept_each, rendering
from tests.remembering import remember_nothing


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch):
    remember_nothing(monkeypatch)


@pytest.fixture
def calls():
    return []


def ask(calls: list, key: str = "a") -> int:
    return kept(("test", key), lambda: calls.append(key) or len(calls))


def test_nothing_is_kept_outside_of_the_page_cache(calls):
    assert [ask(calls), ask(calls)] == [1, 2]


def test_thing_is_made_once_for_each_content_and_key(calls):
    with rendering(10**6):
        found = [ask(calls), ask(calls), ask(calls, "b"), ask(calls)]
    with rendering(10**6 + 1):
        later = [ask(calls), ask(calls)]

    assert found == [1, 1, 2, 1]
    assert later == [3, 3]


def test_rendering_of_an_older_content_gets_nothing_newer(calls):
    with rendering(2 * 10**6):
        ask(calls)
        with rendering(2 * 10**6 - 1):
            assert ask(calls) == 2
        assert ask(calls) == 1


def test_what_fails_is_tried_again(calls):
    def fail():
        calls.append("failed")
        raise OSError

    with rendering(3 * 10**6):
        for _turn in range(2):
            with pytest.raises(OSError):
                kept("failing", fail)

    assert calls == ["failed"] * 2


def test_part_of_a_template_varies_by_what_it_names():
    page = Template('{% load keeping %}{% kept "part" marked %}{{ words }}{% endkept %}')

    def shown(number: int | None, **context) -> str:
        with rendering(number):
            return page.render(Context(context))

    first = [shown(4 * 10**6, marked=1, words=words) for words in "ab"]
    others = shown(4 * 10**6, marked=2, words="c"), shown(None, marked=1, words="d")

    assert first == ["a", "a"]
    assert others == ("c", "d")


def test_part_of_a_template_is_the_same_at_every_address():
    page = Template('{% load keeping %}{% kept "way" at=path %}<a href="{{ here }}">{% endkept %}')

    def shown(number: int | None, path: str) -> str:
        with rendering(number):
            return page.render(Context({"path": path}))

    found = [shown(5 * 10**6, "/a/"), shown(5 * 10**6, "/b/?c=1&d=<"), shown(None, "/a/")]

    assert found == ['<a href="/a/">', '<a href="/b/?c=1&amp;d=&lt;">', '<a href="/a/">']


def test_part_of_a_template_that_names_nothing_is_drawn_each_time():
    page = Template('{% load keeping %}{% kept "part" thing.key %}{{ words }}{% endkept %}')

    with rendering(6 * 10**6):
        found = [page.render(Context({"words": words})) for words in "ab"]

    assert found == ["a", "b"]


def test_many_things_are_asked_for_together_and_once(calls):
    def make(keys: list[int]) -> dict[int, str]:
        calls.append(keys)
        return {key: str(key) for key in reversed(keys) if key < 10}

    with rendering(7 * 10**6):
        first = kept_each("digits", [3, 1, 99], make)
        second = kept_each("digits", [2, 3], make)
    outside = kept_each("digits", [1], make)

    assert (list(first.items()), second, outside) == (
        [(3, "3"), (1, "1")],
        {2: "2", 3: "3"},
        {1: "1"},
    )
    assert calls == [[3, 1, 99], [2], [1]]


def test_what_was_asked_for_longest_ago_goes_first(calls):
    with rendering(8 * 10**6):
        ask(calls, "old")
        ask(calls, "used")
        for number in range(3):
            kept(number, lambda: "x" * (MOST // 2 + 1))
            ask(calls, "used")
        for number in range(3, 6):
            kept(number, lambda: "x" * (MOST // 2 + 1))
            ask(calls, "used")
        ask(calls, "old")

    assert calls == ["old", "used", "old"]


def test_what_is_large_says_so(calls):
    with rendering(9 * 10**6):
        ask(calls, "early")
        for number in range(6):
            kept(number, lambda: ["large"], lambda _thing: MOST // 2 + 1)
        ask(calls, "early")

    assert calls == ["early", "early"]
