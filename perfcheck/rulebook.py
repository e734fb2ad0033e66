"""The rules as people read them: a page for each, their indexes, and the language's reference."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcheck.errors import ConfigError
from perfcheck.library import library, rule_files
from perfcheck.locate import rules_folder
from perfcheck.messages import Language, Message
from perfcheck.options import Options
from perfcheck.overriding import in_force
from perfcheck.rule import Rule, rule_from
from perfcheck.rulebasis import Cited, cited_documents, told
from perfcheck.ruleindex import book_index, family_name, folder_index
from perfcheck.rulepage import SEVERITIES, Basis, Block, Grid, Head, Para, Told, markdown, page
from perfcheck.selection import unknown_selector
from perfcheck.yamlfile import load

BOOK = os.path.join("docs", "rules")


def rules_in_force(options: Options) -> tuple[Rule, ...]:
    """The rules that these options leave, by id. Raises ConfigError for an unknown selector."""
    return library(options).rules


def explained(selector: str, language: Language, options: Options) -> Iterator[Block]:
    """The page of a rule (by its id or an earlier one), or the list of a family's or tag's rules.

    Raises ConfigError where nothing is called so, with what may be meant.
    """
    books = library(options)
    wanted = selector.upper() if selector.isascii() else selector
    named = (entry for entry in books.entries if wanted in (entry.id, *entry.aliases))
    if entry := next(named, None):
        rule, known = books.book.rule(entry), cited_documents(options.rules)
        return page(_told(rule, _written_in(rule, options), known), (language,))
    found = [books.book.rule(entry) for entry in books.entries if entry.answers_to(wanted)]
    if not found:
        raise ConfigError(unknown_selector(selector, books.entries))
    return _listed(wanted, found, language)


def explain(selector: str, language: Language, options: Options) -> str:
    """Return what `explained` tells, as Markdown."""
    return markdown(explained(selector, language, options))


def _listed(name: str, rules: Sequence[Rule], language: Language) -> Iterator[Block]:
    yield Head(family_name(name), 1)
    count = len(rules)
    said = Message(
        f"{count} 条规则；perfcheck explain 编号 讲其中一条。",
        f"{count} rules; perfcheck explain ID tells one of them.",
    )
    yield Para(said.text(language))
    head = Message("编号 级别 规则", "id severity rule").text(language).split()
    rows = (
        (rule.id, SEVERITIES[rule.severity].text(language), rule.name.text(language))
        for rule in rules
    )
    yield Grid(tuple(head), tuple(rows))


def _told(rule: Rule, written: Mapping[str, Any], known: Mapping[str, Cited]) -> Told:
    """A rule as its file has it, at the level in force."""
    whole = rule_from(dict(written), rule.file)._replace(severity=rule.severity)
    bases = []
    for basis in whole.basis:
        cited = known.get(basis.document)
        status = cited.status if cited and cited.read != "rule" else Message("", "")
        bases.append(Basis(told(basis, known), status))
    return Told(whole, written, tuple(bases))


def _written_in(rule: Rule, options: Options) -> Mapping[str, Any]:
    """The content of the rule's file: a bound rule has neither examples nor its reason."""
    for path in rule_files([*options.rules, rules_folder()]):
        if os.path.basename(path) == rule.file:
            content = load(path).data
            if isinstance(content, dict) and content.get("id") == rule.id:
                return in_force(content, options.overrides)
    raise ConfigError(Message(f"找不到 {rule.id} 的规则文件", f"the file of {rule.id} is gone"))


def documents() -> dict[str, str]:
    """Every generated document by its path in the repository."""
    from perfcheck.lang.reference import document

    books = library(Options(cache=False))
    known = cited_documents()
    files = {os.path.basename(path): path for path in rule_files([rules_folder()])}
    made = {
        os.path.join("rules", "README.md"): folder_index(books.rules),
        os.path.join("docs", "language.md"): document(),
        os.path.join(BOOK, "README.md"): book_index(books, known),
    }
    for rule in books.rules:
        blocks = page(_told(rule, load(files[rule.file]).data, known), ("zh", "en"))
        made[os.path.join(BOOK, f"{rule.id}.md")] = markdown(blocks)
    return made


def stale_pages(folder: str) -> list[str]:
    """The pages in `folder`, a checkout, of rules that are gone."""
    book = os.path.join(folder, BOOK)
    known = {f"{rule.id}.md" for rule in rules_in_force(Options())} | {"README.md"}
    names = sorted(os.listdir(book)) if os.path.isdir(book) else []
    return [os.path.join(book, name) for name in names if name not in known]


def main() -> None:
    """Write the generated documents into the current folder (a checkout); remove old pages."""
    from perfcheck.files import write

    for path, text in documents().items():
        write(path, text)
    for path in stale_pages("."):
        os.remove(path)


if __name__ == "__main__":
    main()
