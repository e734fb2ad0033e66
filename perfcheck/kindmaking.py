"""Kinds given as plain data → kinds made ready for look-up."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from perfcheck.errors import KindError
from perfcheck.kind import (
    FITS,
    LEVEL_ONE,
    LEVEL_TWO,
    SHAPES,
    SHARED,
    Caption,
    Column,
    Fit,
    Kind,
    Kinds,
    Ready,
    Table,
    Term,
    Vocabulary,
    Word,
)
from perfcheck.messages import Message
from perfcheck.wording import normal

_T = TypeVar("_T")


def kinds_from(data: Mapping[str, Any], *, tried: bool = False) -> Kinds:
    """Prepare kinds given as plain data; raise KindError with what is wrong and where.

    Of kinds that were `tried` before, each is made ready only when a document needs it.
    """
    concepts = _mapping(data, "concepts", "concepts")
    types = {name: str(field["type"]) for name, field in concepts["fields"].items()}
    columns: dict[str, tuple[str, ...]] = {}
    for table, declared in concepts["tables"].items():
        columns[table] = tuple(declared["columns"])
        for name, at in declared["columns"].items():
            if types.setdefault(name, str(at["type"])) != at["type"]:
                zh, en = f"“{name}”有两种类型", f"{name} has two types"
                raise _broken(f"concepts: tables: {table}", zh, en)
    shared = _mapping(data, "vocabulary", "vocabulary")
    vocabulary = _vocabulary(shared)
    tables = shared.get("tables", {})
    kinds = tuple(_kind(kind, tables, types, columns, vocabulary) for kind in data["kinds"])
    for kind in () if tried else kinds:
        kind.ready()
    fields = tuple(concepts["fields"])
    apart = {name: data[name] for name in SHARED if name in data}
    return Kinds(kinds, types, columns, vocabulary, fields, apart)


def _vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    levels = _mapping(data, "levels", "vocabulary")
    return Vocabulary(
        _terms(levels, LEVEL_ONE, 1),
        _terms(levels, LEVEL_TWO, 2),
        _normals(data.get("nil", ())),
        _normals(data.get("totals", ())),
        _normals(data.get("subtotals", ())),
        _normals(data.get("hints", ())),
        "|".join(data.get("noise", ())),
        "|".join(data.get("notes", ())),
        "|".join(data.get("marks", ())),
    )


def _terms(levels: Mapping[str, Any], level: str, number: int) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for name, at in _mapping(levels, level, "vocabulary: levels").items():
        hints = str(at.get("name", "")), str(at.get("value", ""))
        made = Term(name, number, tuple(at.get("under", ())), *hints)
        for word in (name, *at.get("words", ())):
            _once(terms, normal(word), made, f"vocabulary: levels: {level}: {name}")
    return terms


def _kind(
    data: Mapping[str, Any],
    shared: Mapping[str, Any],
    types: Mapping[str, str],
    columns: Mapping[str, tuple[str, ...]],
    vocabulary: Vocabulary,
) -> Kind:
    if not (name := str(data.get("id", ""))) or not data.get("titles"):
        raise _broken("kinds", "缺少 id 或 titles", "id or titles missing")
    titles = sorted(map(normal, data["titles"]), key=len, reverse=True)
    said = Message(str(data.get("name", name)), str(data.get("name_en", name)))
    unit = str(data.get("unit", "万元"))
    shape = data.get("shape", "form")
    if shape not in SHAPES:
        raise _broken(f"kinds: {name}", f"没有名为“{shape}”的 shape", f"no shape is called {shape}")
    ready = cache(lambda: _ready(data, shared, types, columns, vocabulary))
    return Kind(name, said, tuple(titles), unit, ready, shape, data)


def _ready(
    data: Mapping[str, Any],
    shared: Mapping[str, Any],
    types: Mapping[str, str],
    columns: Mapping[str, tuple[str, ...]],
    vocabulary: Vocabulary,
) -> Ready:
    name = str(data["id"])
    words: dict[str, tuple[Word, ...]] = {}
    for label, word in _words(data, types, name):
        key = normal(label)
        words[key] = (*words.get(key, ()), word)
    tables = {
        table: _table(table, _merged(at, shared.get(table, {})), types, columns, name)
        for table, at in data.get("tables", {}).items()
    }
    own = _with_own(vocabulary, data.get("levels", {}))
    every = tables.values()
    labels = frozenset[str]().union(*(at.labels for at in every))
    captions = frozenset[str]().union(*(at.captions for at in every))
    least = max(1, min((at.minimum for at in every), default=1))
    return Ready(words, tables, own, labels, least, captions)


def _with_own(vocabulary: Vocabulary, levels: Mapping[str, Any]) -> Vocabulary:
    """The shared vocabulary with a kind's own level terms."""
    if not levels:
        return vocabulary
    own = {LEVEL_ONE: {}, LEVEL_TWO: {}, **levels}
    one = {**vocabulary.level1, **_terms(own, LEVEL_ONE, 1)}
    two = {**vocabulary.level2, **_terms(own, LEVEL_TWO, 2)}
    return vocabulary._replace(level1=one, level2=two)


def _words(
    data: Mapping[str, Any], types: Mapping[str, str], kind: str
) -> Iterator[tuple[str, Word]]:
    for name, at in data.get("fields", {}).items():
        if name not in types:
            zh, en = f"没有名为“{name}”的概念", f"no concept is called {name}"
            raise _broken(f"{kind}: fields", zh, en)
        said: Mapping[str, Any] = {"labels": at} if isinstance(at, list) else at
        word = Word("field", name, types[name])
        yield from ((label, word) for label in (name, *said.get("labels", ())))
        yield from ((label, word._replace(spare=True)) for label in said.get("spare", ()))
        for group, only in said.get("under", {}).items():
            yield from ((label, word._replace(group=normal(group))) for label in only)
    for name, labels in data.get("other", {}).items():
        yield from ((label, Word("other", name, "text")) for label in (name, *labels))
    yield from ((label, Word("group", label)) for label in data.get("groups", ()))
    yield from ((label, Word("section", label)) for label in data.get("sections", ()))
    heads = data.get("heads", {})
    yield from ((label, Word("head", label)) for label in heads.get("now", ()))
    yield from ((label, Word("head", label, now=False)) for label in heads.get("other", ()))
    share = Word("head", "", now=False, share=True)
    yield from ((label, share._replace(name=label)) for label in heads.get("share", ()))
    lines = Word("head", "", now=False, lines=True)
    yield from ((label, lines._replace(name=label)) for label in heads.get("lines", ()))
    yield from _named_heads(heads, types, kind)


def _named_heads(
    heads: Mapping[str, Any], types: Mapping[str, str], kind: str
) -> Iterator[tuple[str, Word]]:
    """Column heads whose figures are concepts of their own."""
    for name, labels in heads.get("columns", {}).items():
        if name not in types:
            zh, en = f"没有名为“{name}”的概念", f"no concept is called {name}"
            raise _broken(f"{kind}: heads: columns", zh, en)
        word = Word("head", name, types[name], whole=str(heads.get("whole", "")))
        yield from ((label, word) for label in (name, *labels))


def _merged(own: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    columns = {**shared.get("columns", {}), **own.get("columns", {})}
    return {**shared, **own, "columns": columns}


def _table(
    name: str,
    data: Mapping[str, Any],
    types: Mapping[str, str],
    declared: Mapping[str, tuple[str, ...]],
    kind: str,
) -> Table:
    where = f"{kind}: tables: {name}"
    labels: dict[str, Column] = {}
    spare: dict[str, Column] = {}
    columns = []
    for concept, labelled in data["columns"].items():
        at = {"labels": labelled} if isinstance(labelled, list) else labelled
        if concept not in declared.get(name, ()):
            zh, en = f"表“{name}”没有“{concept}”这一栏", f"{name} has no column {concept}"
            raise _broken(where, zh, en)
        column = _column(concept, at, types[concept], where)
        columns.append(column)
        for label in at["labels"]:
            _once(labels, normal(label), column, where)
        for label in at.get("spare", ()):
            spare[normal(label)] = column
    minimum = int(data.get("min", 2))
    captions = _normals(data.get("captions", ()))
    needs, totals = str(data.get("needs", "")), data.get("totals", {})
    said = dict(_said(data))
    vacant = bool(data.get("vacant", False))
    made = tuple(columns)
    return Table(
        name, minimum, needs, made, labels, spare, captions | {*said}, totals, said, vacant
    )


def _column(name: str, data: Mapping[str, Any], type_: str, where: str) -> Column:
    after = {column: _normals(labels) for column, labels in data.get("after", {}).items()}
    joins, carried = tuple(data.get("joins", ())), bool(data.get("carried", False))
    field = str(data.get("field", ""))
    return Column(name, type_, _fit(data, type_, where), joins, after, carried, field)


def _said(data: Mapping[str, Any]) -> Iterator[tuple[str, Caption]]:
    """What captions say: `captioned` lists them with the columns that they fill or turn."""
    for at in data.get("captioned", ()):
        caption = Caption(at.get("says", {}), at.get("columns", {}))
        yield from ((normal(label), caption) for label in at["captions"])


def _fit(column: Mapping[str, Any], type_: str, where: str) -> Fit:
    default = {"money": "amount", "count": "number", "target": "target"}.get(type_, "text")
    fit = str(column.get("fit", default))
    if fit not in FITS:
        raise _broken(where, f"没有名为“{fit}”的 fit", f"no fit is called {fit}")
    return cast(Fit, fit)


def _once(into: dict[str, _T], key: str, value: _T, where: str) -> None:
    if into.setdefault(key, value) is not value:
        zh, en = f"“{key}”有两种解释", f"{key} has two meanings"
        raise _broken(where, zh, en)


def _mapping(data: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    found = data.get(key)
    if not isinstance(found, Mapping):
        raise _broken(where, f"缺少 {key}", f"{key} missing")
    return found


def _normals(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal, words))


def _broken(where: str, zh: str, en: str) -> KindError:
    return KindError(Message(f"表式定义有误（{where}）：{zh}", f"ill-formed kind ({where}): {en}"))
