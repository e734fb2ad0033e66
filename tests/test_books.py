"""Books of rules: which group is loaded when, and when what was kept is stale."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from perfcheck import books
from perfcheck.binding import sources_of
from perfcheck.books import Book, bound, compiler_files, digest_of, joined
from perfcheck.finding import Broken
from perfcheck.library import library
from perfcheck.messages import Message
from perfcheck.options import Options
from perfcheck.rule import Alias, Rule


def made(number: int, *kinds: str, documents: tuple[Alias, ...] = ()) -> Rule:
    said = Message("甲", "a")
    return Rule(
        f"OFFICE-{number:03}",
        said,
        "error",
        kinds,
        ("有(基本支出)",),
        said,
        said,
        said,
        documents=documents,
    )


def book_of(rules: list[Rule]) -> Book:
    return bound("x", lambda digest: (sources_of(rules, {}, digest), ()), keep=False)


def noting(book: Book, loaded: set[int]) -> Book:
    def noted(number: int) -> Mapping[str, Rule]:
        loaded.add(number)
        return book.groups[number]()

    groups = tuple(lambda n=number: noted(n) for number in range(len(book.groups)))
    return book._replace(groups=groups)


@pytest.mark.parametrize("kind", ["department-target", "department-accounts", "evaluation-report"])
def test_only_groups_for_the_kind_are_loaded(kind: str) -> None:
    whole = library(Options())
    loaded: set[int] = set()
    watched = whole._replace(book=noting(whole.book, loaded))
    rules = watched.rules_for(kind)
    groups = {entry.id: entry.group for entry in whole.entries}
    assert loaded == {groups[rule.id] for rule in rules}
    assert len(loaded) < len(whole.book.groups)
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)
    assert rules == whole.rules_for(kind)


def test_the_index_tells_what_the_rules_say() -> None:
    whole = library(Options())
    for entry, rule in zip(whole.entries, whole.rules, strict=True):
        assert entry.id == rule.id and entry.family == rule.family
        told = (entry.severity, entry.kinds, entry.tags, entry.stages, entry.aliases)
        assert told == (rule.severity, rule.kinds, rule.tags, rule.stages, rule.aliases)
        assert entry.together == bool(rule.documents)
        assert rule.program is not None


def test_rules_for_the_same_kinds_share_a_group_and_few_join_their_like() -> None:
    rules = [made(number, "甲表", "乙表") for number in range(10)]
    rules += [made(number, "丙表") for number in range(10, 20)]
    rules += [made(20, "乙表"), made(21, "丁表")]
    found = book_of(rules)
    groups = {entry.id: entry.group for entry in found.entries}
    assert len({groups[f"OFFICE-{number:03}"] for number in range(10)}) == 1
    assert groups["OFFICE-020"] == groups["OFFICE-000"] != groups["OFFICE-010"]
    assert groups["OFFICE-021"] not in (groups["OFFICE-000"], groups["OFFICE-010"])
    assert {entry.id for entry in found.entries} == {rule.id for rule in rules}


def test_rules_across_documents_lie_apart() -> None:
    sides = (Alias("甲", ("甲表",)), Alias("乙", ("乙表",)))
    found = book_of([made(1, "甲表"), made(2, "甲表", documents=sides)])
    alone, together = found.entries
    assert (alone.together, together.together) == (False, True)
    assert alone.group != together.group


def test_every_field_of_a_rule_is_carried() -> None:
    sides = (Alias("甲", ("甲表",), True, "题"),)
    rule = made(1, "甲表", documents=sides)._replace(
        tags=("a",), aliases=("OLD-001",), at="基本支出"
    )
    found = book_of([rule])
    kept = found.rule(found.entries[0])
    assert kept._replace(program=None, why=rule.why) == rule
    assert kept.program is not None and kept.why == Message("", ""), "explain reads it itself"


def test_of_two_books_the_later_is_in_force() -> None:
    both = joined([book_of([made(1, "甲表"), made(2, "甲表")]), book_of([made(2, "乙表")])])
    assert [(entry.id, both.rule(entry).kinds) for entry in both.entries] == [
        ("OFFICE-001", ("甲表",)),
        ("OFFICE-002", ("乙表",)),
    ]


def test_what_is_kept_is_stale_when_who_reads_rules_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    module = tmp_path / "rulecheck.py"
    module.write_text("1", "utf-8")
    monkeypatch.setattr(books, "compiler_files", lambda: (str(module),))
    times: list[str] = []

    def bind(digest: str):  # type: ignore[no-untyped-def]
        times.append(digest)
        return sources_of([made(1, "甲表")], {}, digest), ()

    assert bound("d", bind, keep=True).entries == bound("d", bind, keep=True).entries
    assert len(times) == 1
    module.write_text("2", "utf-8")
    bound("d", bind, keep=True)
    assert len(times) == 2


def test_all_that_turns_files_into_rules_is_watched() -> None:
    watched = {os.path.basename(path) for path in compiler_files()}
    assert {"rulecheck.py", "shape.py", "binding.py", "parser.py", "rule.schema.json"} <= watched
    assert digest_of(compiler_files()) == digest_of(compiler_files())


def test_broken_rules_are_told_and_never_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    wrong = (Broken("OFFICE-009", "a.yaml", 1, Message("错", "wrong")),)
    found = bound("d", lambda digest: (sources_of([], {}, digest), wrong), keep=True)
    assert found.broken == wrong
    assert not list((tmp_path / "perfcheck").iterdir())
