import pytest

from awareness.paths import RESERVED, is_page_path
from bluecampaign.translation.languages import CODES


@pytest.mark.parametrize(
    "path", ["", "about", "get-help", "get-involved/businesses", "a/b/c", "2026", "estudio"]
)
def test_is_page_path_accepts(path):
    assert is_page_path(path)


@pytest.mark.parametrize(
    "path",
    [
        *("About", "get_help", "-a", "a-", "a--b", "/about", "about/", "a//b", "a b", "é"),
        *("a.html", "about\n", "a/B", "..", "a/../b", "%61"),
    ],
)
def test_is_page_path_refuses_what_is_no_address(path):
    assert not is_page_path(path)


@pytest.mark.parametrize(
    "first", ["admin", "hotlines", "resources", "search", "static", "zh", *CODES]
)
def test_is_page_path_refuses_what_the_site_uses(first):
    assert first in RESERVED
    assert not is_page_path(first)
    assert not is_page_path(f"{first}/below")
    assert is_page_path(f"about/{first}")
