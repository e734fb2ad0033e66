"""The rules and kinds in force: shipped, an office's own, and what the options leave."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from perfcheck.errors import ConfigError, KindError
from perfcheck.finding import Broken
from perfcheck.judge import Names
from perfcheck.kind import SHARED, Kinds, names_of_kind
from perfcheck.kindmaking import kinds_from
from perfcheck.locate import cache_file, kinds_folder, rules_folder, yaml_files
from perfcheck.messages import Message
from perfcheck.options import Options
from perfcheck.rule import Rule
from perfcheck.selection import chosen_rules
from perfcheck.values import Text

WORDS = "vocabulary.yaml"

Bind = Callable[[str], tuple[str, tuple[Broken, ...]]]


class Library(NamedTuple):
    """Everything that documents are read and judged by; `digest` names it in a report."""

    rules: tuple[Rule, ...]
    kinds: Kinds
    words: Mapping[str, Any]
    digest: str
    broken: tuple[Broken, ...] = ()

    def rules_for(self, kind: str) -> tuple[Rule, ...]:
        """The rules for forms of this kind: by its id, a title, its family, or what it extends."""
        found = self.kinds.get(kind)
        meant = {kind, *(names_of_kind(found) if found else ())}
        return tuple(rule for rule in self.rules if meant.intersection(rule.kinds))

    def names(self) -> Names:
        """What rules can name."""
        return names_of(self.kinds)


def names_of(kinds: Kinds) -> Names:
    """The single fields and the lists with their columns that some kind declares."""
    return Names(kinds.fields, kinds.columns)


def library(options: Options) -> Library:
    """Return the library in force.

    Raises ConfigError for a selector that means nothing, KindError for an ill-formed kind file.
    """
    shipped, kinds, words = _ready(options.cache)
    kinds_data = shipped["KINDS"]
    if options.kinds:
        kinds_data = with_own_kinds(kinds_data, options.kinds)
        kinds = kinds_from(kinds_data)
    rules = {rule.id: rule for rule in shipped["RULES"]}
    broken: tuple[Broken, ...] = tuple(shipped.get("BROKEN", ()))
    digest = shipped["DIGEST"]
    if options.rules:
        own = _own(options, kinds_data)
        broken += own["BROKEN"] + _taken_ids(own["RULES"], rules)
        rules = {rule.id: rule for rule in own["RULES"]} | rules
        digest += "+" + own["DIGEST"]
    chosen = chosen_rules(tuple(rules.values()), options)
    return Library(chosen, kinds, words, digest, broken)


def _taken_ids(own: Sequence[Rule], shipped: Mapping[str, Rule]) -> tuple[Broken, ...]:
    """An office's rule must not take a shipped rule's place without a word."""
    return tuple(
        Broken(
            rule.id,
            rule.file,
            None,
            Message(
                f"编号 {rule.id} 是自带规则的编号，这条规则没有启用；请另起编号，如 OFFICE-001",
                f"the id {rule.id} is a shipped rule's, so this rule is not in force; choose"
                " another, such as OFFICE-001",
            ),
        )
        for rule in own
        if rule.id in shipped
    )


@lru_cache(maxsize=2)
def _ready(cache: bool) -> tuple[Mapping[str, Any], Kinds, Mapping[str, Any]]:
    """The shipped rules and kinds, made ready once a process."""
    shipped = _shipped(cache)
    kinds = kinds_from(shipped["KINDS"], tried=True)
    return shipped, kinds, words_from(shipped["KINDS"]["words"])


def words_from(data: Mapping[str, Any]) -> dict[str, Any]:
    """Make word lists ready for rules: sets of words, and maps from a key to words or a word."""
    return {name: _words(words) for name, words in data.items()}


def _words(words: Any) -> Any:
    if isinstance(words, Mapping):
        return {key: _words(value) for key, value in words.items()}
    return Text(words) if isinstance(words, str) else frozenset(map(str, words))


def _shipped(cache: bool) -> Mapping[str, Any]:
    from importlib import import_module

    try:
        bound: Mapping[str, Any] = vars(import_module("perfcheck._shipped"))
    except ModuleNotFoundError:
        return _checkout(cache)
    return bound


def _checkout(cache: bool) -> Mapping[str, Any]:
    """Bind the rules of a checkout, or take them from the cache where nothing was changed."""
    own = rule_files([rules_folder()])

    def bind(digest: str) -> tuple[str, tuple[Broken, ...]]:
        from perfcheck.binding import source_of
        from perfcheck.rulefile import read_rules

        data = kinds_data()
        rules, broken = read_rules(own, data)
        return source_of(rules, data, digest), broken

    return _bound(_shipped_files(own), bind, cache)


def _shipped_files(rules: Sequence[str]) -> list[str]:
    """All that the shipped code is generated from: rules, word lists and kinds."""
    return [*rules, os.path.join(rules_folder(), WORDS), *yaml_files([kinds_folder()])]


def _own(options: Options, data: Mapping[str, Any]) -> Mapping[str, Any]:
    files = rule_files(options.rules)
    if not files:
        paths = "、".join(options.rules)
        raise ConfigError(Message(f"{paths} 里没有规则文件（*.yaml）", f"no rule file in {paths}"))

    def bind(digest: str) -> tuple[str, tuple[Broken, ...]]:
        from perfcheck.binding import source_of
        from perfcheck.rulefile import read_rules

        rules, broken = read_rules(files, data)
        return source_of(rules, {}, digest), broken

    return _bound([*files, *yaml_files(options.kinds)], bind, options.cache)


def rule_files(paths: Sequence[str]) -> list[str]:
    """The rule files under `paths`, word lists aside. Raises ConfigError for a missing path."""
    for path in paths:
        if not os.path.exists(path):
            raise ConfigError(Message(f"没有这个文件或文件夹：{path}", f"no such path: {path}"))
    return [path for path in yaml_files(paths) if os.path.basename(path) != WORDS]


def _bound(files: Sequence[str], bind: Bind, cache: bool) -> Mapping[str, Any]:
    """Return the names of the generated code for `files`, from the cache where it has them."""
    import marshal

    from perfcheck.binding import compile_source, run

    digest = _digest(files)
    kept = cache_file(f"{digest}-{_digest(_compiler_files())}") if cache else None
    if kept and os.path.exists(kept):
        with open(kept, "rb") as file:
            return {**run(marshal.loads(file.read())), "BROKEN": ()}
    source, broken = bind(digest)
    code = compile_source(source)
    if kept and not broken:
        _keep(kept, marshal.dumps(code))
    return {**run(code), "BROKEN": broken}


def _keep(path: str, data: bytes) -> None:
    """Keep compiled rules; a cache that cannot be written only costs time."""
    from perfcheck.files import replace_whole

    try:
        replace_whole(path, data)
    except OSError:
        return


def _digest(files: Sequence[str]) -> str:
    """Name the content of `files`: the same rules have the same digest on every machine.

    Raises ConfigError for a file that cannot be read.
    """
    from hashlib import sha256

    total = sha256()
    for name in files:
        total.update(os.path.basename(name).encode() + b"\0" + _bytes(name) + b"\0")
    return total.hexdigest()[:16]


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        from perfcheck.files import os_message

        raise ConfigError(os_message(error), path) from error


def _compiler_files() -> list[str]:
    """The modules whose change makes kept code stale (they change only under who develops them)."""
    own = os.path.dirname(os.path.abspath(__file__))
    lang = os.path.join(own, "lang")
    names = sorted(name for name in os.listdir(lang) if name.endswith(".py"))
    return [*(os.path.join(lang, name) for name in names), os.path.join(own, "binding.py")]


def write_shipped(path: str) -> None:
    """Write the module that an installed perfcheck starts from. Raises RuleError for bad rules."""
    from perfcheck.binding import source_of
    from perfcheck.files import replace_whole
    from perfcheck.rulefile import read_rules, rule_errors

    own = rule_files([rules_folder()])
    data = kinds_data()
    rules, broken = read_rules(own, data)
    if broken:
        raise rule_errors(broken)
    replace_whole(path, source_of(rules, data, _digest(_shipped_files(own))).encode("utf-8"))


@lru_cache(maxsize=1)
def kinds_data() -> Mapping[str, Any]:
    """Read the shipped kinds, the concepts and the word lists from YAML, once a process."""
    found: dict[str, Any] = {"kinds": []}
    for path in yaml_files([kinds_folder()]):
        name = os.path.basename(path).removesuffix(".yaml")
        if name in ("concepts", "vocabulary", *SHARED):
            found[name] = _content(path)
        else:
            found["kinds"].append(_content(path))
    found["words"] = _content(os.path.join(rules_folder(), WORDS))
    return found


def with_own_kinds(data: Mapping[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    """The kinds with an office's own beside or in place of them. Raises KindError."""
    from perfcheck.kindfile import read_kinds

    own = read_kinds(paths, data["concepts"], data["kinds"])
    replaced = {kind.get("id") for kind in own}
    kept = [kind for kind in data["kinds"] if kind["id"] not in replaced]
    return {**data, "kinds": kept + own}


def _content(path: str) -> Any:
    from perfcheck.files import os_message
    from perfcheck.yamlfile import load

    try:
        loaded = load(path)
    except OSError as error:
        raise KindError(os_message(error), path) from error
    for problem in loaded.problems:
        raise KindError(problem.message, path, problem.span)
    if not isinstance(loaded.data, dict):
        raise KindError(Message("应为一组键和值", "a mapping was expected"), path)
    return loaded.data
