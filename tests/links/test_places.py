"""Which addresses of the site exist, and which anchors stand on them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awareness.choices import BlockKind
from awareness.redirects import remember
from bluecampaign.links.places import place_at, problem_with
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.refusals import refusals_of
from bluecampaign.translation.languages import CODES, suffix
from tests.makers import make_block, make_hotline, make_page, make_resource, make_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/get-help/", "/components/ice/", "/hotlines/", "/resources/", "/search/"),
        "/ways/",
        *("/hotlines/#national", "/get-help/#content", "/resources/?kind=poster#results"),
        *("/search/?q=help", "/components/ice/#tips", "/contact/#email"),
    ],
)
def test_address_that_is_there_has_no_problem(address):
    assert problem_with(address) is None


@pytest.mark.parametrize(
    "address",
    [
        *("/nowhere/", "/get-help/nowhere/", "/resources/none/", "/hotlines/national/"),
        *("/get-help/#nowhere", "/hotlines/#nobody", "/resources/#nothing", "/#nothing"),
        *("/es/get-help/", "/en/get-help/", "/zh/get-help/", "/admin/", "/GET-HELP/"),
        *("/files/none.pdf", "/files/../settings.py", "/static/none.css", "/["),
    ],
)
def test_address_that_is_not_there_is_a_problem(address):
    assert problem_with(address).is_fatal


@pytest.mark.parametrize("make", [make_page, make_resource])
def test_draft_is_no_place(make):
    shown, draft = make(), make(status=Status.DRAFT)

    assert problem_with(shown.get_absolute_url()) is None
    assert problem_with(draft.get_absolute_url()).is_fatal


def test_hotline_that_is_not_public_is_no_anchor():
    shown, draft = make_hotline(), make_hotline(status=Status.DRAFT)

    assert problem_with(f"/hotlines/#{shown.slug}") is None
    assert problem_with(f"/hotlines/#{draft.slug}").is_fatal


def test_place_is_looked_up_once_however_many_texts_lead_to_it(django_assert_max_num_queries):
    page = make_page()
    bodies = {f"body_{suffix(code)}": f"[Myths](/myths/) {code}" for code in CODES}
    make_block(page, **bodies)
    with CaptureQueriesContext(connection) as one:
        assert not any(refusal.blocks for refusal in refusals_of(page))

    for _number in range(5):
        make_block(page, **bodies)

    with django_assert_max_num_queries(len(one)):
        assert not any(refusal.blocks for refusal in refusals_of(page))


def test_blocks_and_what_they_draw_are_anchors():
    page, term = make_page(slug="places"), make_term()
    make_block(page, kind=BlockKind.ACCORDION, key="faq", body_en="### A?\n\nYes.\n\n### B?\n\nNo.")
    make_block(page, kind=BlockKind.TERMS, key="words")
    make_block(page, kind=BlockKind.HOTLINES, key="lines", selection="national")

    anchors = place_at("/places/").anchors

    assert {"faq", "faq-1", "faq-2", "words", term.key, "lines", "national"} <= anchors
    assert not {"faq-3", "emergency"} & anchors


@pytest.mark.parametrize("address, target", [("/before/", "/get-help/"), ("/myths", "/myths/")])
def test_address_that_leads_on_is_a_lesser_problem(address, target):
    remember("/before/", "/get-help/")

    problem = problem_with(address)

    assert not problem.is_fatal
    assert target in problem.fix
