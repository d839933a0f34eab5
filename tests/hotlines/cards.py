"""Contact cards: the digits of their lines, their addresses, and what may not be told."""

import re

import lxml.html
from django.urls import reverse

from hotlines.keeping.lines import key_of

# The digits of the shipped lines, typed here once more.
CARDS = {
    "national": {"+18883737888", "233733"},
    "hsi": {"+18663472423", "+18028726199"},
    "ncmec": {"+18008435678"},
    "988": {"988"},
    "domestic-violence": {"+18007997233"},
    "rainn": {"+18006564673"},
    "uk": {"+448000121700"},
}
# Whatever would tell an outsider what a card or an address is about.
TELLING = re.compile(
    r"traffick|hotline|help|victim|slave|abus|campaign|crisis|police|dhs|\bice\b|trata|ayuda",
    re.IGNORECASE,
)


def card_url(slug: str, place: int = 0, code: str = "en") -> str:
    return reverse("card", args=[code, key_of(slug), place])


def tree_of(client, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(client.get(path).content.decode())
