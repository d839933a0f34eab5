"""The screens on which a table is looked at and then imported."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources.bulk import plan
from resources.bulk.columns import COLUMNS
from resources.models import Resource
from tests.makers import make_resource, make_staff
from tests.resources.bulk.tables import rows_of

pytestmark = pytest.mark.django_db


def upload(client, data: bytes, name: str = "t.csv"):
    return client.post(
        reverse("admin:resources_resource_table"), {"file": SimpleUploadedFile(name, data)}
    )


def look(client, **chosen):
    address = reverse("admin:resources_resource_table_look")
    return client.post(address, chosen, follow=True) if chosen else client.get(address)


def waiting() -> list[str]:
    return default_storage.listdir("waiting")[1] if default_storage.exists("waiting") else []


def test_table_is_looked_at_and_then_imported(client, publisher):
    make_resource(code="X-1", title_en="<b>Old</b> card")
    response = upload(client, b"code,title\nX-1,<i>New</i> card\n")
    assert response.headers["Location"] == reverse("admin:resources_resource_table_look")

    shown = look(client).content.decode()
    assert "<ins>&lt;i&gt;New&lt;/i&gt; </ins>" in shown
    assert Resource.objects.get(code="X-1").title_en == "<b>Old</b> card"
    assert len(waiting()) == 1
    said = look(client, **{"import": "1"})

    assert [str(m) for m in said.context["messages"]] == ["1 was stored."]
    assert Resource.objects.get(code="X-1").title_en == "<i>New</i> card"
    assert waiting() == []


def test_table_is_put_away_replaced_or_too_old(client, publisher):
    upload(client, b"code,title\nX-1,a\n")
    upload(client, b"code,title\nX-2,a\n")
    assert len(waiting()) == 1
    look(client, cancel="1")
    assert waiting() == []
    upload(client, b"code,title\nX-2,a\n")
    session = client.session
    session["table"] = {**session["table"], "at": 0}
    session.save()

    said = look(client, **{"import": "1"})

    assert "The preview is too old." in str(next(iter(said.context["messages"])))
    assert waiting() == []


def test_waiting_table_is_served_to_nobody(client, publisher):
    upload(client, b"code,title\nX-1,a\n")

    assert client.get(f"/files/waiting/{waiting()[0]}").status_code == 404


def test_table_that_cannot_be_read_says_why(client, publisher):
    response = upload(client, b"code,titel\nX-1,a\n")

    assert response.status_code == 400
    assert "These columns are not known: titel." in response.content.decode()
    assert waiting() == []


def test_table_that_changes_too_much_for_a_browser_is_refused(client, publisher, monkeypatch):
    monkeypatch.setattr(plan, "MOST_CHANGES", 1)
    upload(client, b"code,title,kind\nX-1,a,card\nX-2,b,card\n")

    said = client.get(reverse("admin:resources_resource_table_look"), follow=True)

    assert [str(m) for m in said.context["messages"]] == [
        "It changes more than 1 items. Import it in parts."
    ]
    assert waiting() == []


def test_screens_are_for_those_who_write(client):
    client.force_login(make_staff(is_superuser=False))

    names = ("table", "table_look", "files", "files_look")
    answers = [client.get(reverse(f"admin:resources_resource_{name}")) for name in names]
    answers.append(client.get(reverse("admin:resources_resource_export", args=["csv"])))

    assert [answer.status_code for answer in answers] == [403] * 5


def test_list_leads_to_the_screens_and_exports_what_is_chosen(client, publisher):
    chosen = make_resource(code="X-1")
    make_resource(code="X-2")
    address = reverse("admin:resources_resource_changelist")

    page = client.get(address).content.decode()
    sheet = client.post(address, {"action": "export_xlsx", "_selected_action": [chosen.pk]})
    whole = client.get(reverse("admin:resources_resource_export", args=["csv"]))

    for name in ("table", "files"):
        assert f'href="{reverse(f"admin:resources_resource_{name}")}"' in page
    assert [row["code"] for row in rows_of(sheet.content)] == ["X-1"]
    assert sheet.headers["Content-Disposition"].endswith('.xlsx"')
    assert len(rows_of(whole.content)) == Resource.objects.count()
    assert whole.content.splitlines()[0].decode("utf-8-sig").split(",") == list(COLUMNS)
