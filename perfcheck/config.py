"""perfcheck.yaml and profiles: found, laid over each other, every mistake told at once."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.files import CONFIG_NAME, os_message
from perfcheck.messages import Language, Message
from perfcheck.options import Options, Setting
from perfcheck.source import Span

if TYPE_CHECKING:
    from perfcheck.yamlfile import Loaded

SETTING = ("overrides", "words")
ADDING = ("rules", "kinds", "ignore", *SETTING)

Mistake = tuple[Message, Span]


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


def read(path: str, above: tuple[str, ...] = ()) -> Config:
    """Read a configuration and what it extends (`above`: the files that led here).

    Raises ConfigError that tells all mistakes of a file, with line and caret.
    """
    from perfcheck.yamlfile import load

    try:
        loaded = load(path)
    except OSError as error:
        said = os_message(error)
        message = Message(f"配置文件：{said.zh}", f"the configuration: {said.en}")
        raise ConfigError(message, path) from error
    wrong = [(problem.message, problem.span) for problem in loaded.problems]
    settings = _settings(loaded, path, wrong)
    here = (*above, os.path.realpath(path))
    bases = _resolved(settings.pop("extends", ()), "extends", loaded, here, wrong)
    for profile in _resolved(settings.pop("profile", ()), "profile", loaded, here, wrong):
        settings["profile"] = profile
    if wrong:
        raise ConfigError(_told(path, loaded.lines, wrong))
    found = Config({})
    for base in bases:
        found = laid(found, read(base, here))
    lang = settings.pop("lang", None)
    return laid(found, Config(settings, lang))


def _resolved(
    names: tuple[str, ...], key: str, loaded: "Loaded", here: tuple[str, ...], wrong: list[Mistake]
) -> list[str]:
    """The files of what a configuration builds on; what is not there or leads back is wrong."""
    from perfcheck.profile import file_of

    files = []
    for number, name in enumerate(names):
        span = loaded.place((key, number))
        try:
            file = file_of(name, os.path.dirname(loaded.file))
        except ConfigError as error:
            wrong.append((error.message, span))
            continue
        if os.path.realpath(file) in here:
            way = " → ".join(map(os.path.basename, (*here, file)))
            said = Message(f"又回到了自己：{way}", f"this leads back to itself: {way}")
            wrong.append((said, span))
        files.append(file)
    return files


def laid(far: Config, near: Config) -> Config:
    """Lay a configuration over what it builds on.

    The nearer one wins; severities go rule by rule, overrides and word lists one by one, and what
    is added (rules, kinds) or left out (ignore) adds up.
    """
    both = {**far.settings, **near.settings}
    for key in ADDING:
        if key in both:
            joined = (*far.settings.get(key, ()), *near.settings.get(key, ()))
            both[key] = joined if key in SETTING else tuple(dict.fromkeys(joined))
    if "severity" in both:
        levels = [dict(config.settings.get("severity", ())) for config in (far, near)]
        both["severity"] = tuple((levels[0] | levels[1]).items())
    return Config(both, near.lang or far.lang)


def with_profile(config: Config, name: str | None = None) -> Config:
    """Lay the configuration over a profile: the one of this name or path, else its own.

    Raises ConfigError where there is no such profile, or it is ill-formed.
    """
    settings = dict(config.settings)
    own = settings.pop("profile", None)
    if not name and not own:
        return config
    from perfcheck.profile import file_of

    file = file_of(name, ".") if name else str(own)
    bare = config._replace(settings=settings)
    profile = read(file)
    kept = {**profile.settings, "profile": _called(file)}
    return laid(profile._replace(settings=kept), bare)


def _called(file: str) -> str:
    """What a report calls a profile: a shipped one by its name, any other by its path."""
    from perfcheck.profile import names

    known = {path: name for name, path in names().items()}
    return known.get(file, file)


def lay(config: Config, options: Options, given: Mapping[str, Any]) -> Options:
    """Lay the configuration over `options`, and what was `given` on the command line over both.

    Severities are laid rule by rule, and what is left out adds up.
    """
    adding = {key: given[key] for key in ("ignore", "severity") if key in given}
    settings = {**laid(config, Config(adding)).settings}
    return options._replace(**{**settings, **given, **{key: settings[key] for key in adding}})


def _settings(loaded: "Loaded", path: str, wrong: list[Mistake]) -> dict[str, Any]:
    from perfcheck.configkeys import KEYS, TOLD, unknown

    data = {} if loaded.data is None else loaded.data
    if not isinstance(data, dict):
        said = Message("配置应当由“键: 值”组成", "a configuration is made of `key: value` lines")
        wrong.append((said, loaded.place(())))
        return {}
    settings: dict[str, Any] = {}
    for key, value in data.items():
        if key not in KEYS and key not in TOLD:
            wrong.append((unknown(key), loaded.key_place((key,))))
            continue

        def complain(message: Message, *path: str | int, key: str = key) -> None:
            wrong.append((message, loaded.place((key, *path))))

        found = {**KEYS, **TOLD}[key](value, complain)
        if key in ("rules", "kinds"):
            folder = os.path.dirname(path)
            found = tuple(os.path.normpath(os.path.join(folder, p)) for p in found)
        if key in ("explanations", "baseline") and found:
            found = os.path.normpath(os.path.join(os.path.dirname(path), found[0]))
        if key in SETTING:
            found = tuple(Setting(name, content, path) for name, content in found.items())
        if key not in TOLD:
            settings[key] = found
    return settings


def _told(path: str, lines: tuple[str, ...], wrong: list[Mistake]) -> Message:
    from perfcheck.yamlfile import excerpt

    zh, en = [], []
    for message, span in sorted(wrong, key=lambda item: item[1]):
        place, shown = f"{path}:{span.line}:{span.column}", excerpt(lines, span)
        zh.append(f"{place}: {message.zh}\n{shown}".rstrip())
        en.append(f"{place}: {message.en}\n{shown}".rstrip())
    return Message("\n".join(zh), "\n".join(en))
