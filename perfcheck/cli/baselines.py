"""`perfcheck lint --update-baseline`: write down the findings of today as known."""

from collections.abc import Sequence

from perfcheck.cli.option import wrong
from perfcheck.finding import Report
from perfcheck.messages import Language, Message


def write_baseline(files: Sequence[str | None], report: Report, language: Language) -> int:
    """Write the baseline of a report and say so; 2 where not everything could be checked.

    Raises ConfigError where it is not said into which one file.
    """
    from perfcheck.baseline import updated
    from perfcheck.cli.output import put
    from perfcheck.files import write

    if len(files) != 1 or not files[0]:
        raise wrong(
            "--update-baseline 要用 --baseline 说明写到哪个文件",
            "--update-baseline needs --baseline FILE to write to",
        )
    text, count = updated(files[0], report)
    write(files[0], text)
    put(_told(files[0], count, report).text(language) + "\n")
    return 2 if _unchecked(report) else 0


def _unchecked(report: Report) -> list[str]:
    """What could not be checked, or not whole: files and rules."""
    named = [failure.file for failure in report.errors]
    named += [each.file for each in report.documents if each.verdict == "incomplete"]
    return list(dict.fromkeys([*named, *(rule.rule for rule in report.broken)]))


def _told(path: str, count: int, report: Report) -> Message:
    zh, en = f"已写入 {path}：{count} 个问题", f"wrote {path}: {count} finding(s)"
    if named := _unchecked(report):
        zh += f"；有没能检查的：{'、'.join(named)}"
        en += f"; not checked: {', '.join(named)}"
    return Message(zh, en)
