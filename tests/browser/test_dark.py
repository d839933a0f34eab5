"""The dark scheme, for who asks for it: the same promises of contrast as in the light."""

import io
import re
import statistics
from itertools import product

import pytest
from PIL import Image

from tests.browser.chromium import PHONE, Readers
from tests.browser.serving import address
from tests.browser.test_accessibility import PAGES
from tests.tree import ROOT

SHEET = ROOT / "assets/css/_tokens.scss"
COLOUR = re.compile(r"--color-([\w-]+): #([0-9a-f]{3,6});")
GROUNDS = ["paper", "surface", "sand", "mist", "dawn-soft"]
TEXTS = ["text", "text-soft", "action", "action-strong", "dawn-strong"]
# What stands on what: the colour, the ground, how much they differ at least.
PROMISES = [
    *(("text", ground, 12) for ground in GROUNDS),
    *((text, ground, 4.5) for text, ground in product(TEXTS, GROUNDS)),
    # Numbers of the strip and of a hotline, and the way out.
    ("action-strong", "surface", 7),
    ("action-strong", "dawn-soft", 7),
    ("action", "surface", 7),
    ("on-dark", "exit", 7),
    ("on-dark", "exit-strong", 7),
    # Buttons, labels of who answers, what stands on the night.
    ("on-action", "action", 4.5),
    ("on-action", "action-strong", 4.5),
    ("night", "dawn", 4.5),
    ("night", "on-dark", 4.5),
    ("calm", "calm-soft", 4.5),
    ("calm", "surface", 4.5),
    ("dawn-strong", "dawn-soft", 4.5),
    ("on-dark", "night", 7),
    ("on-dark", "night-soft", 4.5),
    ("night-text", "night", 7),
    ("night-text", "night-soft", 4.5),
    # Edges of fields and of buttons, and the ring around what has the focus.
    *((edge, ground, 3) for edge, ground in product(["control", "action", "focus"], GROUNDS)),
    ("dawn", "night", 3),
]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of the light scheme and of the dark one."""
    light, _media, dark = SHEET.read_text().partition("(prefers-color-scheme: dark)")
    first = dict(COLOUR.findall(light))
    return {"light": first, "dark": first | dict(COLOUR.findall(dark))}


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(letter * 2 for letter in colour)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_keep_their_distance(scheme: str):
    colours = schemes()[scheme]

    near = {
        f"{one} on {ground}": round(contrast(colours[one], colours[ground]), 2)
        for one, ground, least in PROMISES
        if contrast(colours[one], colours[ground]) < least
    }

    assert len(colours) > 25
    assert near == {}


def test_contrast_is_that_of_the_guideline():
    assert contrast("000", "fff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


def test_dark_scheme_names_only_colours_there_are():
    light, _media, dark = SHEET.read_text().partition("(prefers-color-scheme: dark)")
    changed = set(COLOUR.findall(dark))

    assert {name for name, _value in changed} <= {name for name, _value in COLOUR.findall(light)}
    assert changed & set(COLOUR.findall(light)) == set()


# --- As it is seen -----------------------------------------------------------------

GROUND = "getComputedStyle(document.documentElement).backgroundColor"
# Edges that tell where a field is; a field without one has to be told by its ground.
EDGES = """() => {
  const parts = (color) => color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (color) => parts(color).map((part) => part / 255)
    .map((p) => p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4)
    .reduce((sum, p, at) => sum + p * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (!/^(transparent|rgba\\(.*, 0\\))$/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const kinds = "select, input:not([type=hidden], [type=checkbox]), .usa-button, .finder__choice";
  const fields = [...document.querySelectorAll(kinds)];
  return fields.filter((each) => each.checkVisibility()).map((element) => {
    const style = getComputedStyle(element);
    const around = ground(element.parentElement);
    const edges = [style.borderBlockStartColor, ground(element)];
    if (style.boxShadow !== "none") edges.push(style.boxShadow);
    const most = Math.max(...edges.map((edge) => contrast(edge, around)));
    return [most, element.outerHTML.slice(0, 90)];
  }).filter(([most]) => most < 3);
}"""
WITH_FIELDS = [
    "/hotlines/",
    "/resources/",
    "/search/?q=visa",
    "/numbers/keep/",
    "/ways/",
    "/ar/hotlines/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", WITH_FIELDS)
def test_edge_of_a_field_is_seen(reader: Readers, path: str, scheme: str):
    page = reader(size=PHONE, color_scheme=scheme)
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach((fold) => { fold.open = true; })")

    assert page.locator("select, input, .usa-button, .finder__choice").count() > 0
    assert page.evaluate(EDGES) == []


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("path", [PAGES["home"], PAGES["page"], PAGES["missing page"], "/numbers/"])
def test_page_is_dark_from_its_first_moment_and_needs_no_script(
    reader: Readers, path: str, code: str
):
    grounds = {}

    for scheme in ("light", "dark"):
        page = reader(size=PHONE, scripts=False, color_scheme=scheme)
        page.goto(address(path, code), wait_until="commit")
        meta = page.locator("meta[name=color-scheme]")
        assert meta.get_attribute("content") == "light dark"
        picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
        grounds[scheme] = statistics.median(picture.tobytes())

    assert grounds["light"] > 200
    assert grounds["dark"] < 60


@pytest.mark.parametrize("path", ["/get-help/", "/numbers/", "/ar/hotlines/"])
def test_paper_is_light_in_the_dark(reader: Readers, path: str):
    page = reader(size=PHONE)
    page.goto(path)
    pictures = []

    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)
        pictures.append(page.screenshot())

    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_browser_takes_the_colour_of_the_bar(reader: Readers, scheme: str):
    page = reader(size=PHONE, color_scheme=scheme)
    page.goto("/")

    [told] = page.locator("meta[name=theme-color]").evaluate_all("all => all.map((m) => m.content)")
    bar = page.evaluate("getComputedStyle(document.querySelector('.topbar')).backgroundColor")

    assert bar == f"rgb({', '.join(str(int(told[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_visited_button_keeps_its_colours(reader: Readers, scheme: str):
    """Scripts are told the colours of a link that was never visited; the picture tells."""
    page = reader(size=PHONE, color_scheme=scheme)
    page.goto("/resources/my-list/")
    button = page.locator("main a.usa-button").first
    before = button.screenshot()
    button.click()
    page.wait_for_url("**/resources/**")

    page.goto("/resources/my-list/")

    assert button.screenshot() == before
