"""Texts for translators, as somebody in the office meets them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awareness.models import Page
from bluecampaign.publishing.versions import draft_of
from bluecampaign.translation.exchange.files import read
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.roles import group_name
from tests.makers import make_page, make_staff

START = "/admin/exchange/"
SMALL = b'msgid ""\nmsgstr "Language: %s\\n"\n\n'
SMALL += b'#: awareness.page:%d:title\nmsgid "Ask"\nmsgstr "%s"\n'

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(client):
    person = make_staff(is_superuser=False)
    group, _made = Group.objects.get_or_create(name=group_name(BY_CODE["ar"]))
    person.groups.add(group)
    wanted = Permission.objects.filter(codename__in=["view_page", "view_block"])
    person.user_permissions.set(wanted)
    client.force_login(person)
    return person


@pytest.fixture
def page():
    return make_page(title_en="Ask", title_ar="قديم")


def export(client, page, **asked) -> bytes:
    asked = {"language": "ar", "format": "po", "address": page.get_absolute_url()} | asked
    return client.get(reverse("admin:exchange-export"), asked)


def upload(client, data: bytes, name: str = "back.po"):
    return client.post(reverse("admin:exchange-report"), {"file": SimpleUploadedFile(name, data)})


def confirm(client, **chosen):
    return client.post(reverse("admin:exchange-import"), chosen or {"import": "1"}, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def kept_of(client) -> list:
    return [s for s in Session.objects.all() if "exchange" in s.get_decoded()]


def test_translator_is_offered_only_their_language(client, translator):
    response = client.get(START)

    assert response.status_code == 200
    assert response.context["export_form"].fields["language"].choices == [("ar", "Arabic")]
    assert "no-store" in response["Cache-Control"]


def test_somebody_without_a_language_is_sent_away(client):
    client.force_login(make_staff(is_superuser=False))

    answers = [
        client.get(START),
        client.get(START + "export/"),
        upload(client, b""),
        confirm(client),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4


@pytest.mark.parametrize(
    "format, kind, ending",
    [("po", "text/x-gettext-translation", "po"), ("xliff", "application/xliff+xml", "xlf")],
)
def test_file_of_a_page_holds_its_texts(client, translator, page, format, kind, ending):
    response = export(client, page, format=format)

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].endswith(f'texts-ar-{page.slug}.{ending}"')
    units = read(response.content).units
    assert (units[0].source, units[0].target) == ("Ask", "قديم")
    assert all(u.id.startswith(f"awareness.page:{page.pk}:") for u in units)


def test_another_language_or_a_wrong_address_gives_no_file(client, translator, page):
    other = export(client, page, language="ko")
    nowhere = export(client, page, address="/nowhere/")
    loose = export(client, page, address="nowhere")

    assert [r.status_code for r in (other, nowhere, loose)] == [400] * 3
    assert b"Select a valid choice" in other.content
    assert b"Nothing on the site has the address /nowhere/." in nowhere.content
    assert b"An address begins with /." in loose.content


def test_report_is_shown_before_anything_is_stored_and_then_imported(client, translator, page):
    data = export(client, page).content.replace("قديم".encode(), "سؤال <b>".encode())

    report = upload(client, data)

    assert report.status_code == 200
    assert {o.value: n for o, n in report.context["counts"]} == {"changed": 1, "empty": 1}
    assert 'lang="ar" dir="rtl"' in report.content.decode()
    assert "<b>" not in report.content.decode().partition("<h2>Changed</h2>")[2]
    page.refresh_from_db()
    assert page.title_ar == "قديم"
    assert draft_of(page) is None
    assert len(kept_of(client)) == 1

    done = confirm(client)

    assert done.redirect_chain == [(START, 302)]
    assert said(done) == ["1 is a draft now and waits for review."]
    assert draft_of(page).snapshot["fields"]["title_ar"] == "سؤال <b>"
    page.refresh_from_db()
    assert page.title_ar == "قديم"
    assert kept_of(client) == []
    assert said(confirm(client)) == ["The report is too old. Upload the file again."]


def test_publisher_changes_the_live_page(client, page):
    client.force_login(make_staff())
    upload(client, export(client, page).content.replace("قديم".encode(), "سؤال".encode()))

    assert said(confirm(client)) == ["1 was changed."]

    page.refresh_from_db()
    assert page.title_ar == "سؤال"


def test_conflict_is_taken_only_when_it_is_ticked(client, page):
    client.force_login(make_staff())
    data = export(client, page).content.replace("قديم".encode(), "سؤال".encode())
    Page.objects.filter(pk=page.pk).update(title_en="Ask us")

    upload(client, data)
    assert said(confirm(client)) == ["There was nothing to import."]
    page.refresh_from_db()
    assert page.title_ar == "قديم"

    report = upload(client, data).content.decode()
    name = f"awareness.page:{page.pk}:title"
    assert f'name="take" value="{name}"' in report
    assert said(confirm(client, take=name, **{"import": "1"})) == ["1 was changed."]
    page.refresh_from_db()
    assert page.title_ar == "سؤال"


def test_text_that_changes_behind_the_report_is_told_and_kept(client, page):
    client.force_login(make_staff())
    upload(client, export(client, page).content.replace("قديم".encode(), "سؤال".encode()))
    Page.objects.filter(pk=page.pk).update(title_ar="جديد")

    told = said(confirm(client))

    assert "Staff changed this translation after the file was made." in told[0]
    page.refresh_from_db()
    assert page.title_ar == "جديد"


def test_file_that_is_put_away_leaves_nothing_behind(client, translator, page):
    data = export(client, page).content.replace("قديم".encode(), "سؤال".encode())
    upload(client, data)

    confirm(client, cancel="1")
    assert kept_of(client) == []
    upload(client, data)
    client.get(START)

    assert kept_of(client) == []
    assert draft_of(page) is None


def test_report_counts_for_an_hour(client, translator, page):
    upload(client, export(client, page).content.replace("قديم".encode(), "سؤال".encode()))
    session = client.session
    session["exchange"] |= {"at": session["exchange"]["at"] - 3601}
    session.save()

    assert said(confirm(client)) == ["The report is too old. Upload the file again."]
    assert draft_of(page) is None


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"<!DOCTYPE x [<!ENTITY e 'lol'>]><xliff>&e;</xliff>", "which are not allowed."),
        (SMALL % (b"ko", 1, b"x"), "You may not translate Korean."),
        (SMALL % (b"de", 1, b"x"), "which no page is translated into."),
        (b"\xff\xfe\x00", "The file is not UTF-8 text."),
        (b"", "The submitted file is empty."),
    ],
)
def test_file_that_cannot_be_taken_is_refused_in_a_sentence(client, translator, data, problem):
    response = upload(client, data)

    assert response.status_code == 400
    assert problem in response.content.decode()
    assert kept_of(client) == []


def test_huge_file_is_refused_unread(client, translator):
    response = upload(client, b" " * (20 * 1024 * 1024 + 1))

    assert response.status_code == 400
    assert "The file is larger than 20 MB." in response.content.decode()


def test_nothing_is_imported_by_following_a_link(client, translator):
    answers = [client.get(reverse(f"admin:exchange-{name}")) for name in ("import", "report")]

    assert [answer.status_code for answer in answers] == [405, 405]
