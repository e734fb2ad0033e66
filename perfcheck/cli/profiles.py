"""`perfcheck profiles`: list the shipped profiles."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page
from perfcheck.messages import Language, Message
from perfcheck.profile import Profile

PAGE = Page(
    "profiles",
    Message(
        "列出自带的口径：各年份、各地方的指标分类、阈值和级别。用法：lint --profile 名称，"
        "或在 perfcheck.yaml 里写 profile: 名称。",
        "Lists the shipped profiles: the classes of indicators, thresholds and levels of a vintage "
        "or a place. Use them with lint --profile NAME or `profile: NAME` in perfcheck.yaml.",
    ),
    (
        (
            "lint 申报表.txt --profile central-2021",
            Message("按 2021 年的指标分类检查", "check by the classes of 2021"),
        ),
        (
            "rules --profile guangdong",
            Message("这种口径下的规则和级别", "the rules and levels under a profile"),
        ),
    ),
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    return build("profiles", PAGE, (declared.LANG,), run, voice)


def run(voice: Voice, **_given: Any) -> int:
    """Print the profiles."""
    from perfcheck.cli.output import look_of, put
    from perfcheck.profile import profiles

    look = look_of(voice.language)
    put("".join(f"{line}\n" for line in listing(profiles(), look.language, look.width)))
    return 0


def listing(found: Sequence[Profile], language: Language, width: int) -> Iterator[str]:
    """Two lines a profile: what it is called, and what it is about."""
    from perfcheck.reporters.wrapping import wrap

    longest = max((len(profile.id) for profile in found), default=0)
    for profile in found:
        yield f"{profile.id:<{longest}}  {profile.name.text(language)}"
        for line in wrap(profile.about.text(language), width - longest - 2):
            yield f"{'':<{longest}}  {line}"
    count = len(found)
    yield Message(f"共 {count} 种口径", f"profiles: {count}").text(language)
