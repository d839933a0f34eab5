"""ETags: a weak one that all encodings and machines share, and one in every 304."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from whitenoise import WhiteNoise

from bluecampaign.web.tags import unchanged

TAG = '"0123"'


def answered(site: WhiteNoise, path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
    environ = RequestFactory().get(path, **headers).environ
    told: list = []
    body = b"".join(site(environ, lambda *args: told.extend(args)))
    return told[0], dict(told[1]), body


@pytest.fixture
def static(tmp_path: Path) -> WhiteNoise:
    (tmp_path / "site.0123456789ab.css").write_bytes(b"plain text")
    (tmp_path / "site.0123456789ab.css.gz").write_bytes(b"packed")
    (tmp_path / "robots.txt").write_bytes(b"plain text")
    return WhiteNoise(
        lambda *_: [],
        tmp_path,
        immutable_file_test=lambda _path, url: ".0123456789ab." in url,
        allow_all_origins=settings.WHITENOISE_ALLOW_ALL_ORIGINS,
        add_headers_function=settings.WHITENOISE_ADD_HEADERS_FUNCTION,
    )


def test_file_with_a_digest_in_its_name_has_a_weak_tag_in_every_encoding(static: WhiteNoise):
    path = "/site.0123456789ab.css"
    _status, plain, whole = answered(static, path)
    _status, packed, small = answered(static, path, HTTP_ACCEPT_ENCODING="gzip")

    assert (whole, small) == (b"plain text", b"packed")
    assert plain["ETag"] == packed["ETag"] == 'W/"0123456789ab"'
    assert answered(static, path, HTTP_IF_NONE_MATCH=plain["ETag"])[0].startswith("304")


def test_file_without_one_keeps_the_tag_of_its_content(static: WhiteNoise):
    assert "robots" not in answered(static, "/robots.txt")[1]["ETag"]


def test_static_files_are_not_offered_to_other_sites(static: WhiteNoise):
    assert "Access-Control-Allow-Origin" not in answered(static, "/robots.txt")[1]


def test_304_says_the_tag_again(rf: RequestFactory):
    answer = unchanged(rf.get("/", headers={"If-None-Match": TAG}), TAG)

    assert (answer.status_code, answer.headers["ETag"]) == (304, TAG)


def test_others_get_the_whole_answer(rf: RequestFactory):
    assert unchanged(rf.get("/"), TAG) is None
    assert unchanged(rf.get("/", headers={"If-None-Match": '"other"'}), TAG) is None
