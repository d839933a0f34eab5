import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluecampaign.pages import markdown
from bluecampaign.pages.markdown import (
    TAGS,
    complaints,
    links,
    page_address,
    placeholders,
    render,
    render_inline,
    split_items,
)

NUMBERS = {"national:voice": '<a class="number" href="tel:+18883737888">1-888</a>'}
HTML = "HTML is not allowed and was left out: "
LINK = "This link is not https and was left out: "


def drawn(source: str, code: str = "en", **options) -> str:
    return render(source, code, **options).strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("**a** *b*", "<p><strong>a</strong> <em>b</em></p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("### a", "<h3>a</h3>"),
        ("[a](https://b.gov/)", '<p><a href="https://b.gov/">a</a></p>'),
        ("[a](mailto:b@c.gov)", '<p><a href="mailto:b@c.gov">a</a></p>'),
        ("[a](tel:911)", '<p><a href="tel:911">a</a></p>'),
        ("[a](#tips)", '<p><a href="#tips">a</a></p>'),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("", ""),
    ],
)
def test_render_shows_what_may_stand_in_a_text(source, expected):
    assert drawn(source) == expected
    assert complaints(source) == []


@pytest.mark.parametrize(
    ("source", "expected", "said"),
    [
        ("a <b>c</b>", "<p>a c</p>", [f"{HTML}<b>", f"{HTML}</b>"]),
        ("a <strong>c</strong>", "<p>a c</p>", [f"{HTML}<strong>", f"{HTML}</strong>"]),
        ("<div onclick='x()'>c</div>", "", [f"{HTML}<div onclick='x()'>c</div>"]),
        ("<script>x()</script>", "", [f"{HTML}<script>x()</script>"]),
        ("<!-- a -->", "", [f"{HTML}<!-- a -->"]),
        ("a <img src=x onerror=y>", "<p>a </p>", [f"{HTML}<img src=x onerror=y>"]),
        ("[a](http://b.gov/)", "<p><a>a</a></p>", [f"{LINK}http://b.gov/"]),
        ("[a](get-help/)", "<p><a>a</a></p>", [f"{LINK}get-help/"]),
        ("[a](//b.gov/)", "<p><a>a</a></p>", [f"{LINK}//b.gov/"]),
        ("[a](ftp://b.gov/)", "<p><a>a</a></p>", [f"{LINK}ftp://b.gov/"]),
    ],
)
def test_render_leaves_out_what_complaints_names(source, expected, said):
    assert drawn(source) == expected
    assert complaints(source) == said


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "&#106;avascript:alert(1)",
    ],
)
def test_render_never_links_to_a_program(address):
    found = drawn(f"[a](<{address}>)")

    assert "href" not in found
    assert "a" in found


def test_render_keeps_pictures_as_words():
    assert "<img" not in drawn("![a](https://b.gov/c.png)")


@pytest.mark.parametrize(
    ("source", "first_level", "expected"),
    [
        ("# a\n\n## b", 3, ["h3", "h4"]),
        ("### a\n\n#### b", 3, ["h3", "h4"]),
        ("### a", 4, ["h4"]),
        ("#### a\n\n### b", 4, ["h5", "h4"]),
        ("###### a", 3, ["h6"]),
        ("# a\n\n###### b", 3, ["h3", "h6"]),
        ("Title\n=====", 3, ["h3"]),
    ],
)
def test_render_never_makes_an_h1_or_h2(source, first_level, expected):
    found = drawn(source, first_level=first_level)

    assert re.findall(r"<(h\d)>", found) == expected


def test_complaints_names_a_heading_that_is_too_big():
    said = ["A heading inside a text starts at ###. It was moved down."]

    assert complaints("# a") == said
    assert complaints("## a\n\n## b") == said
    assert complaints("### a") == []


@pytest.mark.parametrize(
    ("address", "code", "expected"),
    [
        ("/get-help/", "es", "/es/get-help/"),
        ("/get-help/", "en", "/get-help/"),
        ("/components/ice/#tips", "zh-hans", "/zh-hans/components/ice/#tips"),
        ("/resources/?kind=poster", "ar", "/ar/resources/?kind=poster"),
        ("/static/a.pdf", "es", "/static/a.pdf"),
        ("/files/editions/a.pdf", "es", "/files/editions/a.pdf"),
        ("/media/", "es", "/es/media/"),
        ("/admin/", "es", "/admin/"),
        ("#tips", "es", "#tips"),
        ("https://www.ice.gov/", "es", "https://www.ice.gov/"),
    ],
)
def test_link_inside_the_site_gets_the_language(address, code, expected):
    assert page_address(address, code) == expected
    assert drawn(f"[a]({address})", code) == f'<p><a href="{expected}">a</a></p>'


def test_placeholder_becomes_the_number():
    found = drawn("Call {{national:voice}} or {{ national:voice }}.", numbers=NUMBERS)

    number = NUMBERS["national:voice"]
    assert found == f"<p>Call {number} or {number}.</p>"


@pytest.mark.parametrize("source", ["Call {{gone:voice}}.", "Call {{gone:voice}}."])
def test_placeholder_without_a_number_is_left_out(source):
    assert drawn(source, numbers=NUMBERS) == "<p>Call .</p>"
    assert drawn(source) == "<p>Call .</p>"


@pytest.mark.parametrize(
    "source",
    ['<a href="{{national:voice}}">a</a>', "[a]({{national:voice}})", "[a](/{{national:voice}}/)"],
)
def test_placeholder_never_opens_an_attribute(source):
    assert "tel:" not in drawn(source, numbers=NUMBERS)


def test_placeholders_are_named_in_their_order():
    source = "{{988:text}} {{ hsi:voice }} {{hsi}} {{HSI:voice}}"

    assert placeholders(source) == ["988:text", "hsi:voice"]


def test_render_inline_has_no_paragraph():
    assert render_inline("Ask **me**.", "en") == "Ask <strong>me</strong>."


def test_links_are_named_in_their_order():
    assert links("[a](/b/) <https://c.gov> [d](#e)") == ["/b/", "https://c.gov", "#e"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ("", [])),
        ("Only words.", ("Only words.", [])),
        ("### A\n\nb", ("", [("A", "b")])),
        (
            "Lead.\n\n### A\n\nb\n\n### C ###\n#### D\n### E\n",
            ("Lead.", [("A", "b"), ("C", "#### D"), ("E", "")]),
        ),
        ("### A\r\nb\r\n", ("", [("A", "b")])),
    ],
)
def test_split_items_begins_one_at_each_heading(source, expected):
    assert split_items(source) == expected


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=x>"),
                *("javascript:alert(1)", "JaVaScRiPt:", "data:text/html,", "vbscript:x"),
                *("[a](", "](", ")", "<", ">", '"', "'", "`", "```\n", "![", "\n\n", "    "),
                *("{{national:voice}}", "<a href='", "&#x6a;avascript:x", "&lt;script&gt;"),
                *("### ", "# ", "- ", "1. ", "<!--", "-->", "<![CDATA[", "<?", "<style>"),
                *("<https://a.gov>", "<javascript:x>", "[a]: javascript:x\n\n[a]", "\x00"),
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=14,
).map("".join)


@settings(max_examples=250, deadline=None)
@given(HOSTILE)
def test_render_is_safe_whatever_is_written(source):
    found = html5lib.parseFragment(
        render(source, "es", numbers=NUMBERS), namespaceHTMLElements=False
    )

    elements = [element for element in found.iter() if isinstance(element.tag, str)]
    tags = {element.tag for element in elements} - {"DOCUMENT_FRAGMENT", "bdi"}
    attributes = {name for element in elements for name in element.attrib}
    targets = [element.get("href", "/") for element in elements]
    assert tags <= TAGS
    assert attributes <= {"href", "start", "class"}
    assert all(re.match(r"/(?!/)|#|(https|mailto|tel|sms):", url, re.I) for url in targets)


@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_complaints_and_their_like_never_fail(source):
    complaints(source)
    links(source)
    split_items(source)

    assert render_inline(source, "en") == markdown.render_inline(source, "en")
