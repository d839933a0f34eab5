"""What a person does at the door: types a password, reads a code off a phone."""

import base64
import re
import time

import lxml.html
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from bluecampaign.signin import factor
from tests.makers import make_staff

PASSWORD = "a long password of tests"
LOGIN = "/admin/login/"
CODE = "/admin/second-factor/code/"
RECOVERY = "/admin/second-factor/recovery/"
SET_UP = "/admin/second-factor/set-up/"
DRAWING = "/admin/second-factor/set-up/code.svg"
RENEW = "/admin/second-factor/recovery-codes/"
OVERVIEW = "/admin/second-factor/"
KEPT = "/admin/second-factor/kept-form/"
LOGOUT = "/admin/logout/"
RECOVERY_CODE = re.compile(r"<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")


def give_password(client, user, password=PASSWORD, way_on="/admin/", **headers):
    data = {"username": user.get_username(), "password": password, "next": way_on}
    return client.post(LOGIN, data, **headers)


def make_person(**fields):
    """Somebody with a password, who may do everything unless the test says otherwise."""
    return make_staff(**({"password": PASSWORD} | fields))


def with_phone(user) -> TOTPDevice:
    """A person whose phone is set up already."""
    return TOTPDevice.objects.create(user=user, name="Phone")


def code_on(phone: TOTPDevice) -> str:
    return code_of(phone.key)


def code_of(key: str) -> str:
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return f"{totp.token():06}"


def secret_on(html: str) -> str:
    """The secret that stands as text on the page, as the hex key of a device."""
    text = lxml.html.fromstring(html).xpath("string(//dl[@class='signin-secret']//code)")
    plain = text.replace(" ", "")
    return base64.b32decode(plain + "=" * (-len(plain) % 8)).hex()


def recovery_codes_of(user) -> list[str]:
    return factor.new_recovery_codes(user)


def come_in(client, user, phone: TOTPDevice) -> None:
    give_password(client, user)
    client.post(CODE, {"code": code_on(phone)})


def is_in(client) -> bool:
    return client.get("/admin/awareness/page/").status_code == 200


def form_values(client, address: str) -> dict:
    """What the form of a page holds before anything is typed."""
    [form] = lxml.html.fromstring(client.get(address).content).xpath("//main//form")
    return dict(form.form_values())
