"""What SARIF says of a run besides its results: how it ended, and what could not be checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from perfcheck.finding import DocumentReport, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.filed import clean, incomplete_text
from perfcheck.reporters.sarif.places import beginning, plain
from perfcheck.reporters.wording import verdict_word

Json = dict[str, Any]


def invocation(report: Report, look: Look, numbers: Mapping[str, int]) -> Json:
    """The run: its exit code with the reasons, and notifications for what was not checked.

    Broken rules are conditions of the configuration, all else of the run. With `show_skipped`
    each check that could not be made is one too.
    """
    said: Json = {
        "executionSuccessful": report.exit_code != 2,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": list(_of_run(report, look, numbers)),
        "toolConfigurationNotifications": list(_of_rules(report, look.language, numbers)),
    }
    reasons = [clean(reason.text(look.language)) for reason in report.exit_reasons]
    return said | {"exitCodeDescription": "; ".join(reasons)} if reasons else said


def _of_rules(report: Report, language: Language, numbers: Mapping[str, int]) -> Iterator[Json]:
    for broken in report.broken:
        said = _notification("error", broken.message, language)
        if broken.rule:
            said["associatedRule"] = {"id": broken.rule}
        if broken.file:
            place = beginning(broken.file, broken.line, broken.column, numbers)
            said["locations"] = [place]
        yield said


def _of_run(report: Report, look: Look, numbers: Mapping[str, int]) -> Iterator[Json]:
    language = look.language
    for failure in report.errors:
        place = beginning(failure.file, failure.line, failure.column, numbers)
        yield _notification("error", failure.message, language) | {"locations": [place]}
    for document in report.documents:
        yield from _of_document(document, look, numbers)
    for failure in report.passed_over:
        place = beginning(failure.file, None, None, numbers)
        yield _notification("note", failure.message, language) | {"locations": [place]}
    for remark in report.remarks:
        yield _notification("note", remark, language)


def _of_document(
    document: DocumentReport, look: Look, numbers: Mapping[str, int]
) -> Iterator[Json]:
    locations = [beginning(document.file, None, None, numbers)]
    if document.verdict == "incomplete":
        word, why = verdict_word(document), incomplete_text(document, look.language)
        said = Message(f"{word.zh}：{why}", f"{word.en}: {why}")
        yield _notification("warning", said, look.language) | {"locations": locations}
    for note in document.notes:
        yield _notification("warning", note, look.language) | {"locations": locations}
    for skip in document.skips if look.show_skipped else ():
        place = beginning(document.file, skip.line, None, numbers)
        skipped = _notification("note", skip.reason, look.language)
        yield skipped | {"associatedRule": {"id": skip.rule}, "locations": [place]}


def _notification(level: str, message: Message, language: Language) -> Json:
    return {"level": level, "message": plain(message.text(language) or level)}
