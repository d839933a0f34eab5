"""Files for translators: nothing is lost on the way, nothing hostile comes in."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bluecampaign.translation.exchange import po, xliff
from bluecampaign.translation.exchange.files import FORMATS, read, write
from bluecampaign.translation.exchange.units import FORBIDDEN, ExchangeError, Unit
from bluecampaign.translation.languages import BY_CODE
from tests.translation.exchange.units import ARABIC, KOREAN, unit

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
