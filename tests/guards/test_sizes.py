"""Files, functions and templates stay small enough to be read at one go."""

import ast
from statistics import median

from tests.tree import ROOT, name, python_files, style_sheets, templates


def lines_of(file) -> int:
    return len(file.read_text().splitlines())


def functions() -> dict[str, int]:
    """Every function with the number of its lines, docstring included."""
    return {
        f"{name(file)}:{node.name}:{node.lineno}": node.end_lineno - node.lineno + 1
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_file_has_at_most_300_lines():
    scripts = [*(ROOT / "assets").rglob("*.mjs"), *(ROOT / "assets").rglob("*.js")]
    files = [*python_files(), *style_sheets(), *scripts, *(ROOT / ".ci").iterdir()]

    long = {name(file): lines_of(file) for file in files if lines_of(file) > 300}

    assert len(files) > 100
    assert long == {}


def test_function_has_at_most_50_lines():
    long = {function: lines for function, lines in functions().items() if lines > 50}

    assert long == {}


def test_half_of_the_functions_have_at_most_9_lines():
    assert len(functions()) > 200
    assert median(functions().values()) <= 9


def test_template_has_at_most_90_lines():
    long = {name(file): lines_of(file) for file in templates() if lines_of(file) > 90}

    assert long == {}


def test_base_template_has_at_most_60_lines():
    assert lines_of(ROOT / "templates" / "base.html") <= 60
