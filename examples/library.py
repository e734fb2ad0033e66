"""perfcheck as a library: check bytes that are in hand, and act on what was found.

    python examples/library.py examples/clean/guangdong.txt

`check_document` is a pure function of the bytes, the options and the rules: it reads no other file
and looks for no configuration. `check` takes paths and does what `perfcheck lint` does.
"""

import sys
from collections.abc import Iterator

from perfcheck import Finding, Options, Report, check_document

OPTIONS = Options(stage="申报", fail_on="error", ignore=("TEXT",))
TAKEN, RETURNED, UNCHECKED = 0, 1, 2


def decide(report: Report) -> str:
    """What a submission gate does with a form; what was not checked in full is never let pass."""
    match report.exit_code:
        case 0:
            return "放行"
        case 1:
            return "退回"
    return "转人工"


def open_findings(report: Report) -> Iterator[Finding]:
    """The findings that no explanation accepts, in the order in which they stand in the form."""
    for document in report.documents:
        yield from (finding for finding in document.findings if not finding.accepted)


def main(path: str) -> int:
    """Check one file and say what becomes of it."""
    with open(path, "rb") as file:
        report = check_document(path, file.read(), OPTIONS)
    print(decide(report))
    for finding in open_findings(report):
        line = finding.place.span.line
        print(f"{finding.severity} {finding.rule} 第 {line} 行：{finding.message.text('zh')}")
        if finding.hint.zh:
            print(f"  {finding.hint.zh}")
    for reason in report.exit_reasons:
        print(f"原因：{reason.zh}")
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
