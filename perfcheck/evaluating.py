"""One expression on one document: its value, its interval, and where its figures stand."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.errors import ConfigError, ReadError, RuleError
from perfcheck.form import Form
from perfcheck.judge import subject
from perfcheck.lang.checker import check
from perfcheck.lang.parser import parse
from perfcheck.lang.scope import Row
from perfcheck.library import Library, library
from perfcheck.messages import Language, Message
from perfcheck.operands import Step, steps_of
from perfcheck.options import Options
from perfcheck.rulecheck import types_of
from perfcheck.source import Span
from perfcheck.values import Missing, Number, Target, Text, plain

_ROUND = frozenset(("下级", "合计行"))


class Evaluation(NamedTuple):
    """What an expression comes to on a form, and the tree of operands below it."""

    expression: str
    tree: Step

    @property
    def value(self) -> Any:
        """The value itself, as rules see it."""
        return self.tree.value


def evaluate(path: str, expression: str, options: Options, form: str = "") -> Evaluation:
    """Evaluate an expression on a form of a file: the first, or the one with this id (f2).

    Raises ConfigError, ReadError.
    """
    from perfcheck.checking import read_document
    from perfcheck.verdict import no_form

    books = library(options)
    _, reading = read_document(path, options, books=books)
    if not reading.forms:
        raise ReadError(no_form(reading, books), path)
    return evaluate_form(form_of(reading.forms, form), expression, books)


def form_of(forms: Sequence[Form], wanted: str) -> Form:
    """The form with this id; the first where none is said. Raises ConfigError."""
    found = [form for form in forms if form.id == wanted] if wanted else forms
    if found:
        return found[0]
    zh = "、".join(f"{form.id}（{form.title}）" for form in forms)
    en = ", ".join(f"{form.id} ({form.title})" for form in forms)
    raise ConfigError(
        Message(
            f"--form：这个文件里没有 {wanted}；有 {zh}", f"--form: there is no {wanted}, but {en}"
        )
    )


def evaluate_form(form: Form, expression: str, books: Library) -> Evaluation:
    """Evaluate an expression on a form.

    Raises ConfigError that tells all mistakes of the expression, each with a caret under it.
    """
    try:
        wrong = [
            (problem.message, problem.offset, problem.length)
            for problem in check(parse(expression), types_of(books.book.kinds))[1]
            if problem.severity == "error"
        ]
    except RuleError as error:
        span = error.span or Span(1, 1, 1, 1 + len(expression))
        wrong = [(error.message, span.column - 1, span.end_column - span.column)]
    if wrong:
        raise ConfigError(_shown(expression, wrong))
    scope = subject(form, books.names(), books.words)
    try:
        return Evaluation(expression, steps_of(parse(expression), expression, scope))
    except RuleError as error:
        raise ConfigError(_shown(expression, [(error.message, 0, len(expression))])) from error


def _shown(expression: str, wrong: Sequence[tuple[Message, int, int]]) -> Message:
    from perfcheck.yamlfile import excerpt

    zh, en = [], []
    for message, start, length in wrong:
        shown = excerpt((expression,), Span(1, start + 1, 1, start + 1 + max(length, 1)))
        zh.append(f"{message.zh}\n{shown}")
        en.append(f"{message.text('en')}\n{shown}")
    return Message("\n".join(zh), "\n".join(en))


def describe(value: Any, language: Language) -> str:
    """Say a value; a figure with its interval where rounding leaves one.

    The rows to which a row of a table leads are said in brief: a total leads to itself.
    """
    match value:
        case True | False:
            return (Message("是", "yes") if value else Message("否", "no")).text(language)
        case Number():
            return _figure(value, language)
        case Missing():
            none = Message("（没有值）", "(no value) ").text(language)
            return none + value.reason.text(language)
        case Text() | Target():
            return value.text
        case Row():
            said = [
                f"{name} {(brief if name in _ROUND else describe)(item, language)}"
                for name, item in value.fields.items()
                if not isinstance(item, Missing | Mapping)
            ]
            colon, comma = ("：", "，") if language == "zh" else (": ", ", ")
            return f"{value.name}{colon}{comma.join(said)}"
        case tuple() | frozenset():
            items = value if isinstance(value, tuple) else sorted(value, key=str)
            said = [describe(item, language) for item in items]
            return "\n".join(said) or Message("（没有）", "(none)").text(language)
        case _:
            return str(value)


def brief(value: Any, language: Language) -> str:
    """Say a value in one line: of many, how many there are; of a row, only that it is one."""
    match value:
        case Row():
            return Message(f"{value.name}的一行", f"a row of {value.name}").text(language)
        case tuple() if type(value) is tuple:
            rows = any(isinstance(item, Row) for item in value)
            what = Message("行" if rows else "个值", "rows" if rows else "values")
            return f"{len(value)} {what.text(language)}"
        case frozenset():
            return Message(f"{len(value)} 个词", f"{len(value)} words").text(language)
    return describe(value, language)


def _figure(number: Number, language: Language) -> str:
    unit = number.unit
    said = _as_printed(number) + unit
    if number.exact:
        return said + Message("（精确）", " (exact)").text(language)
    low, high = plain(number.low, unit), plain(number.high, unit)
    span = Message(f"（{low} 至 {high}{unit}）", f" ({low} to {high}{unit})")
    return said + span.text(language)


def _as_printed(number: Number) -> str:
    """The figure with the decimals that it is printed with, and more where it has more."""
    commas = "," in number.printed or not number.printed
    whole = plain(number.mid, number.unit, commas=commas)
    printed = plain(number.mid, number.unit, number.decimals, commas=commas)
    return printed if len(printed) > len(whole) else whole
