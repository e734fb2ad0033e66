"""A YAML file against its JSON Schema: every mistake with its place, and what to write instead."""

import json
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from perfcheck.locate import PACKAGE
from perfcheck.messages import NOTHING, Message
from perfcheck.nearest import did_you_mean
from perfcheck.source import Span
from perfcheck.yamlfile import Loaded, Path, Problem

_TYPES: dict[str, tuple[type, Message]] = {
    "string": (str, Message("一段文字", "a text")),
    "array": (list, Message("一列，如 [甲, 乙]", "a list, as [a, b]")),
    "object": (dict, Message("若干行“键: 值”", "`key: value` lines")),
    "integer": (int, Message("整数", "a whole number")),
    "boolean": (bool, Message("true 或 false", "true or false")),
    "null": (type(None), Message("空", "nothing")),
}
_SHOWN = 24
_HOW = {
    "examples": "[{pass: {…}}, {fail: {…}}]",
    "severity": "warning",
    "id": "OFFICE-001",
}
_LEVELS = {
    "error": ("错误", "错", "逻辑性", "强制", "严重", "high", "fatal", "err"),
    "warning": ("警告", "需说明", "核实性", "一般", "medium", "warn", "warring"),
    "info": ("提示", "信息", "说明", "low", "note", "hint"),
}


def shape_problems(loaded: Loaded, schema: str) -> Iterator[Problem]:
    """Everything in which a file differs from the schema of this name (`rule` or `kind`)."""
    found: dict[Problem, None] = {}
    for error in _validator(schema).iter_errors(loaded.data):
        found.update(dict.fromkeys(_told(error, loaded, ())))
    yield from found


@lru_cache(maxsize=2)
def _validator(schema: str) -> Any:
    from jsonschema import Draft202012Validator

    with open(os.path.join(PACKAGE, "schema", f"{schema}.schema.json"), encoding="utf-8") as file:
        return Draft202012Validator(json.load(file))


def _told(error: Any, loaded: Loaded, above: Path) -> Iterator[Problem]:
    path: Path = (*above, *error.relative_path)
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(error, path, loaded)
        case "required":
            of_rule = "assert" in error.schema.get("properties", ())
            for key in error.validator_value:
                if key not in error.instance:
                    how = _HOW.get(key, "…") if of_rule else "…"
                    said = Message(
                        f"缺少“{key}”；补上一行 {key}: {how}",
                        f"{key!r} is missing; add `{key}: {how}`",
                    )
                    yield Problem(said, _head(loaded, path))
        case "anyOf":
            yield from _branch(error, path, loaded)
        case "maxLength":
            return  # an expression that is too long is told by whoever reads expressions
        case _:
            yield Problem(_message(error, where_of(path)), loaded.place(path))


def _branch(error: Any, path: Path, loaded: Loaded) -> Iterator[Problem]:
    """What is wrong by the alternative whose type fits; else say which types would."""
    fitting = [
        inner
        for inner in error.context
        if not any(
            other.validator == "type" and other.schema_path[0] == inner.schema_path[0]
            for other in error.context
            if not other.relative_path
        )
    ]
    if fitting:
        for inner in fitting:
            yield from _told(inner, loaded, path)
        return
    wanted = [inner.validator_value for inner in error.context if inner.validator == "type"]
    yield Problem(_wrong_type(error.instance, wanted, where_of(path)), loaded.place(path))


def _head(loaded: Loaded, path: Path) -> Span:
    line = loaded.place(path).line
    return Span(line, 1, line, 1 + len(loaded.lines[line - 1]) if loaded.lines else 1)


def _unknown_keys(error: Any, path: Path, loaded: Loaded) -> Iterator[Problem]:
    known = list(error.schema["properties"])
    for key in error.instance:
        if key in known:
            continue
        near = did_you_mean(str(key).lower(), known)
        said = Message(
            f"没有“{key}”这个键{near.zh}（可用：{'、'.join(known)}）",
            f"unknown key {key!r}{near.en} (known: {', '.join(known)})",
        )
        yield Problem(said, loaded.key_place((*path, key)))


def _message(error: Any, where: Message) -> Message:
    value = found(error.instance)
    match error.validator:
        case "enum" | "const":
            choices = error.schema.get("enum", [error.validator_value])
            allowed = [str(choice).replace("True", "true") for choice in choices]
            near = _choice_meant(error.instance, allowed)
            return Message(
                f"{where.zh}不能是{value.zh}，应为 {'、'.join(allowed)}{near.zh}",
                f"{where.en} cannot be {value.en}; write {' or '.join(allowed)}{near.en}",
            )
        case "pattern":
            like = "、".join(error.schema.get("examples", [error.validator_value]))
            return Message(
                f"{where.zh}的写法不对：{value.zh}；应像 {like}",
                f"{where.en} is wrong: {value.en}; write it like {like}",
            )
        case "type":
            return _wrong_type(error.instance, [error.validator_value], where)
        case "oneOf":
            choices = [key for one in error.validator_value for key in one["required"]]
            return Message(
                f"{where.zh}要且只要有 {'、'.join(choices)} 之一",
                f"{where.en} needs exactly one of {', '.join(choices)}",
            )
        case "minItems" | "minLength" | "minProperties":
            return Message(f"{where.zh}不能是空的", f"{where.en} must not be empty")
        case "minimum":
            least = error.validator_value
            return Message(f"{where.zh}至少是 {least}", f"{where.en} is {least} at the least")
    return Message(f"{where.zh}不对：{error.message}", f"{where.en}: {error.message}")


def _choice_meant(value: Any, allowed: list[str]) -> Message:
    """“Did you mean …”, by the words that offices have for levels, or by the spelling."""
    said = str(value).lower()
    level = next((name for name, words in _LEVELS.items() if said in words), said)
    if level in allowed:
        return Message(f"；是不是“{level}”？", f"; did you mean {level}?")
    return did_you_mean(said, allowed)


def _wrong_type(value: Any, wanted: list[Any], where: Message) -> Message:
    names = [name for item in wanted for name in ([item] if isinstance(item, str) else item)]
    said = [_TYPES[name][1] for name in dict.fromkeys(names)]
    if value is None:
        return Message(
            f"{where.zh}是空的，还没有填；应为{'、或'.join(m.zh for m in said)}",
            f"{where.en} holds nothing yet; it should be {', or '.join(m.en for m in said)}",
        )
    one, remedy = found(value), _remedy(value, names)
    return Message(
        f"{where.zh}应为{'、或'.join(m.zh for m in said)}，写的是{one.zh}{remedy.zh}",
        f"{where.en} should be {', or '.join(m.en for m in said)}; found {one.en}{remedy.en}",
    )


def _remedy(value: Any, wanted: list[str]) -> Message:
    match value:
        case str() if "array" in wanted:
            return Message(f"；写成 [{_cut(value)}]", f"; write [{_cut(value)}]")
        case bool() | int() if "string" in wanted:
            return Message("；加上引号", "; put it in quotes")
        case dict() if "string" in wanted:
            return Message(
                "；文字以 { 开头或里面有“: ”的，整段加上引号",
                "; a text that opens with { or holds `: ` is put in quotes",
            )
    return NOTHING


def found(value: Any) -> Message:
    """Say what stands in a YAML file."""
    match value:
        case None:
            return Message("空的", "nothing")
        case Mapping():
            return Message("一组“键: 值”", "`key: value` pairs")
        case list():
            return Message("一列", "a list")
        case bool():
            return Message(f"“{str(value).lower()}”", str(value).lower())
    return Message(f"“{_cut(str(value))}”", repr(_cut(str(value))))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def where_of(path: Path) -> Message:
    """Name a place inside a file; items count from 1.

    >>> where_of(("examples", 0, "at")).en
    'examples[1].at'
    """
    said = ""
    for step in path:
        said += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    said = said.removeprefix(".")
    return Message(f" {said} ".lstrip(), said) if said else Message("整个文件", "the file")
