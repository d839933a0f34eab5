"""The privacy page holds: each of its claims is tied to the tests that hold it.

A new block or point without a test, or a test that is gone, fails here.
"""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bluecampaign.translation.languages import CODES
from tests.tree import ROOT
from tests.web.claims import ADVICE, CLAIMS, NOT_OURS

pytestmark = pytest.mark.django_db

FOLDER = ROOT / "awareness" / "content" / "pages" / "privacy"


def structure() -> list[dict]:
    return tomllib.loads((FOLDER / "page.toml").read_text())["blocks"]


def points(code: str) -> dict[str, list[str]]:
    blocks = tomllib.loads((FOLDER / f"{code}.toml").read_text())["blocks"]
    return {key: re.findall(r"^- (.+)$", block["body"], re.M) for key, block in blocks.items()}


def functions_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_block_of_the_page_is_a_claim_or_advice():
    keys = {block["key"] for block in structure()}

    assert keys == set(CLAIMS) | ADVICE
    assert not set(CLAIMS) & ADVICE


@pytest.mark.parametrize("key", CLAIMS)
def test_every_point_has_a_test_that_holds_it(key: str):
    assert len(points("en")[key]) == len(CLAIMS[key])
    assert all(CLAIMS[key])


@pytest.mark.parametrize("key", sorted(CLAIMS))
def test_claim_stands_in_points_alone(key: str):
    """A sentence beside the points would be a claim that nobody counts."""
    block = tomllib.loads((FOLDER / "en.toml").read_text())["blocks"][key]

    assert [line for line in block["body"].splitlines() if line and line[:2] != "- "] == []


@pytest.mark.parametrize("code", CODES)
def test_every_language_makes_the_same_claims(code: str):
    assert {key: len(found) for key, found in points(code).items()} == {
        key: len(found) for key, found in points("en").items()
    }


def test_named_tests_are_there():
    here = Path(__file__).resolve()
    wanted = {
        test for claim in CLAIMS.values() for point in claim if point != NOT_OURS for test in point
    }
    places = {test: test.rpartition("::") for test in wanted}

    lost = [
        test
        for test, (file, _sign, function) in places.items()
        if function not in functions_of(ROOT / file if file else here)
    ]

    assert lost == []
    assert len(wanted) > 20
