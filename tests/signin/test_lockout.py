"""Repeated failures lock one name at one address, for a while, and nothing more."""

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.test import RequestFactory

from bluecampaign.signin.lockout import masked_address
from bluecampaign.signin.models import Action, AuditEntry
from tests.signin.journeys import RENEW, give_password, is_in, make_person, with_phone

pytestmark = pytest.mark.django_db
MINUTE = 60
HERE, ELSEWHERE = "192.0.2.10", "192.0.2.20"


def fail(client, user, times: int, address: str = HERE, **headers):
    for _try in range(times):
        response = give_password(client, user, "wrong", REMOTE_ADDR=address, **headers)
    return response


def come(client, user, address: str = HERE) -> bool:
    give_password(client, user, REMOTE_ADDR=address)
    return is_in(client)


def test_four_failures_lock_nobody(client, noon):
    user = make_person()

    response = fail(client, user, 4)

    assert response.status_code == 200
    assert come(client, user)


def test_fifth_failure_locks_and_says_for_how_long(client, noon):
    user = make_person()

    response = fail(client, user, 5)

    html = response.content.decode()
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "900"
    assert "no-store" in response.headers["Cache-Control"]
    assert "For 15 minutes this name cannot sign in from where you are." in html
    assert "The password was wrong 5 times." in html
    assert not come(client, user)


def test_lock_counts_down_and_ends(client, noon):
    user = make_person()
    fail(client, user, 5)

    noon.shift(14 * MINUTE)
    late = fail(client, user, 1)
    noon.shift(MINUTE + 1)

    assert late.status_code == 429
    assert "For 1 minute this name" in late.content.decode()
    assert come(client, user)


def test_other_name_at_the_same_address_comes_in(client, noon):
    fail(client, make_person(), 6)

    assert come(client, make_person())


def test_same_name_at_another_address_comes_in(client, noon):
    user = make_person()
    fail(client, user, 6)

    assert come(client, user, ELSEWHERE)


def test_another_browser_is_locked_as_well(client, noon):
    user = make_person()
    for number in range(4):
        fail(client, user, 1, HTTP_USER_AGENT=f"Browser {number}")

    response = fail(client, user, 1, HTTP_USER_AGENT="Browser 5")

    assert response.status_code == 429


def test_name_that_nobody_has_is_locked_like_others(client, noon):
    """Whoever guesses names learns nothing from the answers."""
    user = make_person(username="known")
    nobody = User(username="unknown")

    pages = [[fail(client, who, 1) for _try in range(6)] for who in (user, nobody)]

    known, unknown = ([page.status_code for page in answers] for answers in pages)
    assert known == unknown == [200, 200, 200, 200, 429, 429]


def test_sign_in_forgets_the_failures(client, noon):
    user = make_person()
    fail(client, user, 4)
    come(client, user)

    assert AccessAttempt.objects.count() == 0
    assert fail(client, user, 4).status_code == 200


def test_asking_for_the_password_again_counts_too(client, noon, settings):
    user = make_person()
    with_phone(user)
    client.force_login(user)

    answers = [
        client.post(RENEW, {"password": "wrong"}, REMOTE_ADDR=HERE).status_code for _try in range(5)
    ]

    assert answers == [200, 200, 200, 200, 429]


# --- What is kept --------------------------------------------------------------------


def test_no_more_is_kept_than_name_and_masked_address(client, noon):
    user = make_person(username="lena")

    client.post(
        "/admin/login/?next=/admin/secret-page/",
        {"username": "lena", "password": "wrong", "note": "private"},
        REMOTE_ADDR=HERE,
        HTTP_USER_AGENT="Browser",
        HTTP_ACCEPT="text/html",
    )
    fail(client, user, 1)

    row = AccessAttempt.objects.values().get()
    kept = {key for key, value in row.items() if value not in ("", None)}
    assert kept == {"id", "username", "ip_address", "attempt_time", "failures_since_start"}
    assert (row["username"], row["failures_since_start"]) == ("lena", 2)
    assert HERE not in row["ip_address"]
    assert (AccessLog.objects.count(), AccessFailureLog.objects.count()) == (0, 0)


def test_kept_failures_go_with_the_first_sign_in_after_the_lock(client, noon):
    fail(client, make_person(), 5)
    noon.shift(16 * MINUTE)

    come(client, make_person(), ELSEWHERE)

    assert AccessAttempt.objects.count() == 0


def address_of(**meta) -> str:
    return masked_address(RequestFactory().get("/", **meta))


def test_masked_address_is_the_same_for_the_same_and_only_then():
    assert address_of(REMOTE_ADDR=HERE) == address_of(REMOTE_ADDR=HERE)
    assert address_of(REMOTE_ADDR=HERE) != address_of(REMOTE_ADDR=ELSEWHERE)


def test_masked_address_is_another_with_another_secret(settings):
    before = address_of(REMOTE_ADDR=HERE)

    settings.SECRET_KEY = "another-" + "y" * 50

    assert address_of(REMOTE_ADDR=HERE) != before


def test_network_of_ipv6_is_one_address():
    first, second = (address_of(REMOTE_ADDR=f"2001:db8:1:2::{end}") for end in ("1", "ffff"))

    assert first == second
    assert first != address_of(REMOTE_ADDR="2001:db8:1:3::1")


@pytest.mark.parametrize("forwarded", ["192.0.2.20, 192.0.2.10", "192.0.2.10", "x,192.0.2.10"])
def test_proxy_tells_the_address_where_one_is_trusted(settings, forwarded):
    """A client may write what it likes before what the proxy adds."""
    sent = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    without = address_of(**sent)

    settings.TRUST_PROXY = True

    assert address_of(**sent) == address_of(REMOTE_ADDR=HERE)
    assert without == address_of(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="")


@pytest.mark.parametrize("address", ["", "unix:", "not an address"])
def test_strange_address_is_masked_too(address):
    assert ":" in address_of(REMOTE_ADDR=address)


# --- Audit ---------------------------------------------------------------------------


def test_lock_is_in_the_audit_log_once(client, noon):
    user = make_person(username="lena")
    AuditEntry.objects.all().delete()

    fail(client, user, 8)

    entries = list(AuditEntry.objects.order_by("pk").values_list("what", "whom", "who_name"))
    failed, locked = (Action.SIGN_IN_FAILED, "lena", ""), (Action.LOCKED_OUT, "lena", "")
    assert sorted(entries) == sorted([failed] * 5 + [locked])
