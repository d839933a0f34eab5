"""The editor's guide says what is so: its pictures, the words on the screen, the groups and
the commands. `make guide` takes the pictures anew.
"""

import ast
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.core.management import get_commands
from PIL import Image
from playwright.sync_api import Browser

from bluecampaign import roles
from bluecampaign.translation.languages import LANGUAGES
from tests.browser import guide
from tests.browser.camera import LARGEST, Camera, digest_of
from tests.browser.chromium import DESK
from tests.tree import ROOT, python_files

pytestmark = pytest.mark.browser

GUIDE = ROOT / "docs" / "editing-content.md"
PICTURE = re.compile(r"!\[([^\]]*)\]\(images/office/([\w-]+)\.png\)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"\]\(#([\w-]+)\)")
COMMAND = re.compile(r"manage\.py (\w+)")
OPTION = re.compile(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*")
ADMIN_TEMPLATES = Path(django.__file__).parent / "contrib" / "admin" / "templates"
TRANSLATED = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCKS = re.compile(r"{%\s*blocktranslate.*?%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)


def text_of_guide() -> str:
    return GUIDE.read_text()


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


# --- Pictures ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def walked(
    prepared: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Camera]:
    """The words of every screen of the guide as they are now; no picture is taken."""
    camera = Camera()
    failures = guide.walk(prepared, tmp_path_factory.mktemp("guide"), browser, camera)
    assert failures == []
    yield camera


def test_pictures_show_the_screens_as_they_are(walked: Camera):
    known = guide.known_digests()

    stale = [
        f"the guide's picture of {name} is out of date: run make guide"
        for name in sorted({*known, *walked.digests})
        if known.get(name) != walked.digests.get(name)
    ]

    assert len(walked.digests) > 20
    assert stale == []


def test_digest_depends_on_words_and_not_on_the_day():
    lines = ["Waits for review: by elena, Nov. 22, 2026, 3:05 p.m.", "button: Publish it"]
    later = ["Waits for review: by elena, March 1, 2027, noon", "button: Publish it"]

    assert digest_of(lines) == digest_of(later)
    assert digest_of(lines) != digest_of([*lines, "textarea: Say why"])


def test_pictures_are_those_of_the_guide():
    used = [name for _words, name in PICTURE.findall(text_of_guide())]
    there = sorted(file.stem for file in guide.FOLDER.glob("*.png"))

    assert len(used) > 20
    assert sorted(used) == there == sorted(guide.known_digests())


def test_pictures_have_words_for_who_does_not_see_them():
    short = [name for words, name in PICTURE.findall(text_of_guide()) if len(words) < 30]

    assert short == []


def test_pictures_are_small():
    sizes = {file: Image.open(file).size for file in guide.FOLDER.glob("*.png")}
    heavy = [file.name for file in sizes if file.stat().st_size > LARGEST]
    wide = [file.name for file, (width, _height) in sizes.items() if width > DESK["width"]]

    assert (heavy, wide) == ([], [])


# --- Words -------------------------------------------------------------------------


def words_of_code() -> set[str]:
    """Every text in the code of ours and in the templates, Django's admin included."""
    trees = (ast.parse(file.read_text()) for file in python_files())
    nodes = chain.from_iterable(ast.walk(tree) for tree in trees)
    found = {node.value for node in nodes if isinstance(node, ast.Constant) and _is_text(node)}
    for folder in (ROOT / "templates", ADMIN_TEMPLATES):
        for file in folder.rglob("*.html"):
            source = file.read_text()
            found |= {first or second for first, second in TRANSLATED.findall(source)}
            found |= set(BLOCKS.findall(source))
    return {plain(text) for text in found}


def _is_text(node: ast.Constant) -> bool:
    return isinstance(node.value, str)


def words_of_models() -> set[str]:
    """What lists and fields are called, those that Django brings along, too."""
    metas = [model._meta for model in apps.get_models()]
    fields = chain.from_iterable(meta.get_fields() for meta in metas)
    named = {str(getattr(field, "verbose_name", "")) for field in fields}
    several = {str(meta.verbose_name_plural) for meta in metas}
    # As Django's admin puts them together.
    added = {f"{verb} {m.verbose_name}" for verb in ("Add", "Add another") for m in metas}
    return named | several | added | {f"Delete selected {name}" for name in several}


def words_of_screens(camera: Camera) -> set[str]:
    lines = chain.from_iterable(camera.words.values())
    return {line.removeprefix("button: ").removesuffix(":") for line in lines}


def is_among(label: str, known: set[str]) -> bool:
    """Whether somebody reads it on a screen; … stands for what differs."""
    wanted = re.compile(re.escape(label).replace("…", r".+"), re.IGNORECASE)
    return any(wanted.fullmatch(text) for text in known)


def labels() -> list[str]:
    """What stands in bold: in the guide, the words of a screen and nothing else."""
    return list(dict.fromkeys(plain(words) for words in BOLD.findall(text_of_guide())))


def test_labels_of_the_guide_stand_on_the_screens(walked: Camera):
    known = words_of_code() | words_of_models() | words_of_screens(walked)

    missing = [label for label in labels() if not is_among(label, known)]

    assert len(labels()) > 60
    assert missing == []


def test_label_that_is_nowhere_is_found_out():
    assert not is_among("Publish everything now", {"Publish it", "Publish"})
    assert is_among("Bring version … back", {"Bring version %(n)s back"})


def test_contents_lead_to_the_sections():
    text = text_of_guide()
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    anchors = [re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for words in headings]

    assert LINK.findall(text) == anchors


# --- Groups, commands, addresses ---------------------------------------------------


def test_guide_names_every_group():
    table = text_of_guide().partition("## Who may do what")[2].partition("\n## ")[0]
    generic = {
        f"{kind}: {item.english_name}": f"{kind}: *language*"
        for kind in ("Translator", "Reviewer")
        for item in LANGUAGES
    }

    unnamed = [name for name in roles.wanted({}) if generic.get(name, name) not in table]

    assert unnamed == []


def test_commands_of_the_guide_exist():
    text = plain(text_of_guide())
    named = set(COMMAND.findall(text))
    known = {option for name in named & set(get_commands()) for option in _options_of(name)}

    assert len(named) > 5
    assert named - set(get_commands()) == set()
    assert set(OPTION.findall(text)) - known == set()


def _options_of(command: str) -> list[str]:
    (file,) = ROOT.glob(f"*/**/management/commands/{command}.py")
    return OPTION.findall(file.read_text())


def test_targets_of_the_guide_exist():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"`make ([a-z-]+)", text_of_guide())

    assert named != []
    assert set(named) - set(targets) == set()


def test_addresses_of_the_guide_answer(admin_client):
    named = set(re.findall(r"`(/admin/[\w/-]*)`", text_of_guide()))

    answers = {path: admin_client.get(path, follow=True).status_code for path in sorted(named)}

    assert len(named) > 3
    assert answers == dict.fromkeys(sorted(named), 200)


def test_manifest_is_sorted_and_whole():
    known = json.loads((guide.FOLDER / guide.MANIFEST).read_text())

    assert list(known) == sorted(known)
    assert all(re.fullmatch(r"[0-9a-f]{32}", digest) for digest in known.values())
