"""Kind files of an office: YAML in, plain data out, and every mistake at once with its place."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from perfcheck.errors import KindError
from perfcheck.files import os_message
from perfcheck.kindmerge import BASE, extended
from perfcheck.lang.problems import nearest
from perfcheck.locate import yaml_files
from perfcheck.messages import Message
from perfcheck.phrases import pattern
from perfcheck.shape import shape_problems
from perfcheck.wording import normal
from perfcheck.yamlfile import Loaded, Path, Problem, excerpt, load

_LISTED, _INDICATORS = "项目", "绩效指标"
_LEVELS = ("level1", "level2", "level")
_SLOTS = frozenset((*_LEVELS, "mark", "name", "period", "annual"))
_LIST_KEYS = ("columns", "captions", "withheld", "bodies", "projects", "types", "styles", "guesses")
_ONLY_IN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("said", "parts", "required"), ("budget", "report")),
    **dict.fromkeys(_LIST_KEYS, ("list",)),
}
EMPTY = Message(
    "文件是空的；写一种表式（以自带的 department-target.yaml 为样子），或者删去这个文件",
    "the file is empty; write a kind (department-target.yaml shows how), or remove the file",
)


def read_kinds(
    paths: Sequence[str], concepts: Mapping[str, Any], shipped: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Read the kind files under `paths`; `concepts` says which fields and lists there are.

    A kind may extend one of `shipped`, or one of a file before it.

    Raises KindError that tells everything that is wrong in all of them.
    """
    files = list(yaml_files(paths))
    if not files:
        said = "、".join(paths)
        raise KindError(
            Message(f"{said} 里没有表式文件（*.yaml）", f"no kind file (*.yaml) in {said}")
        )
    kinds: list[dict[str, Any]] = []
    told: list[Message] = []
    for path in files:
        loaded = _load(path)
        known = [*kinds, *shipped]
        found = [*problems_of(loaded, concepts, known), *_unknown_base(loaded, known)]
        told += [_told(loaded, problem) for problem in sorted(found, key=lambda one: one.span)]
        if not found:
            kinds.append(extended(loaded.data, known))
    if told:
        raise KindError(Message("\n".join(m.zh for m in told), "\n".join(m.en for m in told)))
    return kinds


def _load(path: str) -> Loaded:
    try:
        return load(path)
    except OSError as error:
        raise KindError(os_message(error), path) from error


def _told(loaded: Loaded, problem: Problem) -> Message:
    span = problem.span
    place, shown = f"{loaded.file}:{span.line}:{span.column}", excerpt(loaded.lines, span)
    return Message(
        f"{place}: {problem.message.zh}\n{shown}".rstrip(),
        f"{place}: {problem.message.text('en')}\n{shown}".rstrip(),
    )


def problems_of(
    loaded: Loaded, concepts: Mapping[str, Any], known: Sequence[Mapping[str, Any]] = ()
) -> Iterator[Problem]:
    """Everything that is wrong with a kind file: YAML, keys, names, labels, phrases.

    `known` are the kinds that it may extend.
    """
    yield from loaded.problems
    if loaded.data is None:
        if not loaded.problems:
            yield Problem(EMPTY, loaded.place(()))
        return
    misshapen = list(shape_problems(loaded, "kind"))
    yield from misshapen
    if isinstance(loaded.data, dict):
        yield from _name_problems(loaded, concepts)
        if not misshapen:
            yield from _phrase_problems(loaded, extended(loaded.data, known))


def _unknown_base(loaded: Loaded, known: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    base = _mapping(loaded.data).get(BASE)
    ids = [str(kind.get("id")) for kind in known]
    if isinstance(base, str) and base not in ids:
        near = nearest(base, ids)
        said = Message(
            f"没有叫“{base}”的表式{near.zh or '；可用：' + '、'.join(ids)}",
            f"no kind is called {base!r}{near.en or '; known: ' + ', '.join(ids)}",
        )
        yield Problem(said, loaded.place((BASE,)))


def _name_problems(loaded: Loaded, concepts: Mapping[str, Any]) -> Iterator[Problem]:
    fields, tables = concepts["fields"], concepts["tables"]
    listed = {**tables[_LISTED]["columns"], _INDICATORS: None}
    yield from _unknown(loaded, ("fields",), fields)
    yield from _unknown(loaded, ("said",), fields)
    yield from _unknown(loaded, ("columns",), listed)
    yield from _unknown(loaded, ("heads", "columns"), fields)
    yield from _unknown(loaded, ("heads", "whole"), fields)
    yield from _unknown(loaded, ("tables",), tables)
    for name, table in _mapping(loaded.data.get("tables")).items():
        if name in tables and isinstance(table, dict):
            yield from _table_problems(loaded, ("tables", name), tables[name]["columns"], fields)
            yield from _twice(loaded, name, _mapping(table.get("columns")))


def _table_problems(
    loaded: Loaded, at: Path, columns: Mapping[str, Any], fields: Mapping[str, Any]
) -> Iterator[Problem]:
    """Names in a table that are no columns of its list, or no fields."""
    for key in ("columns", "totals", "needs"):
        yield from _unknown(loaded, (*at, key), columns)
    for column in _mapping(_found(loaded, (*at, "totals"))):
        yield from _unknown(loaded, (*at, "totals", column), fields)
    captioned = _found(loaded, (*at, "captioned"))
    for number in range(len(captioned) if isinstance(captioned, list) else 0):
        for key in ("says", "columns"):
            yield from _unknown(loaded, (*at, "captioned", number, key), columns)
        for column in _mapping(_found(loaded, (*at, "captioned", number, "columns"))):
            yield from _unknown(loaded, (*at, "captioned", number, "columns", column), columns)
    for column in _mapping(_found(loaded, (*at, "columns"))):
        inner = (*at, "columns", column)
        yield from _unknown(loaded, (*inner, "after"), columns)
        yield from _unknown(loaded, (*inner, "joins"), columns)
        yield from _unknown(loaded, (*inner, "field"), fields)


def _found(loaded: Loaded, path: Path) -> Any:
    value: Any = loaded.data
    for step in path:
        inside = isinstance(value, list) and isinstance(step, int)
        value = value[step] if inside else _mapping(value).get(str(step))
    return value


def _unknown(loaded: Loaded, path: Path, known: Mapping[str, Any]) -> Iterator[Problem]:
    """Names at `path` that are not known: the keys of a mapping, the items of a list, a text."""
    value = _found(loaded, path)
    if isinstance(value, str) and value not in known:
        yield Problem(_no_name(value, known), loaded.place(path))
    for name in _mapping(value):
        if name not in known:
            yield Problem(_no_name(name, known), loaded.key_place((*path, name)))
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str) and item not in known:
            yield Problem(_no_name(item, known), loaded.place((*path, number)))


def _phrase_problems(loaded: Loaded, whole: Mapping[str, Any]) -> Iterator[Problem]:
    """Phrases, patterns and keys that the kind cannot use; `whole`: with what it extends."""
    from perfcheck.extract.stated import SLOT, TYPES

    shape = str(whole.get("shape", "form"))
    for key, shapes in _ONLY_IN.items():
        if key in loaded.data and shape not in shapes:
            said = "、".join(shapes)
            zh, en = (
                f"“{key}”只用于 shape 为 {said} 的表式",
                f"{key!r} is for kinds of shape {said}",
            )
            yield Problem(Message(zh, en), loaded.key_place((key,)))
    if "sections" in loaded.data and isinstance(loaded.data["sections"], dict) == (shape == "form"):
        said_ = Message(
            "shape 为 form 时 sections 写成一列；为 budget、report 时写成 章节: [标题的词]",
            "sections are a list in a form, and `section: [words of headings]` in prose",
        )
        yield Problem(said_, loaded.place(("sections",)))
    for key in ("parts", "required"):
        yield from _unknown(loaded, (key,), _mapping(whole.get("sections")))
    wrong = [told for path in _patterns_of(loaded) for told in _pattern_problem(loaded, path)]
    yield from wrong
    for name, phrases in _mapping(loaded.data.get("said")).items():
        for number in range(len(phrases)):
            yield from _phrase_problem(loaded, ("said", name, number), TYPES, {SLOT}, SLOT)
    types = {**_mapping(whole.get("types")), **dict.fromkeys(_LEVELS, ".")}
    for key in () if wrong else ("styles", "guesses"):
        for number in range(len(loaded.data.get(key, ()))):
            yield from _phrase_problem(loaded, (key, number), types, _SLOTS, "name")


def _patterns_of(loaded: Loaded) -> Iterator[Path]:
    """Where a kind file holds regular expressions."""
    yield from (("types", name) for name in _mapping(loaded.data.get("types")))
    for level, terms in _mapping(loaded.data.get("levels")).items():
        for term, at in _mapping(terms).items():
            yield from (("levels", level, term, key) for key in ("name", "value") if key in at)


def _pattern_problem(loaded: Loaded, path: Path) -> Iterator[Problem]:
    try:
        re.compile(_found(loaded, path))
    except re.error as error:
        said = Message(f"正则表达式写得不对（{error}）", f"no regular expression ({error})")
        yield Problem(said, loaded.place(path))


def _phrase_problem(
    loaded: Loaded, path: Path, types: Mapping[str, str], known: Collection[str], needed: str
) -> Iterator[Problem]:
    """What is wrong with a phrase: its brackets, its types, the names of its slots."""
    try:
        slots = re.compile(pattern(_found(loaded, path), types)).groupindex
    except KindError as error:
        yield Problem(error.message, loaded.place(path))
        return
    strange = [slot for slot in slots if slot not in known]
    if strange or needed not in slots:
        wanted = "、".join(sorted(known))
        zh = f"空位的名字应为 {wanted}，其中 {needed} 不可少"
        yield Problem(
            Message(zh, f"slots are called {wanted}; {needed} must be there"), loaded.place(path)
        )


def _no_name(name: str, known: Mapping[str, Any]) -> Message:
    near = nearest(name, known)
    return Message(
        f"没有“{name}”这个名称{near.zh or '；可用：' + '、'.join(known)}（见 concepts.yaml）",
        f"there is no name {name!r}{near.en or '; known: ' + ', '.join(known)} (concepts.yaml)",
    )


def _twice(loaded: Loaded, table: str, columns: Mapping[str, Any]) -> Iterator[Problem]:
    """Labels that two columns of one table claim."""
    owner: dict[str, str] = {}
    for column, at in columns.items():
        labels = at if isinstance(at, list) else _mapping(at).get("labels")
        for number, label in enumerate(labels if isinstance(labels, list) else ()):
            if not isinstance(label, str):
                continue
            first = owner.setdefault(normal(label), column)
            if first != column:
                said = Message(
                    f"“{label}”已是“{first}”的同义词；同一张表里只能属于一栏",
                    f"{label!r} is a label of {first!r} already; one column of a table has it",
                )
                step: Path = (number,) if isinstance(at, list) else ("labels", number)
                place = loaded.place(("tables", table, "columns", column, *step))
                yield Problem(said, place)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
