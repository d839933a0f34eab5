"""Imports point one way: floor, hotlines, awareness, resources, roof. None is late."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tree import ROOT, name, python_files

# Each may import from its own storey and from those below it.
STOREYS = ("floor", "hotlines", "awareness", "resources", "roof")
FLOOR = {"links", "media", "pages", "printing", "publishing", "search", "templatetags"}
FLOOR |= {"backups", "mirror", "signin", "translation", "web", "wording"}
APPS = {"hotlines", "awareness", "resources"}
# Django asks for what an app registers at this moment and not before.
LATE = {"ready"}


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for file in [*python_files(), ROOT / "manage.py"]:
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = file
    return found


MODULES = modules()


def storey(module: str) -> str:
    top, _, below = module.partition(".")
    if top in APPS:
        return top
    return "floor" if below.partition(".")[0] in FLOOR else "roof"


def imported(node: ast.AST, module: str) -> Iterator[str]:
    """The modules of ours that an import statement names."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            is_package = MODULES[module].name == "__init__.py"
            above = module.split(".")[: None if is_package and node.level == 1 else -1]
            above = above[: len(above) - node.level + 1] if node.level > 1 else above
            base = ".".join([*above, base]).strip(".")
        names = [f"{base}.{alias.name}" for alias in node.names]
    else:
        return
    for each in names:
        if each in MODULES:
            yield each
        elif each.rpartition(".")[0] in MODULES:
            yield each.rpartition(".")[0]


def imports_of(module: str) -> set[str]:
    tree = ast.parse(MODULES[module].read_text())
    return {found for node in ast.walk(tree) for found in imported(node, module)}


def late_imports(source: str) -> list[int]:
    """The lines of the imports inside functions, but for the ones that must be."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            if getattr(function, "name", "") in LATE:
                continue
            found += [
                node.lineno
                for node in ast.walk(function)
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
    return found


def test_every_folder_of_the_roof_has_its_storey():
    """A new folder is the floor or the roof: it is written down here which."""
    folders = {f.name for f in (ROOT / "bluecampaign").iterdir() if (f / "__init__.py").exists()}

    assert folders - FLOOR == {"management"}


@pytest.mark.parametrize("module", [m for m in sorted(MODULES) if m != "manage"])
def test_module_imports_only_from_its_storey_and_below(module: str):
    highest = STOREYS.index(storey(module))

    upward = [m for m in imports_of(module) if STOREYS.index(storey(m)) > highest]

    assert upward == []


def test_storeys_are_told_apart():
    told = [storey(f"{m}.models") for m in ("bluecampaign.media", "hotlines", "resources")]

    assert told == ["floor", "hotlines", "resources"]
    assert storey("bluecampaign.views") == storey("bluecampaign.management.commands") == "roof"
    assert "hotlines.directory" in imports_of("awareness.views")
    assert "awareness.models" in imports_of("awareness.seed")


def test_no_import_is_late():
    late = {name(file): late_imports(file.read_text()) for file in python_files()}

    allowed = {"bluecampaign/translation/languages.py": 1}
    assert {file: len(lines) for file, lines in late.items() if lines} == allowed


def test_late_import_is_seen():
    source = "def show():\n    import json\n\nclass A:\n    def ready(self):\n        import os\n"

    assert late_imports(source) == [2]


def test_modules_import_each_other_in_no_circle():
    graph = {module: imports_of(module) - {module} for module in MODULES}

    while leaves := [module for module, needs in graph.items() if not needs & set(graph)]:
        for module in leaves:
            del graph[module]

    assert sorted(graph) == []


def test_no_import_takes_everything():
    stars = [
        f"{name(file)}:{node.lineno}"
        for file in MODULES.values()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names)
    ]

    assert stars == []
