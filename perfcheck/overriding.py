"""Single keys of rules that an office or a profile sets otherwise, checked like rule files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcheck.binding import Sources, sources_of
from perfcheck.books import Book, bound, digest_of, joined
from perfcheck.errors import ConfigError
from perfcheck.finding import Broken
from perfcheck.locate import yaml_files
from perfcheck.messages import Message
from perfcheck.nearest import did_you_mean
from perfcheck.options import Options, Setting
from perfcheck.rule import Rule, rule_from
from perfcheck.source import Span
from perfcheck.yamlfile import Loaded, Path, Problem, excerpt, load

KEY = "overrides"
FIXED = ("id", "aliases")
JUDGED = frozenset(("each", "when", "assert", "certain", "at", "message", "severity", "kinds"))
"""Keys on which the outcome of an example may depend."""
SPOKEN = ("name", "message", "why", "hint")
"""Texts with an English twin, which no longer fits where only the Chinese one is set."""


def overriding(settings: Sequence[Setting]) -> dict[str, dict[str, Any]]:
    """What is set for each rule, key by key: of several settings of one key the last counts."""
    keys: dict[str, dict[str, Any]] = {}
    for setting in settings:
        keys[setting.name] = overridden(keys.get(setting.name, {}), setting.content)
    return keys


def overridden(content: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's content with `keys` in place of its own.

    >>> overridden({"hint": "甲", "hint_en": "a"}, {"hint": "乙"})
    {'hint': '乙'}
    """
    stale = {f"{key}_en" for key in SPOKEN if key in keys}
    return {**{key: at for key, at in content.items() if key not in stale}, **keys}


def in_force(content: Mapping[str, Any], settings: Sequence[Setting]) -> dict[str, Any]:
    """The content of a rule file with what is set otherwise.

    Where that may end otherwise, the examples that the file came with no longer hold.
    """
    known = (content["id"], *content.get("aliases", ()))
    keys = overriding([setting._replace(name="") for setting in settings if setting.name in known])
    new = keys.get("", {})
    stale: dict[str, Any] = {"examples": []} if JUDGED.intersection(new) else {}
    return overridden({**content, **stale}, new)


def tested(options: Options, data: Mapping[str, Any]) -> Iterator[tuple[Rule, Loaded]]:
    """The rules that are set otherwise and have examples of their own, as their file has them.

    Raises RuleError where what is set is wrong.
    """
    from perfcheck.library import files_by_rule, library
    from perfcheck.rulefile import rule_errors

    plain = options._replace(overrides=(), select=(), ignore=(), severity=(), stage=None)
    book, files = library(plain).book, files_by_rule(options)
    known = {name for entry in book.entries for name in (entry.id, *entry.aliases)}
    named = [setting for setting in options.overrides if setting.name in known]
    for setting in options.overrides:
        if setting.name not in known and "examples" in setting.content:
            raise unknown_rule(setting, list(files))
    settings = [_by_id(setting, book) for setting in named]
    for name in dict.fromkeys(each.name for each in settings if "examples" in each.content):
        own = [setting for setting in settings if setting.name == name]
        rules, broken = overridden_rules(own, files, data)
        if broken:
            raise rule_errors(broken)
        content = overridden(load(files[name]).data, overriding(own)[name])
        last = [setting for setting in own if "examples" in setting.content]
        yield rules[0], _written(last, content)


def overridden_book(
    book: Book, options: Options, data: Mapping[str, Any], files: Mapping[str, str]
) -> Book:
    """The book with what `options` override; a rule whose new keys are wrong is broken.

    Raises ConfigError for a rule that there is not.
    """
    import json

    settings = [_by_id(setting, book) for setting in options.overrides]

    def bind(digest: str) -> tuple[Sources, tuple[Broken, ...]]:
        rules, broken = overridden_rules(settings, files, data)
        return sources_of(rules, {}, digest), broken

    keys = json.dumps(overriding(settings), ensure_ascii=False, sort_keys=True)
    words = json.dumps(data["words"], ensure_ascii=False, sort_keys=True)
    own = list(yaml_files(options.kinds))
    new = bound(digest_of(own, book.digest, keys, words), bind, options.cache)
    named = {setting.name for setting in settings}
    left = tuple(entry for entry in book.entries if entry.id not in named)
    return joined([book._replace(entries=left), new])


def _by_id(setting: Setting, book: Book) -> Setting:
    """The setting under the rule's id of today."""
    for entry in book.entries:
        if setting.name in (entry.id, *entry.aliases):
            return setting._replace(name=entry.id, written=setting.name)
    raise unknown_rule(setting, [entry.id for entry in book.entries])


def overridden_rules(
    settings: Sequence[Setting], files: Mapping[str, str], data: Mapping[str, Any]
) -> tuple[list[Rule], tuple[Broken, ...]]:
    """The rules that are set otherwise, made anew, and those whose new keys are wrong.

    `files` leads from the id of a rule to its file, `data` are the kinds as plain data. Examples
    that a rule came with are not run again; they were written for what it said before.
    """
    import os

    from perfcheck.kindmaking import kinds_from
    from perfcheck.rulecheck import types_of
    from perfcheck.rulefile import problems_of

    kinds, types = kinds_from(data), types_of(data)
    rules: list[Rule] = []
    broken: list[Broken] = []
    for name, keys in overriding(settings).items():
        content = overridden(load(files[name]).data, keys)
        near = _written([setting for setting in settings if setting.name == name], content)
        problems = [*_renamed(near, keys), *problems_of(near, kinds, types)]
        broken += [_broken(name, near, problem) for problem in dict.fromkeys(problems)]
        if not problems:
            rules.append(rule_from(content, os.path.basename(files[name])))
    return rules, tuple(broken)


def _written(settings: Sequence[Setting], content: Mapping[str, Any]) -> Loaded:
    """The rule as if it stood in the nearest file that sets it, where its mistakes are told."""
    setting = settings[-1]
    loaded = load(setting.file)
    above = (KEY, setting.written or setting.name)
    return Loaded(
        setting.file,
        content,
        dict(_below(loaded.keys, above)),
        {**dict(_below(loaded.values, above)), (): loaded.key_place(above)},
        loaded.lines,
        (),
    )


def _below(places: Mapping[Path, Span], above: Path) -> Iterator[tuple[Path, Span]]:
    """The places below a path, as seen from there."""
    for path, span in places.items():
        if path[: len(above)] == above:
            yield path[len(above) :], span


def _renamed(loaded: Loaded, keys: Mapping[str, Any]) -> Iterator[Problem]:
    for key in FIXED:
        if key in keys:
            said = Message(
                f"“{key}”不能改；另写一条规则，再用 ignore 停用原来的",
                f"{key!r} stays; write a rule of your own and ignore this one",
            )
            yield Problem(said, loaded.key_place((key,)))


def _broken(rule: str, loaded: Loaded, problem: Problem) -> Broken:
    span = problem.span
    shown = excerpt(loaded.lines, span)
    return Broken(rule, loaded.file, span.line, problem.message, span.column, shown)


def unknown_rule(setting: Setting, known: Sequence[str]) -> ConfigError:
    """Say that no rule has this id, and which may be meant."""
    near = did_you_mean(setting.name, known)
    said = Message(
        f"没有编号为“{setting.name}”的规则{near.zh}（perfcheck rules 列出全部）",
        f"no rule is called {setting.name!r}{near.en} (`perfcheck rules` lists them)",
    )
    return mistake(setting.file, (KEY, setting.name), said)


def mistake(file: str, path: Path, said: Message) -> ConfigError:
    """A mistake at a key of a configuration, told with its place and a caret."""
    loaded = load(file)
    span = loaded.key_place(path)
    place, shown = f"{file}:{span.line}:{span.column}", excerpt(loaded.lines, span)
    zh = f"{place}: {said.zh}\n{shown}".rstrip()
    return ConfigError(Message(zh, f"{place}: {said.text('en')}\n{shown}".rstrip()))
