"""What the page cache keeps, and what it answers: before an application that is not Django."""

import pytest

from bluecampaign.web.pagecache.keys import key_of, normalized
from tests.web.pagecache.application import FOR_ALL, Given

# --- What is kept ------------------------------------------------------------------


def test_second_reader_is_answered_without_the_application(cache, application):
    first, second = Given(cache, "/a/"), Given(cache, "/a/")

    assert first.text == second.text
    assert len(application.asked) == 1
    assert second.headers["content-encoding"] == "br"
    assert second.headers["vary"] == "Accept-Encoding"
    assert int(second.headers["age"]) < 2


@pytest.mark.parametrize(
    "control, status, more",
    [
        ("no-store", "200 OK", []),
        ("private, max-age=300", "200 OK", []),
        ("public, no-cache", "200 OK", []),
        ("public, max-age=0", "200 OK", []),
        (FOR_ALL, "302 Found", []),
        (FOR_ALL, "404 Not Found", []),
        (FOR_ALL, "500 Internal Server Error", []),
        (FOR_ALL, "200 OK", [("Set-Cookie", "a=b")]),
    ],
)
def test_answer_that_is_not_for_everybody_is_not_kept(cache, application, control, status, more):
    application.control, application.status, application.more = control, status, more

    given = Given(cache), Given(cache)

    assert len(application.asked) == 2
    assert given[0].text != given[1].text
    assert list(cache.store.folder.glob("??/*")) == []


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/files/a.pdf", "/search/?q=my+boss", "/resources/?list=BC-001", "/x/?zip=en"],
)
def test_staff_files_and_what_one_person_asked_are_passed_on(cache, application, path):
    Given(cache, path)
    Given(cache, path, cookie="sessionid=1")

    assert [asked.get("HTTP_COOKIE") for asked in application.asked] == [None, "sessionid=1"]
    assert list(cache.store.folder.glob("??/*")) == []


def test_application_is_asked_as_by_nobody(cache, application):
    Given(cache, "/a/?utm_source=mail&kind=poster", cookie="a=b", if_none_match='"x"')

    (asked,) = application.asked
    assert asked["QUERY_STRING"] == "kind=poster"
    assert "HTTP_COOKIE" not in asked
    assert "HTTP_IF_NONE_MATCH" not in asked


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", ""),
        ("utm_source=x", ""),
        ("page=2&kind=poster", "kind=poster&page=2"),
        ("kind=video&kind=poster", "kind=video&kind=poster"),
        ("kind=", ""),
        ("kind=a%20b", "kind=a+b"),
        ("q=words", None),
        ("x=" + "y" * 2000, None),
    ],
)
def test_query_is_brought_into_one_form(query, expected):
    assert normalized(query) == expected


def test_hosts_and_schemes_are_told_apart():
    def digest(**changes) -> str:
        plain = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a", "QUERY_STRING": ""}
        return key_of(plain | {"wsgi.url_scheme": "http"} | changes, trust_proxy=True).digest

    digests = {
        digest(),
        digest(HTTP_HOST="b"),
        digest(HTTP_X_FORWARDED_PROTO="https"),
        digest(PATH_INFO="/a/"),
        digest(QUERY_STRING="page=2"),
    }

    assert len(digests) == 5
    assert digest(HTTP_HOST="A") == digest()


# --- HTTP --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "accepted, encoding", [("br", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip")]
)
def test_each_encoding_has_its_own_tag_and_length(cache, accepted, encoding):
    Given(cache)
    given = Given(cache, accept_encoding=accepted)
    again = Given(cache, accept_encoding=accepted, if_none_match=given.headers["etag"])

    assert given.headers.get("content-encoding") == encoding
    assert int(given.headers["content-length"]) == len(given.raw)
    assert given.text == Given(cache).text
    assert (again.status, again.raw) == (304, b"")


def test_tags_of_encodings_differ(cache):
    tags = {Given(cache, accept_encoding=each).headers["etag"] for each in ("br", "gzip", "")}

    assert len(tags) == 3
    assert '"own"' not in tags


@pytest.mark.parametrize("asked", ['"{}"', 'W/"{}"', '"x", "{}"', "*"])
def test_reader_who_has_the_page_gets_no_body(cache, asked):
    tag = Given(cache).headers["etag"].strip('"')

    given = Given(cache, if_none_match=asked.format(tag))

    assert given.status == 304
    assert set(given.headers) == {"etag", "cache-control", "vary", "age"}


def test_head_is_get_without_the_body(cache, application):
    Given(cache, method="HEAD")
    whole = Given(cache)

    head = Given(cache, method="HEAD")

    assert [asked["REQUEST_METHOD"] for asked in application.asked] == ["GET"]
    assert head.raw == b""
    assert head.headers == whole.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_go_to_the_application(cache, application, method):
    Given(cache)

    Given(cache, method=method)

    assert application.asked[-1]["REQUEST_METHOD"] == method


# --- Counting ----------------------------------------------------------------------


def test_what_became_of_each_page_is_counted(make, application):
    kinds = []
    cache = make(counted=kinds.append)
    Given(cache), Given(cache)
    cache.clock.changed()
    application.fails = True

    Given(cache), Given(cache, "/new/")

    assert kinds == ["rendered", "kept", "stale", "excused"]
