"""Too much at once is refused kindly, by the minute and by the room; help never is."""

import runpy

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import get_resolver

from bluecampaign.web import busy, limits
from bluecampaign.web.limits import Counts, Room, Rule
from bluecampaign.web.pagecache.cache import AT_ONCE, WAITING
from tests.tree import ROOT

HERE, ELSEWHERE = "192.0.2.10", "192.0.2.20"


class Hands:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


# Who asks, seconds since the one before, and for how long they are told to wait.
ASKED = [
    (HERE, 0, 0),
    (HERE, 5, 0),
    (HERE, 5, 50),
    (ELSEWHERE, 0, 0),
    (HERE, 49.5, 1),
    (HERE, 0.5, 0),
    (HERE, 0, 0),
    (HERE, 0, 60),
]


def test_two_a_minute_for_each_sender():
    clock = Hands()
    counts = Counts(clock)

    for sender, later, expected in ASKED:
        clock.now += later
        assert counts.wait("search", sender, 2) == expected


def test_one_kind_does_not_use_up_another():
    counts = Counts(Hands())

    assert [counts.wait(name, HERE, 1) for name in ("search", "file", "search")] == [0, 0, 60]


def test_counts_hold_no_address_and_another_key_each_minute():
    clock = Hands()
    counts = Counts(clock)
    counts.wait("search", HERE, 5)
    first = set(counts._seen)

    clock.now += 60
    counts.wait("search", HERE, 5)

    assert [type(key) for key in first] == [bytes]
    assert HERE.encode() not in b"".join(first)
    assert first.isdisjoint(counts._seen)
    assert len(counts._seen) == 1


def test_many_senders_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "MOST_SENDERS", 3)
    counts = Counts(Hands())

    waits = [counts.wait("search", f"198.51.100.{n}", 1) for n in range(9)]

    assert waits == [0] * 9
    assert len(counts._seen) == 3


def answer(rf, rule: Rule, body=None, sender: str = HERE, **options):
    view = limits.limited(rule, **options)(lambda request: body or HttpResponse("a"))
    return view(rf.get("/", REMOTE_ADDR=sender))


def test_whoever_asks_from_within_is_not_counted(rf):
    rule = Rule("x", 1, Room(9))

    answers = [answer(rf, rule, sender="").status_code for _ in range(3)]

    assert answers == [200, 200, 200]


@pytest.mark.django_db
def test_place_is_taken_until_the_answer_ends(rf, monkeypatch):
    monkeypatch.setattr(limits, "refusal", lambda *a, **k: HttpResponse(status=429))
    rule = Rule("x", 0, Room(1, patience=0.01))
    slow = answer(rf, rule, StreamingHttpResponse(iter([b"a"])))

    meanwhile = answer(rf, rule)
    slow.close()
    slow.close()
    after = answer(rf, rule)
    del after
    forgotten = answer(rf, rule)

    assert (meanwhile.status_code, forgotten.status_code) == (429, 200)


def test_place_is_free_after_a_failure(rf):
    rule = Rule("x", 0, Room(1, patience=0.01))

    @limits.limited(rule)
    def fail(request):
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):
            fail(rf.get("/"))


def test_rule_is_for_what_it_names_alone(rf):
    rule = Rule("x", 1, Room(9))

    answers = [answer(rf, rule, when=limits.is_form).status_code for _ in range(3)]

    assert answers == [200, 200, 200]


def test_threads_are_left_for_pages(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://site.test")
    served = runpy.run_path(str(ROOT / "bluecampaign/gunicorn.conf.py"))

    assert served["threads"] - sum(room.most for room in limits.ROOMS) >= 4
    # Pages for one reader alone leave some for all others, too.
    assert served["threads"] - AT_ONCE - WAITING >= 4


# --- What readers get ----------------------------------------------------------------


@pytest.fixture
def strict(monkeypatch):
    """Nobody may ask for anything that has a limit."""
    monkeypatch.setattr(limits.Counts, "wait", lambda *a: 42)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "lang"),
    [("/search/?q=visa", "en"), ("/ar/search/?q=visa", "ar"), ("/r/X-1/th/toolkit.zip", "th")],
)
def test_refusal_has_the_numbers_in_the_language_of_the_reader(client, strict, path, lang):
    response = client.get(path, REMOTE_ADDR=HERE)

    html = response.content.decode()
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "42"
    assert response.headers["Content-Language"] == lang
    assert "no-store" in response.headers["Cache-Control"]
    assert f'<html lang="{lang}"' in html
    assert 'href="tel:911"' in html and "visa" not in html


@pytest.mark.django_db
def test_script_gets_an_empty_answer(client, strict):
    response = client.get("/search/suggest/?q=visa", REMOTE_ADDR=HERE)

    assert response.status_code == 429
    assert response.json() == {"suggestions": [], "retry_after": 42}


@pytest.mark.django_db
def test_sign_in_is_refused_and_its_page_is_not(client, strict):
    form = client.get("/admin/login/", REMOTE_ADDR=HERE)
    sent = client.post("/admin/login/", {"username": "a", "password": "b"}, REMOTE_ADDR=HERE)

    assert (form.status_code, sent.status_code) == (200, 429)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/get-help/", "/hotlines/", "/numbers/", "/ways/", "/x/"])
def test_page_of_help_is_never_refused(client, strict, path):
    assert client.get(path, REMOTE_ADDR=HERE).status_code in (200, 404)


@pytest.mark.django_db
def test_flood_is_refused_without_work(strict, client, django_assert_num_queries):
    busy._rendered.cache_clear()
    client.get("/search/?q=visa", REMOTE_ADDR=HERE)

    with django_assert_num_queries(0):
        client.get("/search/?q=visa", REMOTE_ADDR=ELSEWHERE)


def views(patterns):
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from views(each.url_patterns)
        else:
            yield each.callback


def test_nothing_that_everybody_shares_is_limited():
    limited = {
        view.__name__: getattr(view, "cache_posture", "")
        for view in views(get_resolver().url_patterns)
        if hasattr(view, "limited_by")
    }

    assert sorted(limited) == [
        *("download", "login", "my_list", "printed", "printed_page", "printed_toolkit"),
        *(
            "ready",
            "search",
            "shared_preview",
            "suggest",
            "toolkit_archive",
            "uploaded_file",
            "with_your_mark",
        ),
    ]
    assert not any(posture.endswith("min") for posture in limited.values())
