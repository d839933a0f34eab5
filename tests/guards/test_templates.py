"""What templates, styles and drawings may hold."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from tests.tree import ROOT, name, python_files, style_sheets, templates

# The only places that call a string safe, and why each is.
SAFE_PLACES = {
    ("bluecampaign/pages/markdown.py", "render"): "cleaned by nh3; numbers by format_html",
    ("bluecampaign/pages/markdown.py", "render_inline"): "takes tags off what render made",
    ("bluecampaign/templatetags/components.py", "jsonld"): "JSON that cannot end its script",
}
UNSAFE_CALLS = {"mark_safe", "SafeString", "SafeText"}
# English only: shown to developers, or to nobody.
NOT_FOR_READERS = {"styleguide.html"}
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "content", "label", "placeholder", "title"}
SPOKEN_ATTRIBUTES |= {"aria-description", "aria-roledescription", "summary", "value"}
# What stands in such an attribute without being said: settings of the head, a value.
UNSPOKEN = {"light dark", "no", "summary_large_image", "website"}
# The name of the campaign is the same in every language.
NAMES = {"Blue Campaign"}
FORMATS = {"DATE_FORMAT", "YEAR_MONTH_FORMAT", "Y-m"}
WORDS = re.compile(r"[^\W\d_]{2,}")

# A block that holds the name of a class says nothing to a person.
COMMENTS = re.compile(
    r"{#.*?#}|{% comment.*?%}.*?{% endcomment %}|{% block (?:\w+class|coltype) %}.*?{% endblock %}",
    re.S,
)
TRANSLATED = re.compile(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", re.S)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
QUOTED = re.compile(r'"([^"]*)"')
SPEAKING_TAG = re.compile(r"{%\s*(?:translate|trans|plural)\b")
# Their quoted arguments are names of things, not words.
NAMING_TAG = re.compile(
    r"{%\s*(?:static|url|include|extends|load|block|if|elif|tr|hotline_cards)\b"
)

COLOURS = "black white red green blue yellow orange gray grey silver navy gold purple"
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    rf"|:[^;]*(?<![\w-])(?:{'|'.join(COLOURS.split())})(?![\w-])",
    re.IGNORECASE,
)
SIDE = re.compile(r"(?<![\w])(?:left|right)(?![\w])", re.IGNORECASE)
SCSS_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)

FOREIGN = re.compile(r"<script|<image|<foreignObject|<style|\son\w+=|data:|<metadata")
# Our own drawings and nothing else. No seal and no mark of anybody.
ARTWORK = {
    *("apple-touch-icon.png", "favicon.ico", "favicon.svg", "mark.svg", "share.png"),
    *("door-help.svg", "door-learn.svg", "door-report.svg", "plain.svg"),
    *("icon-192.png", "icon-512.png"),
}


class Words(HTMLParser):
    """The words of a template that are neither translated nor a variable."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "code")
        for key, value in attrs:
            spoken = key in SPOKEN_ATTRIBUTES or key.startswith("data-")
            # A button says what stands between its tags; its value goes to the server.
            spoken = spoken and (tag, key) != ("button", "value")
            if spoken and value and value not in UNSPOKEN:
                self._hear(value, in_content=key == "content")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "code")

    def handle_data(self, data):
        if not self.silent:
            self._hear(data)

    def _hear(self, text: str, *, in_content: bool = False) -> None:
        if in_content and re.search(r"[#=]", text):
            return
        if WORDS.search(text):
            self.found.append(" ".join(text.split()))


def bare_words(source: str) -> list[str]:
    """Words that a person would see in English whatever the language of the page."""
    text = TRANSLATED.sub("", COMMENTS.sub("", source))
    parser = Words()
    parser.feed(TAG.sub("", text))
    parser.close()
    return parser.found + [word for tag in TAG.findall(text) for word in words_in_tag(tag)]


def words_in_tag(tag: str) -> list[str]:
    """Quoted sentences that a tag or filter would print as they stand."""
    if SPEAKING_TAG.match(tag) or NAMING_TAG.match(tag):
        return []
    quoted = [text for text in QUOTED.findall(tag) if text not in NAMES | FORMATS]
    return [each for each in quoted if " " in each or (each.istitle() and WORDS.match(each))]


def code_of(sheet: Path) -> str:
    return SCSS_COMMENT.sub("", sheet.read_text())


def safe_places() -> set[tuple[str, str]]:
    """(file, function) of every call that says a string is safe."""
    return {
        (name(file), function.name)
        for file in python_files()
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in UNSAFE_CALLS
    }


# --- Python ------------------------------------------------------------------------


def test_string_is_called_safe_only_where_it_is():
    assert safe_places() == set(SAFE_PLACES)


def test_html_is_formatted_from_literals_only():
    """format_html escapes its arguments, so its first one must be written out."""
    literals = {"format_html": 1, "format_html_join": 2}

    built = [
        f"{name(file)}:{node.lineno}"
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        for first in node.args[: literals.get(ast.unparse(node.func).split(".")[-1], 0)]
        if not isinstance(first, ast.Constant)
    ]

    assert built == []


# --- Templates ---------------------------------------------------------------------


@pytest.mark.parametrize("file", templates(), ids=name)
def test_template_escapes_everything(file: Path):
    source = COMMENTS.sub("", file.read_text())

    escapes = re.findall(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off|{%\s*filter\s", source)

    assert escapes == []


@pytest.mark.parametrize("file", templates(), ids=name)
def test_template_has_no_inline_style_or_script(file: Path):
    text = TAG.sub("", COMMENTS.sub("", file.read_text()))

    inline = re.findall(r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", text)

    assert inline == []


@pytest.mark.parametrize(
    "file", [f for f in templates() if f.name not in NOT_FOR_READERS], ids=name
)
def test_template_translates_every_word(file: Path):
    assert bare_words(file.read_text()) == []


def test_bare_words_are_heard():
    source = """
    {% load i18n %}{# A note #}
    <p title="Seen" data-note="Seen too">{% translate "Not this" %} {{ site.name }}</p>
    <p>{% blocktranslate %}Nor this{% endblocktranslate %}<b>Bare text</b> · 3</p>
    {{ name|default:"Somebody else" }}{% notice kind="info" text="In a tag" %}
    """

    assert bare_words(source) == ["Seen", "Seen too", "Bare text", "Somebody else", "In a tag"]


# --- Styles ------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", style_sheets(), ids=name)
def test_style_has_no_physical_side(sheet: Path):
    """One sheet serves both directions of writing: start and end, never left and right."""
    assert SIDE.findall(code_of(sheet)) == []


@pytest.mark.parametrize("sheet", [s for s in style_sheets() if s.name != "_tokens.scss"], ids=name)
def test_style_takes_its_colours_from_tokens(sheet: Path):
    """The admin's sheet takes them from Django's variables. The design system's own
    settings name its tokens, in quotes."""
    code = re.sub(r'"[^"]*"', '""', code_of(sheet))

    assert COLOUR.findall(code) == []


def test_colours_and_sides_are_seen():
    assert COLOUR.search("a { color: #fff; }")
    assert COLOUR.search("a { border: 1px solid white; }")
    assert not COLOUR.search("a { color: var(--color-white); border-color: currentcolor; }")
    assert SIDE.search("a { margin-left: 0; }")
    assert not SIDE.search("a { content: bright; inset-inline-start: 0; }")


def test_every_token_of_a_colour_is_known():
    tokens = (ROOT / "assets" / "css" / "_tokens.scss").read_text()
    known = set(re.findall(r"(--[a-z0-9-]+):", tokens))
    ours = [s for s in style_sheets() if s.parent.name == "css"]

    unknown = {
        (name(sheet), token)
        for sheet in ours
        for token in re.findall(r"var\((--[a-z0-9-]+)", code_of(sheet))
        if token not in known and f"{token}:" not in code_of(sheet)
    }

    assert unknown == set()


def test_colour_of_the_browser_is_a_token():
    head = (ROOT / "templates" / "site" / "head.html").read_text()
    tokens = (ROOT / "assets" / "css" / "_tokens.scss").read_text()

    [colour] = re.findall(r'name="theme-color" content="(#\w+)"', head)

    assert f"--color-night: {colour};" in tokens


# --- Drawings ----------------------------------------------------------------------


def test_artwork_is_ours():
    found = {file.name for file in (ROOT / "static" / "img").iterdir()}

    assert found == ARTWORK


@pytest.mark.parametrize("file", sorted((ROOT / "static" / "img").glob("*.svg")), ids=name)
def test_drawing_carries_nothing_from_elsewhere(file: Path):
    source = file.read_text()

    assert FOREIGN.findall(source) == []
    assert set(re.findall(r"https?://[^\"' ]+", source)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("file", sorted((ROOT / "static" / "img").glob("*.png")), ids=name)
def test_picture_carries_no_metadata(file: Path):
    with Image.open(file) as picture:
        told = set(picture.info) - {"transparency", "gamma", "dpi", "srgb", "interlace"}

    assert told == set()
