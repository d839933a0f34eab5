"""A session that cannot be stored undoes no answer; one that was ended lets nobody in."""

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError

from awareness.models import Term
from tests.signin.journeys import form_values, give_password, is_in, make_person

pytestmark = pytest.mark.django_db
MINUTE = 60
ADD = "/admin/awareness/term/add/"


@pytest.fixture
def busy(monkeypatch):
    """From when it is called the database has no time for sessions; it gives those that it
    had none for."""
    refused = []

    def refuse(self, *args, **kwargs):
        refused.append(self)
        raise OperationalError("database is locked")

    return lambda: monkeypatch.setattr(Session, "save", refuse) or refused


def test_busy_database_takes_no_page_away(client, noon, busy):
    give_password(client, make_person())
    noon.shift(5 * MINUTE)
    refused = busy()

    assert is_in(client)
    assert refused


def test_edit_that_was_saved_is_not_called_wrong(client, noon, busy):
    give_password(client, make_person())
    data = {"key": "late", "order": "900", "term_en": "Late", "definition_en": "After the end."}
    whole = form_values(client, ADD) | data
    refused = busy()

    answer = client.post(ADD, whole)

    assert answer.status_code == 302
    assert refused
    assert Term.objects.filter(key="late").exists()


def test_session_that_was_ended_meanwhile_is_refused(client, noon, monkeypatch):
    give_password(client, make_person())
    noon.shift(5 * MINUTE)
    usual = Session.save

    def ended(self, *args, **kwargs):
        Session.objects.all().delete()
        return usual(self, *args, **kwargs)

    monkeypatch.setattr(Session, "save", ended)

    assert client.get("/admin/").status_code == 400
