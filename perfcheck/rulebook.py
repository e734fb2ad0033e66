"""The rules as people read them: a page for each, an index, and the language's reference."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcheck.errors import ConfigError
from perfcheck.library import library, rule_files
from perfcheck.locate import rules_folder
from perfcheck.messages import Language, Message
from perfcheck.options import Options
from perfcheck.rule import Rule, rule_from
from perfcheck.selection import unknown_selector
from perfcheck.yamlfile import load

SEVERITIES = {
    "error": Message("错误（逻辑性）", "error"),
    "warning": Message("需说明（核实性）", "warning"),
    "info": Message("提示", "info"),
}
OUTCOMES = {
    "pass": Message("通过", "passes"),
    "fail": Message("不通过", "fails"),
    "skip": Message("未能核对", "is skipped"),
    "inapplicable": Message("不适用", "does not apply"),
}


def rules_in_force(options: Options) -> tuple[Rule, ...]:
    """The rules that these options leave, by id. Raises ConfigError for an unknown selector."""
    return library(options).rules


def explain(rule_id: str, language: Language, options: Options) -> str:
    """Return the page of one rule, as Markdown. Raises ConfigError where there is no such rule."""
    rules = rules_in_force(options)
    rule = next((rule for rule in rules if rule_id in (rule.id, *rule.aliases)), None)
    if rule is None:
        raise ConfigError(unknown_selector(rule_id, rules))
    written = _written_in(rule, options)
    whole = rule_from(written, rule.file)._replace(severity=rule.severity)
    return "\n".join(_page(whole, written["examples"], language)) + "\n"


def _written_in(rule: Rule, options: Options) -> dict[str, Any]:
    """The content of the rule's file: a bound rule has neither examples nor its reason."""
    paths = rule_files([*options.rules, rules_folder()])
    path = next(path for path in paths if os.path.basename(path) == rule.file)
    content: dict[str, Any] = load(path).data
    return content


def _page(rule: Rule, examples: Sequence[Mapping[str, Any]], language: Language) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    yield f"# {rule.id} {rule.name.text(language)}"
    yield ""
    yield SEVERITIES[rule.severity].text(language) + (
        f" · {'、'.join(rule.tags)}" if rule.tags else ""
    )
    yield ""
    yield f"## {say('为什么', 'Why')}"
    yield rule.why.text(language)
    yield ""
    yield f"## {say('怎么改', 'How to mend the form')}"
    yield rule.hint.text(language)
    yield ""
    yield f"## {say('依据', 'Basis')}"
    yield rule.basis_text or say(
        "没有单独的文件依据，由表内各栏的含义推出",
        "no document of its own: it follows from the form",
    )
    yield ""
    yield f"## {say('写法', 'As it is written')}"
    yield "```yaml"
    yield from _written(rule)
    yield "```"
    yield ""
    yield f"## {say('例子', 'Examples')}"
    for example in examples:
        yield from _example(example, language)


def _written(rule: Rule) -> Iterator[str]:
    for key, texts in (("each", rule.each), ("when", (rule.when,)), ("assert", rule.asserts)):
        for text in texts:
            if text:
                yield f"{key}: {text}"
    if rule.certain:
        yield f"certain: [{', '.join(rule.certain)}]"
    if rule.at:
        yield f"at: {rule.at}"


def _example(example: Mapping[str, Any], language: Language) -> Iterator[str]:
    outcome = next(word for word in OUTCOMES if word in example)
    note = f" — {example['note']}" if example.get("note") else ""
    yield f"- {OUTCOMES[outcome].text(language)}：{_shown(example[outcome])}{note}"


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "，".join(f"{name} {_shown(item)}" for name, item in value.items())
    if isinstance(value, list):
        return "；".join(f"（{_shown(item)}）" for item in value)
    return "（空）" if value is None else str(value)


def index(rules: Sequence[Rule]) -> str:
    """Return the list of all rules by family, as Markdown (rules/README.md)."""
    lines = [
        "# 规则 · Rules",
        "",
        "由规则文件生成（`make docs`）。一条规则一个文件；`perfcheck explain 编号` 看全文。",
        "",
        "Generated from the rule files (`make docs`); `perfcheck explain ID` tells one in full.",
    ]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += [
                "",
                f"## {family}",
                "",
                "| 编号 | 级别 | 规则 | rule |",
                "| --- | --- | --- | --- |",
            ]
        level = SEVERITIES[rule.severity].zh
        path = f"{family.lower()}/{rule.file}"
        lines.append(f"| [{rule.id}]({path}) | {level} | {rule.name.zh} | {rule.name.en} |")
    return "\n".join(lines) + "\n"


def documents() -> dict[str, str]:
    """Every generated document by its path in the repository."""
    from perfcheck.lang.reference import document

    return {
        os.path.join("rules", "README.md"): index(rules_in_force(Options(cache=False))),
        os.path.join("docs", "language.md"): document(),
    }


def main() -> None:
    """Write the generated documents into the current folder (a checkout)."""
    from perfcheck.files import write

    for path, text in documents().items():
        write(path, text)


if __name__ == "__main__":
    main()
