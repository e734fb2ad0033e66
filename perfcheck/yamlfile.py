"""YAML files as plain values, with the place of every key and value, for errors that can be found.

Only what a rule keeper would expect is resolved: `true`, `false`, `null` and plain whole numbers.
Everything else stays as printed, so that 100.00 and 0201 keep their digits and 否 stays a text.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from perfcheck.messages import Message
from perfcheck.source import Span

Path = tuple[str | int, ...]

_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"0|-?[1-9][0-9]*")
DEEPEST = 30
_DEEP = Message("方括号或花括号套得太深", "brackets or braces are nested too deep")
_ALIAS = Message(
    "不用 & 和 * 引用别处的内容；请写出来", "no references with & and *; write it out again"
)
_NO_TEXT = Message("键要写成一段文字", "a key must be a plain text")


class Problem(NamedTuple):
    """One mistake in a file: what is wrong and where."""

    message: Message
    span: Span


class Loaded(NamedTuple):
    """A YAML file's content. `keys` and `values` tell where each key and each value stands."""

    file: str
    data: Any
    keys: Mapping[Path, Span]
    values: Mapping[Path, Span]
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]

    def place(self, path: Path) -> Span:
        """Where the value at `path` stands, or the nearest thing around it that is there."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path) or Span(1, 1, 1, 1)

    def key_place(self, path: Path) -> Span:
        """Where the key at `path` stands, or what is around it."""
        return self.keys.get(path) or self.place(path)


def load(path: str) -> Loaded:
    """Read the YAML file at `path`; what is wrong with it stands in `problems`.

    Raises OSError where the file cannot be read.
    """
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        said = Message(
            "文件不是 UTF-8 编码；请另存为 UTF-8", "the file is not UTF-8; save it as UTF-8"
        )
        return Loaded(path, None, {}, {}, (), (Problem(said, Span(line, 1, line, 1)),))
    return loads(text, path)


def loads(text: str, name: str = "<text>") -> Loaded:
    """Read YAML from a text.

    >>> loads("a: 100.00").data
    {'a': '100.00'}
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines = tuple(text.splitlines())
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        from perfcheck.yamlsyntax import explained

        return Loaded(name, None, {}, {}, lines, (Problem(*explained(error, lines)),))
    except RecursionError:
        return Loaded(name, None, {}, {}, lines, (Problem(_DEEP, Span(1, 1, 1, 1)),))
    walk = _Walk({}, {}, [], set())
    data = walk.value(node, ()) if node is not None else None
    return Loaded(name, data, walk.keys, walk.values, lines, tuple(walk.problems))


class _Walk(NamedTuple):
    keys: dict[Path, Span]
    values: dict[Path, Span]
    problems: list[Problem]
    seen: set[int]

    def value(self, node: Any, path: Path) -> Any:
        self.values[path] = _span(node)
        if node.id != "scalar":
            if id(node) in self.seen or len(path) > DEEPEST:
                said = _ALIAS if id(node) in self.seen else _DEEP
                self.problems.append(Problem(said, _span(node)))
                return None
            self.seen.add(id(node))
        match node.id:
            case "mapping":
                return self.mapping(node, path)
            case "sequence":
                return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        if node.style:
            return node.value
        if node.value in _CONSTANTS:
            return _CONSTANTS[node.value]
        return int(node.value) if _WHOLE.fullmatch(node.value) else node.value

    def mapping(self, node: Any, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self.problems.append(Problem(_NO_TEXT, _span(key_node)))
                continue
            key = str(key_node.value)
            if key in found:
                first = self.keys[(*path, key)].line
                said = Message(
                    f"键“{key}”写了两次（第 {first} 行已有）；后一个会盖掉前一个，请删去一个",
                    f"the key {key!r} is written twice (line {first} has it); remove one",
                )
                self.problems.append(Problem(said, _span(key_node)))
                continue
            self.keys[(*path, key)] = _span(key_node)
            found[key] = self.value(value_node, (*path, key))
        return found


def _span(node: Any) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def excerpt(lines: tuple[str, ...], span: Span) -> str:
    """Show the line of `span` with a caret line under it, placed by display cells.

    >>> print(excerpt(("甲: 乙",), Span(1, 4, 1, 5)))
    1 | 甲: 乙
      |     ^^
    """
    if not 1 <= span.line <= len(lines):
        return ""
    line = lines[span.line - 1]
    head = f"{span.line} | "
    end = span.end_column if span.end_line == span.line else len(line) + 1
    before = display_width(line[: span.column - 1])
    under = max(1, display_width(line[span.column - 1 : max(end - 1, span.column)]))
    return f"{head}{line}\n{' ' * (len(head) - 2)}| {' ' * before}{'^' * under}"


def display_width(text: str) -> int:
    """How many terminal cells `text` takes; a Chinese character takes two."""
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )
