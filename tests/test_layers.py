"""Imports run downwards only; the layers are those of ARCHITECTURE.md."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "perfcheck"

LAYERS = [
    [
        "messages",
        "nearest",
        "regexes",
        "located",
        "extras",
        "source",
        "values",
        "finding",
        "errors",
        "options",
    ],
    ["readers", "numerals", "yamlfile", "yamlsyntax", "files", "locate", "shape"],
    ["lang", "kind", "kindmaking", "kindmerge", "form", "wording", "phrases"],
    ["rule", "recognise", "extract", "supposing", "selection"],
    ["judge"],
    [
        "reporters",
        "ruletest",
        "kindtest",
        "rulebook",
        "rulepage",
        "ruleindex",
        "rulebasis",
        "rulelacks",
        "binding",
        "expressions",
        "checking",
        "jobs",
        "gate",
        "library",
        "books",
        "statistics",
        "overriding",
        "wordlists",
        "rulefile",
        "kindfile",
        "rulecheck",
        "ruledocuments",
        "together",
        "verdict",
        "settling",
        "explanations",
        "explanationfile",
        "baseline",
        "past",
        "since",
        "evaluating",
        "operands",
        "trying",
        "anonymising",
        "falsealarm",
        "examplevalues",
        "shrinking",
    ],
    ["cli", "config", "configkeys", "profile", "__main__"],
]
ORDER = {name: height for height, names in enumerate(LAYERS) for name in names}

WALLS = {
    "readers": {"messages", "regexes", "located", "extras", "source", "errors"},
    "lang": {"messages", "nearest", "regexes", "source", "values", "numerals", "errors"},
    "reporters": {
        "messages",
        "regexes",
        "located",
        "extras",
        "source",
        "values",
        "finding",
        "form",
        "yamlfile",
    },
}


def module_files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not path.name.startswith("_shipped")]


def unit(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            assert node.level == 0, f"{path}: relative import"
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "perfcheck" and len(parts) > 1:
                found.add(parts[1])
    return found - {"__version__", "__init__"}


@pytest.mark.parametrize("path", module_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downwards(path: Path) -> None:
    own = unit(path)
    if own == "__init__":
        return
    assert own in ORDER, f"{own} has no layer"
    for other in imported(path) - {own}:
        assert other in ORDER, f"{path} imports {other}, which has no layer"
        assert ORDER[other] <= ORDER[own], f"{own} imports {other} from a layer above"


def test_every_name_in_a_layer_is_a_module() -> None:
    assert ORDER.keys() == {unit(path) for path in module_files()} - {"__init__"}


@pytest.mark.parametrize("name", sorted(WALLS))
def test_walls_hold(name: str) -> None:
    for path in module_files():
        if unit(path) == name:
            beyond = imported(path) - WALLS[name] - {name}
            assert not beyond, f"{path.relative_to(PACKAGE)} looks over its wall at {beyond}"


@pytest.mark.parametrize("path", module_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") < 300, "a module stays under 300 lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno
            assert length < 40, f"{node.name} is {length} lines long"
