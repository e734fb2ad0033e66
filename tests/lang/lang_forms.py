"""Small forms from plain data, for the tests of the language."""

import re
from collections.abc import Mapping
from typing import Any

from perfcheck.errors import RuleError
from perfcheck.lang.checker import check
from perfcheck.lang.compiler import compile_expression
from perfcheck.lang.parser import parse
from perfcheck.lang.scope import Row, Scope, entered, named
from perfcheck.lang.types import ANY, COUNT, MONEY, RATIO, TARGET, TEXT, Type, rows_of
from perfcheck.values import UNITS, Missing, Number, Target, Text, printed_number

_FIGURE = re.compile(r"(-?)([\d,]+)(?:\.(\d+))? ?(元|万元|亿元|%|个|年|分)?")
_GAPS = {f"({kind})": kind for kind in ("absent", "blank", "lost", "unreadable", "undefined")}


def value(said: Any, origin: object = None) -> Any:
    """A value from its print: "7,021 万元", "95 %", "3 个", "(blank)", a text, rows."""
    origins = (origin,) if origin else ()
    if said is None:
        return Missing("blank", origins=origins)
    if isinstance(said, list):
        return tuple(row(item) if isinstance(item, Mapping) else value(item) for item in said)
    if isinstance(said, Mapping):
        from perfcheck.numerals import target

        return target(said["target"])._replace(origins=origins)
    text = str(said)
    if text in _GAPS:
        return Missing(_GAPS[text], origins=origins)
    figure = _FIGURE.fullmatch(text)
    return _number(figure, text, origins) if figure else Text(text, origins)


def _number(figure: re.Match[str], text: str, origins: tuple[object, ...]) -> Number:
    sign, whole, part, unit = figure.groups("")
    mantissa = int(sign + whole.replace(",", "") + part)
    exact = unit not in UNITS
    number = printed_number(mantissa, len(part), "" if exact else unit, text, exact=exact)
    return number._replace(origins=origins)


def row(columns: Mapping[str, Any], name: str = "表") -> Row:
    """A row whose values come from the column names."""
    return Row(name, {key: value(said, key) for key, said in columns.items()}, name)


def form(given: Mapping[str, Any], words: Mapping[str, Any] | None = None) -> Scope:
    """The scope of a form; every value's origin is its name."""
    said = {name: value(said, name) for name, said in given.items()}
    fields = {
        name: named(given, name) if isinstance(given, Missing) else given
        for name, given in said.items()
    }
    return Scope(fields, Scope(words or {}), Row("表单", fields, "表单"))


def type_of(given: Any) -> Type:
    """The static type that a value of a test would have been declared with."""
    if isinstance(given, Number):
        return {"money": MONEY, "ratio": RATIO, "count": COUNT}[given.dimension]
    if isinstance(given, Text):
        return TEXT
    if isinstance(given, Target):
        return TARGET
    if type(given) is tuple:
        columns: dict[str, Type] = {}
        for item in given:
            for name, cell in item.fields.items():
                kind = type_of(cell)
                columns[name] = columns.get(name, kind) if kind == ANY else kind
        return rows_of(columns)
    return ANY


def names(scope: Scope) -> list[dict[str, Type]]:
    """The names in force in a scope, innermost first."""
    found = []
    outer: Scope | None = scope
    while outer is not None:
        found.append({name: type_of(given) for name, given in outer.items()})
        outer = outer.parent
    return found


def run(text: str, scope: Scope, log: list[Any] | None = None) -> Any:
    """The value of an expression."""
    return compile_expression(text).function(scope, [] if log is None else log)


def outcome(case: Mapping[str, Any]) -> str:
    """How a rule of one assertion ends on one form: the judge in a few lines."""
    scope = form(case.get("given", {}))
    if not case.get("unchecked"):
        for role in ("when", "assert"):
            if role in case and _refused(case[role], scope, role):
                return "refused"
    try:
        if "when" in case:
            applies = run(case["when"], scope)
            if applies is not True:
                return "n/a" if applies is False else "skip"
        held = run(case["assert"], scope)
    except RuleError:
        return "broken"
    return {True: "pass", False: "fail"}.get(held, "skip") if type(held) is bool else "skip"


def _refused(text: str, scope: Scope, role: Any) -> bool:
    _, problems = check(parse(text), names(scope), role)
    return any(problem.severity == "error" for problem in problems)


def each(rows: Any, scope: Scope) -> list[Scope]:
    """The scopes of an each over rows."""
    return entered(rows, scope)
