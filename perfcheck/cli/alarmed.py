"""A false alarm written as YAML, ready to stand among the examples of its rule."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from perfcheck.falsealarm import Alarm
from perfcheck.messages import Language, Message
from perfcheck.reporters.wording import one_line
from perfcheck.rule import Rule
from perfcheck.yamlfile import loads


def as_yaml(rule: Rule, alarm: Alarm, language: Language) -> str:
    """The example as a `pass:` entry, with comments that say where it belongs."""
    lines = [f"  # {line.text(language)}" for line in _comments(rule, alarm)]
    note = Message(
        "误报：写明为什么这样填没有问题", "a false alarm: say why the form is right as it stands"
    )
    return "\n".join(
        [*lines, f"  - pass: {flow(alarm.given)}", f"    note: {flow(note.text(language))}", ""]
    )


def _comments(rule: Rule, alarm: Alarm) -> Iterator[Message]:
    yield Message(
        f"{rule.id} 的误报。加到 {rule.file} 的 examples 里；它今天仍报错，规则改对以后应当通过：",
        f"A false alarm of {rule.id}, for the examples of {rule.file}. It still fails today, and"
        " passes once the rule is mended:",
    )
    said = alarm.message
    yield Message(f"今天的报告：{one_line(said.zh)}", f"today: {one_line(said.text('en'))}")
    yield Message(
        "部门、地名、项目名已换成虚构的；数和其余文字照原表，公开以前请再看一遍。",
        "Departments, places and projects were renamed; figures and other texts are as printed:"
        " read them before you publish this.",
    )
    if alarm.kept:
        names = "、".join(alarm.kept)
        yield Message(
            f"没有换的（一换就不再报错）：{one_line(names)}",
            f"not renamed, because it would no longer fail: {one_line(names)}",
        )


def flow(value: Any) -> str:
    """Write a value as YAML on one line, quoted only where it would be read otherwise.

    >>> flow({"甲": ["1,2", None], "乙": "≥95%"})
    '{甲: ["1,2", null], 乙: ≥95%}'
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, value)) + "]"
    text = str(value)
    loaded = loads(f"[{text}, a]")
    read = loaded.data[0] if not loaded.problems and len(loaded.data) == 2 else None
    plain = isinstance(read, str | int) and not isinstance(read, bool)
    return text if plain and str(read) == text else json.dumps(text, ensure_ascii=False)
