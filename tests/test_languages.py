"""What users read is there in Chinese and in English: messages, rules, kinds, help, templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
MODULES = [p for p in sorted((ROOT / "perfcheck").rglob("*.py")) if "_shipped" not in p.name]
RULES = sorted(
    path
    for path in (ROOT / "rules").rglob("*.yaml")
    if path.parent.name != "profiles" and path.parent != ROOT / "rules"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def constant(node: ast.expr) -> str | None:
    """The text of a literal, or of an f-string without values; None where it is computed."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            fixed = [part.value for part in values if isinstance(part, ast.Constant)]
            return None if len(fixed) < len(values) else "".join(map(str, fixed))
        case ast.BinOp(left=left, right=right):
            both = [constant(left), constant(right)]
            return "".join(part for part in both if part) or None
    return None


def messages(path: Path) -> Iterator[tuple[int, str | None, str | None]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Message", "wrong"):
            said = [constant(argument) for argument in node.args]
            if len(said) == 2:
                yield node.lineno, said[0], said[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_message_speaks_both_languages(path: Path) -> None:
    for line, chinese, english in messages(path):
        if chinese is None or english is None:
            continue
        place = f"{path.name}:{line}"
        said = [re.search(r"[^\W_]", text) is not None for text in (chinese, english)]
        assert said[0] == said[1], place
        words = re.search(r"[A-Za-z]|[\u4e00-\u9fff]+, ", english) is not None
        assert words or not CHINESE.search(chinese), f"{place} has no English"


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_text_of_a_rule_speaks_both_languages(path: Path) -> None:
    rule = yaml.safe_load(path.read_text("utf-8"))
    for key in ("name", "message", "why", "hint"):
        assert bool(rule.get(key)) == bool(rule.get(f"{key}_en")), f"{path.stem}: {key}"
    assert rule["name"] and rule["message"]


@pytest.mark.parametrize("path", sorted((ROOT / "perfcheck" / "kinds").glob("*.yaml")), ids=str)
def test_every_kind_is_called_something_in_both_languages(path: Path) -> None:
    kind = yaml.safe_load(path.read_text("utf-8"))
    if "id" in kind:
        assert kind["name"] and kind["name_en"], path.name
