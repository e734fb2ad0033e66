"""Kind files of an office: YAML in, plain data out, and every mistake at once with its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcheck.errors import KindError
from perfcheck.files import os_message
from perfcheck.kindmerge import BASE, extended
from perfcheck.lang.problems import nearest
from perfcheck.locate import yaml_files
from perfcheck.messages import Message
from perfcheck.shape import shape_problems
from perfcheck.wording import normal
from perfcheck.yamlfile import Loaded, Path, Problem, excerpt, load

EMPTY = Message(
    "文件是空的；写一种表式（以自带的 department-target.yaml 为样子），或者删去这个文件",
    "the file is empty; write a kind (department-target.yaml shows how), or remove the file",
)


def check_kinds(paths: Sequence[str]) -> None:
    """Raise KindError that tells everything that is wrong with the kind files under `paths`."""
    from perfcheck.library import kinds_data

    shipped = kinds_data()
    read_kinds(paths, shipped["concepts"], shipped["kinds"])


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
        found = [*problems_of(loaded, concepts), *_unknown_base(loaded, known)]
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


def problems_of(loaded: Loaded, concepts: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything that is wrong with a kind file: YAML, keys, names, labels."""
    yield from loaded.problems
    if loaded.data is None:
        if not loaded.problems:
            yield Problem(EMPTY, loaded.place(()))
        return
    yield from shape_problems(loaded, "kind")
    if isinstance(loaded.data, dict):
        yield from _name_problems(loaded, concepts)


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
    yield from _unknown(loaded, ("fields",), concepts["fields"])
    yield from _unknown(loaded, ("tables",), concepts["tables"])
    for name, table in _mapping(loaded.data.get("tables")).items():
        declared = concepts["tables"].get(name)
        if declared is None or not isinstance(table, dict):
            continue
        columns = declared["columns"]
        yield from _unknown(loaded, ("tables", name, "columns"), columns)
        yield from _unknown(loaded, ("tables", name, "totals"), columns)
        needs = table.get("needs")
        if isinstance(needs, str) and needs not in columns:
            yield Problem(_no_name(needs, columns), loaded.place(("tables", name, "needs")))
        for column, field in _mapping(table.get("totals")).items():
            if isinstance(field, str) and field not in concepts["fields"]:
                place = loaded.place(("tables", name, "totals", column))
                yield Problem(_no_name(field, concepts["fields"]), place)
        yield from _twice(loaded, name, _mapping(table.get("columns")))


def _unknown(loaded: Loaded, path: Path, known: Mapping[str, Any]) -> Iterator[Problem]:
    value: Any = loaded.data
    for step in path:
        value = _mapping(value).get(str(step))
    for name in _mapping(value):
        if name not in known:
            yield Problem(_no_name(name, known), loaded.key_place((*path, name)))


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
