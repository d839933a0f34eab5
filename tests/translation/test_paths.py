import pytest

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import corrected, localize, split


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ("en", "/")),
        ("/get-help/", ("en", "/get-help/")),
        ("/es/", ("es", "/")),
        ("/es/get-help/", ("es", "/get-help/")),
        ("/zh-hans/media/", ("zh-hans", "/media/")),
        ("/es", ("en", "/es")),
        ("/en/get-help/", ("en", "/en/get-help/")),
        ("/ES/get-help/", ("en", "/ES/get-help/")),
        ("/estudio/", ("en", "/estudio/")),
        ("/de/", ("en", "/de/")),
        ("/es//evil.example/", ("es", "//evil.example/")),
    ],
)
def test_split_knows_the_prefix(path, expected):
    assert split(path) == expected


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["/", "/get-help/", "/components/ice/", "/resources/"])
def test_split_undoes_localize(path, code):
    assert split(localize(path, code)) == (code, path)


def test_localize_leaves_english_without_a_prefix():
    assert localize("/get-help/", "en") == "/get-help/"
    assert localize("/get-help/", "zh-hant") == "/zh-hant/get-help/"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en", "/"),
        ("/en/", "/"),
        ("/en/get-help/", "/get-help/"),
        ("/EN/get-help/", "/get-help/"),
        ("/en-us/get-help/", "/get-help/"),
        ("/ES/", "/es/"),
        ("/ES/get-help/", "/es/get-help/"),
        ("/es", "/es/"),
        ("/es-MX/get-help/", "/es/get-help/"),
        ("/zh/", "/zh-hans/"),
        ("/zh", "/zh-hans/"),
        ("/zh-CN/media/", "/zh-hans/media/"),
        ("/zh-tw/media/", "/zh-hant/media/"),
        ("/zh-Hant/media/", "/zh-hant/media/"),
        ("/pt/", "/pt-br/"),
        ("/fil/", "/tl/"),
    ],
)
def test_corrected_leads_to_the_page_that_was_meant(path, expected):
    assert corrected(path) == expected
    assert corrected(expected) is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/get-help/",
        "/es/",
        "/es/get-help/",
        "/english/",
        "/de/get-help/",
        "/admin/",
        "",
        "/en//evil.example/",
        "/ES//evil.example/",
        "//evil.example/",
    ],
)
def test_corrected_leaves_everything_else_alone(path):
    assert corrected(path) is None
