"""The keys of perfcheck.yaml and of profiles, and what each may hold."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from perfcheck.finding import SEVERITIES
from perfcheck.messages import Message
from perfcheck.nearest import did_you_mean
from perfcheck.options import FAIL_ON, LANGUAGES, STAGES

Complain = Callable[..., None]

_NO_LIST = Message(
    "词表写成 [词, 词]、{名称: 数} 或 {名称: [词, 词]}；只改几个词写 {add: [词], remove: [词]}",
    "a word list is [word, word], {name: figure} or {name: [word, word]}; to change a few words"
    " write {add: [word], remove: [word]}",
)


def unknown(key: str) -> Message:
    """Say that a configuration has no such key, and which was meant."""
    meant = did_you_mean(key, KEYS)
    return Message(
        f"没有“{key}”这个键{meant.zh}（可用的键：{'、'.join(KEYS)}）",
        f"unknown key {key!r}{meant.en} (known: {', '.join(KEYS)})",
    )


def _texts(value: Any, complain: Complain) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    for index, item in enumerate(items):
        if not isinstance(item, str) or not item.strip():
            said = Message("应为一个或一列文字", "one text, or a list of texts, is wanted")
            complain(said, *([index] if isinstance(value, list) else []))
    return tuple(item for item in items if isinstance(item, str) and item.strip())


def _one_text(value: Any, complain: Complain) -> tuple[str, ...]:
    if not isinstance(value, str) or not value.strip():
        complain(Message("应为一段文字", "one text is wanted"))
        return ()
    return (value,)


def _severities(value: Any, complain: Complain) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        complain(Message("应为“规则: 级别”的列表", "`RULE: level` lines are wanted"))
        return ()
    for rule, level in value.items():
        if level not in SEVERITIES:
            complain(one_of(level, SEVERITIES), rule)
    return tuple(value.items())


def _yes_or_no(value: Any, complain: Complain) -> bool:
    if not isinstance(value, bool):
        complain(Message("应为 true 或 false", "true or false is wanted"))
    return bool(value)


def _mapping(value: Any, complain: Complain) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    complain(Message("应为若干行“名称: 内容”", "`name: content` lines are wanted"))
    return {}


def _overrides(value: Any, complain: Complain) -> Mapping[str, Any]:
    found = _mapping(value, complain)
    for rule, keys in found.items():
        if not isinstance(keys, dict):
            said = Message(
                f"写成 {rule}: {{键: 新的内容}}，如 {rule}: {{severity: info}}",
                f"write {rule}: {{key: content}}, as {rule}: {{severity: info}}",
            )
            complain(said, rule)
    return {rule: keys for rule, keys in found.items() if isinstance(keys, dict)}


def _words(value: Any, complain: Complain) -> Mapping[str, Any]:
    from perfcheck.wordlists import CHANGES

    found = _mapping(value, complain)
    for name, words in found.items():
        for path, item in _leaves(words):
            if not path or isinstance(item, bool) or not isinstance(item, str | int):
                complain(_NO_LIST, name, *path)
        if isinstance(words, dict):
            for change in CHANGES.intersection(words):
                if not isinstance(words[change], dict | list):
                    complain(_one_of_a_list(change, words[change]), name, change)
    return {name: words for name, words in found.items() if isinstance(words, dict | list)}


def _one_of_a_list(change: str, word: Any) -> Message:
    return Message(
        f"{change} 后面应为一列；写成 {change}: [{word}]", f"a list is wanted: {change}: [{word}]"
    )


def _leaves(words: Any, depth: int = 0) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """What stands in a word list, down to the words; what is deeper than a map of lists stays."""
    if isinstance(words, dict | list) and depth < 3:
        steps = words.items() if isinstance(words, dict) else enumerate(words)
        for step, item in steps:
            yield from (((step, *path), leaf) for path, leaf in _leaves(item, depth + 1))
    else:
        yield (), words


def _choice(*choices: str) -> Callable[[Any, Complain], Any]:
    def check(value: Any, complain: Complain) -> Any:
        if value not in choices:
            complain(one_of(value, choices))
        return value

    return check


def one_of(value: Any, choices: tuple[str, ...]) -> Message:
    """Say that `value` is none of `choices`, and which was meant."""
    if isinstance(value, list | dict):
        known = ", ".join(choices)
        return Message(f"应为 {'、'.join(choices)} 中的一个", f"one of {known} is wanted")
    meant = did_you_mean(value, choices)
    return Message(
        f"“{value}”不行，应为 {'、'.join(choices)} 之一{meant.zh}",
        f"{value!r} is none of {', '.join(choices)}{meant.en}",
    )


def _year(value: Any, complain: Complain) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or not 1990 <= value <= 2100:
        complain(Message("应为四位年份，如 2026", "a year of four digits is wanted, as 2026"))
    return value


def share(text: str) -> float | None:
    """Read a share from 0 to 1, also as a percentage; None where it is none.

    >>> share("60%"), share("0.6"), share("60")
    (0.6, 0.6, None)
    """
    percent = text.endswith("%")
    try:
        number = float(text.removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def _share(value: Any, complain: Complain) -> float:
    number = None if isinstance(value, bool) else share(str(value))
    if number is None:
        complain(Message("应为 0 到 1 之间的数，如 0.6", "a number from 0 to 1 is wanted, as 0.6"))
        return 0.0
    return number


KEYS: dict[str, Callable[[Any, Complain], Any]] = {
    "extends": _texts,
    "profile": _one_text,
    "rules": _texts,
    "kinds": _texts,
    "select": _texts,
    "ignore": _texts,
    "severity": _severities,
    "overrides": _overrides,
    "words": _words,
    "stage": _choice(*STAGES),
    "year": _year,
    "min_coverage": _share,
    "fail_on": _choice(*FAIL_ON),
    "together": _yes_or_no,
    "explanations": _one_text,
    "baseline": _one_text,
    "lang": _choice(*LANGUAGES),
}
TOLD: dict[str, Callable[[Any, Complain], Any]] = dict.fromkeys(
    ("name", "name_en", "about", "about_en"), _one_text
)
"""What a profile says of itself."""
