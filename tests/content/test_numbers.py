"""The numbers, digit by digit. SAFETY-CRITICAL: a wrong digit sends somebody who needs
help to the wrong place.

They are written out here a second time on purpose: this table, the content file, the
database and every printed page must all say the same. Change one only after checking
it where its line publishes it.
"""

import json
import re
import tomllib
from dataclasses import dataclass

import pytest

from bluecampaign.pages.markdown import PLACEHOLDER
from bluecampaign.translation.languages import BY_CODE, CODES
from hotlines.choices import AnsweredBy
from hotlines.directory import shipped
from hotlines.models import Hotline
from tests.phones import LONG, phone_in
from tests.reading import MISSING, language_of
from tests.tree import CODE, ROOT, name, templates

pytestmark = pytest.mark.django_db

FILE = ROOT / "hotlines" / "content" / "hotlines.toml"


@dataclass(frozen=True)
class Way:
    """How one reaches a line. `href` is what the phone gets, `shown` what people read."""

    kind: str
    href: str
    shown: str
    number: str = ""
    letters: str = ""
    keywords: tuple[str, ...] = ()
    spells: str = ""
    languages: tuple[str, ...] = ()
    interpreted: int = 0
    always: bool = True


@dataclass(frozen=True)
class Line:
    name: str
    answered_by: str
    is_police: bool
    is_immigration: bool
    who: str
    ways: dict[str, Way]


LINES = {
    "emergency": Line(
        name="Emergency",
        answered_by="emergency-services",
        is_police=True,
        is_immigration=False,
        who="Emergency services: police, fire and medical.",
        ways={"voice": Way("voice", "tel:911", "911", "911")},
    ),
    "national": Line(
        name="National Human Trafficking Hotline",
        answered_by="ngo",
        is_police=False,
        is_immigration=False,
        who=(
            "A nongovernmental organization funded by the federal government. It is not "
            "law enforcement, so not the police. It is not an immigration authority."
        ),
        ways={
            "voice": Way(
                "voice",
                "tel:+18883737888",
                "1-888-373-7888",
                "+18883737888",
                languages=("en", "es"),
                interpreted=200,
            ),
            "text": Way(
                "text",
                "sms:233733?body=HELP",
                "233733",
                "233733",
                keywords=("HELP", "INFO"),
                spells="BeFree",
                languages=("en", "es"),
            ),
            "tty": Way("tty", "tel:711", "711", "711"),
            "chat": Way(
                "chat",
                "https://humantraffickinghotline.org/chat",
                "humantraffickinghotline.org/chat",
                languages=("en", "es"),
            ),
        },
    ),
    "hsi": Line(
        name="ICE HSI Tip Line",
        answered_by="law-enforcement",
        is_police=True,
        is_immigration=True,
        who=(
            "Law enforcement: Homeland Security Investigations (HSI), part of U.S. "
            "Immigration and Customs Enforcement (ICE). ICE is also an immigration "
            "authority."
        ),
        ways={
            "voice": Way(
                "voice",
                "tel:+18663472423",
                "1-866-347-2423",
                "+18663472423",
                letters="1-866-DHS-2-ICE",
            ),
            "abroad": Way("voice", "tel:+18028726199", "802-872-6199", "+18028726199"),
            "web": Way("web", "https://www.ice.gov/tips", "ice.gov/tips"),
        },
    ),
    "ncmec": Line(
        name="NCMEC CyberTipline",
        answered_by="nonprofit",
        is_police=False,
        is_immigration=False,
        who=(
            "The National Center for Missing & Exploited Children (NCMEC), a nonprofit "
            "clearinghouse for missing and exploited children."
        ),
        ways={
            "voice": Way(
                "voice",
                "tel:+18008435678",
                "1-800-843-5678",
                "+18008435678",
                letters="1-800-THE-LOST",
            ),
            "web": Way("web", "https://report.cybertip.org/", "report.cybertip.org"),
        },
    ),
    "988": Line(
        name="988 Suicide & Crisis Lifeline",
        answered_by="crisis-counsellors",
        is_police=False,
        is_immigration=False,
        who="Crisis counselors. Not police.",
        ways={
            "voice": Way("voice", "tel:988", "988", "988"),
            "text": Way("text", "sms:988", "988", "988"),
        },
    ),
    "domestic-violence": Line(
        name="National Domestic Violence Hotline",
        answered_by="nonprofit",
        is_police=False,
        is_immigration=False,
        who="A nonprofit organization. Not police.",
        ways={"voice": Way("voice", "tel:+18007997233", "1-800-799-7233", "+18007997233")},
    ),
    "rainn": Line(
        name="RAINN National Sexual Assault Hotline",
        answered_by="nonprofit",
        is_police=False,
        is_immigration=False,
        who="A nonprofit organization. Not police.",
        ways={"voice": Way("voice", "tel:+18006564673", "1-800-656-4673", "+18006564673")},
    ),
    "uk": Line(
        name="UK Modern Slavery & Exploitation Helpline",
        answered_by="charity",
        is_police=False,
        is_immigration=False,
        who="A charity. Not police.",
        ways={"voice": Way("voice", "tel:+448000121700", "08000 121 700", "+448000121700")},
    ),
    "press": Line(
        name="DHS Press Office",
        answered_by="press-office",
        is_police=False,
        is_immigration=False,
        who="Press officers of the Department of Homeland Security (DHS).",
        ways={
            "voice": Way("voice", "tel:+12022828010", "202-282-8010", "+12022828010", always=False)
        },
    ),
}
ORDER = list(LINES)
# What stands in each link that dials or texts.
DIALLED = {
    way.href: way.shown
    for line in LINES.values()
    for way in line.ways.values()
    if way.href.startswith(("tel:", "sms:"))
}
LETTERS = {way.letters for line in LINES.values() for way in line.ways.values()} - {""}
STRIP = ["tel:+18883737888", "sms:233733?body=HELP", "tel:911"]

# 988 is part of its line's name.
SHOWN = {way.shown for line in LINES.values() for way in line.ways.values()}
# Nothing but the lines, so no strip above them.
ONLY_NUMBERS = "/numbers/"
# Tells which numbers one may write down or put into the phone book.
TO_KEEP = "/numbers/keep/"
NAMED_AFTER_ITS_NUMBER = re.compile(r"988")
LINKS = "//a[starts-with(@href, 'tel:') or starts-with(@href, 'sms:')]"
SAID = "//@aria-label | //@alt | //@title | //meta/@content | //title/text()"
OPERATORS = re.compile(r"polaris|compass\s*connections", re.IGNORECASE)
# The page for journalists says that the old figure is out of date.
CORRECTION = "/media/"
SUPERSEDED = re.compile(r"\b170\b")


def entries() -> list[dict]:
    with FILE.open("rb") as file:
        return tomllib.load(file)["hotlines"]


def way_of(channel) -> Way:
    """A stored channel in the form of the table."""
    return Way(
        kind=channel.kind,
        href=channel.href,
        shown=channel.shown,
        number=channel.number,
        letters=channel.letters,
        keywords=tuple(channel.sms_keywords),
        spells=channel.sms_name,
        languages=tuple(channel.languages),
        interpreted=channel.interpreted_languages,
        always=channel.always_open,
    )


def line_of(hotline, channels) -> Line:
    return Line(
        name=hotline.name_en,
        answered_by=hotline.answered_by,
        is_police=hotline.is_law_enforcement,
        is_immigration=hotline.is_immigration_authority,
        who=hotline.who_answers_en,
        ways={channel.key: way_of(channel) for channel in channels},
    )


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


# --- The table itself --------------------------------------------------------------


@pytest.mark.parametrize(("href", "shown"), DIALLED.items())
def test_digits_that_are_read_are_the_digits_that_are_dialled(href: str, shown: str):
    dialled = digits(href.partition("?")[0])

    national = {"tel:+18028726199", "tel:+12022828010"}
    expected = f"1{digits(shown)}" if href in national else digits(shown)
    if href == "tel:+448000121700":
        expected = f"44{digits(shown).removeprefix('0')}"
    assert dialled == expected


@pytest.mark.parametrize(
    ("letters", "dialled"),
    [("1-866-DHS-2-ICE", "18663472423"), ("1-800-THE-LOST", "18008435678"), ("BeFree", "233733")],
)
def test_letters_are_the_keys_of_the_digits(letters: str, dialled: str):
    keys = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")

    assert digits(letters.upper().translate(keys)) == dialled


# --- The file, the database, the copy for emergencies ------------------------------


def test_file_holds_exactly_these_numbers():
    stored = {
        entry["slug"]: {
            channel["key"]: (
                channel["kind"],
                channel.get("number", ""),
                channel.get("letters", ""),
                tuple(channel.get("sms_keywords", ())),
                channel.get("sms_name", ""),
                tuple(channel["languages"]),
                channel["interpreted_languages"],
                channel["always_open"],
            )
            for channel in entry["channels"]
        }
        for entry in entries()
    }

    assert stored == {
        slug: {
            key: (
                way.kind,
                way.number,
                way.letters,
                way.keywords,
                way.spells,
                way.languages,
                way.interpreted,
                way.always,
            )
            for key, way in line.ways.items()
        }
        for slug, line in LINES.items()
    }


def test_file_shows_what_people_read():
    shown = {
        (entry["slug"], channel["key"]): channel["display"]
        for entry in entries()
        for channel in entry["channels"]
    }

    assert shown == {
        (slug, key): way.shown for slug, line in LINES.items() for key, way in line.ways.items()
    }


def test_database_holds_exactly_these_lines():
    stored = {line.slug: line_of(line, line.channels.all()) for line in Hotline.objects.live()}

    assert stored == LINES
    assert list(Hotline.objects.live().values_list("slug", flat=True)) == ORDER


def test_copy_for_emergencies_holds_exactly_these_lines():
    stored = {line.slug: line_of(line, line.shipped_channels) for line in shipped()}

    assert stored == LINES


def test_line_says_who_answers_in_every_language():
    silent = [
        (line.slug, code)
        for line in Hotline.objects.all()
        for code in CODES
        for field in ("name", "purpose", "who_answers")
        if not getattr(line, f"{field}_{BY_CODE[code].suffix}")
    ]

    assert silent == []


def test_lines_begin_unverified_with_a_source():
    """Nobody has called these numbers for this copy of the site yet."""
    lines = list(Hotline.objects.all())

    assert [line.slug for line in lines if line.verified_on] == []
    assert [line.slug for line in lines if not line.source_url.startswith("https://")] == []


def test_police_are_told_apart_from_those_who_are_not():
    police = {s for s, line in LINES.items() if AnsweredBy(line.answered_by).is_police}

    assert police == {slug for slug, line in LINES.items() if line.is_police}
    assert AnsweredBy("ngo").badge == "Not police. Not immigration."


def test_text_of_a_line_types_no_number():
    """Other numbers come in through {{slug:channel}}; only a name may hold its own."""
    typed = [
        (entry["slug"], language, text)
        for entry in entries()
        for part in [entry, *entry["channels"]]
        for field in ("purpose", "who_answers", "formerly", "hours", "note")
        for language, text in part.get(field, {}).items()
        if phone_in(PLACEHOLDER.sub("", text))
    ]

    assert typed == []


# --- What pages print --------------------------------------------------------------


def test_page_dials_and_texts_only_these_numbers(pages):
    wrong = [
        (page.url, link.get("href"), link.text_content())
        for page in pages
        for link in page.tree.xpath(LINKS)
        if DIALLED.get(link.get("href")) != link.text_content().strip()
    ]

    assert wrong == []


def test_number_is_read_from_left_to_right(pages):
    turned = [
        (page.url, link.get("href"))
        for page in pages
        for link in page.tree.xpath(LINKS)
        if [child.get("dir") for child in link.iter("bdi")] != ["ltr"]
    ]

    assert turned == []


def test_page_carries_the_three_lifelines_above_its_content(pages):
    wrong = {
        page.url
        for page in pages
        if page.path != ONLY_NUMBERS
        if page.tree.xpath("//section[@class='lifelines']//a/@href") != STRIP
        or not page.tree.xpath("//section[@class='lifelines']/following::main")
    }

    assert len(pages) > 50
    assert wrong == set()


def tiles(page) -> list:
    return page.tree.xpath("//section[@class='lifelines']//li")


def who_of(tile) -> str:
    """What the strip says beside a number about who answers it."""
    [who] = tile.xpath(".//*[contains(@class, 'lifeline__who')]")
    return " ".join(who.text_content().split())


def test_strip_says_who_answers_each_number(pages):
    """The hotline is not the police and 911 is: never one word for both."""
    with_strip = [page for page in pages if page.path != ONLY_NUMBERS]
    said = {page.url: [who_of(tile) for tile in tiles(page)] for page in with_strip}

    assert [url for url, who in said.items() if len(who) != 3 or "" in who] == []
    assert [url for url, (voice, text, _) in said.items() if voice != text] == []
    assert [url for url, (voice, _, emergency) in said.items() if voice == emergency] == []


def test_english_strip_says_it_in_these_words(site):
    [home] = [page for page in site.pages("en") if page.path == "/"]

    said = [" ".join(tile.text_content().split()) for tile in tiles(home)]

    assert said == [
        "Free call, day and night 1-888-373-7888 Not police. Not immigration.",
        "Text HELP to 233733 Not police. Not immigration.",
        "In danger now 911 Police, fire and ambulance",
    ]


def test_text_holds_no_number_outside_a_link(pages):
    typed = {
        (page.url, found, text[:80])
        for page in pages
        for text, element in page.texts()
        if (found := phone_in(text))
        if not is_explained(text, element, page)
    }

    assert typed == set()


def is_explained(text: str, element, page) -> bool:
    """A number in a link that dials it, in letters, or in the name of its line."""
    link = element.xpath(LINKS.replace("//", "ancestor-or-self::"))
    if link or text in LETTERS:
        return True
    if page.path == TO_KEEP and element.tag == "bdi" and element.get("dir") == "ltr":
        return text in SHOWN
    is_search = element.tag == "input" or page.path == MISSING
    return is_search or not phone_in(NAMED_AFTER_ITS_NUMBER.sub("", text))


def test_attribute_and_description_hold_no_number(pages):
    typed = {
        (page.url, value[:80])
        for page in pages
        for value in page.tree.xpath(SAID)
        if LONG.search(value)
    }

    assert typed == set()


def test_machines_are_told_only_these_numbers(pages):
    told = {
        each["telephone"]
        for page in pages
        for script in page.tree.xpath("//script[@type='application/ld+json']/text()")
        for each in as_list(json.loads(script))
        if "telephone" in each
    }

    voices = {
        way.number
        for slug, line in LINES.items()
        for way in line.ways.values()
        if way.kind == "voice" and slug != "press"
    }
    assert told == voices


def as_list(data) -> list[dict]:
    return data if isinstance(data, list) else [data]


def test_directory_shows_every_line_with_who_answers(pages):
    [page] = [page for page in pages if page.path == "/hotlines/"]
    cards = page.tree.xpath("//article[contains(@class, 'hotline')]")
    language = BY_CODE[page.code]
    who = {
        line.slug: " ".join(getattr(line, f"who_answers_{language.suffix}").split())
        for line in Hotline.objects.all()
    }

    assert [card.get("id") for card in cards] == ORDER
    for card in cards:
        said = " ".join(card.text_content().split())
        hrefs = card.xpath(".//a[@class='call']/@href")
        assert who[card.get("id")] in said
        assert hrefs == [way.href for way in LINES[card.get("id")].ways.values()]


def test_card_of_the_police_looks_other_than_that_of_the_hotline(pages):
    [page] = [page for page in pages if page.path == "/hotlines/"]

    marked = {
        card.get("id")
        for card in page.tree.xpath("//article[contains(@class, 'hotline')]")
        if card.xpath(".//*[contains(@class, 'badge--police')]")
    }

    assert marked == {"emergency", "hsi"}


def test_missing_page_carries_the_numbers(pages):
    [page] = [page for page in pages if page.path == MISSING]

    assert page.tree.xpath("//main//a[starts-with(@href, 'tel:')]/@href")[:2] == [
        "tel:911",
        "tel:+18883737888",
    ]
    assert language_of(page.tree) == (BY_CODE[page.code].tag, BY_CODE[page.code].dir)


# --- Who runs the hotline ----------------------------------------------------------


def test_page_names_no_operator_of_the_hotline(pages):
    """It changed and may change again: a name would be wrong on posters for years."""
    assert [page.url for page in pages if OPERATORS.search(page.html)] == []


def test_source_names_no_operator_of_the_hotline():
    files = [file for folder in CODE for file in (ROOT / folder).rglob("*")]
    content = [file for file in files if file.suffix in (".toml", ".csv", ".py")]
    messages = list((ROOT / "locale").rglob("*.po"))

    naming = [
        name(file)
        for file in [*content, *messages, *templates()]
        if OPERATORS.search(file.read_text())
    ]

    assert len(content) > 200
    assert naming == []


def test_page_does_not_repeat_the_old_count_of_languages(pages):
    """Older material says 170: that figure is superseded."""
    old = [
        (page.url, text)
        for page in pages
        if page.path != CORRECTION
        for text, _element in page.texts()
        if SUPERSEDED.search(text)
    ]

    assert old == []
