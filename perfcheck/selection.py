"""Which rules a run uses: select and ignore, stages, and the levels that an office sets."""

from collections.abc import Sequence

from perfcheck.errors import ConfigError
from perfcheck.finding import SEVERITIES, Severity
from perfcheck.messages import Message
from perfcheck.options import STAGES, Options
from perfcheck.rule import Rule


def chosen_rules(rules: Sequence[Rule], options: Options) -> tuple[Rule, ...]:
    """The rules that the options leave, by id, with the levels that they set.

    Raises ConfigError for a selector, a level or a stage that means nothing.
    """
    if options.stage not in (None, *STAGES):
        raise ConfigError(
            Message(
                f"没有“{options.stage}”这个阶段，应为 {'、'.join(STAGES)}",
                f"no stage {options.stage!r}; one of {', '.join(STAGES)}",
            )
        )
    for selector in (*options.select, *options.ignore, *(name for name, _ in options.severity)):
        if not any(rule.answers_to(selector) for rule in rules):
            raise ConfigError(unknown_selector(selector, rules))
    levels = dict(options.severity)
    chosen = []
    for rule in sorted(rules, key=lambda rule: rule.id):
        if options.select and not any(rule.answers_to(name) for name in options.select):
            continue
        if any(rule.answers_to(name) for name in options.ignore):
            continue
        if options.stage and rule.stages and options.stage not in rule.stages:
            continue
        named = [rule.id] if rule.id in levels else filter(rule.answers_to, levels)
        level = next((_level(name, levels[name]) for name in named), rule.severity)
        chosen.append(rule if level == rule.severity else rule._replace(severity=level))
    return tuple(chosen)


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


def unknown_selector(selector: str, rules: Sequence[Rule]) -> Message:
    """Say that nothing is called so, and what may be meant."""
    from difflib import get_close_matches

    known = {name for rule in rules for name in (rule.id, rule.family, *rule.aliases, *rule.tags)}
    near = get_close_matches(selector, known, 1)
    zh, en = (f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
    return Message(
        f"没有规则、规则族或标签叫“{selector}”{zh}（perfcheck rules 列出全部）",
        f"no rule, family or tag is called {selector!r}{en} (`perfcheck rules` lists them)",
    )
