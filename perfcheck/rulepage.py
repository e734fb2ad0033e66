"""The page of one rule: what it asks, why, on what basis, how to mend the form, its examples."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from perfcheck.messages import Language, Message
from perfcheck.rule import Rule

SEVERITIES = {
    "error": Message("错误（逻辑性）", "error"),
    "warning": Message("需说明（核实性）", "warning"),
    "info": Message("提示", "info"),
}
OUTCOMES = {
    "pass": Message("通过", "passes"),
    "fail": Message("不通过", "fails"),
    "skip": Message("未能核对", "is skipped"),
    "inapplicable": Message("不适用", "does not apply"),
}
CERTAINTY = {
    "inferred": Message("推断", "inferred"),
    "realigned": Message("移位", "realigned"),
}
SEPARATE = ("documents", "match", "assume")
_LOST = Message("（可能丢失）", "(may be lost)")
_EMPTY = Message("（空）", "(empty)")
_NONE = Message("（没有）", " (none)")
_NOTHING_SAID = Message("（什么也没有）", "(nothing at all)")
_NO_BASIS = Message(
    "没有单独的文件依据，由表内各栏的含义推出",
    "no document of its own: it follows from what the form says",
)


class Head(NamedTuple):
    """A heading, of the page (level 1) or of a section."""

    text: str
    level: int = 2


class Para(NamedTuple):
    """A paragraph."""

    text: str


class Item(NamedTuple):
    """One item of a list."""

    text: str


class Code(NamedTuple):
    """Lines to be kept as they are."""

    lines: tuple[str, ...]


class Grid(NamedTuple):
    """A small table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Head | Para | Item | Code | Grid


class Basis(NamedTuple):
    """A basis as a page tells it: the quotation with its title, and how much of it was read."""

    quoted: Message
    status: Message


class Told(NamedTuple):
    """A rule with what only its file knows: the examples, and its bases in full."""

    rule: Rule
    written: Mapping[str, Any]
    bases: tuple[Basis, ...]


def page(told: Told, languages: Sequence[Language]) -> Iterator[Block]:
    """The page of a rule in one language, or in both, Chinese first."""
    rule = told.rule
    yield Head(f"{rule.id} {rule.name.text(languages[0])}", 1)
    for language in languages[1:]:
        yield Para(rule.name.text(language))
    for language in languages:
        yield Para(_line(rule, language))
    yield from _section(Message("为什么", "Why"), [rule.why], languages)
    yield from _section(Message("怎么改", "How to mend the form"), [rule.hint], languages)
    yield from _section(Message("报告怎么说", "What a report says"), [rule.message], languages)
    yield Head(_both(Message("依据", "Basis"), languages))
    yield from _bases(told.bases, languages)
    yield Head(_both(Message("写法", "As it is written"), languages))
    yield Code(tuple(_written(told.written)))
    if told.written["examples"]:
        yield Head(_both(Message("例子", "Examples"), languages))
    for number, example in enumerate(told.written["examples"], 1):
        yield from _example(number, example, languages)


def _line(rule: Rule, language: Language) -> str:
    """Severity, kinds, tags, stages and earlier ids, as far as the rule has them."""
    kinds = rule.kinds or tuple(name for alias in rule.documents for name in alias.kinds)
    parts = [
        (Message("级别", "severity"), SEVERITIES[rule.severity].zh, rule.severity),
        (Message("适用", "for"), "、".join(kinds), ", ".join(kinds)),
        (Message("标签", "tags"), "、".join(rule.tags), ", ".join(rule.tags)),
        (Message("阶段", "stage"), "、".join(rule.stages), ", ".join(rule.stages)),
        (Message("曾用编号", "earlier"), "、".join(rule.aliases), ", ".join(rule.aliases)),
    ]
    if language == "zh":
        return " · ".join(f"{label.zh}：{zh}" for label, zh, _ in parts if zh)
    return " · ".join(f"{label.en}: {en}" for label, _, en in parts if en)


def _both(said: Message, languages: Sequence[Language]) -> str:
    return " · ".join(said.text(language) for language in languages)


def _section(
    title: Message, texts: Sequence[Message], languages: Sequence[Language]
) -> Iterator[Block]:
    yield Head(_both(title, languages))
    for text in texts:
        yield from (Para(said) for said in _once(text, languages))


def _once(text: Message, languages: Sequence[Language]) -> Sequence[str]:
    """The text in each language; where there is no English, once."""
    return list(dict.fromkeys(text.text(language) for language in languages))


def _bases(bases: Sequence[Basis], languages: Sequence[Language]) -> Iterator[Block]:
    if not bases:
        yield from (Para(said) for said in _once(_NO_BASIS, languages))
    for basis in bases:
        for language in languages:
            quoted, status = basis.quoted.text(language), basis.status.text(language)
            end = "。" if language == "zh" and status else ""
            mark = ("——" if language == "zh" else " — ") if status else ""
            yield Item(f"{quoted}{mark}{status}{end}")


def _written(written: Mapping[str, Any]) -> Iterator[str]:
    """The conditions as they stand in the file, long ones as one line."""
    for key in ("each", "when", "assert"):
        texts = written.get(key, ())
        for text in [texts] if isinstance(texts, str) else texts:
            yield f"{key}: {' '.join(text.split())}"
    for key in ("certain", *SEPARATE):
        if written.get(key):
            yield f"{key}: {_plain(written[key])}"
    if written.get("at"):
        yield f"at: {written['at']}"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_plain(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_plain, value)) + "]"
    return str(value)


def _example(
    number: int, example: Mapping[str, Any], languages: Sequence[Language]
) -> Iterator[Block]:
    outcome = next(word for word in OUTCOMES if word in example)
    said = " · ".join(OUTCOMES[outcome].text(language) for language in languages)
    colon, comma = ("：", "；") if languages[0] == "zh" else (": ", "; ")
    blamed = example.get("at")
    parts = [Message("指出", "blames").text(languages[0]) + f" {_names(blamed)}"] if blamed else []
    parts += [str(example["note"])] if example.get("note") else []
    yield Head(f"{number}. {said}{colon if parts else ''}{comma.join(parts)}", 3)
    given = example[outcome] or {}
    if not given:
        yield Para(_NOTHING_SAID.text(languages[0]))
    yield from _given(given, languages[0])


def _names(value: Any) -> str:
    return value if isinstance(value, str) else "、".join(value)


def _given(given: Mapping[str, Any], language: Language) -> Iterator[Block]:
    """The single values as a table of one row, each list as a table of its own."""
    single = {name: value for name, value in given.items() if not _several(value)}
    if single:
        yield Grid(tuple(single), (tuple(_shown(value, language) for value in single.values()),))
    colon = "：" if language == "zh" else ":"
    for name, value in given.items():
        if isinstance(value, list) and not value:
            yield Para(f"{name}{colon}{_NONE.text(language)}")
        elif isinstance(value, list) and any(map(_is_form, value)):
            for number, form in enumerate(value, 1):
                yield Para(f"{name} {number}{colon}")
                yield from _given(form, language)
        elif isinstance(value, list):
            yield Para(f"{name}{colon}")
            yield _table(value, language)
        elif _several(value):
            yield Para(f"{name}{colon}")
            yield from _given(value, language)


def _is_form(row: Any) -> bool:
    """Whether an item of a list is one of several documents, which have lists of their own."""
    return isinstance(row, Mapping) and any(
        isinstance(value, list) and name != "分项" for name, value in row.items()
    )


def _several(value: Any) -> bool:
    """Whether it is a list of rows, or what one of several documents says."""
    return isinstance(value, list) or (
        isinstance(value, Mapping) and not {"lost", "text", "certainty"}.intersection(value)
    )


def _table(rows: Sequence[Any], language: Language) -> Grid:
    printed = [row if isinstance(row, Mapping) else {"": row} for row in rows]
    columns = tuple(dict.fromkeys(name for row in printed for name in row))
    return Grid(
        columns,
        tuple(
            tuple(_shown(row[name], language) if name in row else "" for name in columns)
            for row in printed
        ),
    )


def _shown(value: Any, language: Language) -> str:
    match value:
        case None:
            return _EMPTY.text(language)
        case Mapping() if value.get("lost"):
            return _LOST.text(language)
        case Mapping() if "text" in value or "certainty" in value:
            sure = CERTAINTY.get(str(value.get("certainty")))
            text = _shown(value.get("text"), language)
            return f"{text}〔{sure.text(language)}〕" if sure else text
        case Mapping():
            comma, blank = ("，", " ") if language == "zh" else (", ", " ")
            return comma.join(f"{n}{blank}{_shown(v, language)}" for n, v in value.items())
        case list():
            return "；".join(_shown(item, language) for item in value)
    return str(value)


def markdown(blocks: Iterator[Block]) -> str:
    """Write blocks as Markdown, with a blank line between those that need one."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and not (isinstance(before, Item) and isinstance(block, Item)):
            lines.append("")
        lines += _lines(block)
        before = block
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Head(text, level):
            yield f"{'#' * level} {text}"
        case Para(text):
            yield text
        case Item(text):
            yield f"- {text}"
        case Code(lines):
            yield from ("```yaml", *lines, "```")
        case Grid(head, rows):
            for row in (head, ("---",) * len(head), *rows):
                yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
