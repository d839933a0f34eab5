"""Files for translators: nothing is lost on the way, nothing hostile comes in."""

import itertools
import re
from dataclasses import replace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st

from awareness.models import Indicator, Page
from bluecampaign.publishing.exchange import apply, examine, export
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, Version, draft_of
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.exchange import po, xliff
from bluecampaign.translation.exchange.comparison import Outcome
from bluecampaign.translation.exchange.files import FORMATS, read, write
from bluecampaign.translation.exchange.segments import sections
from bluecampaign.translation.exchange.units import (
    FORBIDDEN,
    ExchangeError,
    ExchangeFile,
    Unit,
    text_digest,
)
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.models import State, TranslationState
from tests.makers import make_block, make_indicator, make_page, make_profile, make_staff

ARABIC, KOREAN = BY_CODE["ar"], BY_CODE["ko"]
AWKWARD = [
    'He said "no" \\ "yes" \\n not a line',
    "one\ntwo\r\nthree\rfour\n",
    "  leading and trailing \t",
    "\u200fעברית\u200e \u202bعربي\u202c \ufeff",
    "👩🏽‍⚕️ 🇺🇸 𝄞",
    "<b>&amp;</b> ]]> <![CDATA[x]]> <!-- y -->",
    "{{national:voice}} and {{ national:text }} &#13; %(n)s",
    "a\u2028b\u2029c\u00a0d",
    '#~ msgid\n#, fuzzy\nmsgstr ""',
    "/etc/hostname",
]
texts = st.text(
    st.characters(codec="utf-8").filter(lambda sign: not FORBIDDEN.match(sign)), max_size=60
) | st.sampled_from(AWKWARD)


def unit(source: str, target: str = "", n: int = 1) -> Unit:
    return Unit(
        id=f"awareness.block:{n}:body",
        path=f"page /get-help/ › block b{n} › body",
        source=source,
        target=target,
        english_digest=text_digest(source),
        target_digest=text_digest(target),
    )


def essence(units: list[Unit]) -> list[tuple]:
    return [(u.id, u.path, u.source, u.target, u.english_digest, u.target_digest) for u in units]


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=150, deadline=None)
@given(source=texts.filter(bool), target=texts)
@example(source=AWKWARD[0], target=AWKWARD[1])
@example(source=AWKWARD[5], target=AWKWARD[8])
def test_file_carries_every_text_both_ways(format: str, source: str, target: str):
    units = [unit(source, target), unit("Second", "Zwei", n=2)]

    back = read(write(units, ARABIC, format))

    assert back.language is ARABIC
    assert essence(back.units) == essence(units)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1b", "\x85", "\ud800", "\ufffe"])
def test_control_character_is_refused_with_its_place(format: str, sign: str):
    with pytest.raises(ExchangeError) as refused:
        write([unit("Fine"), unit("Help", f"a{sign}b", n=2)], ARABIC, format)

    assert refused.value.problems == [
        f"page /get-help/ › block b2 › body: It holds the control character U+{ord(sign):04X}."
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_file_tells_translators_what_to_keep(format: str):
    source = "### Call\n\nCall {{national:voice}} or [write](/get-help/)."

    text = write([replace(unit(source), max_length=90)], ARABIC, format).decode()

    assert "Keep {{national:voice}} as it is" in text
    assert "Keep the addresses of the links: /get-help/" in text
    assert "Keep the signs of Markdown" in text
    assert "At most 90 characters." in text


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


def hostile(doctype: str, target: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{doctype}<xliff version="1.2" xmlns="{xliff.NAMESPACE}">'
        f'<file target-language="ar"><body><trans-unit id="a.b:1:c"><source>x</source>'
        f"<target>{target}</target></trans-unit></body></file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    "doctype, target",
    [
        (f"<!DOCTYPE x [{LAUGHS}]>", "&l9;"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "&e;"),
        ('<!DOCTYPE x SYSTEM "https://example.org/x.dtd">', ""),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>', ""),
    ],
)
def test_hostile_xml_is_refused(doctype: str, target: str):
    with pytest.raises(ExchangeError) as refused:
        read(hostile(doctype, target))

    assert refused.value.problems == [
        "The file holds a document type or entities, which are not allowed."
    ]
    assert read(hostile("", "fine")).units[0].target == "fine"


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"", "The file is empty."),
        (b"x" * (20 * 1024 * 1024 + 1), "The file is larger than 20 MB."),
        ("<xliff/>".encode("utf-16"), "The file is not UTF-8 text."),
        (b'<?xml version="1.0" encoding="utf-16"?><xliff/>', "The file is not UTF-8 text."),
        (b"<html></html>", "This is not an XLIFF file."),
        (b'<xliff version="2.0"/>', "This is not XLIFF 1.2. Ask for a file in that version."),
        (b'msgid ""\nmsgstr "Language: de\\n"\n', "The file says it is in “de”, which no page"),
        (b'msgid ""\nmsgstr "Language: en\\n"\n', "The file says it is in “en”, which no page"),
        (b'msgid ""\nmsgstr ""\n', "The file does not say which language it is in."),
        (b"/etc/hostname", "This is not a PO file that can be read"),
        (b'msgid "a\nnonsense', "This is not a PO file that can be read"),
        (b"<xliff><", "This is not an XLIFF file that can be read"),
    ],
)
def test_file_that_is_none_of_ours_is_refused_in_a_sentence(data: bytes, problem: str):
    with pytest.raises(ExchangeError) as refused:
        read(data)

    assert refused.value.problems[0].startswith(problem)
    assert "/tmp" not in refused.value.problems[0]


def test_file_with_two_languages_is_refused():
    one = xliff.write([unit("Help")], ARABIC).decode()
    other = xliff.write([unit("Help", n=2)], KOREAN).decode()
    mixed = one.replace("</xliff>", re.search(r"<file.*</file>", other, re.DOTALL)[0] + "</xliff>")

    with pytest.raises(ExchangeError, match="one language"):
        read(mixed.encode())


@pytest.mark.parametrize("tag", ["zh_CN", "zh-Hans", "zh_Hans", "ZH-hans"])
def test_language_is_known_however_a_tool_spells_it(tag: str):
    data = po.write([unit("Help")], BY_CODE["zh-hans"]).decode().replace("zh_Hans", tag)

    assert read(data.encode()).language.code == "zh-hans"


# --- Against the site ---------------------------------------------------------------


@pytest.fixture
def page(db) -> Page:
    page = make_page(title_en="Ask for help", title_ar="اطلب المساعدة", summary_en="A summary.")
    make_block(page, key="b", heading_en="", body_en="Call {{national:voice}}.")
    return page


def sent(page: Page, **targets: str) -> ExchangeFile:
    """What a translator sends back: the file of a page, with some targets changed."""
    units = export(ARABIC, section=page.get_absolute_url())
    changed = [replace(u, target=targets.get(u.id.rpartition(":")[2], u.target)) for u in units]
    return read(write(changed, ARABIC, "po"))


def outcomes(file: ExchangeFile, **kwargs) -> dict[str, str]:
    report = examine(file, **kwargs)
    return {f.id.rpartition(":")[2]: f.outcome for f in report.findings}


def test_report_tells_new_changed_unchanged_and_empty(page):
    file = sent(page, summary="ملخص.")

    assert outcomes(file) == {
        "title": Outcome.UNCHANGED,
        "summary": Outcome.NEW,
        "body": Outcome.EMPTY,
    }
    assert outcomes(sent(page, title="مساعدة"))["title"] == Outcome.CHANGED
    page.refresh_from_db()
    assert (page.title_ar, page.summary_ar) == ("اطلب المساعدة", None)


def test_lost_placeholder_and_too_long_a_text_are_refused(page):
    report = examine(sent(page, body="اتصل الآن.", title="م" * 151))

    refused = {f.id.rpartition(":")[2]: f.reasons for f in report.of(Outcome.REFUSED)}
    assert refused == {
        "title": ["It has 151 characters; there is room for 150."],
        "body": ["The number {{national:voice}} of the English text is missing."],
    }
    assert report.agreed(report.conflicts).units == []


def test_changed_english_is_a_conflict_until_somebody_takes_it(page):
    file = sent(page, summary="ملخص.", title="مساعدة")
    Page.objects.filter(pk=page.pk).update(summary_en="Another summary.")

    report = examine(file)

    conflict = report.of(Outcome.ENGLISH_CHANGED)[0]
    assert conflict.reasons == ["The English changed after the file was made."]
    assert [u.target for u in report.agreed().units] == ["مساعدة"]
    assert len(report.agreed([conflict.id]).units) == 2


def test_changed_english_is_seen_when_a_tool_dropped_the_notes(page):
    file = sent(page, summary="ملخص.")
    bare = [replace(u, english_digest="", target_digest="") for u in file.units]
    Page.objects.filter(pk=page.pk).update(summary_en="Another summary.")

    assert outcomes(replace(file, units=bare))["summary"] == Outcome.ENGLISH_CHANGED


def test_text_that_staff_changed_since_is_a_conflict(page):
    file = sent(page, title="مساعدة")
    Page.objects.filter(pk=page.pk).update(title_ar="كلمات أخرى")

    assert outcomes(file)["title"] == Outcome.STAFF_CHANGED


def test_text_that_changes_after_the_report_is_not_overwritten(page):
    file = examine(sent(page, title="مساعدة")).agreed()
    Page.objects.filter(pk=page.pk).update(title_ar="كلمات أخرى")

    applied = apply(file)

    page.refresh_from_db()
    assert page.title_ar == "كلمات أخرى"
    assert [f.outcome for f in applied.report.left()] == [Outcome.STAFF_CHANGED]


def test_unknown_unfinished_and_contradicting_units_need_a_person(page):
    file = sent(page, title="مساعدة", summary="ملخص.")
    title, summary, body = file.units
    units = [title, replace(title, target="أخرى"), replace(summary, is_unfinished=True)]
    units += [replace(body, id="awareness.block:999999:body", target="x")]

    report = examine(replace(file, units=units))

    assert [f.outcome for f in report.findings] == [
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.UNFINISHED,
        Outcome.UNKNOWN,
    ]
    assert len(report.left()) == 4


@pytest.mark.parametrize(
    "name",
    ["auth.user:1:password", "awareness.page:1:slug", "awareness.page:x:title", "", "..:1:a"],
)
def test_only_texts_can_be_named(page, name: str):
    file = ExchangeFile(ARABIC, [replace(unit("a", "b"), id=name, path="")])

    assert [f.outcome for f in examine(file).findings] == [Outcome.UNKNOWN]


def test_unit_is_found_by_its_path_when_a_tool_dropped_its_name(page):
    file = sent(page, title="مساعدة")
    bare = replace(file, units=[replace(u, id="") for u in file.units])

    report = examine(bare)

    assert [u.id for u in report.agreed().units] == [f"awareness.page:{page.pk}:title"]


def test_import_of_a_publisher_is_live_searchable_and_in_review(page):
    other = make_page(title_en="Other", title_ar="آخر")
    TranslationState.objects.of(page).update(state=State.REVIEWED)
    file = examine(sent(page, title="مساعدة", body="اتصل {{national:voice}}.")).agreed()

    applied = apply(file, by=make_staff())

    page.refresh_from_db()
    assert (page.title_ar, page.blocks.get().body_ar) == ("مساعدة", "اتصل {{national:voice}}.")
    assert TranslationState.objects.by_language(page) == {"ar": State.IN_REVIEW}
    assert TranslationState.objects.by_language(other) == {"ar": State.MACHINE}
    path = page.get_absolute_url()
    assert SearchDocument.objects.get(path=path, language="ar").title == "مساعدة"
    before, after = Version.objects.of(page).order_by("number")
    assert before.snapshot["fields"]["title_ar"] == "اطلب المساعدة"
    assert after.snapshot["fields"]["title_ar"] == "مساعدة"
    assert (applied.live, applied.drafts) == ([page], [])


def test_import_of_somebody_who_may_not_publish_becomes_one_draft(page, translator):
    file = examine(sent(page, title="مساعدة", summary="ملخص.", body="اتصل {{national:voice}}."))
    before = Page.objects.values().get(pk=page.pk)

    applied = apply(file.agreed(), by=translator)

    draft = draft_of(page)
    assert Page.objects.values().get(pk=page.pk) == before
    assert Version.objects.of(page).count() == 1
    assert (draft.review, draft.author) == (Review.SUBMITTED, translator)
    assert draft.snapshot["fields"]["title_ar"] == "مساعدة"
    assert draft.snapshot["parts"]["blocks"][0]["fields"]["body_ar"].startswith("اتصل")
    assert draft.translation_states["ar"]["state"] == State.IN_REVIEW
    assert TranslationState.objects.by_language(page) == {"ar": State.MACHINE}
    assert [obj.pk for obj in applied.drafts] == [page.pk]
    assert set(outcomes(sent(page)).values()) == {Outcome.UNCHANGED}


def test_import_goes_into_the_draft_that_is_there(page, translator):
    apply(examine(sent(page, title="مساعدة")).agreed(), by=translator)

    apply(examine(sent(page, summary="ملخص.")).agreed(), by=make_staff())

    fields = draft_of(page).snapshot["fields"]
    assert (fields["title_ar"], fields["summary_ar"]) == ("مساعدة", "ملخص.")
    assert Version.objects.of(page).count() == 1


def test_import_keeps_a_profile_whole(db, translator):
    profile = make_profile(title_en="Agency")

    apply(examine(sent(profile, title="وكالة")).agreed(), by=translator)

    assert draft_of(profile).model == "awareness.componentprofile"
    assert draft_of(profile).snapshot["fields"]["acronym"] == profile.acronym


def test_import_refuses_what_somebody_may_not_change(page, translator):
    translator.user_permissions.clear()
    translator = type(translator).objects.get(pk=translator.pk)

    report = examine(sent(page, title="مساعدة"), by=translator)

    assert [f.reasons for f in report.of(Outcome.REFUSED)] == [["You may not change pages."]]


def test_import_changes_what_is_not_published_by_itself(db):
    sign = make_indicator(text_en="A sign", text_ar="قديم")
    other = make_indicator(text_en="Other")
    units = [u for u in export(ARABIC, section="indicators") if f":{sign.pk}:" in u.id]
    file = ExchangeFile(ARABIC, [replace(units[0], target="علامة")])

    apply(examine(file).agreed(), by=make_staff())

    assert Indicator.objects.get(pk=sign.pk).text_ar == "علامة"
    assert Indicator.objects.get(pk=other.pk).text_ar is None
    assert TranslationState.objects.by_language(sign) == {"ar": State.IN_REVIEW}


def test_outstanding_is_what_is_missing_outdated_or_a_machine_draft(db):
    made = {
        state: make_page(title_en="T", title_ar="ت", summary_en="S", state=state) for state in State
    }
    archived = make_page(title_en="T", status=Status.ARCHIVED)

    names = {u.id for u in export(ARABIC, section="pages", outstanding=True)}

    title = {s for s, p in made.items() if f"awareness.page:{p.pk}:title" in names}
    summary = {s for s, p in made.items() if f"awareness.page:{p.pk}:summary" in names}
    assert title == {State.MACHINE, State.OUTDATED}
    assert summary == set(State)
    assert not any(f"awareness.page:{archived.pk}:" in name for name in names)


def test_sections_hold_every_text_once(db):
    assert {"pages", "hotlines", "catalogue", "glossary", "indicators"} <= set(sections())
    everything = [u.id for u in export(ARABIC)]
    kinds = {name: [u.id for u in export(ARABIC, section=name)] for name in sections()}

    assert len(set(everything)) == len(everything) > 900
    assert set(everything) == {name for names in kinds.values() for name in names}
    assert len({u.path for u in export(ARABIC)}) == len(everything)


@pytest.mark.parametrize("section", ["nonsense", "/nowhere/"])
def test_unknown_section_is_refused(db, section: str):
    with pytest.raises(ExchangeError):
        export(ARABIC, section=section)


# The most text, and what is written from right to left; each in one of the formats.
JOURNEYS = ["es", "ar"]


def texts_in(code: str) -> dict[str, str]:
    return {u.id: u.target for u in export(BY_CODE[code]) if u.target}


@pytest.mark.slow
@pytest.mark.parametrize(
    "code, format", list(zip(JOURNEYS, itertools.cycle(sorted(FORMATS)), strict=False))
)
def test_shipped_content_makes_the_whole_journey(db, code: str, format: str, tmp_path):
    """Out as a file, gone from the site, in again: every text is what it was."""
    before = texts_in(code)
    file = tmp_path / "texts"
    call_command("export_translations", language=code, format=format, output=file, verbosity=0)
    content = read(file.read_bytes())
    assert examine(content).counts[Outcome.UNCHANGED] == len(before) > 200
    wipe(code)
    fresh = [replace(u, target_digest="") for u in content.units]

    report = examine(replace(content, units=fresh))
    apply(report.agreed())

    assert {finding.id: finding.reasons for finding in report.left()} == {}
    assert texts_in(code) == before


def wipe(code: str) -> None:
    """Take every text of a language away."""
    ending = BY_CODE[code].suffix
    for unit_ in export(BY_CODE[code]):
        if unit_.target:
            label, pk, field = unit_.id.split(":")
            objects = apps.get_model(label)._default_manager.filter(pk=pk)
            objects.update(**{f"{field}_{ending}": None})
    assert texts_in(code) == {}


# --- Commands -----------------------------------------------------------------------


def test_commands_carry_a_page_and_end_well(page, tmp_path, capsys):
    file = tmp_path / "page.xlf"
    address = page.get_absolute_url()
    call_command("export_translations", language="ar", format="xliff", section=address, output=file)
    file.write_text(file.read_text().replace("اطلب المساعدة", "مساعدة"))

    call_command("import_translations", file, dry_run=True)
    page.refresh_from_db()
    assert page.title_ar == "اطلب المساعدة"
    call_command("import_translations", file)

    page.refresh_from_db()
    assert page.title_ar == "مساعدة"
    assert "1  Changed" in capsys.readouterr().out


def test_command_ends_with_1_when_a_person_is_needed(page, tmp_path):
    file = tmp_path / "page.po"
    file.write_bytes(po.write(sent(page, title="مساعدة", body="اتصل.").units, ARABIC))
    Page.objects.filter(pk=page.pk).update(title_en="Get help")

    with pytest.raises(CommandError, match="2 texts need a person") as ended:
        call_command("import_translations", file, verbosity=0)
    assert ended.value.returncode == 1
    with pytest.raises(CommandError, match="1 texts need a person"):
        call_command("import_translations", file, take_conflicts=True, verbosity=0)

    page.refresh_from_db()
    assert page.title_ar == "مساعدة"
    assert page.blocks.get().body_ar is None


def test_command_writes_nothing_in_a_dry_run(page, tmp_path):
    file = tmp_path / "page.po"

    call_command("export_translations", language="ar", output=file, dry_run=True, verbosity=0)

    assert not file.exists()


def test_command_imports_in_the_name_of_a_translator(page, translator, tmp_path):
    file = tmp_path / "page.po"
    file.write_bytes(po.write(sent(page, title="مساعدة").units, ARABIC))

    call_command("import_translations", file, by=translator.username, verbosity=0)

    assert draft_of(page).author == translator
    file.write_bytes(po.write([unit("a", "b")], KOREAN))
    with pytest.raises(CommandError, match="may not translate Korean"):
        call_command("import_translations", file, by=translator.username, verbosity=0)
