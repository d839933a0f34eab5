"""Phone numbers: E.164 or a short code, and the links that dial them.

Letters (1-866-DHS-2-ICE) are display text only; links carry digits.
"""

import re
from urllib.parse import quote

from django.utils.translation import gettext as _

from bluecampaign.web.first_use import OnFirstUse

# Only where staff write a number down, and large.
phonenumbers = OnFirstUse("phonenumbers")
# Short codes are not phone numbers to any library. These are the ones we vouch for.
SHORT_CODE = re.compile(r"[0-9]{3,6}")


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def problem_with(number: str) -> str | None:
    """Why a number cannot be dialled, in a sentence; None where it can."""
    if not number:
        return _("Give the number.")
    if SHORT_CODE.fullmatch(number):
        return None
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return _("Write the number with its country code, for example +18883737888.")
    if not phonenumbers.is_valid_number(parsed):
        return _("No telephone has this number. Check every digit.")
    if number != phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164):
        return _("Write only + and digits, for example +18883737888.")
    return None


def agrees(number: str, display: str) -> bool:
    """Whether what people read are the digits that are dialled.

    A national form may leave out the country code or put a 0 in its place.
    """
    dialled, read = digits(number), digits(display)
    if dialled == read or SHORT_CODE.fullmatch(number):
        return dialled == read
    national = phonenumbers.parse(number, None).national_number
    return read.lstrip("0") == str(national)


def tel_link(number: str) -> str:
    return f"tel:{number}"


def sms_link(number: str, body: str = "") -> str:
    """An `sms:` address (RFC 5724), with the word to send where there is one."""
    return f"sms:{number}?body={quote(body)}" if body else f"sms:{number}"
