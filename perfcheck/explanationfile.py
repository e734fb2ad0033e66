"""The file of explanations (审核说明.yaml): read with the place of each entry, and added to."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.errors import ConfigError, PerfcheckError
from perfcheck.files import read_bytes, write
from perfcheck.finding import Acceptance, Failure
from perfcheck.messages import Message
from perfcheck.source import Cell, Span
from perfcheck.yamlfile import Loaded, Path, Problem, excerpt, loads

HEAD = """\
# 审核说明：每一条说明为什么接受一个问题；reason、by、until 可以手改，理由不成立时删去整条。
# Explanations: each says why a finding is accepted; reason, by and until may be edited by hand.
"""
_NO_DAY = Message("没有这一天，应像 2026-12-31", "there is no such day; write it like 2026-12-31")


class Entry(NamedTuple):
    """One explanation: which finding it is about, and why that is accepted.

    `values` is the digest of what the form said at that time. `cells` are where its keys' values
    stand in the file, `span` the whole of it.
    """

    rule: str
    fingerprint: str
    values: str
    acceptance: Acceptance
    file: str = ""
    department: str = ""
    year: int | None = None
    says: str = ""
    span: Span = Span(1, 1, 1, 1)
    cells: Mapping[str, Cell] = {}


class Side(NamedTuple):
    """A file of explanations as it was read: its entries, or what is wrong with it."""

    path: str
    entries: tuple[Entry, ...] = ()
    failures: tuple[Failure, ...] = ()
    text: str = ""


def read_side(path: str) -> Side:
    """Read a file of explanations; everything that is wrong with it stands in `failures`."""
    from perfcheck.shape import shape_problems

    try:
        data = read_bytes(path)
        text = data.decode("utf-8-sig")
    except PerfcheckError as error:
        return Side(path, failures=(Failure(path, error.message),))
    except UnicodeDecodeError:
        said = Message("不是 UTF-8 编码；请另存为 UTF-8", "it is not UTF-8; save it as UTF-8")
        return Side(path, failures=(Failure(path, said),))
    loaded = loads(text, path)
    problems = list(loaded.problems)
    if loaded.data is not None:
        problems += shape_problems(loaded, "explanations")
    if not problems:
        problems += _day_problems(loaded)
    if problems:
        return Side(path, (), tuple(_failure(loaded, problem) for problem in problems), text)
    entries = enumerate(loaded.data or ())
    return Side(path, tuple(_entry(loaded, at, item) for at, item in entries), (), text)


def _day_problems(loaded: Loaded) -> Iterator[Problem]:
    for at, item in enumerate(loaded.data or ()):
        for key in ("date", "until"):
            if item.get(key) and not is_day(item[key]):
                yield Problem(_NO_DAY, loaded.place((at, key)))


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as reports write it.

    >>> is_day("2026-02-28"), is_day("2026-02-30"), is_day("20260228")
    (True, False, False)
    """
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _failure(loaded: Loaded, problem: Problem) -> Failure:
    span = problem.span
    shown = excerpt(loaded.lines, span)
    return Failure(loaded.file, problem.message, span.line, span.column, shown)


def _entry(loaded: Loaded, at: int, item: Mapping[str, Any]) -> Entry:
    form = item.get("form") or {}
    said = {key: item.get(key) or "" for key in ("reason", "by", "date", "until")}
    cells = {key: _cell(loaded, (at, key)) for key in item}
    return Entry(
        item["rule"],
        item["fingerprint"],
        item["values"],
        Acceptance(said["reason"].strip(), said["by"], said["date"], said["until"]),
        form.get("file", ""),
        form.get("department") or "",
        form.get("year"),
        item.get("says") or "",
        _extent(loaded, at),
        cells,
    )


def _cell(loaded: Loaded, path: Path) -> Cell:
    span = loaded.place(path)
    text = loaded.lines[span.line - 1][span.column - 1 :] if span.line <= len(loaded.lines) else ""
    one = span.end_line == span.line
    shown = text[: span.end_column - span.column] if one else text.rstrip()
    end = span.column + len(shown)
    return Cell(shown, span.line, span.column, 0, span.line, end)


def _extent(loaded: Loaded, at: int) -> Span:
    """From the dash of an entry to the last sign of its last value; comments behind are not its."""
    ends = [(1, 1)]
    for path, span in loaded.values.items():
        if path[:1] == (at,) and not isinstance(_value(loaded.data, path), dict):
            ends.append((span.end_line, span.end_column))
    ends += [
        (span.end_line, span.end_column) for path, span in loaded.keys.items() if path[:1] == (at,)
    ]
    line, column = max(ends)
    if column == 1 and line > 1:
        line, column = line - 1, len(loaded.lines[line - 2]) + 1
    start = loaded.place((at,))
    return Span(start.line, start.column, line, column)


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def write_entry(path: str, entry: Entry, folder: str | None = None) -> Entry | None:
    """Put `entry` into the file, in the place of those for the same finding; return the first.

    `folder` is that of the form; by default the file's own.
    All else in the file stays as it is, comments too. Raises ConfigError where the file is ill
    formed or written in a way that cannot be added to, PerfcheckError where it cannot be written.
    """
    side = read_side(path) if os.path.exists(path) else Side(path, text=HEAD)
    if side.failures:
        raise side_error(side.failures)
    home = os.path.dirname(path) if folder is None else folder
    old = [each for each in side.entries if _same(each, entry, home)]
    text = _with(side.text, [each.span for each in old], _written(entry))
    _prove(side, [each for each in side.entries if each not in old], entry, text)
    write(path, text)
    return old[0] if old else None


def _same(one: Entry, other: Entry, folder: str) -> bool:
    home = one.file == other.file or is_adrift(one, [folder])
    return one.fingerprint == other.fingerprint and home


def is_adrift(entry: Entry, folders: Iterable[str]) -> bool:
    """Whether the form that an entry names is in none of the folders, or it names none.

    Such an entry goes with its finding, whatever the form is called now.
    """
    if not entry.file:
        return True
    return not any(os.path.exists(os.path.join(folder, entry.file)) for folder in folders)


def _with(text: str, old: Sequence[Span], written: Sequence[str]) -> str:
    sign = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    added = [f"{line}{sign}" for line in written]
    if lines and lines[-1].splitlines() == [lines[-1]]:
        lines[-1] += sign
    for number, span in reversed([*enumerate(old)]):
        lines[span.line - 1 : span.end_line] = [] if number else added
    if not old:
        lines += [sign, *added] if lines and lines[-1].strip() else added
    return "".join(lines)


def _written(entry: Entry) -> list[str]:
    said = entry.acceptance
    form = {"file": entry.file, "department": entry.department, "year": entry.year}
    shown = ", ".join(f"{key}: {_quoted(value)}" for key, value in form.items() if value)
    pairs = [
        ("rule", entry.rule),
        ("form", f"{{{shown}}}" if shown else ""),
        ("says", _quoted(entry.says)),
        ("fingerprint", _quoted(entry.fingerprint)),
        ("values", _quoted(entry.values)),
        ("reason", _quoted(said.reason)),
        ("by", _quoted(said.by) if said.by else ""),
        ("date", said.date),
        ("until", said.until),
    ]
    lines = [f"  {key}: {value}" for key, value in pairs if value]
    return ["- " + lines[0][2:], *lines[1:]]


def _quoted(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(map(_sign, value)) + '"'


def _sign(sign: str) -> str:
    """One sign inside double quotes, as YAML has it."""
    if sign in '"\\':
        return f"\\{sign}"
    if sign.isprintable() or sign == "\u3000":
        return sign
    return f"\\U{ord(sign):08x}"


def _prove(side: Side, kept: Sequence[Entry], entry: Entry, text: str) -> None:
    """Read what would be written before it is: it must say what it said, and the new entry."""
    from perfcheck.shape import shape_problems

    loaded = loads(text, side.path)
    entries: list[Entry] = []
    if not loaded.problems and not [*shape_problems(loaded, "explanations")]:
        entries = [_entry(loaded, at, item) for at, item in enumerate(loaded.data)]
    if sorted(map(_meaning, entries)) != sorted(map(_meaning, [*kept, entry])):
        raise ConfigError(
            Message(
                "这个文件的写法不能自动添加；请改成每条以“- rule:”开头的写法",
                "the file is written in a way that cannot be added to;"
                " begin each entry with `- rule:`",
            ),
            side.path,
        )


def _meaning(entry: Entry) -> str:
    return repr(entry[:8])


def side_error(failures: Sequence[Failure]) -> ConfigError:
    """One error that says everything that is wrong with a file of explanations, line and caret."""

    def told(failure: Failure, said: str) -> str:
        place = ":".join(str(at) for at in (failure.file, failure.line, failure.column) if at)
        return f"{place}: {said}\n{failure.excerpt}".rstrip()

    return ConfigError(
        Message(
            "\n".join(told(failure, failure.message.zh) for failure in failures),
            "\n".join(told(failure, failure.message.text("en")) for failure in failures),
        )
    )
