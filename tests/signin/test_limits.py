"""Sessions end: after half an hour without work, after half a day in any case."""

import lxml.html
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from awareness.models import Page, Term
from bluecampaign.signin.models import Action, AuditEntry
from tests.signin.journeys import (
    CODE,
    KEPT,
    LOGIN,
    LOGOUT,
    PASSWORD,
    SET_UP,
    code_on,
    come_in,
    form_values,
    give_password,
    is_in,
    make_person,
    with_phone,
)

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600
IDLE = "nothing was done here for 30 minutes"
ABSOLUTE = "you signed in 12 hours ago"
LIST = "/admin/awareness/page/?q=help"


def fields_of(html: str) -> dict:
    """The form that sends again what was typed."""
    [form] = lxml.html.fromstring(html).xpath("//main//form[@action]")
    return {"action": form.get("action"), **dict(form.form_values())}


def test_work_keeps_the_session(client, noon):
    give_password(client, make_person())

    for _click in range(5):
        noon.shift(29 * MINUTE)
        assert is_in(client)


def test_half_an_hour_without_work_ends_it(client, noon):
    give_password(client, make_person())
    noon.shift(29 * MINUTE)
    before = is_in(client)
    noon.shift(30 * MINUTE)

    response = client.get(LIST, follow=True)

    assert before is True
    assert response.redirect_chain == [(f"{LOGIN}?next=/admin/awareness/page/%3Fq%3Dhelp", 302)]
    assert IDLE in response.content.decode()
    assert ABSOLUTE not in response.content.decode()
    assert not is_in(client)


def test_half_a_day_ends_it_in_spite_of_work(client, noon):
    give_password(client, make_person())
    for _click in range(28):
        noon.shift(25 * MINUTE)
        assert is_in(client)
    noon.shift(25 * MINUTE)

    response = client.get(LIST, follow=True)

    assert ABSOLUTE in response.content.decode()
    assert not is_in(client)


def test_sign_in_after_the_limit_leads_back(client, noon, required):
    user = make_person()
    phone = with_phone(user)
    come_in(client, user, phone)
    noon.shift(31 * MINUTE)
    ended = client.get(LIST, follow=True)

    half_way = give_password(client, user, way_on=ended.context["next"])
    asked = client.get(half_way.headers["Location"], follow=True)
    response = client.post(CODE, {"code": code_on(phone), "next": asked.context["next"]})

    assert response.headers["Location"] == LIST
    assert is_in(client)


def test_half_open_session_ends_after_a_quarter_of_an_hour(client, noon, required):
    user = make_person()
    phone = with_phone(user)
    give_password(client, user)
    noon.shift(15 * MINUTE)

    response = client.post(CODE, {"code": code_on(phone)}, follow=True)

    assert "The code was not entered in time" in response.content.decode()
    assert not is_in(client)


def test_limit_holds_for_a_password_that_waits_at_the_set_up(client, noon, required):
    give_password(client, make_person())
    client.get(SET_UP)
    noon.shift(16 * MINUTE)

    assert client.get(SET_UP).headers["Location"].startswith(LOGIN)


def test_sign_in_page_after_the_limit_is_itself(client, noon):
    user = make_person()
    give_password(client, user)
    noon.shift(31 * MINUTE)

    page = client.get(LOGIN)
    response = give_password(client, user)

    assert page.status_code == 200
    assert IDLE in page.content.decode()
    assert response.headers["Location"] == "/admin/"
    assert is_in(client)


def test_sign_out_after_the_limit_signs_out(client, noon):
    give_password(client, make_person())
    noon.shift(31 * MINUTE)

    response = client.post(LOGOUT)

    assert response.headers["Location"].startswith(LOGIN)
    assert not is_in(client)


def test_session_is_written_once_a_minute_at_most(client, noon):
    give_password(client, make_person())
    client.get("/admin/jsi18n/")
    stored = Session.objects.get().session_data

    noon.shift(30)
    client.get("/admin/jsi18n/")
    soon = Session.objects.get().session_data
    noon.shift(31)
    client.get("/admin/jsi18n/")

    assert soon == stored
    assert Session.objects.get().session_data != stored


def test_end_is_in_the_audit_log(client, noon):
    user = make_person()
    give_password(client, user)
    noon.shift(31 * MINUTE)

    client.get(LIST)

    entry = AuditEntry.objects.get(what=Action.SIGNED_OUT)
    assert (entry.who, entry.detail) == (user, "limit: idle")


def test_session_of_before_these_limits_begins_now(client, noon):
    client.force_login(make_person())
    session = client.session
    del session["signed_in_at"], session["seen_at"]
    session.save()

    first = is_in(client)
    noon.shift(31 * MINUTE)

    assert first is True
    assert not is_in(client)


# --- What was typed ------------------------------------------------------------------

TYPED = {"title_en": "Typed <b>late</b>", "audiences": ["1", "2"], "password": "secret-word"}


def ended_while_typing(client, user, noon, **headers):
    """Send a form too late, and sign in again."""
    page = Page.objects.get(path="myths")
    address = f"/admin/awareness/page/{page.pk}/change/?language=es"
    give_password(client, user)
    noon.shift(31 * MINUTE)
    ended = client.post(address, TYPED, follow=True, **headers)
    return address, ended


def test_typed_form_waits_for_the_sign_in(client, noon):
    user = make_person()
    address, ended = ended_while_typing(client, user, noon)

    back = give_password(client, user, way_on=ended.context["next"])
    page = client.get(back.headers["Location"])

    assert IDLE in ended.content.decode()
    assert back.headers["Location"] == KEPT
    html = page.content.decode()
    assert fields_of(html)["action"] == address
    assert fields_of(html)["title_en"] == "Typed <b>late</b>"
    assert html.count('name="audiences"') == 2
    assert "secret-word" not in html
    assert Page.objects.get(path="myths").title_en != TYPED["title_en"]


def test_typed_form_can_be_sent_again(client, noon):
    user = make_person()
    client.force_login(user)
    add = "/admin/awareness/term/add/"
    data = {"key": "late", "order": "900", "term_en": "Late", "definition_en": "After the end."}
    with_inlines = {**form_values(client, add), **data}
    noon.shift(31 * MINUTE)
    client.post(add, with_inlines)
    give_password(client, user)

    kept = fields_of(client.get(KEPT).content.decode())
    sent = client.post(kept.pop("action"), kept)

    assert sent.status_code == 302
    assert Term.objects.filter(key="late", definition_en="After the end.").count() == 1


def test_typed_form_is_for_nobody_else(client, noon):
    ended_while_typing(client, make_person(), noon)

    give_password(client, make_person())
    response = client.get(KEPT)

    assert response.headers["Location"] == "/admin/"
    assert "kept_form" not in client.session


def test_typed_form_can_be_thrown_away(client, noon):
    user = make_person()
    ended_while_typing(client, user, noon)
    give_password(client, user)

    client.post(KEPT)

    assert client.get(KEPT).headers["Location"] == "/admin/"


def test_typed_form_is_shown_to_no_one_without_sign_in(client, noon):
    ended_while_typing(client, make_person(), noon)

    assert client.get(KEPT).headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({"title_en": "x" * 600_000}, {}),
        ({"text": "preview"}, {"Sec-Fetch-Mode": "cors"}),
        ({"old_password": PASSWORD, "new_password1": "y" * 20}, {}),
    ],
    ids=["too large", "sent by a script", "passwords alone"],
)
def test_what_is_not_worth_keeping_is_not_kept(client, noon, data, headers):
    give_password(client, make_person())
    noon.shift(31 * MINUTE)

    client.post("/admin/awareness/page/add/", data, headers=headers)

    assert "kept_form" not in client.session


def test_public_pages_know_no_limit(client, noon):
    give_password(client, make_person())
    noon.shift(13 * HOUR)

    response = client.get("/")

    assert (response.status_code, response.cookies) == (200, {})
    assert Client().get("/").content == response.content
