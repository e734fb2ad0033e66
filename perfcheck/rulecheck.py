"""The expressions of a rule file, checked against the names and types of the kinds."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from perfcheck.errors import RuleError
from perfcheck.lang.checker import Names, Role, check
from perfcheck.lang.parser import parse
from perfcheck.lang.problems import unknown_name
from perfcheck.lang.templates import template
from perfcheck.lang.types import (
    ANY,
    COUNT,
    TEXT,
    Type,
    field_type,
    item_of,
    rows_of,
)
from perfcheck.messages import Message
from perfcheck.source import Span
from perfcheck.yamlfile import Loaded, Path, Problem


class Types(NamedTuple):
    """The types of what rules can name: of the form, and of the word lists."""

    form: Names
    words: Names


def types_of(data: Mapping[str, Any]) -> Types:
    """Return the types of the concepts and word lists of kinds given as plain data."""
    concepts = data["concepts"]
    form = {name: field_type(str(field["type"])) for name, field in concepts["fields"].items()}
    for name, table in concepts["tables"].items():
        columns = table["columns"].items()
        form[name] = rows_of({column: field_type(str(at["type"])) for column, at in columns})
    form["表单"] = Type("row", dict(form))
    return Types(form, {name: _word_type(words) for name, words in data["words"].items()})


def _word_type(words: Any) -> Type:
    words_type = Type("set", item=TEXT)
    if isinstance(words, Mapping):
        lists = any(isinstance(item, list) for item in words.values())
        return Type("map", item=words_type if lists else TEXT)
    return words_type


def expression_problems(loaded: Loaded, types: Types) -> Iterator[Problem]:
    """Everything that is wrong with the expressions and messages of a rule file."""
    form = (types.form, types.words)
    rows: list[tuple[Names, ...]] = []
    for path in _paths(loaded, "each"):
        kind, problems = _checked(loaded, path, form, "each")
        yield from problems
        rows.append((_row_names(kind), *form))
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


def _row_problems(loaded: Loaded, names: tuple[Names, ...]) -> Iterator[Problem]:
    roles: tuple[tuple[str, Role], ...] = (("when", "when"), ("assert", "assert"), ("at", "at"))
    for key, role in roles:
        for path in _paths(loaded, key):
            yield from _checked(loaded, path, names, role)[1]
    for key in ("message", "message_en"):
        yield from _message_problems(loaded, key, ({"左": ANY, "右": ANY}, *names))
    for path in _paths(loaded, "certain"):
        name = _at(loaded, path)
        if not any(name in scope for scope in names):
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
        said = Message(f"{key}：{error.message.zh}", f"{key}: {error.message.en}")
        yield Problem(said, loaded.place((key,)))
        return
    for part in parts:
        if isinstance(part, str):
            continue
        for problem in check(part, names)[1]:
            if problem.severity == "error":
                yield Problem(problem.message, loaded.place((key,)))


def _span(loaded: Loaded, path: Path, text: str, start: int, length: int) -> Span:
    """The place in the file of a stretch of an expression, where it stands on one line."""
    whole = loaded.place(path)
    line = loaded.lines[whole.line - 1] if loaded.lines else ""
    found = line.find(text, whole.column - 1)
    if found < 0:
        return whole
    column = found + 1 + start
    return Span(whole.line, column, whole.line, column + max(length, 1))
