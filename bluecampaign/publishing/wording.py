"""What must not stand in a text: rules that hold for every text of the site."""

import re
from collections.abc import Callable, Collection, Iterator

from django.db import models
from django.utils.translation import gettext as _

from bluecampaign.pages import markdown

from .refusals import Refusal
from .texts import Written, written

# Seven digits or more with the signs that people put between them; no span of years.
LONG_NUMBER = re.compile(
    r"(?<![\w/])(?!(?:19|20)\d\d[-\u2013](?:19|20)\d\d(?!\d))"
    r"\+?\(?\d(?:[\s().\u2010-\u2015-]{0,2}\d){6,}(?!\w)"
)
# The short ones that we know, standing alone.
SHORT_NUMBER = re.compile(r"(?<![\d.,:$/-])(?:911|233733|711|988)(?![\d,%-])")
BRACES = re.compile(r"\{\{.*?(?:\}\}|$)|\}\}", re.MULTILINE)
# Words that tell nobody where a link leads, least of all in a list of links read aloud.
EMPTY_WORDS = frozenset(
    {
        *("click", "click here", "go here", "here", "learn more", "link", "more", "page"),
        *("read more", "see here", "see more", "this", "this link", "this page"),
        *("aquí", "haga clic aquí", "más", "más información", "leer más", "enlace"),
        *("点击这里", "这里", "更多", "點擊這裡", "這裡", "هنا", "اضغط هنا", "المزيد"),
        *("ici", "cliquez ici", "en savoir plus", "lire la suite", "klike la", "la a"),
        *("여기", "여기를 클릭", "더 보기", "aqui", "clique aqui", "saiba mais", "leia mais"),
        *("здесь", "тут", "нажмите здесь", "подробнее", "คลิกที่นี่", "ที่นี่", "อ่านเพิ่มเติม"),
        *("dito", "mag-click dito", "tại đây", "ở đây", "bấm vào đây", "xem thêm"),
    }
)
Complaint = tuple[str, str]


def phone_in(text: str) -> str:
    """The first number of a text that somebody could dial, or an empty string."""
    found = LONG_NUMBER.search(text) or SHORT_NUMBER.search(text)
    return found[0] if found else ""


def typed_number(text: str) -> Iterator[Complaint]:
    """A number in a text is wrong on the day the line changes it."""
    plain = markdown.PLACEHOLDER.sub("", text)
    dialled = [a for a in markdown.links(text) if a.startswith(("tel:", "sms:"))]
    without_links = re.sub(r"\]\([^)]*\)", "]", plain)
    number = dialled[0] if dialled else phone_in(without_links)
    if number:
        yield (
            _("The phone number “%(number)s” is typed into the text.") % {"number": number},
            _("Write its name from the hotline directory, such as {{national:voice}}."),
        )


def unknown_placeholder(text: str, known: Collection[str]) -> Iterator[Complaint]:
    """What is not in the directory would leave a hole in the sentence."""
    for name in dict.fromkeys(markdown.placeholders(text)):
        if name not in known:
            yield (
                _("No published hotline has {{%(name)s}}: readers would see nothing there.")
                % {"name": name},
                _("Take a name and a key from the hotline directory: {{national:voice}}."),
            )
    for rest in BRACES.findall(markdown.PLACEHOLDER.sub("", text)):
        yield (
            _("“%(text)s” would be shown with its braces.") % {"text": rest[:40]},
            _("Write {{name:key}} with small letters, digits and hyphens."),
        )


def headings_out_of_order(text: str) -> Iterator[Complaint]:
    """People who listen to a page go through it by its headings."""
    above = 2
    for level in markdown.heading_levels(text):
        if level < 3 or level > above + 1:
            yield (
                _("A heading %(marks)s comes where none of that level can stand.")
                % {"marks": "#" * level},
                _("Begin with ###, and go down one level at a time: ###, then ####."),
            )
            return
        above = level


def empty_link_words(text: str) -> Iterator[Complaint]:
    for words, address in markdown.link_words(text):
        plain = " ".join(words.split()).strip(" .…»>→").casefold()
        if not plain or plain in EMPTY_WORDS:
            yield (
                _("The link to %(address)s is called “%(words)s”.")
                % {"address": address[:80], "words": words},
                _("Say in its words where it leads, such as “How to report”."),
            )


def in_texts(
    obj: models.Model, rule: Callable[[str], Iterator[Complaint]], *fields: str
) -> Iterator[Refusal]:
    """What a rule says about the texts of an object, with where each stands."""
    for each in written(obj, *fields):
        for reason, fix in rule(each.text):
            yield at(each, reason, fix)


def at(each: Written, reason: str, fix: str, **more) -> Refusal:
    return Refusal(each.field, each.language, reason, fix, part=each.part, **more)


def text_refusals(
    obj: models.Model,
    *,
    markdown_fields: Collection[str],
    known: Collection[str],
    without_numbers: Collection[str] = (),
) -> Iterator[Refusal]:
    """All rules over all texts; those about Markdown over the Markdown texts alone.

    `without_numbers` names the texts that may hold no phone number; all, if empty.
    """

    def placeholder(text: str) -> Iterator[Complaint]:
        return unknown_placeholder(text, known)

    yield from in_texts(obj, typed_number, *without_numbers)
    for rule in (placeholder, headings_out_of_order, empty_link_words):
        yield from in_texts(obj, rule, *markdown_fields)
