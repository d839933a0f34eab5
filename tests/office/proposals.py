"""A number of a hotline that one person proposes and another approves."""

import re

from django.urls import reverse

from tests.office.forms import form_of, send, url_of

NOTE = "I called it at ten; the hotline answered."
OLD, NEW = "+18883737888", "+18004321000"
NEW_NUMBER = {"channels__0__number": NEW, "channels__0__display": "1-800-432-1000"}


def numbers(line) -> list[str]:
    return list(line.channels.values_list("number", flat=True))


def propose(client, person, line, **changes):
    client.force_login(person)
    return send(client, line, form_of(client, line, **(changes or NEW_NUMBER)))


def approve(client, person, line, *, tick: bool = True, note: str = NOTE):
    client.force_login(person)
    context = client.get(url_of(line, "review")).context or {}
    shown = context.get("number_changes", ())
    ticked = [change.token for change in shown] if tick else []
    data = {"verb": "publish", "checked": ticked, "how_checked": note}
    return client.post(url_of(line, "review"), data)


def act(client, person, action: str, *lines):
    """An action of the list."""
    client.force_login(person)
    data = {"action": action, "_selected_action": [line.pk for line in lines]}
    return client.post(reverse("admin:hotlines_hotline_changelist"), data)


def shown_to_readers(client) -> set[str]:
    """Every number that the directory offers, as a browser would dial it."""
    client.logout()
    return set(re.findall(r'href="((?:tel|sms):[^"]+)"', client.get("/hotlines/").text))


def kept_checks(line) -> list[tuple]:
    return list(line.verifications.values_list("by", "note"))
