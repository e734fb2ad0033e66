"""What checking found: findings, skips, counts, and the report that holds them."""

from typing import Literal, NamedTuple

from perfcheck.messages import NOTHING, Message
from perfcheck.source import Span

Severity = Literal["error", "warning", "info"]
Outcome = Literal["pass", "fail", "skip", "inapplicable"]
Verdict = Literal["passed", "failed", "incomplete"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Place(NamedTuple):
    """A place in a document and what stands there: the label and the text as printed."""

    span: Span
    label: str = ""
    text: str = ""


class Finding(NamedTuple):
    """One violation: the rule, where it stands, why, and how to mend it.

    `place` is the value that the rule blames, `related` the other operands. `evidence` is the
    arithmetic or the comparison as printed. `severity` is the finding's own: `lowered` says why it
    is less than the rule's (a doubtful reading). `identity` makes the finding this one: rule,
    kind, department, year, label path, ordinal; never a line number.
    """

    rule: str
    name: Message
    severity: Severity
    form: str
    message: Message
    place: Place
    related: tuple[Place, ...] = ()
    evidence: Message = NOTHING
    basis: str = ""
    hint: Message = NOTHING
    lowered: Message = NOTHING
    identity: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The identity as 16 hexadecimal digits."""
        from hashlib import sha256

        return sha256("\x1f".join(self.identity).encode()).hexdigest()[:16]


class Skip(NamedTuple):
    """A check that could not be made, why, how often, and the first line concerned."""

    rule: str
    name: Message
    reason: Message
    times: int = 1
    line: int | None = None


class Checks(NamedTuple):
    """How many rules ended how. A rule that fails anywhere failed; one that passes somewhere and
    fails nowhere passed; `passed_by_rounding` of these hold only because figures are rounded."""

    passed: int = 0
    passed_by_rounding: int = 0
    failed: int = 0
    not_applicable: int = 0
    skipped: int = 0


class FormSummary(NamedTuple):
    """What a report says of a form: its kind, title, whose it is, and which lines it covers."""

    id: str
    kind: str
    title: str
    span: Span
    department: str = ""
    year: int | None = None


class DocumentReport(NamedTuple):
    """The outcome for one document. `lines` is its text, for excerpts."""

    file: str
    verdict: Verdict
    coverage: float
    forms: tuple[FormSummary, ...]
    findings: tuple[Finding, ...]
    checks: Checks
    skips: tuple[Skip, ...]
    unrecognised: tuple[Place, ...]
    lines: tuple[str, ...]


class Broken(NamedTuple):
    """A rule that cannot run: a defect of the rule, never of a form.

    `excerpt` is the line of the file with a caret line under it, where the place is known.
    """

    rule: str
    file: str
    line: int | None
    message: Message
    column: int | None = None
    excerpt: str = ""


class Failure(NamedTuple):
    """A file that could not be checked (or was passed over), and why."""

    file: str
    message: Message


class Report(NamedTuple):
    """The outcome of a run."""

    documents: tuple[DocumentReport, ...] = ()
    broken: tuple[Broken, ...] = ()
    errors: tuple[Failure, ...] = ()
    passed_over: tuple[Failure, ...] = ()
    rules_digest: str = ""
    exit_code: int = 0
    exit_reasons: tuple[Message, ...] = ()
