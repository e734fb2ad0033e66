"""Which rules a run uses: select and ignore, stages, and the levels that an office sets."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.finding import SEVERITIES, Severity
from perfcheck.messages import Message
from perfcheck.options import STAGES, Options


class Entry(NamedTuple):
    """What the index of a book tells of a rule: enough to choose it without loading it.

    `group` says which of the book's groups holds it; `together` that it joins several documents.
    """

    id: str
    severity: Severity
    kinds: tuple[str, ...]
    tags: tuple[str, ...]
    stages: tuple[str, ...]
    aliases: tuple[str, ...]
    group: int
    together: bool = False

    @property
    def family(self) -> str:
        """The part of the id that names the family."""
        return self.id.split("-")[0]

    def answers_to(self, selector: str) -> bool:
        """Whether `selector` (an id, an earlier id, a family or a tag) means this rule."""
        return selector in (self.id, self.family, *self.aliases, *self.tags)


def chosen_rules(
    entries: Sequence[Entry], options: Options, broken: Sequence[str] = ()
) -> tuple[Entry, ...]:
    """The rules that the options leave, by id, with the levels that they set.

    A selector may also mean a rule whose id is among the `broken` ones: that it is broken is told.
    Raises ConfigError for a selector, a level or a stage that means nothing.
    """
    if options.stage not in (None, *STAGES):
        raise ConfigError(
            Message(
                f"没有“{options.stage}”这个阶段，应为 {'、'.join(STAGES)}",
                f"no stage {options.stage!r}; one of {', '.join(STAGES)}",
            )
        )
    lost = {name for rule in broken for name in (rule, rule.split("-")[0])}
    for selector in (*options.select, *options.ignore, *(name for name, _ in options.severity)):
        if selector not in lost and not any(entry.answers_to(selector) for entry in entries):
            raise ConfigError(unknown_selector(selector, entries))
    levels = dict(options.severity)
    ordered = sorted(entries, key=lambda entry: entry.id)
    if not (options.select or options.ignore or levels or options.stage):
        return tuple(ordered)
    return tuple(_levelled(entry, levels) for entry in ordered if _wanted(entry, options))


def _wanted(entry: Entry, options: Options) -> bool:
    if options.select and not any(map(entry.answers_to, options.select)):
        return False
    if any(map(entry.answers_to, options.ignore)):
        return False
    return not (options.stage and entry.stages and options.stage not in entry.stages)


def _levelled(entry: Entry, levels: dict[str, str]) -> Entry:
    """The rule at the level set for it: by its id, else by the first name that means it."""
    named = [entry.id] if entry.id in levels else filter(entry.answers_to, levels)
    level = next((_level(name, levels[name]) for name in named), entry.severity)
    return entry if level == entry.severity else entry._replace(severity=level)


def _level(name: str, level: str) -> Severity:
    for known in SEVERITIES:
        if level == known:
            return known
    raise ConfigError(
        Message(
            f"{name} 的级别“{level}”不对，应为 {'、'.join(SEVERITIES)}",
            f"{name}: level {level!r} is not one of {', '.join(SEVERITIES)}",
        )
    )


def unknown_selector(selector: str, rules: Sequence[Entry]) -> Message:
    """Say that nothing is called so, and what may be meant."""
    from perfcheck.nearest import did_you_mean

    known = {name for rule in rules for name in (rule.id, rule.family, *rule.aliases, *rule.tags)}
    near = did_you_mean(selector, known)
    return Message(
        f"没有规则、规则族或标签叫“{selector}”{near.zh}（perfcheck rules 列出全部）",
        f"no rule, family or tag is called {selector!r}{near.en} (`perfcheck rules` lists them)",
    )
