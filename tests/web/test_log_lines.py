"""A line of the log is one record, whatever strangers send, and has a number."""

import json
import logging.config
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse

from bluecampaign.web.privacy import logging_to_console, one_line
from bluecampaign.web.request_id import RequestIdMiddleware, current, id_for

FORGED = "/x/\r\n2026-01-01 00:00 INFO fake"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not Found: /get-help/", "Not Found: /get-help/"),
        ("Not Found: /ayuda/ñ/求助/", "Not Found: /ayuda/ñ/求助/"),
        (FORGED, r"/x/\r\n2026-01-01 00:00 INFO fake"),
        ("a\u2028b\u2029c\x85d", r"a\u2028b\u2029c\x85d"),
        ("\x1b[2Jgone\x07", r"\x1b[2Jgone\x07"),
        ("\u202eright to left\u2066", r"\u202eright to left\u2066"),
        ("\udcff", r"\udcff"),
    ],
)
def test_line_cannot_be_forged(text, expected):
    assert one_line(text) == expected


def written(capfd, form: str, name: str = "console") -> str:
    """What the log writes of an error that quotes what a stranger sent."""
    logging.config.dictConfig(
        logging_to_console("INFO", {}, form)
        | {"root": {"handlers": [name], "level": "INFO"}, "incremental": False}
    )
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger().exception("Failed: %s from %s", FORGED, "192.0.2.1")
    return capfd.readouterr().err


@pytest.fixture
def root_logger():
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield root
    root.handlers[:], root.level = before[0], before[1]


def test_plain_log_has_one_line_that_begins_with_a_time(capfd, root_logger):
    lines = written(capfd, "plain").splitlines()

    assert [line for line in lines if re.match(r"\d{4}-", line)] == lines[:1]
    told, _level, _name = lines[0].split(" ", 2)
    written_at = datetime.strptime(told, "%Y-%m-%dT%H:%M:%S%z")
    assert abs(datetime.now(UTC) - written_at) < timedelta(minutes=1)
    assert lines[0].endswith(r"Failed: /x/\r\n2026-01-01 00:00 INFO fake from (address)")
    assert all(line.startswith("  | ") for line in lines[1:])


@pytest.mark.parametrize(
    ("name", "time"),
    [("console", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), ("access", r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")],
)
def test_json_log_is_one_object_for_a_record(capfd, root_logger, name, time):
    said = written(capfd, "json", name)

    record = json.loads(said)
    assert said.count("\n") == 1
    assert re.fullmatch(time, record["time"])
    assert (record["level"], record["logger"]) == ("ERROR", "root")
    assert "192.0.2.1" not in said
    assert "ValueError" in record["traceback"]


# --- The number of a request ---------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [("abcd-1234", True), ("short", False), ("x" * 65, False), ("a b c d e f", False)],
)
def test_number_of_a_trusted_proxy_is_taken_if_it_is_plain(rf, settings, given, is_taken):
    request = rf.get("/", headers={"x-request-id": given})
    alone = id_for(request)

    settings.TRUST_PROXY = True

    assert (id_for(request) == given) is is_taken
    assert re.fullmatch(r"[0-9a-f]{16}", alone)


@pytest.mark.parametrize(
    ("path", "status", "is_told"),
    [("/", 200, False), ("/x/", 404, False), ("/", 503, True), ("/admin/", 200, True)],
)
def test_number_travels_with_failures_and_to_staff(rf, path, status, is_told):
    seen = []

    def view(request):
        seen.append(current())
        return HttpResponse(status=status)

    response = RequestIdMiddleware(view)(rf.get(path))
    response._resource_closers[-1]()

    assert response.headers.get("X-Request-ID") == (seen[0] if is_told else None)
    assert (len(seen[0]), current()) == (16, "")
