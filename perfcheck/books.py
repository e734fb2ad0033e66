"""Books of bound rules: an index of all rules, and groups of which each is loaded when needed.

An installed perfcheck has its book as modules in the package; a checkout's, an office's own rules
and what an office overrides are kept in the user's cache, keyed by content.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.finding import Broken
from perfcheck.locate import PACKAGE, cache_file
from perfcheck.rule import Rule
from perfcheck.selection import Entry

if TYPE_CHECKING:
    from perfcheck.binding import Sources

SHIPPED = "_shipped"
READING = (
    *("binding", "books", "overriding", "rule", "rulecheck", "ruledocuments", "rulefile"),
    *("selection", "shape", "wordlists", "yamlfile"),
)
"""The modules that make rules of what is written."""

Group = Callable[[], Mapping[str, Rule]]
Bind = Callable[[str], tuple["Sources", tuple[Broken, ...]]]


class Book(NamedTuple):
    """Bound rules; `groups` gives the rules of each group, `kinds` the kinds as plain data."""

    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    digest: str
    kinds: Mapping[str, Any]
    broken: tuple[Broken, ...] = ()

    def rule(self, entry: Entry) -> Rule:
        """The rule that an entry of the index stands for, at the entry's level."""
        found = self.groups[entry.group]()[entry.id]
        if found.severity == entry.severity:
            return found
        return found._replace(severity=entry.severity)


def joined(books: Sequence[Book]) -> Book:
    """One book of several; of rules with one id the later book's is in force."""
    first, *others = books
    if not others:
        return first
    entries = {entry.id: entry for entry in first.entries}
    groups = list(first.groups)
    for book in others:
        for entry in book.entries:
            entries[entry.id] = entry._replace(group=len(groups) + entry.group)
        groups += book.groups
    return Book(
        tuple(entries.values()),
        tuple(groups),
        "+".join(book.digest for book in books),
        first.kinds,
        tuple(broken for book in books for broken in book.broken),
    )


def installed() -> Book | None:
    """The book of an installed perfcheck; None in a checkout, which has none yet."""
    from importlib import import_module

    try:
        index = vars(import_module(f"perfcheck.{SHIPPED}"))
    except ModuleNotFoundError:
        return None
    return _book(index, lambda number: vars(import_module(f"perfcheck.{SHIPPED}_{number}")))


def _book(
    index: Mapping[str, Any],
    module: Callable[[int], Mapping[str, Any]],
    broken: tuple[Broken, ...] = (),
) -> Book:
    return Book(
        tuple(map(Entry._make, index["ENTRIES"])),
        tuple(cache(partial(_group, module, number)) for number in range(index["GROUPS"])),
        index["DIGEST"],
        index["KINDS"],
        broken,
    )


def _group(module: Callable[[int], Mapping[str, Any]], number: int) -> Mapping[str, Rule]:
    return {rule.id: rule for rule in module(number)["RULES"]}


def bound(digest: str, bind: Bind, keep: bool) -> Book:
    """The book that `bind` makes of what `digest` names, from the cache where that has it."""
    import marshal

    from perfcheck.binding import compile_source, run

    kept = cache_file(f"{digest}-{digest_of(compiler_files())}") if keep else None
    if kept and os.path.exists(kept):
        with open(kept, "rb") as file:
            index, groups = marshal.loads(file.read())
        return _book(run(index), lambda number: run(marshal.loads(groups[number])))
    sources, broken = bind(digest)
    code = compile_source(sources.catalogue)
    made = [compile_source(source) for source in sources.groups]
    if kept and not broken:
        _keep(kept, marshal.dumps((code, tuple(map(marshal.dumps, made)))))
    return _book(run(code), lambda number: run(made[number]), broken)


def _keep(path: str, data: bytes) -> None:
    """Keep compiled rules; a cache that cannot be written only costs time."""
    from perfcheck.files import replace_whole

    try:
        replace_whole(path, data)
    except OSError:
        return


def digest_of(files: Sequence[str], *more: str) -> str:
    """Name the content of `files` and `more` texts: the same on every machine.

    Raises ConfigError for a file that cannot be read.
    """
    from hashlib import sha256

    total = sha256()
    for name in files:
        total.update(os.path.basename(name).encode() + b"\0" + _bytes(name) + b"\0")
    for text in more:
        total.update(text.encode() + b"\0")
    return total.hexdigest()[:16]


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        from perfcheck.files import os_message

        raise ConfigError(os_message(error), path) from error


@cache
def compiler_files() -> tuple[str, ...]:
    """The files whose change makes kept code stale (only who develops perfcheck changes them).

    They read rules, check them, or turn them into code.
    """
    lang = os.path.join(PACKAGE, "lang")
    names = [os.path.join(lang, name) for name in sorted(os.listdir(lang)) if name.endswith(".py")]
    modules = (os.path.join(PACKAGE, f"{name}.py") for name in READING)
    return (*names, *modules, os.path.join(PACKAGE, "schema", "rule.schema.json"))


def modules_of(sources: "Sources") -> Iterator[tuple[str, str]]:
    """The names and the sources of the modules that an installed perfcheck starts from."""
    yield f"{SHIPPED}.py", sources.catalogue
    for number, source in enumerate(sources.groups):
        yield f"{SHIPPED}_{number}.py", source
