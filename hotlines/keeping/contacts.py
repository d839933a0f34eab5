"""Contact cards (vCard 3.0, which every phone book reads): a name and numbers, no more.

No note, no address, no organization: whatever is in a card is shown in the phone book,
and perhaps on other devices that share it.
"""

from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

FILE_NAME = "contact.vcf"
MEDIA_TYPE = "text/vcard; charset=utf-8"

# A card is asked for by its place here: add to the end, take nothing away.
NAMES = (
    pgettext_lazy("an ordinary name in a phone book", "Taxi"),
    pgettext_lazy("an ordinary name in a phone book", "Pharmacy"),
    pgettext_lazy("an ordinary name in a phone book", "Library"),
    pgettext_lazy("an ordinary name in a phone book", "Hair salon"),
    pgettext_lazy("an ordinary name in a phone book", "Dentist"),
    pgettext_lazy("an ordinary name in a phone book", "Laundry"),
    pgettext_lazy("an ordinary name in a phone book", "Delivery"),
    pgettext_lazy("an ordinary name in a phone book", "Weather"),
)


def vcard(name: str, numbers: Iterable[tuple[str, str]]) -> str:
    """A card of RFC 2426 with the numbers as they are dialled."""
    escaped = _escaped(name)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{escaped};;;;",
        f"FN:{escaped}",
        *(f"TEL;TYPE={kind}:{number}" for kind, number in numbers),
        "END:VCARD",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text
