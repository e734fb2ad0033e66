"""New or changed rules tried on forms: what they newly find, no longer find, and cannot judge."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from perfcheck.checking import Checked, judged_document, read_document
from perfcheck.errors import ConfigError, NoFormError, ReadError
from perfcheck.finding import Broken, Failure, Finding, Skip
from perfcheck.form import Reading
from perfcheck.library import Library, kinds_data, library, rule_files, with_own_kinds
from perfcheck.messages import Message
from perfcheck.options import Options
from perfcheck.rule import Rule
from perfcheck.source import Document

Progress = Callable[[int, int, str], None]

NO_FORM = Message("没有认出哪一种表", "no form was recognised")


class Seen(NamedTuple):
    """A finding and the file that it stands in."""

    file: str
    finding: Finding


class Unjudged(NamedTuple):
    """A check that the tried rule could not make, in which file and why."""

    file: str
    skip: Skip


class Trial(NamedTuple):
    """What trying one rule shows. `replaces`: a rule with its id is in force and stood back.

    `still` are found by both; `otherwise` those of them that are told in other words or at another
    severity.
    """

    rule: Rule
    replaces: bool
    new: tuple[Seen, ...]
    gone: tuple[Seen, ...]
    still: tuple[Seen, ...]
    otherwise: tuple[Seen, ...]
    unjudged: tuple[Unjudged, ...]


class Trials(NamedTuple):
    """What trying a set of rules shows, and the files that it could not be tried on."""

    trials: tuple[Trial, ...]
    files: int
    forms: int
    broken: tuple[Broken, ...]
    errors: tuple[Failure, ...]
    passed_over: tuple[Failure, ...]

    @property
    def exit_code(self) -> int:
        """2 where a rule fell over or a file could not be read, else 0."""
        return 2 if self.broken or self.errors else 0


def try_rules(
    rules: Sequence[str],
    paths: Sequence[str],
    options: Options,
    progress: Progress | None = None,
) -> Trials:
    """Try the rule files under `rules` on the forms under `paths`.

    A rule whose id is in force takes that rule's place here. Raises RuleError that tells all
    mistakes of the files, ConfigError where there are no rules or no forms.
    """
    tried, options = _tried(rules, options), options._replace(together=True)
    before, after = _libraries(library(options), tried)
    read = _read(paths, options, before, progress)
    if not read.documents and not read.errors:
        said = Message("没有找到可以试的表", "no form was found to try the rules on")
        raise ConfigError(said, "、".join(paths))
    old, new = (_judged(read.documents, books, options) for books in (before, after))
    known = {entry.id for entry in before.entries}
    return Trials(
        tuple(_trial(rule, rule.id in known, old, new) for rule in tried),
        len(new),
        sum(len(one.report.forms) for one in new),
        tuple(dict.fromkeys(each for one in new for each in one.broken)),
        tuple(read.errors),
        tuple(read.passed_over),
    )


class _Read(NamedTuple):
    """The documents to try rules on, as they were understood, and the files that are none."""

    documents: list[tuple[str, Document, Reading]]
    errors: list[Failure]
    passed_over: list[Failure]


def _read(
    paths: Sequence[str], options: Options, books: Library, progress: Progress | None
) -> _Read:
    from perfcheck.files import find_files

    found = find_files(paths)
    read = _Read([], list(found.errors), list(found.passed_over))
    for number, file in enumerate(found.files):
        if progress:
            progress(number, len(found.files), file.path)
        try:
            document, reading = read_document(file.path, options, books=books)
            if not reading.forms:
                raise NoFormError(NO_FORM)
            read.documents.append((file.path, document, reading))
        except ReadError as error:
            passed = isinstance(error, NoFormError) and not file.named
            into = read.passed_over if passed else read.errors
            into.append(Failure(file.path, error.message))
    return read


def _judged(
    documents: Sequence[tuple[str, Document, Reading]], books: Library, options: Options
) -> list[Checked]:
    """Every document judged by these rules, by itself and against the others."""
    checked = [
        judged_document(path, document, reading, books, options)
        for path, document, reading in documents
    ]
    return _together(checked, books)


def _tried(paths: Sequence[str], options: Options) -> list[Rule]:
    """The rules of the files, in the order of their ids. Raises RuleError, ConfigError."""
    from perfcheck.rulefile import read_rules, rule_errors
    from perfcheck.wordlists import worded

    files = rule_files(paths)
    if not files:
        named = "、".join(paths)
        raise ConfigError(Message(f"{named} 里没有规则文件（*.yaml）", f"no rule file in {named}"))
    data = kinds_data()
    if options.kinds:
        data = with_own_kinds(data, options.kinds)
    if options.words:
        data = {**data, "words": worded(data["words"], options.words)}
    rules, broken = read_rules(files, data)
    if broken:
        raise rule_errors(broken)
    return sorted(rules, key=lambda rule: rule.id)


def _libraries(books: Library, rules: Sequence[Rule]) -> tuple[Library, Library]:
    """The library with only those rules in force that are replaced, and with the tried ones."""
    from perfcheck.binding import sources_of
    from perfcheck.books import bound

    named = {rule.id for rule in rules}
    kept = tuple(entry for entry in books.entries if entry.id in named)
    book = bound("", lambda digest: (sources_of(rules, {}, digest), ()), False)
    return books._replace(entries=kept), books._replace(entries=book.entries, book=book)


def _together(checked: list[Checked], books: Library) -> list[Checked]:
    if not books.rules_together:
        return checked
    from perfcheck.together import judged_together

    return judged_together(checked, books)


def _trial(rule: Rule, replaces: bool, old: Sequence[Checked], new: Sequence[Checked]) -> Trial:
    was, now = _findings(rule.id, old), _findings(rule.id, new)
    unjudged = (
        Unjudged(one.report.file, skip)
        for one in new
        for skip in one.report.skips
        if skip.rule == rule.id
    )
    return Trial(
        rule,
        replaces,
        tuple(seen for key, seen in now.items() if key not in was),
        tuple(seen for key, seen in was.items() if key not in now),
        tuple(seen for key, seen in now.items() if key in was),
        tuple(seen for key, seen in now.items() if key in was and _told(seen) != _told(was[key])),
        tuple(unjudged),
    )


def _findings(rule: str, checked: Sequence[Checked]) -> dict[tuple[Any, ...], Seen]:
    """The findings of a rule by file, form and identity, which no line number is part of."""
    found: dict[tuple[Any, ...], Seen] = {}
    for file, finding in _of(rule, checked):
        found[(file, finding.form, *finding.identity)] = Seen(file, finding)
    return found


def _told(seen: Seen) -> tuple[Any, ...]:
    return seen.finding.severity, seen.finding.message, seen.finding.hint


def _of(rule: str, checked: Sequence[Checked]) -> Iterator[tuple[str, Finding]]:
    for one in checked:
        for finding in one.report.findings:
            if finding.rule == rule:
                yield one.report.file, finding
