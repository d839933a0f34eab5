"""The numbers, digit by digit: the content file, the database and the copy for emergencies
say what the table says.
"""

import re
import tomllib

import pytest

from bluecampaign.pages.markdown import PLACEHOLDER
from bluecampaign.translation.languages import BY_CODE, CODES
from hotlines.choices import AnsweredBy
from hotlines.directory import shipped
from hotlines.models import Hotline
from tests.content.lines import DIALLED, LINES, ORDER, Line, Way
from tests.phones import phone_in
from tests.tree import ROOT

pytestmark = pytest.mark.django_db

FILE = ROOT / "hotlines" / "content" / "hotlines.toml"


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
