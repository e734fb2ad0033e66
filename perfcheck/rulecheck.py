"""The expressions of a rule file, checked against the names and types of the kinds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.errors import RuleError
from perfcheck.lang.checker import Names, Role, check
from perfcheck.lang.derived import derived_columns
from perfcheck.lang.nodes import Node
from perfcheck.lang.parser import parse
from perfcheck.lang.problems import unknown_name
from perfcheck.lang.templates import template
from perfcheck.lang.types import (
    ANY,
    COUNT,
    NUMBER,
    RATIO,
    TEXT,
    Type,
    field_type,
    item_of,
    rows_of,
)
from perfcheck.messages import Message
from perfcheck.ruledocuments import (
    doubtful_problems,
    example_shape_problems,
    forms_of_example,
    names_in,
)
from perfcheck.source import Span
from perfcheck.wordlists import sort
from perfcheck.yamlfile import Loaded, Path, Problem

OUTCOMES = ("pass", "fail", "skip", "inapplicable")
_LONE = Message(
    "“}”前面没有配对的“{”；要写花括号本身就写“}}”", "} has no { before it; a brace itself is }}"
)
_WIDE = Message(
    "全角花括号不起作用；名称写在半角花括号 {…} 里",
    "full-width braces do nothing; put the name in plain braces {…}",
)
_BRACES = {"}": _LONE, "｛": _WIDE, "｝": _WIDE}
_ROWS = Message(
    "“{0}”是若干行，写成 {0}: [{{栏目: 值}}]",
    "{0!r} is a list of rows: write {0}: [{{column: value}}]",
)
_ONE = Message("“{0}”只有一个值，写成 {0}: 值", "{0!r} is a single value: write {0}: value")


class Types(NamedTuple):
    """The types of what rules can name: of the form, and of the word lists."""

    form: Names
    words: Names


def types_of(data: Mapping[str, Any]) -> Types:
    """Return the types of the concepts and word lists of kinds given as plain data."""
    concepts = data["concepts"]
    form = {name: field_type(str(field["type"])) for name, field in concepts["fields"].items()}
    lists = {name: _printed(table["columns"]) for name, table in concepts["tables"].items()}
    added = derived_columns(lists)
    for name, columns in lists.items():
        form[name] = rows_of({**columns, **added.get(name, {})})
    form["表单"] = Type("row", dict(form))
    return Types(form, {name: _word_type(words) for name, words in data["words"].items()})


def _printed(columns: Mapping[str, Any]) -> Names:
    return {name: field_type(str(at["type"])) for name, at in columns.items()}


def _word_type(words: Any) -> Type:
    words_type = Type("set", item=TEXT)
    match sort(words):
        case "sets":
            return Type("map", item=words_type)
        case "texts":
            return Type("map", item=TEXT)
        case "figures":
            figures = {name: _figure_type(str(value)) for name, value in words.items()}
            return Type("map", figures, NUMBER)
    return words_type


def _figure_type(text: str) -> Type:
    if text.endswith(("%", "‰")):
        return RATIO
    return COUNT if text.isdecimal() else NUMBER


def expression_problems(loaded: Loaded, types: Types) -> Iterator[Problem]:
    """Everything that is wrong with the expressions and messages of a rule file."""
    form = (names_in(loaded.data, types.form), types.words)
    rows: list[tuple[Names, ...]] = []
    for path in _paths(loaded, "each"):
        kind, problems = _checked(loaded, path, form, "each")
        yield from problems
        columns = _any_columns(types) if problems else {}
        rows.append(({**columns, **_row_names(kind)}, *form))
    seen: set[tuple[Span, str]] = set()
    for names in rows or [form]:
        for problem in _row_problems(loaded, names):
            if (problem.span, problem.message.zh) not in seen:
                seen.add((problem.span, problem.message.zh))
                yield problem


def _row_names(kind: Type) -> Names:
    item = item_of(kind)
    fixed = {"本行": item, "上一行": item, "行号": COUNT, "值": item}
    return {**fixed, **(item.columns or {})}


def _any_columns(types: Types) -> dict[str, Type]:
    """The columns of every list: where `each` itself is wrong, none of them is called unknown."""
    return {name: kind for table in types.form.values() for name, kind in _columns(table).items()}


def _columns(kind: Type) -> Names:
    return (kind.columns or {}) if kind.kind == "rows" else {}


def _row_problems(loaded: Loaded, names: tuple[Names, ...]) -> Iterator[Problem]:
    roles: tuple[tuple[str, Role], ...] = (("when", "when"), ("assert", "assert"), ("at", "at"))
    for key, role in roles:
        for path in _paths(loaded, key):
            yield from _checked(loaded, path, names, role)[1]
    for key in ("message", "message_en"):
        yield from _message_problems(loaded, key, ({"左": ANY, "右": ANY}, *names))
    for path in _paths(loaded, "certain"):
        name, *below = _at(loaded, path).split(".")
        if below:
            yield from _checked(loaded, path, names, "at")[1]
        elif not any(name in scope for scope in names):
            said = unknown_name(name, [known for scope in names for known in scope])
            yield Problem(said, loaded.place(path))


def _paths(loaded: Loaded, key: str) -> Iterator[Path]:
    value = loaded.data.get(key)
    if isinstance(value, str):
        yield (key,)
    elif isinstance(value, list):
        yield from ((key, i) for i, item in enumerate(value) if isinstance(item, str))


def _at(loaded: Loaded, path: Path) -> str:
    value = loaded.data
    for step in path:
        value = value[step]
    return str(value)


def _checked(
    loaded: Loaded, path: Path, names: tuple[Names, ...], role: Role
) -> tuple[Type, list[Problem]]:
    text = _at(loaded, path)
    try:
        node = parse(text)
    except RuleError as error:
        start = error.span.column - 1 if error.span else 0
        length = error.span.end_column - 1 - start if error.span else len(text)
        return ANY, [Problem(error.message, _span(loaded, path, text, start, length))]
    kind, problems = check(node, names, role)
    return kind, [
        Problem(problem.message, _span(loaded, path, text, problem.offset, problem.length))
        for problem in problems
        if problem.severity == "error"
    ]


def _message_problems(loaded: Loaded, key: str, names: tuple[Names, ...]) -> Iterator[Problem]:
    text = loaded.data.get(key)
    if not isinstance(text, str):
        return
    try:
        parts = template(text)
    except RuleError as error:
        start = error.span.column - 1 if error.span else 0
        length = error.span.end_column - 1 - start if error.span else len(text)
        yield Problem(error.message, _span(loaded, (key,), text, start, length))
        return
    nodes = [part for part in parts if not isinstance(part, str)]
    for place, sign in enumerate(_outside(text, nodes)):
        if sign in _BRACES:
            yield Problem(_BRACES[sign], _span(loaded, (key,), text, place, 1))
    for node in nodes:
        for problem in check(node, names)[1]:
            if problem.severity == "error":
                span = _span(loaded, (key,), text, problem.offset, problem.length)
                yield Problem(problem.message, span)


def _outside(text: str, nodes: Sequence[Node]) -> str:
    """A message with its expressions and doubled braces blanked out; places stay."""
    for node in nodes:
        start, end = text.rindex("{", 0, node.start), text.index("}", node.end) + 1
        text = text[:start] + " " * (end - start) + text[end:]
    return text.replace("{{", "  ").replace("}}", "  ")


def _span(loaded: Loaded, path: Path, text: str, start: int, length: int) -> Span:
    """The place in the file of a stretch of a text, also of one that is quoted or folded."""
    whole = loaded.place(path)
    line = loaded.lines[whole.line - 1] if loaded.lines else ""
    found = line.find(text, whole.column - 1)
    if found >= 0:
        column = found + 1 + start
        return Span(whole.line, column, whole.line, column + max(length, 1))
    word = text[start : start + length].split("\n")[0]
    before = text[:start].count(word) if word else 0
    for number in range(whole.line, whole.end_line + 1) if word else ():
        line = loaded.lines[number - 1] if number <= len(loaded.lines) else ""
        column = line.find(word, whole.column - 1 if number == whole.line else 0)
        while column >= 0:
            if not before:
                return Span(number, column + 1, number, column + 1 + len(word))
            before -= 1
            column = line.find(word, column + 1)
    return whole


def example_problems(loaded: Loaded, types: Types) -> Iterator[Problem]:
    """Names in the examples that no form could have: such an example would prove nothing."""
    examples = loaded.data.get("examples")
    for number, example in enumerate(examples if isinstance(examples, list) else ()):
        for outcome in OUTCOMES:
            given = example.get(outcome) if isinstance(example, dict) else None
            path: Path = ("examples", number, outcome)
            yield from example_shape_problems(loaded, path, given)
            for place, values in forms_of_example(loaded.data, path, given):
                for name, value in values.items():
                    yield from _example_value(loaded, (*place, name), value, types.form)


def _example_value(loaded: Loaded, path: Path, value: Any, known: Names) -> Iterator[Problem]:
    """The problems of one name of an example, and of the rows below it."""
    name = str(path[-1])
    kind = known.get(name)
    if kind is None:
        yield Problem(unknown_name(name, known), loaded.key_place(path))
    elif (kind.kind == "rows") != isinstance(value, list):
        wanted = _ROWS if kind.kind == "rows" else _ONE
        said = Message(wanted.zh.format(name), wanted.en.format(name))
        yield Problem(said, loaded.key_place(path))
    elif isinstance(value, dict):
        yield from doubtful_problems(loaded, path, value)
    elif isinstance(value, list):
        for number, row in enumerate(value):
            for column, cell in row.items() if isinstance(row, dict) else ():
                below = (*path, number, column)
                if isinstance(cell, list):
                    yield from _example_value(loaded, below, cell, _columns(kind))
                elif column not in _columns(kind):
                    said = unknown_name(column, _columns(kind))
                    yield Problem(said, loaded.key_place(below))
