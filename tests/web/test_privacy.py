import io
import logging

import pytest

from bluecampaign.web.privacy import PrivateFilter, scrub


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Not Found: /get-help/", "Not Found: /get-help/"),
        ("GET /search/?q=my+boss HTTP/1.1", "GET /search/?(query) HTTP/1.1"),
        ("from 203.0.113.7 at noon", "from (address) at noon"),
        ("203.0.113.7, 198.51.100.2", "(address), (address)"),
        ("from 2001:db8::8a2e:370:7334 port 1", "from (address) port 1"),
        ("from ::1", "from (address)"),
        ("from ::ffff:203.0.113.7 port 1", "from (address) port 1"),
        ("from [2001:db8::1]:443", "from [(address)]:443"),
        ("bluecampaign.E003: wrong", "bluecampaign.E003: wrong"),
        ("", ""),
    ],
)
def test_scrub_takes_out_who_and_what(line, expected):
    assert scrub(line) == expected


def test_filter_scrubs_what_a_log_writes():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(PrivateFilter())
    log = logging.Logger("private")
    log.addHandler(handler)

    log.error("Failed: %s for %s", "/search/?q=secret", "203.0.113.7")

    assert out.getvalue() == "Failed: /search/?(query) for (address)\n"


def test_filter_drops_the_request_from_a_record(rf):
    record = logging.makeLogRecord({"msg": "Failed", "request": rf.get("/?q=secret")})

    assert PrivateFilter().filter(record) is True
    assert not hasattr(record, "request")


@pytest.mark.django_db
def test_log_of_a_wrong_address_holds_no_query_and_no_reader(client, settings):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(PrivateFilter())
    log = logging.getLogger("django.request")
    level = log.level
    log.setLevel("INFO")
    log.addHandler(handler)

    client.get("/nowhere/?q=secret", REMOTE_ADDR="203.0.113.7", headers={"user-agent": "Me"})
    log.removeHandler(handler)
    log.setLevel(level)

    assert "Not Found: /nowhere/" in out.getvalue()
    assert not any(word in out.getvalue() for word in ("secret", "203.0.113.7", "Me"))


def told_of(error: Exception, request) -> str:
    """What a log writes about an error that a request brought about."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(PrivateFilter())
    log = logging.Logger("private")
    log.addHandler(handler)
    try:
        raise error
    except Exception as caught:
        log.error("Failed: %s", request.path, exc_info=caught, extra={"request": request})
    return out.getvalue()


@pytest.mark.parametrize("words", ["my boss Karl", "patrón", 'it\'s "me"', "رئيسي", "a\nb c"])
def test_error_does_not_quote_what_a_reader_typed(rf, words):
    told = told_of(ValueError(f"cannot parse {words} nor {words!r}"), rf.get("/", {"q": words}))

    assert "(typed) nor" in told
    assert words not in told
    assert repr(words)[1:-1] not in told


def test_error_of_a_form_does_not_quote_it(rf):
    request = rf.post("/", {"message": "help me please"})
    assert request.POST["message"]

    told = told_of(KeyError("help me please"), request)

    assert "help me" not in told
    assert "KeyError: '(typed)'" in told


def test_a_short_word_leaves_the_error_readable(rf):
    assert "ValueError: no such thing" in told_of(ValueError("no such thing"), rf.get("/?q=no"))


def test_query_of_too_many_fields_is_told_without_them(rf):
    query = "&".join(f"field{number}=secret" for number in range(6000))

    told = told_of(ValueError("refused"), rf.get(f"/?{query}"))

    assert "ValueError: refused" in told
    assert "secret" not in told
