"""The index of the rules: by family, kind of form, severity and basis, as Markdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from perfcheck.finding import SEVERITIES as LEVELS
from perfcheck.kind import names_of_kind
from perfcheck.library import Library
from perfcheck.reporters.wording import FAMILIES
from perfcheck.rule import Rule
from perfcheck.rulebasis import Cited
from perfcheck.rulepage import SEVERITIES

_HEAD = ("| 编号 | 级别 | 规则 | rule |", "| --- | --- | --- | --- |")


def family_name(family: str) -> str:
    """The family with its name in both languages, as a heading has it."""
    said = FAMILIES.get(family)
    return f"{family} {said.zh} · {said.en}" if said else family


def _folder(rule: Rule) -> str:
    return "across" if rule.documents else rule.family.lower()


def by_family(rules: Sequence[Rule], link: Callable[[Rule], str]) -> Iterator[str]:
    """A table a family: id, severity and name."""
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            yield from ("", f"## {family_name(family)}", "", *_HEAD)
        level = SEVERITIES[rule.severity].zh
        yield f"| [{rule.id}]({link(rule)}) | {level} | {rule.name.zh} | {rule.name.en} |"


def folder_index(rules: Sequence[Rule]) -> str:
    """The list of all rules beside their files (rules/README.md)."""
    lines = [
        "# 规则 · Rules",
        "",
        "由规则文件生成（`make docs`）。一条规则一个文件；`perfcheck explain 编号` 看全文。",
        "",
        "Generated from the rule files (`make docs`); `perfcheck explain ID` tells one in full.",
        *by_family(rules, lambda rule: f"{_folder(rule)}/{rule.file}"),
    ]
    return "\n".join(lines) + "\n"


def book_index(books: Library, known: Mapping[str, Cited]) -> str:
    """The index of the rule book (docs/rules/README.md)."""
    lines = [
        "# 规则手册 · The rule book",
        "",
        "一条规则一页：要求、级别、适用的表、依据、理由、改法、写法、例子。由规则文件生成"
        "（`make docs`），请勿手改。",
        "",
        "One page a rule: what it asks, its severity, forms, basis, reason, remedy, condition and "
        "examples. Generated from the rule files (`make docs`); do not edit.",
        *by_family(books.rules, lambda rule: f"{rule.id}.md"),
        "",
        "## 按级别 · By severity",
        "",
        *_by_severity(books.rules),
        "",
        "## 按表式 · By kind of form",
        "",
        *_by_kind(books),
        "",
        "## 按依据 · By basis",
        *_by_basis(books.rules, known),
    ]
    return "\n".join(lines) + "\n"


def _links(rules: Sequence[Rule]) -> str:
    return " ".join(f"[{rule.id}]({rule.id}.md)" for rule in rules)


def _by_severity(rules: Sequence[Rule]) -> Iterator[str]:
    for level in LEVELS:
        found = [rule for rule in rules if rule.severity == level]
        said = SEVERITIES[level]
        yield f"- {said.zh} · {said.en}（{len(found)}）：{_links(found)}"


def _by_kind(books: Library) -> Iterator[str]:
    for kind in books.kinds.kinds:
        found = [rule for rule in books.rules_for(kind.id) if not rule.documents]
        if found:
            name = f"{kind.name.zh} · {kind.name.text('en')} `{kind.id}`"
            yield f"- {name}（{len(found)}）：{_links(found)}"
    known = {name for kind in books.kinds.kinds for name in names_of_kind(kind)}
    others = [rule for rule in books.rules if rule.kinds and known.isdisjoint(rule.kinds)]
    for name in dict.fromkeys(name for rule in others for name in rule.kinds):
        found = [rule for rule in others if name in rule.kinds]
        yield f"- {name}（{len(found)}）：{_links(found)}"
    across = [rule for rule in books.rules if rule.documents]
    if across:
        yield f"- 跨文档 · across documents（{len(across)}）：{_links(across)}"


def _by_basis(rules: Sequence[Rule], known: Mapping[str, Cited]) -> Iterator[str]:
    cited: dict[str, list[Rule]] = {}
    for rule in rules:
        for name in dict.fromkeys(basis.document for basis in rule.basis):
            cited.setdefault(name, []).append(rule)
    for name in sorted(cited, key=lambda name: (-len(cited[name]), name)):
        yield from ("", f"### {name}（{len(cited[name])}）", "")
        document = known.get(name)
        if document:
            yield from _described(document)
        yield _links(cited[name])
    without = [rule for rule in rules if not rule.basis]
    if without:
        yield from ("", f"### 没有单独的文件依据 · no document of its own（{len(without)}）", "")
        yield _links(without)


def _described(document: Cited) -> Iterator[str]:
    if document.read == "rule":
        yield from (document.about.zh, "", document.about.text("en"), "")
        return
    headline, about, status = document.headline, document.about, document.status
    yield from (f"{headline.zh}。{about.zh}{status.zh}。", "")
    read = status.text("en")
    yield from (f"{headline.text('en')}. {about.text('en')} {read[:1].upper()}{read[1:]}.", "")
