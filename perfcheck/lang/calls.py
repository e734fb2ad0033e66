"""The types of function calls: what a function takes, and what it then gives."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from perfcheck.lang import problems
from perfcheck.lang.functions import function_named
from perfcheck.lang.nodes import Call, Node, Quoted
from perfcheck.lang.patterns import unsafe
from perfcheck.lang.types import (
    COUNT,
    LISTS,
    NEVER,
    NUMBER,
    OPEN,
    RATIO,
    TEXT,
    TRUTH,
    Type,
    is_numeric,
    is_words,
    item_of,
    joined_type,
    list_of,
)
from perfcheck.messages import Message

if TYPE_CHECKING:
    from perfcheck.lang.checker import Checker

WANTED = {
    "list": Message("若干行或一列值", "rows or a list"),
    "rows": Message("若干行", "rows"),
    "figures": Message(
        "一列数，如 表.栏目 或 {甲, 乙}", "a list of figures: table.column or {a, b}"
    ),
    "figure": Message("一个数", "a figure"),
    "truth": Message("一个条件", "a condition"),
    "condition": Message("关于每一行的条件", "a condition on each row"),
    "key": Message("每一行的键（文字或数）", "a key of each row (a text or a figure)"),
    "text": Message("文字", "a text"),
    "texts": Message("文字或一列文字", "a text or a list of texts"),
    "words": Message("文字、{…} 或词表", "a text, {…} or a set of words"),
    "pattern": Message("引号里的正则表达式", "a regular expression in quotes"),
    "any": Message("任意", "anything"),
}
"""The words by which the functions' table says what a parameter takes."""


def _is_list(kind: Type) -> bool:
    return kind.kind in LISTS or kind.kind in OPEN


def _list_with(test: Callable[[Type], bool]) -> Callable[[Type], bool]:
    return lambda kind: kind.kind in OPEN or (kind.kind in ("list", "set") and test(item_of(kind)))


_FITS: dict[str, Callable[[Type], bool]] = {
    "any": lambda kind: True,
    "list": _is_list,
    "rows": lambda kind: kind.kind == "rows" or kind.kind in OPEN,
    "figures": _list_with(is_numeric),
    "figure": is_numeric,
    "truth": lambda kind: kind.kind == "truth" or kind.kind in OPEN,
    "condition": lambda kind: kind.kind == "truth" or kind.kind in OPEN,
    "key": lambda kind: is_numeric(kind) or is_words(kind),
    "text": is_words,
    "texts": lambda kind: is_words(kind) or _list_with(is_words)(kind),
    "words": lambda kind: is_words(kind) or _list_with(is_words)(kind),
    "pattern": is_words,
}


def call_type(checker: "Checker", node: Call) -> Type:
    """Check the arguments of a call and return the type of what it gives."""
    function = function_named(node.function)
    assert function is not None, "the parser lets no other function pass"
    kinds: list[Type] = []
    sound = True
    for argument, parameter in zip(node.arguments, function.parameters, strict=False):
        wanted = parameter.rstrip("?")
        lazy = wanted in ("condition", "key")
        kind = checker.inside(kinds[-1], argument) if lazy else checker.type_of(argument)
        kinds.append(kind)
        if not _FITS[wanted](kind):
            checker.report(argument, problems.expected(WANTED[wanted], kind))
            sound = False
        elif wanted == "pattern":
            _check_pattern(checker, argument)
    return _RESULTS[function.result](checker, node, kinds) if sound else NEVER


def _check_pattern(checker: "Checker", argument: Node) -> None:
    if not isinstance(argument, Quoted):
        checker.report(argument, WANTED["pattern"])
        return
    problem = unsafe(argument.text)
    if problem:
        checker.report(argument, problem)


def _same(checker: "Checker", node: Call, kinds: list[Type]) -> Type:
    return kinds[0]


def _item(checker: "Checker", node: Call, kinds: list[Type]) -> Type:
    return item_of(kinds[0])


def _group(checker: "Checker", node: Call, kinds: list[Type]) -> Type:
    return Type("rows", {"键": kinds[1], "行": kinds[0]})


def _pair(checker: "Checker", node: Call, kinds: list[Type]) -> Type:
    """两两 pairs the rows of one list, 对应 those of two."""
    others = kinds[2] if len(kinds) > 2 else kinds[0]
    return Type("rows", {"甲": item_of(kinds[0]), "乙": item_of(others)})


def _unit(checker: "Checker", node: Call, kinds: list[Type]) -> Type:
    return list_of(TEXT) if kinds[0].kind in LISTS else TEXT


def _either(checker: "Checker", node: Call, kinds: list[Type]) -> Type:
    one, other = kinds[-2:]
    both = joined_type(one, other)
    if both is None:
        message = problems.unlike_sides(node.function, one, other)
        return checker.report(node, message)
    return both


def _always(kind: Type) -> "Result":
    return lambda checker, node, kinds: kind


Result = Callable[["Checker", Call, list[Type]], Type]

_RESULTS: dict[str, Result] = {
    "truth": _always(TRUTH),
    "count": _always(COUNT),
    "ratio": _always(RATIO),
    "text": _always(TEXT),
    "counts": _always(list_of(COUNT)),
    "numbers": _always(list_of(NUMBER)),
    "first": _same,
    "same": _same,
    "item": _item,
    "either": _either,
    "branch": _either,
    "groups": _group,
    "pairs": _pair,
    "unit": _unit,
}
"""The words by which the functions' table says what a function gives."""
