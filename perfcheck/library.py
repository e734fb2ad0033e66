"""The rules and kinds in force: shipped, an office's own, and what the options leave."""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from perfcheck.books import Book, bound, digest_of, installed, joined
from perfcheck.errors import ConfigError, KindError
from perfcheck.finding import Broken
from perfcheck.judge import Names
from perfcheck.kind import SHARED, Kinds, names_of_kind
from perfcheck.kindmaking import kinds_from
from perfcheck.locate import kinds_folder, rules_folder, yaml_files
from perfcheck.messages import Message
from perfcheck.options import Options
from perfcheck.rule import Rule
from perfcheck.selection import Entry, chosen_rules
from perfcheck.wordlists import worded, words_from

__all__ = ["Library", "kinds_data", "library", "names_of", "rule_files", "words_from"]

WORDS = "vocabulary.yaml"
CITED = "documents.yaml"
PROFILES = "profiles"


class Library(NamedTuple):
    """Everything that documents are read and judged by; `digest` names it in a report.

    `entries` are the rules that the options leave, by id; each is loaded when it is asked for.
    """

    entries: tuple[Entry, ...]
    kinds: Kinds
    words: Mapping[str, Any]
    digest: str
    broken: tuple[Broken, ...]
    book: Book

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in force, by id: every one of them is loaded."""
        return tuple(map(self.book.rule, self.entries))

    @property
    def rules_together(self) -> tuple[Rule, ...]:
        """The rules that join several documents."""
        return tuple(self.book.rule(entry) for entry in self.entries if entry.together)

    def rules_for(self, kind: str) -> tuple[Rule, ...]:
        """The rules for forms of this kind: by its id, a title, its family, or what it extends."""
        found = self.kinds.get(kind)
        meant = {kind, *(names_of_kind(found) if found else ())}
        return tuple(
            self.book.rule(entry)
            for entry in self.entries
            if not entry.together and not meant.isdisjoint(entry.kinds)
        )

    def names(self) -> Names:
        """What rules can name."""
        return names_of(self.kinds)


def names_of(kinds: Kinds) -> Names:
    """The single fields and the lists with their columns that some kind declares."""
    return Names(kinds.fields, kinds.columns)


def library(options: Options) -> Library:
    """Return the library in force.

    Raises ConfigError for a selector, a word list or a rule to override that means nothing,
    KindError for an ill-formed kind file.
    """
    shipped, kinds, words = _ready(options.cache)
    data = shipped.kinds
    if options.kinds:
        data = with_own_kinds(data, options.kinds)
        kinds = kinds_from(data)
    if options.words:
        data = {**data, "words": worded(data["words"], options.words)}
        words = words_from(data["words"])
    book = _with_own(shipped, options, data)
    if options.overrides:
        from perfcheck.overriding import overridden_book

        book = overridden_book(book, options, data, files_by_rule(options))
    if options.words:
        digest = f"{book.digest}+{digest_of((), _told(data['words']))}"
        book = book._replace(digest=digest, kinds=data)
    chosen = chosen_rules(book.entries, options, [broken.rule for broken in book.broken])
    return Library(chosen, kinds, words, book.digest, book.broken, book)


def _with_own(shipped: Book, options: Options, data: Mapping[str, Any]) -> Book:
    if not options.rules:
        if not options.kinds:
            return shipped
        own_kinds = digest_of([*yaml_files(options.kinds)])
        return shipped._replace(digest=f"{shipped.digest}+{own_kinds}")
    own = _own(options, data)
    taken = {entry.id for entry in shipped.entries}.intersection(entry.id for entry in own.entries)
    refused = tuple(_taken(own.rule(entry)) for entry in own.entries if entry.id in taken)
    left = tuple(entry for entry in own.entries if entry.id not in taken)
    return joined([shipped, own._replace(entries=left, broken=own.broken + refused)])


def _taken(rule: Rule) -> Broken:
    """An office's rule must not take a shipped rule's place without a word."""
    said = Message(
        f"编号 {rule.id} 是自带规则的编号，这条规则没有启用；请另起编号，如 OFFICE-001"
        "（只改其中几个键时，写在 perfcheck.yaml 的 overrides 里）",
        f"the id {rule.id} is a shipped rule's, so this rule is not in force; choose another,"
        " such as OFFICE-001 (to change some of its keys, write `overrides` in perfcheck.yaml)",
    )
    return Broken(rule.id, rule.file, None, said)


def files_by_rule(options: Options) -> dict[str, str]:
    """The file of each rule by its id; it is named after it, or says so."""
    from perfcheck.yamlfile import load

    found = {}
    for path in rule_files([rules_folder()]):
        found[os.path.basename(path).removesuffix(".yaml")] = path
    for path in rule_files(options.rules):
        content = load(path).data
        if isinstance(content, dict) and content.get("id") not in found:
            found[str(content.get("id"))] = path
    return found


def _told(words: Mapping[str, Any]) -> str:
    import json

    return json.dumps(words, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=2)
def _ready(cache: bool) -> tuple[Book, Kinds, Mapping[str, Any]]:
    """The shipped rules and kinds, made ready once a process."""
    shipped = installed() or _checkout(cache)
    kinds = kinds_from(shipped.kinds, tried=True)
    return shipped, kinds, words_from(shipped.kinds["words"])


def _checkout(cache: bool) -> Book:
    """Bind the rules of a checkout, or take them from the cache where nothing was changed."""
    from perfcheck.binding import Sources

    own = rule_files([rules_folder()])

    def bind(digest: str) -> tuple[Sources, tuple[Broken, ...]]:
        from perfcheck.binding import sources_of
        from perfcheck.rulefile import read_rules

        data = kinds_data()
        rules, broken = read_rules(own, data)
        return sources_of(rules, data, digest), broken

    return bound(digest_of(_shipped_files(own)), bind, cache)


def _shipped_files(rules: Sequence[str]) -> list[str]:
    """All that the shipped code is generated from: rules, word lists and kinds."""
    return [*rules, os.path.join(rules_folder(), WORDS), *yaml_files([kinds_folder()])]


def _own(options: Options, data: Mapping[str, Any]) -> Book:
    from perfcheck.binding import Sources

    files = rule_files(options.rules)
    if not files:
        paths = "、".join(options.rules)
        raise ConfigError(Message(f"{paths} 里没有规则文件（*.yaml）", f"no rule file in {paths}"))

    def bind(digest: str) -> tuple[Sources, tuple[Broken, ...]]:
        from perfcheck.binding import sources_of
        from perfcheck.rulefile import read_rules

        rules, broken = read_rules(files, data)
        return sources_of(rules, {}, digest), broken

    names = [_told(data["words"])] if options.words else []
    digest = digest_of([*files, *yaml_files(options.kinds)], *names)
    return bound(digest, bind, options.cache)


def rule_files(paths: Sequence[str]) -> list[str]:
    """The rule files under `paths`; word lists, cited documents and shipped profiles are none.

    Raises ConfigError for a missing path.
    """
    for path in paths:
        if not os.path.exists(path):
            raise ConfigError(Message(f"没有这个文件或文件夹：{path}", f"no such path: {path}"))
    profiles = os.path.join(rules_folder(), PROFILES, "")
    return [
        path
        for path in yaml_files(paths)
        if os.path.basename(path) not in (WORDS, CITED)
        and not os.path.abspath(path).startswith(profiles)
    ]


def write_shipped(folder: str) -> list[str]:
    """Write the modules that an installed perfcheck starts from, and return their names.

    Raises RuleError for bad rules.
    """
    from perfcheck.binding import sources_of
    from perfcheck.books import modules_of
    from perfcheck.files import replace_whole
    from perfcheck.rulefile import read_rules, rule_errors

    own = rule_files([rules_folder()])
    data = kinds_data()
    rules, broken = read_rules(own, data)
    if broken:
        raise rule_errors(broken)
    made = dict(modules_of(sources_of(rules, data, digest_of(_shipped_files(own)))))
    made |= _regexes(rules, kinds_from(data))
    for name, source in made.items():
        replace_whole(os.path.join(folder, name), source.encode("utf-8"))
    return list(made)


def _regexes(rules: Sequence[Rule], kinds: Kinds) -> dict[str, str]:
    from perfcheck.expressions import of_modules, of_rules, of_words
    from perfcheck.regexes import SHIPPED, source_of

    found = (*of_rules(rules), *of_words(kinds.vocabulary), *of_modules())
    return {f"{SHIPPED}.py": source_of(found)}


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
