"""Which forms of a run belong together: by department, by year, by whatever else a rule matches."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfcheck.lang.words import folded_label, plain
from perfcheck.messages import NOTHING, Message
from perfcheck.rule import Alias, Rule

DEPARTMENT, YEAR = "部门名称", "年度"
SHOWN = 3
"""How many files a reason names."""

NOTES = "部门附注"
"""The word list of what a department's name may carry: 本级, 汇总 …"""

_CODE = re.compile(r"^(?:[\[(【〔]\d{3,12}[\])】〕]|\d{3,12}[-_.、:]|\d{6,12})")
_BRACKET = re.compile(r"[\[(【〔]([^\[\](){}【】〔〕]*)[\])】〕]$")
_MARKS = str.maketrans("", "", "[](){}【】〔〕《》“”\"'")


class Body(NamedTuple):
    """A department: its name as it is compared, and what the print adds (本级, 汇总)."""

    name: str
    extent: str = ""


class Candidate(NamedTuple):
    """What joining needs to know of a form of the run.

    `home` names it, `file` is its document; `kinds` is all by which a rule may mean its kind.
    `inferred`: the year is not printed, its deadlines agree on it. `said` holds, folded, whatever
    else a rule matches.
    """

    home: str
    file: str
    kind: str
    kinds: frozenset[str]
    title: str
    department: Body
    year: int | None
    inferred: bool = False
    said: Mapping[str, str] = {}


class Joined(NamedTuple):
    """Forms that a rule holds against each other, by alias, and what was assumed of them."""

    forms: Mapping[str, tuple[Candidate, ...]]
    assumed: Message = NOTHING


class Unjoined(NamedTuple):
    """Why a form was not held against others that may belong to it."""

    candidate: Candidate
    reason: Message


def body(printed: str, notes: Collection[str]) -> Body:
    """A department's name without width of signs, brackets, a code in front and added notes.

    >>> body("【201301】云川市水务局（本级）", {"本级"})
    Body(name='云川市水务局', extent='本级')
    """
    name, extents = _CODE.sub("", plain(printed)), []
    while True:
        found = _BRACKET.search(name)
        ends = (note for note in notes if name.endswith(note))
        note = found.group(1) if found else max(ends, key=len, default="")
        if note not in notes or len(name) == len(note):
            break
        name = name[: found.start()] if found else name.removesuffix(note)
        extents.append(note)
    return Body(name.translate(_MARKS), "、".join(sorted(extents)))


def join(rule: Rule, candidates: Iterable[Candidate]) -> Iterator[Joined | Unjoined]:
    """The groups of forms that `rule` is for; work grows with the number of forms alone."""
    groups: dict[tuple[str, ...], list[Candidate]] = {}
    for one in candidates:
        if any(fits(alias, one) for alias in rule.documents):
            groups.setdefault(_key(rule, one), []).append(one)
    nameless = [one for key in groups if "" in key for one in groups[key]]
    yield from _nameless(rule, nameless, groups)
    for key, members in groups.items():
        if "" in key:
            continue
        for group in _by_year(rule, sorted(members, key=lambda one: (one.file, one.home))):
            yield from [group] if isinstance(group, Unjoined) else _chosen(rule, group)


def fits(alias: Alias, one: Candidate) -> bool:
    """Whether a form may stand on this side of a rule, by its kind and its title."""
    if one.kinds.isdisjoint(alias.kinds):
        return False
    return not alias.title or alias.title in plain(one.title)


def _key(rule: Rule, one: Candidate) -> tuple[str, ...]:
    known = {DEPARTMENT: one.department.name}
    return tuple(known.get(name) or one.said.get(name, "") for name in rule.match if name != YEAR)


def _nameless(
    rule: Rule, nameless: Sequence[Candidate], groups: Mapping[tuple[str, ...], Sequence[Candidate]]
) -> Iterator[Unjoined]:
    """Forms that do not say whose they are, where the run has others that may belong to them."""
    named = [one for key, members in groups.items() if "" not in key for one in members]
    there = {alias.name for alias in rule.documents if any(fits(alias, one) for one in named)}
    for one in nameless:
        others = [alias for alias in rule.documents if not fits(alias, one)]
        singles = [alias.name in there for alias in others if not alias.several]
        if all(singles) if singles else any(alias.name in there for alias in others):
            names = (name for name in rule.match if name != YEAR)
            lacking = [name for name, said in zip(names, _key(rule, one), strict=True) if not said]
            yield Unjoined(one, _unnamed(one, "、".join(lacking)))


def _unnamed(one: Candidate, what: str) -> Message:
    return Message(
        f"“{one.title}”上没有读到{what}，不能与别的文件核对",
        f"{what} was not found in {one.title}, so it was held against no other document",
    )


def _by_year(rule: Rule, members: list[Candidate]) -> Iterator[list[Candidate] | Unjoined]:
    """The members of each year; who prints none is with them where only one year can be meant."""
    if YEAR not in rule.match:
        yield members
        return
    strict = YEAR not in rule.assume
    unsure = [one for one in members if one.year is None or (strict and one.inferred)]
    homes = {one.home for one in unsure}
    years: dict[int, list[Candidate]] = {}
    for one in members:
        if one.year is not None and one.home not in homes:
            years.setdefault(one.year, []).append(one)
    if not strict and len(years) <= 1:
        yield members
        return
    yield from years.values()
    if unsure and len(members) > 1 and _complete(rule, members):
        others = [one.file for group in years.values() for one in group]
        named = list(dict.fromkeys(others or [one.file for one in unsure]))
        for one in unsure:
            yield Unjoined(one, _which_year(one, named, sorted(years)))


def _complete(rule: Rule, members: Sequence[Candidate]) -> bool:
    """Whether every single side is there, and of the lists at least one that is not empty."""
    there = {a.name: any(fits(a, one) for one in members) for a in rule.documents}
    singles = all(there[alias.name] for alias in rule.documents if not alias.several)
    lists = [there[alias.name] for alias in rule.documents if alias.several]
    return singles and (any(lists) or not lists)


def _which_year(one: Candidate, others: Sequence[str], printed: Sequence[int]) -> Message:
    named, named_en = _files(others, one.file)
    years = f"（{'、'.join(map(str, printed))} 年度）" if printed else ""
    years_en = f" ({', '.join(map(str, printed))})" if printed else ""
    return Message(
        f"“{one.title}”没有印年度，不能确定与 {named}{years} 是不是同一年；可用 --year 说明",
        f"{one.title} prints no year, so it may be of another year than {named_en}{years_en};"
        " --year says which",
    )


def _files(names: Sequence[str], but: str = "") -> tuple[str, str]:
    """The first few of some files (all different), and how many there are."""
    others = [name for name in names[: SHOWN + 1] if name != but] or list(names)
    shown, rest = others[:SHOWN], len(names) - SHOWN
    more = (f" 等 {len(names)} 份", f" and {rest} more") if rest > 0 else ("", "")
    return "、".join(shown) + more[0], ", ".join(shown) + more[1]


def _names(members: Sequence[Candidate]) -> list[str]:
    return list(dict.fromkeys(one.file for one in members))


def _chosen(rule: Rule, members: list[Candidate]) -> Iterator[Joined | Unjoined]:
    if not _complete(rule, members):
        return
    forms: dict[str, tuple[Candidate, ...]] = {}
    taken: set[str] = set()
    for alias in sorted(rule.documents, key=lambda alias: alias.several):
        found = [one for one in members if fits(alias, one) and one.home not in taken]
        if not found and not alias.several:
            return
        twice = _twice(found) if alias.several else found if len(found) > 1 else []
        if twice:
            yield Unjoined(found[0], _ambiguous(twice))
            return
        forms[alias.name] = tuple(found)
        taken.update(one.home for one in found)
    chosen = [one for alias in rule.documents for one in forms[alias.name]]
    extents = {one.department.extent for one in chosen}
    if len(extents) > 1 and DEPARTMENT not in rule.assume:
        yield Unjoined(chosen[0], _other_extent(chosen))
        return
    assumed = [_same_year(rule, chosen), _same_body(chosen) if len(extents) > 1 else NOTHING]
    yield Joined(forms, _both([said for said in assumed if said != NOTHING]))


def _twice(found: Sequence[Candidate]) -> list[Candidate]:
    """Forms of a list that are one and the same form in two documents, or may be."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for one in found:
        what = one.said.get("项目名称") or folded_label(one.title)
        groups.setdefault((one.kind, what), []).append(one)
    return next((group for group in groups.values() if len(group) > 1), [])


def _ambiguous(found: Sequence[Candidate]) -> Message:
    named, named_en = _files(_names(found))
    return Message(
        f"有 {len(found)} 份“{found[0].title}”（{named}），不知该用哪一份来核对",
        f"{len(found)} forms may be meant: {found[0].title} ({named_en})",
    )


def _other_extent(chosen: Sequence[Candidate]) -> Message:
    said = "、".join(_extent(one, "没有写明") for one in chosen)
    said_en = ", ".join(_extent(one, "nothing") for one in chosen)
    return Message(
        f"部门名称所指的范围不同（{said}），金额不便相比",
        f"the names of the department differ in extent ({said_en})",
    )


def _extent(one: Candidate, none: str) -> str:
    return f"{one.file}：{one.department.extent or none}"


def _same_year(rule: Rule, chosen: Sequence[Candidate]) -> Message:
    silent = [one for one in chosen if one.year is None or one.inferred]
    if YEAR not in rule.match or not silent:
        return NOTHING
    named, named_en = _files(_names(silent))
    year = next((one.year for one in chosen if one.year is not None), None)
    zh, en = (f"{year} 年", f"of {year}") if year else ("同一年", "of the same year")
    return Message(
        f"{named} 没有印年度，假定是{zh}的", f"{named_en}: no year is printed, assumed to be {en}"
    )


def _same_body(chosen: Sequence[Candidate]) -> Message:
    said = "、".join(dict.fromkeys(_extent(one, "没有写明") for one in chosen))
    said_en = ", ".join(dict.fromkeys(_extent(one, "nothing") for one in chosen))
    return Message(
        f"部门名称所指的范围不同（{said}），假定是同一部门",
        f"the names differ in extent ({said_en}), assumed to be one department",
    )


def _both(said: Sequence[Message]) -> Message:
    return Message("；".join(m.zh for m in said), "; ".join(m.text("en") for m in said))
