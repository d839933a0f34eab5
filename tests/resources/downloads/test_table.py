"""What staff see of downloads: the chart, the list, and its file."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from bluecampaign import roles
from resources.bulk.tables import harmless
from resources.models import DownloadCount
from resources.office import CHART_DAYS, chart_of
from tests.makers import make_staff
from tests.office.forms import make_member, make_roles
from tests.resources.downloads.counts import TODAY, make_count

pytestmark = pytest.mark.django_db


# --- The chart ---------------------------------------------------------------------


def test_chart_adds_up_by_language_and_keeps_to_its_days(edition):
    make_count(TODAY, 6, edition=edition)
    make_count(TODAY, 2, is_archive=True)
    make_count(TODAY - timedelta(days=CHART_DAYS - 1), 4, language="fr")
    make_count(TODAY - timedelta(days=CHART_DAYS), 100)
    make_count(TODAY, 100, code="OTHER")

    rows = chart_of(edition.resource, TODAY)

    assert [(row.language, row.total) for row in rows] == [("Español", 8), ("Français", 4)]
    assert [(b.x, b.y, b.height, b.count) for b in rows[0].bars] == [(178, 0, 24, 8)]
    assert [(b.x, b.y, b.height, b.count) for b in rows[1].bars] == [(0, 12, 12, 4)]


def test_form_of_an_item_shows_the_chart_and_the_addresses(client, edition):
    make_count(timezone.localdate(), 7, edition=edition)
    client.force_login(make_staff())

    html = client.get(
        reverse("admin:resources_resource_change", args=[edition.resource_id])
    ).content.decode()

    assert "<td>7</td>" in html
    assert "<li>http://testserver/r/W-1/es/</li>" in html
    assert 'style="' not in html[html.index("<svg") : html.index("</svg>")]


def test_form_of_a_new_item_opens(client):
    client.force_login(make_staff())

    assert client.get(reverse("admin:resources_resource_add")).status_code == 200


# --- The list and its file ---------------------------------------------------------


@pytest.fixture
def days() -> None:
    make_count(date(2026, 1, 1), 1)
    make_count(date(2026, 1, 2), 2, language="fr")
    make_count(date(2026, 2, 1), 3, code="=HYPERLINK(1)")


def exported(client, query: str = "") -> list[list[str]]:
    response = client.get(f"{reverse('admin:resources_downloadcount_export')}{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_file_holds_what_the_filters_of_the_list_leave(client, days):
    client.force_login(make_staff())

    whole = exported(client)

    assert whole[0] == ["day", "code", "language", "what", "file", "downloads"]
    assert [row[0] for row in whole[1:]] == ["2026-02-01", "2026-01-02", "2026-01-01"]
    assert len(exported(client, "?language=fr")) == 2
    assert len(exported(client, "?code__exact=W-1")) == 3
    assert len(exported(client, "?day__gte=2026-01-02&day__lt=2026-02-01")) == 2


def test_cell_that_a_spreadsheet_would_run_is_made_harmless(client, days):
    client.force_login(make_staff())

    assert exported(client)[1][1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_every_sign_of_a_formula_is_known(sign):
    assert harmless(f"{sign}1") == f"'{sign}1"
    assert harmless(f"a{sign}1") == f"a{sign}1"


def test_list_leads_to_the_file_with_its_filters(client, days):
    client.force_login(make_staff())

    html = client.get(reverse("admin:resources_downloadcount_changelist") + "?language=fr")

    assert "export/?language=fr" in html.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(roles.EDITOR, 200), (roles.PUBLISHER, 200), ("Translator: Spanish", 403)],
)
def test_counts_are_for_those_who_write(client, days, role, status):
    make_roles()
    client.force_login(make_member(role))

    for name in ("changelist", "export"):
        assert client.get(reverse(f"admin:resources_downloadcount_{name}")).status_code == status


def test_nobody_writes_counts_by_hand(client, days):
    client.force_login(make_staff())
    row = DownloadCount.objects.first()

    answers = [
        client.post(reverse("admin:resources_downloadcount_add"), {"count": 9}),
        client.post(reverse("admin:resources_downloadcount_change", args=[row.pk]), {"count": 9}),
        client.post(
            reverse("admin:resources_downloadcount_delete", args=[row.pk]), {"post": "yes"}
        ),
    ]

    assert {answer.status_code for answer in answers} == {403}
    row.refresh_from_db()


def test_command_writes_some_days_of_one_item(days, tmp_path):
    out, file = io.StringIO(), tmp_path / "downloads.csv"

    call_command("export_downloads", output=file, since=date(2026, 1, 2), code="w-1", stdout=out)

    assert file.read_text(encoding="utf-8-sig").splitlines()[1:] == ["2026-01-02,W-1,fr,file,,2"]
    assert out.getvalue() == f"1 lines: {file} written.\n"


def test_command_can_be_tried(days, tmp_path):
    out, file = io.StringIO(), tmp_path / "downloads.csv"

    call_command("export_downloads", output=file, dry_run=True, stdout=out)

    assert not file.exists()
    assert out.getvalue() == f"3 lines: {file} would be written.\n"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "must not be before"),
        ({}, "cannot be written"),
    ],
)
def test_command_says_what_is_wrong(tmp_path, options, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("export_downloads", output=tmp_path / "none" / "a.csv", **options)
