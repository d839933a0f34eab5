"""Asking other sites: politely, and never a private network."""

import socket

import pytest

from bluecampaign.links.fetching import Fetcher, Forbidden, is_public
from bluecampaign.links.manners import Manners

AGENT = "BlueCampaignLinks/1.0 (+https://site.example/)"


@pytest.fixture
def fetcher(site):
    return Fetcher(agent=AGENT, timeout=2, private_hosts=[site.host])


def test_address_that_answers_is_asked_once_with_head(site, fetcher):
    site.answers["/there"] = (200, {}, b"words")

    answer = fetcher.look(site.url("/there"))

    assert (answer.status, answer.final_address) == (200, site.url("/there"))
    assert site.asked == [("HEAD", "/there")]


def test_site_is_told_who_asks_and_gets_no_cookie_back(site, fetcher):
    site.answers["/there"] = (200, {}, b"")

    fetcher.look(site.url("/there"))
    fetcher.look(site.url("/there"))

    assert [headers["User-Agent"] for headers in site.headers] == [AGENT, AGENT]
    assert [headers.get("Cookie") for headers in site.headers] == [None, None]


def test_server_that_knows_no_head_is_asked_with_get(site, fetcher):
    site.answers["/there"] = (200, {}, b"")
    site.no_head.add("/there")

    assert fetcher.look(site.url("/there")).status == 200
    assert site.asked_for("/there") == ["HEAD", "GET"]


def test_what_is_gone_is_asked_for_twice_and_no_more(site, fetcher):
    assert fetcher.look(site.url("/gone")).status == 404
    assert site.asked_for("/gone") == ["HEAD", "GET"]


def test_redirect_is_followed_to_its_end(site, fetcher):
    site.answers["/old"] = (301, {"Location": "/middle"}, b"")
    site.answers["/middle"] = (302, {"Location": site.url("/new")}, b"")
    site.answers["/new"] = (200, {}, b"")

    answer = fetcher.look(site.url("/old"))

    assert (answer.status, answer.final_address) == (200, site.url("/new"))


def test_circle_of_redirects_ends(site, fetcher):
    site.answers["/round"] = (301, {"Location": "/round"}, b"")

    assert fetcher.look(site.url("/round")).status is None
    assert len(site.asked) < 20


def test_redirect_into_a_private_network_is_not_followed(site, fetcher):
    site.answers["/trap"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")

    with pytest.raises(Forbidden):
        fetcher.look(site.url("/trap"))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f000001/",
        "http://93.184.216.34:22/",
        "http://user:word@93.184.216.34/",
        "file:///etc/passwd",
        "ftp://example.org/",
    ],
)
def test_address_that_must_not_be_asked_is_refused(address):
    with pytest.raises(Forbidden):
        Fetcher(agent=AGENT, timeout=1).look(address)


@pytest.mark.parametrize(
    "number, expected",
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_public_numbers_are_told_from_private_ones(number, expected):
    assert is_public(number) is expected


def test_silence_ends_after_the_timeout():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        host = f"127.0.0.1:{mute.getsockname()[1]}"
        fetcher = Fetcher(agent=AGENT, timeout=0.2, private_hosts=[host])

        answer = fetcher.look(f"http://{host}/")

    assert (answer.status, answer.error) == (None, "No answer in time.")


def test_robots_txt_is_read_once_and_obeyed(site, fetcher):
    rules = b"User-agent: *\nDisallow: /hidden/\nCrawl-delay: 3\n"
    site.answers["/robots.txt"] = (200, {}, rules)
    manners = Manners(fetcher, delay=0, wait=lambda seconds: None)

    allowed = [manners.allows(site.url(path)) for path in ("/open", "/hidden/x", "/open")]

    assert allowed == [True, False, True]
    assert site.asked_for("/robots.txt") == ["GET"]


def test_pause_is_kept_between_two_requests_to_a_host(site, fetcher):
    waits: list[float] = []
    site.answers["/there"] = (200, {}, b"")
    manners = Manners(fetcher, delay=5, wait=waits.append)

    assert manners.allows(site.url("/there"))
    fetcher.look(site.url("/there"))
    fetcher.look(site.url("/there"))

    assert len(site.asked) == 3
    assert [round(wait) for wait in waits] == [5, 5]


def test_longer_pause_is_kept_where_a_site_asks_for_it(site, fetcher):
    waits: list[float] = []
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 9\n")
    manners = Manners(fetcher, delay=1, wait=waits.append)

    manners.allows(site.url("/there"))
    fetcher.look(site.url("/there"))

    assert [round(wait) for wait in waits] == [9, 9]
