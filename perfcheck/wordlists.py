"""Word lists made ready for rules, and what an office or a profile sets in place of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfcheck.errors import ConfigError
from perfcheck.messages import Message
from perfcheck.options import Setting
from perfcheck.values import Text

KEY = "words"
CHANGES = frozenset(("add", "remove"))


def words_from(data: Mapping[str, Any]) -> dict[str, Any]:
    """Make word lists ready: sets of words, and maps from a key to words, a word or a figure."""
    return {name: _words(words) for name, words in data.items()}


def _words(words: Any) -> Any:
    if isinstance(words, Mapping):
        of = _figure if holds_figures(words) else _words
        return {key: of(value) for key, value in words.items()}
    return Text(words) if isinstance(words, str) else frozenset(map(str, words))


def holds_figures(words: Mapping[str, Any]) -> bool:
    """Whether a map leads to figures: 3, 0.6, 90%.

    >>> holds_figures({"指标数下限": 3, "满意度": "90%"}), holds_figures({"帐户": "账户"})
    (True, False)
    """
    said = [value for value in words.values() if isinstance(value, str | int)]
    return len(said) == len(words) > 0 and all(_is_figure(value) for value in said)


def _is_figure(value: str | int) -> bool:
    digits = str(value).rstrip("%‰")
    whole, _, part = digits.partition(".")
    plain = f"{whole}{part}".isdecimal() and bool(whole) and not digits.endswith(".")
    return plain and len(str(value)) <= len(digits) + 1 and not isinstance(value, bool)


def _figure(value: str | int) -> Any:
    from perfcheck.lang.arithmetic import literal

    digits = str(value).rstrip("%‰")
    return literal(digits, str(value)[len(digits) :])


def worded(data: Mapping[str, Any], settings: Sequence[Setting]) -> dict[str, Any]:
    """The word lists with what is set in place of them, one setting after the other.

    Raises ConfigError for a name that is all but a known one, and for a list of another sort:
    rules were checked against the sort.
    """
    lists = dict(data)
    for setting in settings:
        base = lists.get(setting.name)
        if base is None:
            _check_new(setting, lists)
        new = _changed(base, setting)
        if base is not None and sort(new) != sort(base):
            raise _other_sort(setting, _SORTS[sort(base)])
        lists[setting.name] = new
    return lists


def _other_sort(setting: Setting, wanted: Message) -> ConfigError:
    return _complaint(
        setting,
        f"“{setting.name}”应为{wanted.zh}；只改几项写 {{add: …, remove: [词]}}",
        f"{setting.name!r} is {wanted.en}; to change a few write {{add: …, remove: [word]}}",
    )


_SORTS = {
    "set": Message("一列词，如 [甲, 乙]", "a list of words, as [a, b]"),
    "figures": Message("“名称: 数”的对照表", "a map of `name: figure`"),
    "texts": Message("“词: 词”的对照表", "a map of `word: word`"),
    "sets": Message("“名称: [词, 词]”的对照表", "a map of `name: [word, word]`"),
}


def sort(words: Any) -> str:
    """Which sort of list it is: set, figures, texts, sets."""
    if not isinstance(words, Mapping):
        return "set"
    if holds_figures(words):
        return "figures"
    return "sets" if any(isinstance(value, list) for value in words.values()) else "texts"


def _changed(base: Any, setting: Setting) -> Any:
    """The new list: in place of the old one, or the old one with `add` and without `remove`."""
    given = setting.content
    if not isinstance(given, Mapping) or not given or not CHANGES.issuperset(given):
        return given
    added, removed = given.get("add", ()), given.get("remove", ())
    unlike = isinstance(added, Mapping) != isinstance(base, Mapping)
    if base is not None and "add" in given and unlike:
        raise _other_sort(setting, _SORTS[sort(base)])
    unknown = [word for word in removed if word not in (base or ())]
    if base is None or unknown:
        what = "、".join(map(str, unknown)) or setting.name
        raise _complaint(
            setting,
            f"“{what}”不在原来的词表里，或与它的写法不同",
            f"{what!r} is not in the list that is there, or is written unlike it",
        )
    if isinstance(base, Mapping):
        kept = {key: value for key, value in base.items() if key not in removed}
        return {**kept, **(added if isinstance(added, Mapping) else {})}
    return [word for word in (*base, *added) if word not in removed]


def _check_new(setting: Setting, known: Mapping[str, Any]) -> None:
    from difflib import get_close_matches

    near = get_close_matches(setting.name, list(known), 1, 0.65)
    if near:
        raise _complaint(
            setting,
            f"没有“{setting.name}”这个词表；是不是“{near[0]}”？（本单位的新词表请取一个不相近的名字）",
            f"no word list is called {setting.name!r}; did you mean {near[0]!r}? (give a list of"
            " your own a name that is less alike)",
        )


def _complaint(setting: Setting, zh: str, en: str) -> ConfigError:
    from perfcheck.overriding import mistake

    return mistake(setting.file, (KEY, setting.name), Message(zh, en))
