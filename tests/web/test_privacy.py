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
