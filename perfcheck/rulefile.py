"""Rule files: YAML in, rules out, and every mistake in them at once, each with its place."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from perfcheck.errors import RuleError
from perfcheck.finding import Broken
from perfcheck.kind import Kinds, kinds_from
from perfcheck.locate import PACKAGE
from perfcheck.messages import Message
from perfcheck.rule import Rule, rule_from
from perfcheck.rulecheck import Types, expression_problems, types_of
from perfcheck.source import Span
from perfcheck.yamlfile import Loaded, Path, Problem, excerpt, load


def read_rules(
    files: Sequence[str], data: Mapping[str, Any]
) -> tuple[list[Rule], tuple[Broken, ...]]:
    """Read rule files against kinds given as plain data; broken ones are named, not returned."""
    kinds = kinds_from(data)
    types = types_of(data)
    rules: dict[str, Rule] = {}
    broken: list[Broken] = []
    for path in files:
        loaded = _load(path)
        problems = list(problems_of(loaded, kinds, types))
        name = loaded.data.get("id", "") if isinstance(loaded.data, dict) else ""
        if not problems and name in rules:
            said = Message(
                f"编号 {name} 已用于 {rules[name].file}", f"{rules[name].file} has the id {name}"
            )
            problems = [Problem(said, loaded.place(("id",)))]
        if problems:
            broken += [_broken(str(name), loaded, problem) for problem in problems]
        else:
            rules[name] = rule_from(loaded.data, os.path.basename(path))
    return list(rules.values()), tuple(broken)


def _load(path: str) -> Loaded:
    try:
        return load(path)
    except OSError as error:
        said = Message(f"读不了：{error.strerror}", f"cannot be read: {error.strerror}")
        return Loaded(path, None, {}, {}, (), (Problem(said, Span(1, 1, 1, 1)),))


def _broken(rule: str, loaded: Loaded, problem: Problem) -> Broken:
    span = problem.span
    shown = excerpt(loaded.lines, span)
    return Broken(rule, loaded.file, span.line, problem.message, span.column, shown)


def problems_of(loaded: Loaded, kinds: Kinds, types: Types) -> Iterator[Problem]:
    """Everything that is wrong with a rule file: YAML, keys, kinds, expressions, in this order."""
    yield from loaded.problems
    if loaded.data is None:
        if not loaded.problems:
            yield Problem(Message("文件是空的", "the file is empty"), Span(1, 1, 1, 1))
        return
    shape = list(_shape_problems(loaded))
    yield from shape
    if isinstance(loaded.data, dict):
        yield from _kind_problems(loaded, kinds)
        yield from expression_problems(loaded, types)


@lru_cache(maxsize=1)
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    with open(os.path.join(PACKAGE, "schema", "rule.schema.json"), encoding="utf-8") as file:
        return Draft202012Validator(json.load(file))


def _shape_problems(loaded: Loaded) -> Iterator[Problem]:
    for error in _validator().iter_errors(loaded.data):
        path: Path = tuple(error.absolute_path)
        match error.validator:
            case "additionalProperties":
                yield from _unknown_keys(error, path, loaded)
            case "required":
                for key in error.validator_value:
                    if key not in error.instance:
                        said = Message(f"缺少“{key}”", f"{key!r} is missing")
                        yield Problem(said, _head(loaded, path))
            case _:
                yield Problem(_shape_message(error, path), loaded.place(path))


def _head(loaded: Loaded, path: Path) -> Span:
    line = loaded.place(path).line
    return Span(line, 1, line, 1 + len(loaded.lines[line - 1]) if loaded.lines else 1)


def _unknown_keys(error: Any, path: Path, loaded: Loaded) -> Iterator[Problem]:
    from difflib import get_close_matches

    known = list(error.schema["properties"])
    for key in error.instance:
        if key in known:
            continue
        near = get_close_matches(key, known, 1)
        zh, en = (f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
        said = Message(
            f"没有“{key}”这个键{zh}（可用：{'、'.join(known)}）", f"unknown key {key!r}{en}"
        )
        yield Problem(said, loaded.key_place((*path, key)))


def _shape_message(error: Any, path: Path) -> Message:
    where = ".".join(map(str, path))
    match error.validator:
        case "enum":
            allowed = "、".join(map(str, error.validator_value))
            return Message(
                f"{where} 不能是“{error.instance}”，应为 {allowed}",
                f"{where} cannot be {error.instance!r}; one of {allowed}",
            )
        case "pattern":
            return Message(
                f"{where} 的写法不对：“{error.instance}”（应合 {error.validator_value}）",
                f"{where}: {error.instance!r} does not match {error.validator_value}",
            )
        case "type" | "anyOf":
            return Message(f"{where} 的类型不对", f"{where} is of the wrong type")
        case "oneOf":
            return Message(
                f"{where} 要且只要有 pass、fail、skip、inapplicable 之一",
                f"{where} needs exactly one of pass, fail, skip, inapplicable",
            )
        case _:
            return Message(f"{where}：{error.message}", f"{where}: {error.message}")


def _kind_problems(loaded: Loaded, kinds: Kinds) -> Iterator[Problem]:
    from difflib import get_close_matches

    known = {name for kind in kinds.kinds for name in (kind.id, kind.name.zh, *kind.titles)}
    wanted = loaded.data.get("kinds")
    for number, name in enumerate(wanted if isinstance(wanted, list) else ()):
        if name in known:
            continue
        near = get_close_matches(str(name), known, 1)
        zh, en = (f"；是不是“{near[0]}”？", f"; did you mean {near[0]}?") if near else ("", "")
        said = Message(
            f"没有叫“{name}”的表{zh}，这条规则永远用不上",
            f"no kind is called {name!r}{en}: the rule could never apply",
        )
        yield Problem(said, loaded.place(("kinds", number)))


def rule_errors(broken: Sequence[Broken]) -> RuleError:
    """One error that says everything that is wrong with shipped rules."""
    said = "\n".join(f"{rule.file}:{rule.line}: {rule.message.zh}" for rule in broken)
    return RuleError(Message(said, said))
