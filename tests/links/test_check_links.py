"""The command that follows every link: what it finds, keeps and asks again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from awareness.models import ComponentProfile, Observance, Page, Redirect, Term
from bluecampaign.links import rows
from bluecampaign.links.models import LinkCheck, Verdict
from bluecampaign.publishing.models import Status
from hotlines.models import Hotline
from resources.models import PostingDuty, Resource
from tests.makers import make_block, make_hotline, make_page, make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_but_the_test(db):
    """No shipped link: no test may ask another site."""
    for model in (PostingDuty, Resource, ComponentProfile, Hotline, Observance, Term, Redirect):
        model.objects.all().delete()
    Page.objects.filter(parent__isnull=False).delete()
    Page.objects.all().delete()


def check(**options) -> tuple[str, str]:
    """What the command says, and what it complains of."""
    out = StringIO()
    try:
        call_command("check_links", stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def verdicts() -> dict[str, str]:
    return dict(LinkCheck.objects.values_list("address", "verdict"))


def page_with(*addresses, **fields) -> Page:
    page = make_page(**fields)
    body = " ".join(f"[Words]({address})" for address in addresses)
    make_block(page, body_en=body)
    return page


def line_at(address: str) -> Hotline:
    """A hotline whose source is an address of the test server."""
    return make_hotline(source_url=address)


def test_links_inside_the_site_are_looked_up_without_a_request(site):
    target = make_page(slug="target")
    make_block(target, key="spot")
    page_with("/target/", "/target/#spot", "/target/#none", "/nowhere/")
    page_with("/draft-only/", status=Status.DRAFT)

    _said, complaint = check(internal_only=True)

    assert verdicts() == {
        "/target/": Verdict.WORKS,
        "/target/#spot": Verdict.WORKS,
        "/target/#none": Verdict.DEAD,
        "/nowhere/": Verdict.DEAD,
    }
    assert complaint == "Dead links: 2\n  /nowhere/\n  /target/#none"
    assert site.asked == []


def test_link_to_a_place_on_its_own_page_is_looked_up_there(site):
    page = make_page()
    make_block(page, key="up", body_en="[Down](#down) [Off](#off)")
    make_block(page, key="down")

    check(internal_only=True)

    assert verdicts() == {"#down": Verdict.WORKS, "#off": Verdict.DEAD}


def test_each_link_elsewhere_is_written_down(site):
    site.answers |= {
        "/there": (200, {}, b""),
        "/old": (301, {"Location": "/there"}, b""),
        "/closed": (403, {}, b""),
        "/broken": (503, {}, b""),
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /secret"),
        "/secret": (200, {}, b""),
    }
    for path in ("/there", "/old", "/closed", "/broken", "/secret", "/gone"):
        line_at(site.url(path))

    said, complaint = check()

    assert verdicts() == {
        site.url("/there"): Verdict.WORKS,
        site.url("/old"): Verdict.REDIRECTED,
        site.url("/closed"): Verdict.LEFT_OUT,
        site.url("/broken"): Verdict.FAILING,
        site.url("/secret"): Verdict.LEFT_OUT,
        site.url("/gone"): Verdict.DEAD,
    }
    assert complaint == f"Dead links: 1\n  {site.url('/gone')}"
    assert site.asked_for("/secret") == []
    old = LinkCheck.objects.get(address=site.url("/old"))
    assert (old.status, old.final_address) == (200, site.url("/there"))
    assert "6/6 " in said


def test_address_at_three_places_is_asked_for_once(site):
    site.answers["/there"] = (200, {}, b"")
    for _time in range(3):
        line_at(site.url("/there"))

    _said, complaint = check()

    assert complaint == ""
    assert site.asked_for("/there") == ["HEAD"]
    assert list(LinkCheck.objects.values_list("verdict", flat=True)) == [Verdict.WORKS] * 3


def test_site_that_is_away_is_dead_only_after_three_days(site, time_machine):
    site.answers["/away"] = (500, {}, b"")
    line_at(site.url("/away"))
    begun = timezone.now()
    seen = []

    for day in range(3):
        time_machine.move_to(begun + timedelta(hours=25 * day, minutes=1))
        check(resume=True)
        row = LinkCheck.objects.get()
        seen.append((row.verdict, row.failures))

    assert seen == [(Verdict.FAILING, 1), (Verdict.FAILING, 2), (Verdict.DEAD, 3)]
    assert row.failing_since < begun + timedelta(hours=1)


def test_link_that_works_again_is_no_longer_failing(site):
    line_at(site.url("/there"))
    check()
    site.answers["/there"] = (200, {}, b"")

    _said, complaint = check()

    row = LinkCheck.objects.get()
    assert (row.verdict, row.failing_since, row.failures) == (Verdict.WORKS, None, 0)
    assert complaint == ""


def test_limit_bounds_a_round_and_resume_goes_on_with_the_rest(site):
    for path in ("/a", "/b", "/c"):
        site.answers[path] = (200, {}, b"")
        line_at(site.url(path))

    check(limit=2)
    first = sorted({path for _method, path in site.asked} - {"/robots.txt"})
    check(resume=True)
    asked = [path for _method, path in site.asked if path != "/robots.txt"]
    check(resume=True)

    assert len(first) == 2
    assert sorted(asked) == ["/a", "/b", "/c"]
    assert len([p for _m, p in site.asked if p != "/robots.txt"]) == 3


def test_what_is_known_survives_a_round_that_breaks_off(site, monkeypatch):
    for path in ("/a", "/b"):
        site.answers[path] = (200, {}, b"")
        line_at(site.url(path))

    check(limit=1)

    assert sorted(verdicts().values()) == [Verdict.UNCHECKED, Verdict.WORKS]


def test_private_address_is_never_asked(site, settings):
    settings.LINK_CHECK_PRIVATE_HOSTS = ()
    site.answers["/there"] = (200, {}, b"")
    line_at(site.url("/there"))

    check()

    assert verdicts() == {site.url("/there"): Verdict.LEFT_OUT}
    assert site.asked == []


def test_dry_run_asks_and_changes_nothing(site):
    line_at(site.url("/there"))
    rows.gather()

    said, complaint = check(dry_run=True)

    assert site.url("/there") in said
    assert complaint == ""
    assert (site.asked, list(verdicts().values())) == ([], [Verdict.UNCHECKED])


def test_command_is_quiet_when_asked_to_be(site):
    make_page()

    assert check(verbosity=0) == ("", "")


@pytest.mark.parametrize("options", [{"limit": -1}, {"timeout": 0}])
def test_senseless_numbers_are_refused(options):
    assert "above nought" in check(**options)[1]


def test_rows_follow_the_texts():
    page = page_with("https://one.example/", "https://two.example/")
    rows.gather()
    block = page.blocks.get()
    block.body_en = "[Words](https://two.example/) [More words](https://three.example/)"
    block.save()

    rows.refresh(page)

    assert sorted(verdicts()) == ["https://three.example/", "https://two.example/"]


def test_rows_of_what_is_deleted_or_taken_down_go_away():
    gone, down, _kept = (page_with(f"https://{n}.example/") for n in ("gone", "down", "kept"))
    make_resource(body_en="[Words](https://item.example/)")
    rows.gather()
    gone.delete()
    Page.objects.filter(pk=down.pk).update(status=Status.DRAFT)

    rows.gather()

    assert sorted(verdicts()) == ["https://item.example/", "https://kept.example/"]


def test_new_link_to_a_known_address_knows_its_result():
    first = page_with("https://dead.example/")
    rows.gather()
    LinkCheck.objects.update(verdict=Verdict.DEAD, status=404, checked_at=timezone.now())

    second = page_with("https://dead.example/", "https://new.example/")
    rows.refresh(second)

    found = dict(LinkCheck.objects.of(second).values_list("address", "verdict"))
    assert found == {
        "https://dead.example/": Verdict.DEAD,
        "https://new.example/": Verdict.UNCHECKED,
    }
    assert LinkCheck.objects.of(first).count() == 1
