"""What is built is understood by the browsers that docs/decisions.md names."""

import json
import re
import shutil
import subprocess

import pytest

from tests.tree import ROOT

BUILT = ROOT / "static" / "built"
PUBLIC_SHEETS = ("site.css", "site.rtl.css", "more.css", "more.rtl.css", "numbers.css")
# The way out has to work in all; the others are modules, which older browsers pass over.
SCRIPTS = {"leaving.js": "es2015", "site.js": "es2019", "keeping.js": "es2019", "sw.js": "es2019"}
# A text is printed twice, for every level and for the promised one: a difference is something
# that had to be put into older words.
LEVELS = """
import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
const found = {};
for (const [name, level] of Object.entries(JSON.parse(process.argv[1]))) {
  const text = readFileSync(name, "utf8");
  const print = (target) => transformSync(text, { target, format: "esm" }).code;
  try { found[name] = print(level) === print("esnext"); } catch (error) { found[name] = false; }
}
console.log(JSON.stringify(found));
"""
# Newer than Chrome 87, Firefox 84 and Safari 14.1: a rule with one of them is dropped whole.
UNKNOWN_SELECTORS = re.compile(r":has\(|:is\(|:where\(|&|:user-(?:in)?valid|:popover-open")
UNKNOWN_RULES = re.compile(r"@(?:layer|container|property|scope|starting-style)\b")
UNKNOWN_VALUES = re.compile(
    r"oklch\(|oklab\(|\blch\(|\blab\(|color-mix\(|light-dark\(|\bcolor\(|\bround\("
    r"|\d[dsl]v[hwib]\b|subgrid|anchor\(|if\("
)
# What an older browser may leave out: the page is the same without it, or close.
HARMLESS = {
    "text-wrap": "lines of a heading are of unequal length",
    "accent-color": "a ticked box has the browser's colour",
    "aspect-ratio": "a picture has its own height",
    "content-visibility": "stands inside @supports",
}
NEWER_PROPERTIES = re.compile(
    r"[{;](text-wrap|accent-color|aspect-ratio|content-visibility|container(?:-type)?|translate"
    r"|rotate|scale|view-transition-name|anchor-name|field-sizing|interpolate-size):"
)


def levels_held(scripts: dict[str, str]) -> dict[str, bool]:
    """Whether each script keeps to the level of the language that it is given."""
    node = shutil.which("node")
    assert node, "There is no Node here. `make assets` brings it."
    command = [node, "--input-type=module", "-e", LEVELS, json.dumps(scripts)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def without_supports(css: str) -> str:
    """A sheet less what browsers are asked about first."""
    return re.sub(r"@supports[^{]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}", "", css)


def unknown(css: str) -> list[str]:
    """What an old browser does not know, so that it drops the rule or the declaration."""
    css = without_supports(css)
    selectors = "\n".join(re.findall(r"([^{};]+)\{", css))
    newer = {name for name in NEWER_PROPERTIES.findall(css) if name not in HARMLESS}
    return [
        *UNKNOWN_SELECTORS.findall(selectors),
        *UNKNOWN_RULES.findall(css),
        *UNKNOWN_VALUES.findall(css),
        *sorted(newer),
    ]


def test_script_keeps_to_the_language_that_was_promised():
    scripts = {str(BUILT / name): level for name, level in SCRIPTS.items()}

    assert {path: True for path in scripts} == levels_held(scripts)


def test_newer_language_in_a_script_is_seen(tmp_path):
    texts = {
        "arrows.js": "const f = (a, ...b) => `${a}`; f(1);",
        "chain.js": "a?.b();",
        "catch.js": "try { a(); } catch { b(); }",
        "power.js": "a = b ** c;",
        "waits.js": "await a();",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)

    held = levels_held({str(tmp_path / name): "es2015" for name in texts})

    assert list(held.values()) == [True, False, False, False, False]


@pytest.mark.parametrize("name", PUBLIC_SHEETS)
def test_sheet_uses_nothing_that_an_old_browser_drops(name: str):
    assert unknown((BUILT / name).read_text()) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a:has(b){color:red}",
        "a{color:oklch(1 0 0)}",
        "a{color:color-mix(in srgb,red,blue)}",
        "@layer x{a{color:red}}",
        "a{&:hover{color:red}}",
        "a{min-height:100dvh}",
        "@media screen{:where(a){color:red}}",
        "a{color:red;container-type:size}",
    ],
)
def test_newer_style_is_seen(rule: str):
    assert unknown(rule) != []
    assert unknown(f"@supports (a:b){{{rule}}}") == []


def test_numbers_stand_in_the_flow_without_grid_or_variables():
    """A browser that knows neither shows them all the same: nothing is hidden, nothing is
    taken out of its place."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", (BUILT / "site.css").read_text())
    own = [
        declarations
        for selectors, declarations in rules
        if re.search(r"\.(lifeline|lifelines|call|hotline|ways?)\b(?![-_\w])[^:,]*(,|$)", selectors)
    ]

    assert len(own) > 5
    hiding = re.compile(r"display:none|visibility:hidden|opacity:0|position:(absolute|fixed)")
    assert [each for each in own if hiding.search(each)] == []
