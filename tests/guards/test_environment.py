"""What the site reads from its environment is what .env.example and the docs name."""

import ast
import re

from tests.tree import ROOT, python_files

DOCS = ROOT / "docs" / "running.md"
# Chosen by whoever starts Django, not by the settings.
DJANGO = {"DJANGO_SETTINGS_MODULE"}


def variables_read() -> set[str]:
    """Names in env.str("…"), os.environ["…"] and os.environ.get("…") of our code."""
    return {
        name
        for file in [*python_files(), ROOT / "manage.py"]
        for node in ast.walk(ast.parse(file.read_text()))
        for name in variables_of(node)
    } - DJANGO


def variables_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        holder, names = ast.unparse(node.func.value), node.args[:1]
    elif isinstance(node, ast.Subscript):
        holder, names = ast.unparse(node.value), [node.slice]
    else:
        return []
    if holder not in ("env", "os.environ"):
        return []
    return [str(n.value) for n in names if isinstance(n, ast.Constant)]


def variables_of_example() -> list[str]:
    text = (ROOT / ".env.example").read_text()
    return re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)


def variables_of_docs() -> list[str]:
    """The first column of the table in docs/running.md."""
    cells = re.findall(r"^\| (`[A-Z].*?) \|", DOCS.read_text(), re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([A-Z0-9_]+)`", cell)]


def test_example_names_every_variable_once():
    assert sorted(variables_of_example()) == sorted(variables_read())


def test_docs_name_every_variable_once():
    assert sorted(variables_of_docs()) == sorted(variables_read())


def test_example_holds_no_secret():
    text = (ROOT / ".env.example").read_text()

    assert re.findall(r"^SECRET_KEY=(.*)$", text, re.MULTILINE) == [""]
