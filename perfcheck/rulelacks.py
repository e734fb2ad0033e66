"""What a rule file that runs still lacks before a rule keeper can trust it, and what to write."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from perfcheck.errors import RuleError
from perfcheck.judge.identity import KEY_COLUMNS
from perfcheck.lang.nodes import Name, Node, Part, walk
from perfcheck.lang.parser import parse
from perfcheck.lang.templates import template
from perfcheck.messages import Message
from perfcheck.nearest import did_you_mean
from perfcheck.rule import Rule
from perfcheck.rulebasis import Cited
from perfcheck.source import Span
from perfcheck.yamlfile import Loaded, Problem

Outcome = Callable[[Mapping[str, Any]], str]

_SPOKEN = ("name", "message", "why", "hint")
_READ = ("when", "each", "assert", "at", "certain")
# What the language itself gives a message.
_GIVEN = frozenset(("左", "右", "本行", "上一行", "行号", "值", "行", "键"))
# Columns that tell which row is meant, or list what stands below it: they claim nothing.
NAMING = frozenset(name for names in KEY_COLUMNS for name in names) | frozenset(
    ("一级指标", "二级指标", "分项", "说明", "英文说明")
)
# Lists that reading itself makes: nothing of them can be lost.
MADE = frozenset(("读取疑点", "全文", "审核说明"))
_DOUBTFUL = frozenset(("lost", "text", "certainty"))
_NO_FAIL = Message(
    "没有一个“不通过”的例子，看不出这条规则会不会报错；在 examples 里加一行 - fail: {…}，"
    "写一份应当报错的表",
    "no example fails, so nothing shows that the rule can find anything; add `- fail: {…}` to "
    "examples, with a form that it should find fault with",
)
_NO_PASS = Message(
    "没有一个“通过”的例子，看不出这条规则会不会误报；在 examples 里加一行 - pass: {…}，"
    "写一份没有问题的表",
    "no example passes, so nothing shows that the rule spares a good form; add `- pass: {…}` to "
    "examples, with a form that is as it should be",
)


def lacks_of(
    loaded: Loaded, known: Mapping[str, Cited], words: Mapping[str, Any], tried: Outcome, own: bool
) -> Iterator[Problem]:
    """Everything that a well-formed rule file lacks.

    `tried` judges an example and says how it ended. `own`: it is an office's rule, which may speak
    Chinese alone and need not show what becomes of a value that was lost in reading.
    """
    yield from _examples(loaded, None if own else tried)
    yield from _unread(loaded, words)
    yield from _basis(loaded, known)
    if not own:
        yield from _english(loaded)


def names_read(rule: Rule) -> set[str]:
    """Every name that an expression of the rule or its message holds."""
    conditions = (rule.when, *rule.each, *rule.asserts, rule.at)
    found = {name for text in conditions if text for name in _in(text)} | set(rule.certain)
    for text in (rule.message.zh, rule.message.en):
        found |= {name for node in _parts(text) for name, _ in _names(node)}
    return found


def _examples(loaded: Loaded, tried: Outcome | None) -> Iterator[Problem]:
    examples = loaded.data["examples"]
    place = loaded.key_place(("examples",))
    for outcome, said in (("fail", _NO_FAIL), ("pass", _NO_PASS)):
        if not any(outcome in example for example in examples):
            yield Problem(said, place)
    if tried and not any("skip" in example for example in examples):
        name = _skippable(examples, tried)
        if name:
            yield Problem(_no_skip(name), place)


def _skippable(examples: list[dict[str, Any]], tried: Outcome) -> str:
    """The first name whose loss leaves the rule without an answer; "" where none does."""
    for example in examples:
        given = example.get("fail") or example.get("pass") or {}
        for name, lost in _losses(given):
            if tried(lost) == "skip":
                return name
    return ""


def _losses(given: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The example with each of its values lost in turn; of a list, those of its first row."""
    for name, value in given.items():
        if isinstance(value, dict) and not _DOUBTFUL.intersection(value):
            for inner, form in _losses(value):
                yield inner, {**given, name: form}
        elif not isinstance(value, list):
            yield name, {**given, name: {"lost": True}}
        elif value and isinstance(value[0], dict) and name not in MADE:
            for column, row in _losses(value[0]):
                yield column, {**given, name: [row, *value[1:]]}


def _no_skip(name: str) -> Message:
    return Message(
        f"没有“未能核对”的例子，而这条规则是会跳过的（如“{name}”读不到时）；在 examples 里加一行"
        f" - skip: {{…, {name}: {{lost: true}}}}",
        f"no example is skipped, though the rule can be (as when {name} was lost in reading); add"
        f" `- skip: {{…, {name}: {{lost: true}}}}` to examples",
    )


def _unread(loaded: Loaded, words: Mapping[str, Any]) -> Iterator[Problem]:
    """The names in the message that neither a condition nor `at` reads: what it says of them
    was never checked."""
    read = {name for key in _READ for text in _texts(loaded.data.get(key)) for name in _in(text)}
    spared = read | _GIVEN | NAMING | words.keys()
    for key in ("message", "message_en"):
        seen: set[str] = set()
        for node in _parts(str(loaded.data.get(key, ""))):
            for name, start in _names(node):
                if name not in spared and name not in seen:
                    seen.add(name)
                    yield Problem(_not_read(name), _place(loaded, key, name, start))


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _in(text: str) -> Iterator[str]:
    try:
        yield from (name for name, _ in _names(parse(text)))
    except RuleError:
        return  # told by whoever reads expressions


def _parts(text: str) -> list[Node]:
    try:
        return [part for part in template(text) if not isinstance(part, str)]
    except RuleError:
        return []


def _names(node: Node) -> Iterator[tuple[str, int]]:
    for each in walk(node):
        if isinstance(each, Name):
            yield each.name, each.start
        elif isinstance(each, Part):
            yield each.name, each.end - len(each.name)


def _not_read(name: str) -> Message:
    return Message(
        f"报告文字里的“{name}”不在 when、each、assert、at 里，规则没有读它；去掉，或者写进条件",
        f"the message names {name}, which neither when, each, assert nor at reads; drop it, or "
        "make it part of the condition",
    )


def _place(loaded: Loaded, key: str, name: str, start: int) -> Span:
    whole = loaded.place((key,))
    line = loaded.lines[whole.line - 1]
    text = str(loaded.data[key])
    offset = line.find(text, whole.column - 1)
    at = offset + start if offset >= 0 else line.find(name, whole.column - 1)
    return Span(whole.line, at + 1, whole.line, at + 1 + len(name)) if at >= 0 else whole


def _basis(loaded: Loaded, known: Mapping[str, Cited]) -> Iterator[Problem]:
    for number, basis in enumerate(loaded.data.get("basis", ())):
        name = basis["document"]
        cited = known.get(name)
        if cited is None:
            yield Problem(_unknown(name, known), loaded.place(("basis", number, "document")))
        elif basis.get("checked") and cited.read == "none":
            said = Message(
                f"documents.yaml 说没有读到 {name} 的正文，这里不能写 checked: true",
                f"documents.yaml says that the text of {name} was not read; checked cannot be true",
            )
            yield Problem(said, loaded.place(("basis", number, "checked")))
        elif basis.get("article") and not basis.get("checked"):
            said = Message(
                "没有核对过的条款不会印出来；去掉 article，或者核对后写 checked: true",
                "an article that was not checked is never printed; drop it, or check it and write "
                "checked: true",
            )
            yield Problem(said, loaded.place(("basis", number, "article")))


def _unknown(name: str, known: Mapping[str, Cited]) -> Message:
    near = did_you_mean(name, known)
    return Message(
        f"documents.yaml 里没有“{name}”{near.zh}；在规则文件夹的 documents.yaml 里写一条："
        f"{name}: {{title: 全称, about: 讲什么, read: none}}",
        f"documents.yaml has no {name}{near.en}; add an entry to the documents.yaml of the rules' "
        f"folder: {name}: {{title: …, about: …, read: none}}",
    )


def _english(loaded: Loaded) -> Iterator[Problem]:
    for key in _SPOKEN:
        if not loaded.data.get(f"{key}_en"):
            said = Message(
                f"缺英文 {key}_en；自带的规则两种语言都要有",
                f"{key}_en is missing; a shipped rule speaks both languages",
            )
            yield Problem(said, loaded.key_place((key,)))
