"""What trying rules showed, as people and programs read it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text as Line

from perfcheck import __version__
from perfcheck.finding import SEVERITY
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph, print_lines
from perfcheck.reporters.wording import one_line, visible
from perfcheck.reporters.wrapping import cut
from perfcheck.trying import Seen, Trial, Trials, Unjudged

INDENT = "      "


def as_text(found: Trials, most: int, look: Look) -> str:
    """Per rule: how much is new, gone, still found and not judged, with up to `most` places."""
    return print_lines(_page(found, most, look), look).lstrip("\n")


def _page(found: Trials, most: int, look: Look) -> Iterator[Line]:
    for trial in found.trials:
        yield from _rule(trial, most, look)
    yield Line()
    for failure in found.errors:
        said = Message("读不了：", "cannot read: ").text(look.language)
        yield Line(f"{visible(failure.file)}: {said}{failure.message.text(look.language)}", "red")
    for broken in found.broken:
        yield Line(f"{broken.rule}: {broken.message.text(look.language)}", "red")
    over = len(found.passed_over)
    closing = Message(
        f"试了 {found.files} 个文件、{found.forms} 张表"
        + (f"；略过 {over} 个不是表的文件" if over else ""),
        f"tried on {found.files} files with {found.forms} forms"
        + (f"; {over} files that are no forms were passed over" if over else ""),
    )
    yield from paragraph(closing.text(look.language), look, indent=0)


def _rule(trial: Trial, most: int, look: Look) -> Iterator[Line]:
    language = look.language
    level = SEVERITY[trial.rule.severity].text(language)
    how = Message("代替现行的同号规则", "in place of the rule in force") if trial.replaces else (
        Message("新规则", "a new rule")
    )  # fmt: skip
    name = trial.rule.name.text(language)
    yield from heading(f"{trial.rule.id}  {level}  {name}  [{how.text(language)}]", look)
    sorts: tuple[tuple[Message, Sequence[Seen], str], ...] = (
        (Message("新查出", "newly found"), trial.new, "+"),
        (Message("不再查出", "no longer found"), trial.gone, "-"),
        (Message("仍查出，说法或级别变了", "still found, told otherwise"), trial.otherwise, "~"),
    )
    for title, seen, sign in sorts:
        yield from _places(title, seen, sign, most, look)
    same = len(trial.still) - len(trial.otherwise)
    still = Message("仍查出，没有变化", "still found, unchanged").text(language)
    yield Line(f"  {still}: {same}")
    yield from _unjudged(trial.unjudged, most, look)


def _places(
    title: Message, seen: Sequence[Seen], sign: str, most: int, look: Look
) -> Iterator[Line]:
    if sign == "~" and not seen:
        return
    yield Line(f"  {title.text(look.language)}: {len(seen)}")
    for one in seen[:most]:
        span = one.finding.place.span
        said = one_line(one.finding.message.text(look.language))
        place = f"{visible(one.file)}:{span.line}:{span.column}"
        yield Line(cut(f"    {sign} {place}  {said}", look.width))
    yield from _more(len(seen) - most, look)


def _unjudged(unjudged: Sequence[Unjudged], most: int, look: Look) -> Iterator[Line]:
    times = sum(each.skip.times for each in unjudged)
    title = Message("没法核对", "cannot judge").text(look.language)
    yield Line(f"  {title}: {times}")
    reasons: dict[str, list[Unjudged]] = {}
    for each in unjudged:
        reasons.setdefault(each.skip.reason.text(look.language), []).append(each)
    ordered = sorted(reasons.items(), key=lambda item: -sum(each.skip.times for each in item[1]))
    for reason, places in ordered[:most]:
        count = sum(each.skip.times for each in places)
        first = places[0]
        where = visible(first.file) + (f":{first.skip.line}" if first.skip.line else "")
        if len(places) > 1:
            where += Message(" 等", " and others").text(look.language)
        yield Line(cut(f"    ? {count} × {one_line(reason)}  {where}", look.width))
    yield from _more(len(reasons) - most, look)


def _more(over: int, look: Look) -> Iterator[Line]:
    if over > 0:
        said = Message(f"……还有 {over} 个（--most 多列）", f"… {over} more (--most shows them)")
        yield Line(f"{INDENT}{said.text(look.language)}")


def as_json(found: Trials) -> str:
    """Everything that trying showed, for programs."""
    said = {
        "version": 1,
        "perfcheck": __version__,
        "rules": [_trial(trial) for trial in found.trials],
        "broken": [{"rule": each.rule, **_message(each.message)} for each in found.broken],
        "errors": [{"file": each.file, **_message(each.message)} for each in found.errors],
        "passed_over": [{"file": each.file} for each in found.passed_over],
        "summary": {"files": found.files, "forms": found.forms, "exit_code": found.exit_code},
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "rule": trial.rule.id,
        "severity": trial.rule.severity,
        "replaces": trial.replaces,
        "new": [_seen(seen) for seen in trial.new],
        "gone": [_seen(seen) for seen in trial.gone],
        "otherwise": [_seen(seen) for seen in trial.otherwise],
        "still": len(trial.still),
        "unjudged": [
            {
                "file": each.file,
                "line": each.skip.line,
                "count": each.skip.times,
                "reason": each.skip.reason.zh,
                "reason_en": each.skip.reason.text("en"),
            }
            for each in trial.unjudged
        ],
    }


def _seen(seen: Seen) -> dict[str, Any]:
    finding = seen.finding
    return {
        "file": seen.file,
        "line": finding.place.span.line,
        "column": finding.place.span.column,
        "severity": finding.severity,
        **_message(finding.message),
        "fingerprint": finding.fingerprint,
    }


def _message(message: Message) -> dict[str, str]:
    return {"message": message.zh, "message_en": message.text("en")}
