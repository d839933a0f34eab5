"""The interface in twelve languages: fresh, complete for readers, nothing broken."""

import calendar
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import polib
import pytest

from bluecampaign.translation.languages import BY_CODE, TRANSLATION_CODES
from tests.tree import CODE, ROOT

# Django names the folder of `zh-hans` zh_Hans and that of `pt-br` pt_BR.
LOCALES = {code: BY_CODE[code].tag.replace("-", "_") for code in TRANSLATION_CODES}
# Words that only staff meet, in a module or a folder of that name: English will do.
STAFF = {"admin.py", "apps.py", "forms.py", "hours.py", "intake.py", "markdown.py", "models.py"}
STAFF |= {"care.py", "checks.py", "desk.py", "exchange.py", "links.py", "office.py"}
STAFF |= {"inlines.py", "reasons.py", "receiving.py", "uploading.py", "verdicts.py"}
STAFF |= {"names.py", "revisions.py"}
STAFF |= {"bulk.py", "phones.py", "publishing.py", "refusals.py", "signin.py", "wording.py"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|{\w*}")
MARKUP = re.compile(r"<[^>]+>")
NUMBER = re.compile(r"\d[\d,.-]*\d|\d")
# How many forms a number can give a word.
PLURALS = {
    **dict.fromkeys(["zh-hans", "zh-hant", "ko", "th", "vi"], 1),
    **dict.fromkeys(["fr", "ht", "pt-br", "tl"], (2, 3)),
    **{"es": (2, 3), "ar": 6, "ru": (3, 4)},
}
# Letters that a text of these languages cannot do without.
SCRIPTS = {
    "ar": r"[\u0600-\u06ff]",
    "ko": r"[\uac00-\ud7a3]",
    "ru": r"[\u0400-\u04ff]",
    "th": r"[\u0e00-\u0e7f]",
    "zh-hans": r"[\u4e00-\u9fff]",
    "zh-hant": r"[\u4e00-\u9fff]",
}
# Names, short forms and patterns of dates are the same everywhere.
SAME_EVERYWHERE = {"Blue Campaign", "{site}: {page}", "PDF", "F j, Y", "F Y"}
SAME_EVERYWHERE |= {"A4, 210 × 297 mm", "A3, 297 × 420 mm"}
ABBREVIATED = {("ru", "Text message")}  # SMS, in Latin letters
OPTIONS = ["--no-obsolete", "--add-location", "file"]


@cache
def messages(code: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / LOCALES[code] / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def is_for_readers(entry: polib.POEntry) -> bool:
    return any(
        not STAFF & {Path(file).name, f"{Path(file).parent.name}.py"}
        and not file.startswith("templates/admin/")
        for file, _line in entry.occurrences
    )


def forms(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each form of a message: the English one and what it became."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, text) for _n, text in sorted(entry.msgstr_plural.items())]


def translated(code: str) -> list[tuple[str, str]]:
    return [pair for entry in messages(code) for pair in forms(entry) if pair[1]]


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(PLACEHOLDER.sub("", text)))


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> set[tuple]:
    """The messages that `make messages` would collect now."""
    if not shutil.which("xgettext"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("xgettext is missing")
    copy = tmp_path_factory.mktemp("messages")
    for folder in (*CODE, "templates", "locale"):
        shutil.copytree(ROOT / folder, copy / folder)
    shutil.copy(ROOT / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "es", *OPTIONS]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {key(e) for e in polib.pofile(str(copy / "locale/es/LC_MESSAGES/django.po"))}


def test_every_language_has_its_messages():
    folders = {folder.name for folder in (ROOT / "locale").iterdir() if folder.is_dir()}

    assert folders == set(LOCALES.values())


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_messages_are_fresh(code: str, collected: set[tuple]):
    stored = {key(entry) for entry in messages(code)}

    assert len(stored) > 200
    assert collected - stored == set()
    assert stored - collected == set()


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_every_word_for_readers_is_translated(code: str):
    missing = [
        entry.msgid
        for entry in messages(code)
        if is_for_readers(entry) and not all(text for _source, text in forms(entry))
    ]

    assert missing == []


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_no_message_is_uncertain_or_left_over(code: str):
    """A message marked fuzzy is not shown: the page would be English there."""
    assert [entry.msgid for entry in messages(code).fuzzy_entries()] == []
    assert [entry.msgid for entry in messages(code).obsolete_entries()] == []


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_placeholders_are_intact(code: str):
    """A form for one or two things may say the number in a word instead."""
    plural = {e.msgid_plural for e in messages(code) if e.msgid_plural}

    broken = [
        (source, text)
        for source, text in translated(code)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(source))
        if not (source in plural and set(PLACEHOLDER.findall(text)) < {"%(counter)s"})
    ]

    assert broken == []


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_markup_and_edges_are_intact(code: str):
    broken = [
        (source, text)
        for source, text in translated(code)
        if sorted(MARKUP.findall(text)) != sorted(MARKUP.findall(source))
        or text.startswith("\n") != source.startswith("\n")
        or text != text.strip(" ")
    ]

    assert broken == []


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_plural_forms_are_complete(code: str):
    header = messages(code).metadata["Plural-Forms"]
    number = int(re.search(r"nplurals=(\d+)", header)[1])

    incomplete = [
        entry.msgid
        for entry in messages(code)
        if entry.msgid_plural and is_for_readers(entry)
        if sorted(entry.msgstr_plural) != list(range(number))
        or not all(entry.msgstr_plural.values())
    ]

    allowed = PLURALS[code]
    assert number in (allowed if isinstance(allowed, tuple) else (allowed,))
    assert incomplete == []


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_no_message_holds_another_number_than_the_english(code: str):
    """A translation that typed a number of its own could send somebody astray. Only
    months are numbers in some languages."""
    invented = [
        (source, text)
        for source, text in translated(code)
        if numbers(text) - numbers(source) and source not in calendar.month_name
    ]

    assert invented == []


@pytest.mark.parametrize("code", SCRIPTS)
def test_message_is_written_in_the_script_of_its_language(code: str):
    foreign = [
        source
        for source, text in translated(code)
        if re.search("[A-Za-z]{2}", source) and not re.search(SCRIPTS[code], text)
        if source not in SAME_EVERYWHERE and (code, source) not in ABBREVIATED
    ]

    assert foreign == []
