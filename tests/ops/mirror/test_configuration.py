"""What nginx is told about a copy."""

import json
import re

import pytest

from bluecampaign.mirror import nginx
from bluecampaign.mirror.places import Folder
from bluecampaign.translation.paths import corrected
from tests.ops.mirror.copies import making


@pytest.mark.parametrize(
    "path",
    ["/en/a/", "/ES/a/", "/es/a/", "/es", "/zh/a/b/", "/fil/", "/pt", "/EN", "/a/", "/essay/"],
)
def test_misspelt_languages_are_corrected_as_by_the_site(path: str):
    found = None
    for rule, value in nginx.language_rules().items():
        match = re.match(rule.removeprefix("~").replace("(?<m", "(?P<m"), path)
        if match:
            found = value.replace("$mirror_rest", match["mirror_rest"] or "")

    assert found == corrected(path)


def test_map_tells_capitals_apart_only_where_it_must():
    lines = list(nginx.mapped("$x", {"/r/A/": "/a", "/R/a/": "/b", "/c": 'd"$'}))

    assert lines[3:-1] == [
        '    "~^/R/a/$" "/b";',
        '    "/c" "d\\"${mirror_dollar}";',
        '    "~^/r/A/$" "/a";',
    ]


def test_headers_are_told_by_folder_and_by_name():
    values = {
        "/a.html": "x",
        "/b.html": "x",
        "/es/a.html": "y",
        "/es/b.html": "y",
        "/es/c.html": "z",
    }

    assert nginx.shortened(values | {"/c.html": "x"}) == (
        "x",
        {"~^/es/.*\\.html$": "y"},
        {"/es/c.html": "z"},
    )


@pytest.mark.django_db
def test_manifest_can_be_read_by_others(folder: Folder):
    release = making(folder).run().release

    told = json.loads((release / "manifest.json").read_text())

    entry = next(each for each in told["entries"] if each["path"] == "/files/a.pdf")
    assert entry["headers"]["Content-Disposition"] == 'inline; filename="a.pdf"'
    assert (entry["type"], entry["bytes"], entry["status"]) == ("application/pdf", 8, 200)
