"""One report of several runs, each under a configuration of its own."""

from collections.abc import Sequence

from perfcheck.cli.settings import Task
from perfcheck.finding import Report, RuleCount, Since
from perfcheck.messages import Message


def merged(reports: list[Report]) -> Report:
    """One report of several runs: 2 comes before 1 before 0."""
    return Report(
        documents=tuple(document for report in reports for document in report.documents),
        broken=tuple(dict.fromkeys(broken for report in reports for broken in report.broken)),
        errors=tuple(failure for report in reports for failure in report.errors),
        passed_over=tuple(failure for report in reports for failure in report.passed_over),
        rules_digest=", ".join(dict.fromkeys(report.rules_digest for report in reports)),
        exit_code=max((report.exit_code for report in reports), default=0),
        exit_reasons=tuple(
            dict.fromkeys(reason for report in reports for reason in report.exit_reasons)
        ),
        together=tuple(pair for report in reports for pair in report.together),
        statistics=_merged_statistics(reports),
        remarks=tuple(dict.fromkeys(said for report in reports for said in report.remarks)),
        profile=", ".join(dict.fromkeys(r.profile for r in reports if r.profile)),
        since=_merged_since([report.since for report in reports if report.since]),
    )


def kept_apart(planned: Sequence[Task]) -> Message:
    """Say which paths were not held against each other, because each has its configuration."""
    groups = [" ".join(task.paths) for task in planned]
    return Message(
        f"配置不同，没有互相核对：{'、'.join(groups)}；要互相核对，用 --config 指定同一个配置",
        f"not held against each other, under configurations of their own: {', '.join(groups)};"
        " --config FILE puts them under one",
    )


def _merged_statistics(reports: list[Report]) -> tuple[RuleCount, ...]:
    if not any(report.statistics for report in reports):
        return ()
    from perfcheck.statistics import summed

    return summed(count for report in reports for count in report.statistics)


def _merged_since(told: list[Since]) -> Since | None:
    """What the runs say together: unchecked is what none of them checked."""
    if not told:
        return None
    return told[0]._replace(
        mended=tuple(gone for since in told for gone in since.mended),
        unjudged=tuple(gone for since in told for gone in since.unjudged),
        unchecked=tuple(
            file for file in told[0].unchecked if all(file in since.unchecked for since in told)
        ),
    )
