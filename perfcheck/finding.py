"""What checking found: findings, skips, counts, and the report that holds them."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from perfcheck.messages import NOTHING, Message
from perfcheck.source import Span

if TYPE_CHECKING:
    from perfcheck.located import Located, Origin
else:
    Origin = Any

Severity = Literal["error", "warning", "info"]
Outcome = Literal["pass", "fail", "skip", "inapplicable"]
Verdict = Literal["passed", "failed", "incomplete"]
Change = Literal["", "new", "open"]

SEVERITY: dict[Severity, Message] = {
    "error": Message("错误", "error"),
    "warning": Message("需说明", "warning"),
    "info": Message("提示", "info"),
}
"""What the levels are called in a report, the gravest first."""

SEVERITIES: tuple[Severity, ...] = tuple(SEVERITY)


class Place(NamedTuple):
    """A place in a document and what stands there: the label and the text as printed.

    `file` is another document's name, where the place is not in the finding's own.
    """

    span: Span
    label: str = ""
    text: str = ""
    file: str = ""


class Acceptance(NamedTuple):
    """The written explanation that accepts a finding; dates as YYYY-MM-DD, `until` the last day."""

    reason: str
    by: str = ""
    date: str = ""
    until: str = ""


class Finding(NamedTuple):
    """One violation: the rule, where it stands, why, and how to mend it.

    `place` is the value that the rule blames, `related` the other operands. `evidence` is the
    arithmetic or the comparison as printed. `severity` is the finding's own: `lowered` says why it
    is less than the rule's (a doubtful reading). `identity` makes the finding this one: rule,
    kind, department, year, label path, ordinal; never a line number. `accepted` is the
    explanation in force for it, `change` whether an earlier run had it (where one was given), and
    `remark` what else became of it over time. `explainable`: even as an error it may be accepted.
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
    accepted: Acceptance | None = None
    change: Change = ""
    remark: Message = NOTHING
    explainable: bool = False

    @property
    def fingerprint(self) -> str:
        """The identity as 16 hexadecimal digits."""
        return _digest(self.identity)

    @property
    def values(self) -> str:
        """What the form says at the places concerned, folded, as 16 hexadecimal digits.

        It changes with any of the values, not with their line, width or the order of the operands.
        """
        from unicodedata import normalize

        texts = (self.place.text, *sorted(place.text for place in self.related))
        return _digest("".join(normalize("NFKC", text).split()) for text in texts)


def _digest(parts: Iterable[str]) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return str(_sha256()(joined).hexdigest())[:16]


@cache
def _sha256() -> Any:
    """SHA-256 without OpenSSL, which hashlib loads first: that takes longer than to write JSON."""
    for name in ("_sha2", "_sha256"):
        try:
            return import_module(name).sha256
        except (ImportError, AttributeError):
            continue
    return import_module("hashlib").sha256


class Skip(NamedTuple):
    """A check that could not be made, why, how often, and the first line concerned."""

    rule: str
    name: Message
    reason: Message
    times: int = 1
    line: int | None = None


class Checks(NamedTuple):
    """How many rules ended how. A rule that fails anywhere failed; one that passes somewhere and
    fails nowhere passed; `passed_by_rounding` of these hold only because figures are rounded.
    `broken` rules could not run."""

    passed: int = 0
    passed_by_rounding: int = 0
    failed: int = 0
    not_applicable: int = 0
    skipped: int = 0
    broken: int = 0


class Suspect(NamedTuple):
    """A figure that is probably the wrong one: a hint, never a verdict.

    Printed as `expected` it would mend `mends` of the `failed` sums of its form that do not agree;
    `slip` says how the one becomes the other, where one slip does.
    """

    place: Place
    expected: str
    mends: int
    failed: int
    slip: Message
    rules: tuple[str, ...]


class FormSummary(NamedTuple):
    """What a report says of a form: its kind, title, whose it is, and which lines it covers."""

    id: str
    kind: str
    title: str
    span: Span
    department: str = ""
    year: int | None = None


class DocumentReport(NamedTuple):
    """The outcome for one document. `lines` is its text, for excerpts.

    `known` are findings that the baseline has and that therefore are not among `findings`.
    `origins` tell where the text stands in a file that is no text, `notes` what of it was not read.
    """

    file: str
    verdict: Verdict
    coverage: float
    forms: tuple[FormSummary, ...]
    findings: tuple[Finding, ...]
    checks: Checks
    skips: tuple[Skip, ...]
    unrecognised: tuple[Place, ...]
    lines: tuple[str, ...]
    known: tuple[Finding, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    origins: tuple[Origin, ...] = ()
    notes: tuple[Message, ...] = ()

    def located(self, span: Span) -> "Located | None":
        """Where a person finds a place of this document; None in a text, where its line tells."""
        if not self.origins:
            return None
        from perfcheck.located import located

        return located(self.origins, span.line, span.column)


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


class Comparable(NamedTuple):
    """Forms of one department that only a run with `together` holds against each other.

    `kinds` are the ids of two kinds, `names` what people call them; `pairs` counts them.
    """

    department: str
    kinds: tuple[str, str]
    names: tuple[Message, Message]
    pairs: int


class Failure(NamedTuple):
    """A file that could not be checked (or was passed over), and why.

    Where a place in it is known, `excerpt` is the line with a caret line under it.
    """

    file: str
    message: Message
    line: int | None = None
    column: int | None = None
    excerpt: str = ""


class Gone(NamedTuple):
    """A finding of an earlier run that this one does not have; `line` as of then."""

    file: str
    department: str
    rule: str
    severity: str
    message: str
    line: int
    fingerprint: str


class Since(NamedTuple):
    """What became of the findings of an earlier run, whose report is `file`.

    `mended` are gone; of `unjudged` nobody knows, because their rule did not judge this time;
    `unchecked` are documents that this run did not check. What is new and what is still open is
    said by each finding. `rules_digest` names the rules of then.
    """

    file: str
    rules_digest: str
    mended: tuple[Gone, ...] = ()
    unjudged: tuple[Gone, ...] = ()
    unchecked: tuple[str, ...] = ()


class RuleCount(NamedTuple):
    """What a rule did in a run: on how many forms it ended how, its findings, and its time."""

    rule: str
    name: Message = NOTHING
    forms: int = 0
    failed: int = 0
    passed: int = 0
    skipped: int = 0
    not_applicable: int = 0
    broken: int = 0
    findings: int = 0
    milliseconds: float = 0.0


class Report(NamedTuple):
    """The outcome of a run; `remarks` say what everybody should know of the run as a whole.

    `profile` names the profile by which it was judged, where there is one.
    """

    documents: tuple[DocumentReport, ...] = ()
    broken: tuple[Broken, ...] = ()
    errors: tuple[Failure, ...] = ()
    passed_over: tuple[Failure, ...] = ()
    rules_digest: str = ""
    exit_code: int = 0
    exit_reasons: tuple[Message, ...] = ()
    together: tuple[Comparable, ...] = ()
    remarks: tuple[Message, ...] = ()
    since: Since | None = None
    statistics: tuple[RuleCount, ...] = ()
    profile: str = ""
