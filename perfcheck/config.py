"""perfcheck.yaml: found upwards from what is checked, every mistake in it told at once."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.files import CONFIG_NAME, os_message
from perfcheck.finding import SEVERITIES
from perfcheck.messages import NOTHING, Language, Message
from perfcheck.options import FAIL_ON, STAGES, Options
from perfcheck.source import Span

if TYPE_CHECKING:
    from perfcheck.yamlfile import Loaded

LANGUAGES = ("zh", "en")

Mistake = tuple[Message, Span]
Complain = Callable[..., None]


class Config(NamedTuple):
    """What a configuration sets, as fields of Options; `lang` is for whoever renders."""

    settings: Mapping[str, Any]
    lang: Language | None = None


def nearest(path: str) -> str | None:
    """The configuration for `path`: in its folder, or in the nearest folder above; else None."""
    folder = os.path.abspath("." if path == "-" else path)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    while True:
        config = os.path.join(folder, CONFIG_NAME)
        if os.path.isfile(config):
            return config
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def read(path: str) -> Config:
    """Read a configuration. Raises ConfigError that tells all mistakes, with line and caret."""
    from perfcheck.yamlfile import load

    try:
        loaded = load(path)
    except OSError as error:
        said = os_message(error)
        message = Message(f"配置文件：{said.zh}", f"the configuration: {said.en}")
        raise ConfigError(message, path) from error
    wrong = [(problem.message, problem.span) for problem in loaded.problems]
    settings = _settings(loaded, os.path.dirname(path), wrong)
    if wrong:
        raise ConfigError(_told(path, loaded.lines, wrong))
    lang = settings.pop("lang", None)
    return Config(settings, lang)


def lay(config: Config, options: Options, given: Mapping[str, Any]) -> Options:
    """Lay the configuration over `options`, and what was `given` on the command line over both.

    Severities are laid rule by rule.
    """
    both = {**config.settings, **given}
    if "severity" in both:
        levels = dict(config.settings.get("severity", ())) | dict(given.get("severity", ()))
        both["severity"] = tuple(levels.items())
    return options._replace(**both)


def _settings(loaded: "Loaded", folder: str, wrong: list[Mistake]) -> dict[str, Any]:
    data = {} if loaded.data is None else loaded.data
    if not isinstance(data, dict):
        said = Message("配置应当由“键: 值”组成", "a configuration is made of `key: value` lines")
        wrong.append((said, loaded.place(())))
        return {}
    settings: dict[str, Any] = {}
    for key, value in data.items():
        if key not in KEYS:
            wrong.append((_unknown(key), loaded.key_place((key,))))
            continue

        def complain(message: Message, *path: str | int, key: str = key) -> None:
            wrong.append((message, loaded.place((key, *path))))

        settings[key] = KEYS[key](value, complain)
        if key in ("rules", "kinds"):
            settings[key] = tuple(os.path.normpath(os.path.join(folder, p)) for p in settings[key])
    return settings


def _unknown(key: str) -> Message:
    meant = _meant(key, KEYS)
    return Message(
        f"没有“{key}”这个键{meant.zh}；可用的键：{'、'.join(KEYS)}",
        f"unknown key {key!r}{meant.en}; known: {', '.join(KEYS)}",
    )


def _meant(word: str, known: Mapping[str, Any] | tuple[str, ...]) -> Message:
    """The nearest known word as a question, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(str(word), list(known), 1, 0.5)
    return Message(f"，是否要写“{near[0]}”", f", did you mean {near[0]!r}") if near else NOTHING


def _texts(value: Any, complain: Complain) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    for index, item in enumerate(items):
        if not isinstance(item, str) or not item.strip():
            said = Message("应为一个或一列文字", "one text, or a list of texts, is wanted")
            complain(said, *([index] if isinstance(value, list) else []))
    return tuple(map(str, items))


def _severities(value: Any, complain: Complain) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        complain(Message("应为“规则: 级别”的列表", "`RULE: level` lines are wanted"))
        return ()
    for rule, level in value.items():
        if level not in SEVERITIES:
            complain(one_of(level, SEVERITIES), rule)
    return tuple(value.items())


def _choice(*choices: str) -> Callable[[Any, Complain], Any]:
    def check(value: Any, complain: Complain) -> Any:
        if value not in choices:
            complain(one_of(value, choices))
        return value

    return check


def one_of(value: Any, choices: tuple[str, ...]) -> Message:
    """Say that `value` is none of `choices`, and which was meant."""
    meant = _meant(value, choices)
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
    "rules": _texts,
    "kinds": _texts,
    "select": _texts,
    "ignore": _texts,
    "severity": _severities,
    "stage": _choice(*STAGES),
    "year": _year,
    "min_coverage": _share,
    "fail_on": _choice(*FAIL_ON),
    "lang": _choice(*LANGUAGES),
}


def _told(path: str, lines: tuple[str, ...], wrong: list[Mistake]) -> Message:
    from perfcheck.yamlfile import excerpt

    zh, en = [], []
    for message, span in sorted(wrong, key=lambda item: item[1]):
        place, shown = f"{path}:{span.line}:{span.column}", excerpt(lines, span)
        zh.append(f"{place}: {message.zh}\n{shown}".rstrip())
        en.append(f"{place}: {message.en}\n{shown}".rstrip())
    return Message("\n".join(zh), "\n".join(en))
