"""Manners of the code that can be read off it."""

import ast
import re

from tests.tree import ROOT, name, python_files, style_sheets

SETTINGS = ROOT / "bluecampaign" / "settings.py"
STAFF = ("admin.py", "office.py")
OFFICE = {"admin", "office", "signin"}
PERSONAL = {"user", "session", "COOKIES", "META"}
# What they make can be made again from the database at any time; or they make nothing.
HARMLESS = {"check_words.py", "rebuild_search.py"}
COMPONENTS = ("components.py", "browsing.py", "catalogue.py")


def calls(file, attribute: str) -> list[ast.Call]:
    found = (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
    return [c for c in found if isinstance(c.func, ast.Attribute) and c.func.attr == attribute]


def test_middleware_tells_its_reason():
    """The order matters for safety, so each line says why it stands there."""
    block = SETTINGS.read_text().partition("MIDDLEWARE = [\n")[2].partition("\n]")[0]
    lines = [line.strip() for line in block.splitlines()]

    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line.startswith('"') and not before.startswith("# ")
    ]

    assert len(lines) > 20
    assert bare == []


def test_public_code_asks_nothing_about_the_person():
    """Who is signed in, what the browser kept: only staff pages may know.

    The language middleware reads the query string to send it along, no more.
    """
    asked = {
        f"{name(file)}: request.{node.attr}"
        for file in python_files()
        if file.name not in STAFF
        and not {"admin", "office", "signin"} & set(file.relative_to(ROOT).parts)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in PERSONAL
        and ast.unparse(node.value).endswith("request")
    }

    assert asked == {
        "bluecampaign/translation/middleware.py: request.META",  # the query, to keep it
        "bluecampaign/web/posture.py: request.META",  # whether the page cache asks
        "bluecampaign/web/senders.py: request.META",  # counted for a minute, under a lost key
        "bluecampaign/web/staff.py: request.COOKIES",  # taken away, not read
    }


def test_component_takes_only_named_arguments():
    files = [ROOT / "bluecampaign" / "templatetags" / file for file in COMPONENTS]
    tags = [
        node
        for file in files
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and any("inclusion_tag" in ast.unparse(d) for d in node.decorator_list)
    ]

    assert len(tags) > 20
    assert [tag.name for tag in tags if tag.args.args] == []
    assert [tag.name for tag in tags if not ast.get_docstring(tag)] == []


def test_component_has_template_and_examples():
    folder = ROOT / "templates" / "components"
    named = {
        template.removeprefix("components/").removesuffix(".html")
        for file in COMPONENTS
        for call in calls(ROOT / "bluecampaign" / "templatetags" / file, "inclusion_tag")
        for template in [ast.literal_eval(call.args[0])]
    }

    assert named - {file.stem for file in folder.glob("*.html")} == set()
    assert named == {file.stem for file in (folder / "examples").glob("*.toml")}


# Names of values and of shapes, which others use.
RULELESS = {"_theme.scss", "_shapes.scss"}


def test_style_sheet_stands_in_a_layer():
    sheets = [file for file in style_sheets() if file.parent.name == "css"]
    rules = {file: re.sub(r"(//|@use ).*", "", file.read_text()).strip() for file in sheets}

    loose = [
        name(file)
        for file, text in rules.items()
        if file.name not in RULELESS and not text.startswith("@layer ")
    ]

    assert len(sheets) > 8
    assert loose == []


def test_command_can_be_tried_without_effect():
    files = [file for file in python_files() if file.parent.name == "commands"]
    commands = [file for file in files if file.name != "__init__.py"]

    without = {file.name for file in commands if '"--dry-run"' not in file.read_text()}

    assert len(commands) >= 2
    assert without == HARMLESS
