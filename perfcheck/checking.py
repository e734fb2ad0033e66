"""Files in, report out: read, recognise, extract, judge."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfcheck.errors import ConfigError, NoFormError, ReadError
from perfcheck.extract import understand
from perfcheck.finding import (
    Broken,
    Checks,
    Comparable,
    DocumentReport,
    Failure,
    Finding,
    FormSummary,
    Place,
    Report,
    RuleCount,
    Skip,
    Suspect,
)
from perfcheck.form import Form, Reading
from perfcheck.judge import judge
from perfcheck.library import Library, library
from perfcheck.messages import Message
from perfcheck.options import Options
from perfcheck.readers import read
from perfcheck.settling import settle
from perfcheck.source import Document
from perfcheck.values import SCALE, Number, Text
from perfcheck.verdict import doubts_of, doubts_of_form, no_form, report_of

if TYPE_CHECKING:
    from perfcheck.files import FoundFile
    from perfcheck.statistics import Judging

Progress = Callable[[int, int, str], None]

NOTHING_FOUND = Message("没有找到可以核对的表", "no form was found to check")


class Checked(NamedTuple):
    """One document as it was judged by itself, before what only the whole run can add.

    `doubts` say why it cannot be vouched for; the verdict of `report` is given at the end.
    """

    report: DocumentReport
    doubts: tuple[Message, ...]
    broken: tuple[Broken, ...]
    forms: tuple[Form, ...] = ()
    counts: tuple[RuleCount, ...] = ()


class Unread(NamedTuple):
    """Why a file could not be judged, and whether that is because it is no form."""

    message: Message
    no_form: bool


def check(paths: Sequence[str], options: Options | None = None) -> Report:
    """Check files and folders (searched recursively); explanations beside a form hold.

    Raises ConfigError or KindError for the settings; what is wrong with a file is in the report.
    """
    return check_files(paths, options or Options())


def check_document(name: str, data: bytes, options: Options | None = None) -> Report:
    """Check one document in hand: a pure function of bytes and rules, for many threads at once.

    Raises as `check` does; what cannot be read is in `errors` of the report, with exit code 2.
    """
    chosen = options or Options()
    books = library(chosen)
    try:
        checked = [_checked(name, data, books, chosen)]
        return _report(checked, [], [], books, chosen, beside=False)
    except ReadError as error:
        return _report([], [Failure(name, error.message)], [], books, chosen)


def check_files(paths: Sequence[str], options: Options, progress: Progress | None = None) -> Report:
    """Check every file of `paths`; one that cannot be read keeps no other from being checked."""
    from perfcheck.files import find_files

    books = library(options)
    found = find_files(paths)
    checked: list[Checked] = []
    errors = list(found.errors)
    passed_over = list(found.passed_over)
    for file, outcome in zip(
        found.files, _each(found.files, books, options, progress), strict=True
    ):
        if isinstance(outcome, Checked):
            checked.append(outcome)
        else:
            # What is no form may be passed over in a folder; what cannot be read may be a form.
            passed = outcome.no_form and not file.named
            (passed_over if passed else errors).append(Failure(file.path, outcome.message))
    if not checked and not errors:
        errors += [Failure(path, NOTHING_FOUND) for path in paths]
    return _report(checked, errors, passed_over, books, options)


def _each(
    files: "Sequence[FoundFile]", books: Library, options: Options, progress: Progress | None
) -> "list[Checked | Unread]":
    """Every file as it was judged by itself, by as many processes as the options allow."""
    from perfcheck.files import read_bytes

    def work(number: int) -> Checked | Unread:
        path = files[number].path
        try:
            return _checked(path, read_bytes(path), books, options)
        except ReadError as error:
            return Unread(error.message, isinstance(error, NoFormError))

    def here(number: int) -> Checked | Unread:
        if progress:
            progress(number, len(files), files[number].path)
        return work(number)

    if options.jobs > 1 and len(files) > 2:
        from perfcheck.jobs import mapped

        return mapped(here, work, [file.path for file in files], options.jobs)
    return [here(number) for number in range(len(files))]


def _report(
    checked: Sequence[Checked],
    errors: Sequence[Failure],
    passed_over: Sequence[Failure],
    books: Library,
    options: Options,
    *,
    beside: bool = True,
) -> Report:
    """Put a run together; `beside`: explanations are looked for beside the documents."""
    if options.together:
        from perfcheck.together import judged_together

        checked = judged_together(checked, books)
    unsure = [bool(one.doubts or one.broken or books.broken) for one in checked]
    settled = settle([one.report for one in checked], unsure, books, options, beside=beside)
    crashed = (*(rule for one in checked for rule in one.broken), *settled.broken)
    report = report_of(
        settled.documents,
        [*_doubts(checked, books)],
        [*books.broken, *dict.fromkeys(crashed)],
        [*errors, *settled.failures],
        passed_over,
        books.digest,
        options.fail_on,
    )
    if options.statistics:
        from perfcheck.statistics import summed

        counts = (count for one in checked for count in one.counts)
        asked = (entry for entry in books.entries if options.together or not entry.together)
        report = report._replace(statistics=summed(counts, asked))
    return report._replace(
        together=_comparable(settled.documents, books, options),
        remarks=settled.remarks,
        since=settled.since,
        profile=options.profile or "",
    )


def _doubts(checked: Sequence[Checked], books: Library) -> Iterator[Message]:
    for file, said in ((one.report.file, doubt) for one in checked for doubt in one.doubts):
        yield Message(f"{file}：{said.zh}", f"{file}: {said.text('en')}")
    if not books.entries:
        yield Message("没有选中任何规则", "no rule is selected")


def _comparable(
    documents: Sequence[DocumentReport], books: Library, options: Options
) -> tuple[Comparable, ...]:
    if options.together or sum(len(document.forms) for document in documents) < 2:
        return ()
    from perfcheck.together import comparable

    return comparable(documents, books)


def read_document(
    path: str, options: Options, *, explain: bool = False, books: Library | None = None
) -> tuple[Document, Reading]:
    """Read one file and return it with what was understood of it. Raises ReadError, KindError.

    `explain` asks why its rows were taken for what they were; `books`: the library of the options,
    where it is at hand.
    """
    from perfcheck.files import read_bytes

    books = books or library(options)
    document, reading = _read(path, read_bytes(path), books, options)
    if explain:
        from perfcheck.recognise.explaining import explained

        told = explained(document, reading.considered, books.kinds)
        reading = reading._replace(considered=told)
    return document, reading


def _read(name: str, data: bytes, books: Library, options: Options) -> tuple[Document, Reading]:
    if options.kind and books.kinds.get(options.kind) is None:
        known = "、".join(f"{kind.id}（{kind.name.zh}）" for kind in books.kinds.kinds)
        ids = ", ".join(kind.id for kind in books.kinds.kinds)
        raise ConfigError(
            Message(f"没有叫“{options.kind}”的表，应为 {known}", f"no kind {options.kind!r}: {ids}")
        )
    document = read(name, data, options.encoding)
    reading = understand(document, books.kinds, kind=options.kind, year=options.year)
    if options.what_if:
        from perfcheck.supposing import supposing

        types = {field: books.kinds.types[field] for field in books.names().fields}
        supposed = (
            supposing(form, options.what_if, types, books.kinds.vocabulary)
            for form in reading.forms
        )
        reading = reading._replace(forms=tuple(supposed))
    return document, reading


def _checked(name: str, data: bytes, books: Library, options: Options) -> Checked:
    document, reading = _read(name, data, books, options)
    if not reading.forms:
        raise NoFormError(no_form(reading, books))
    return judged_document(name, document, reading, books, options)


def judged_document(
    name: str, document: Document, reading: Reading, books: Library, options: Options
) -> Checked:
    """Judge every form of a document that was read, each by itself."""
    findings: list[Finding] = []
    skips: list[Skip] = []
    broken: list[Broken] = []
    cut_off: list[Message] = []
    suspects: list[Suspect] = []
    checks = Checks()
    counts: list[RuleCount] = []
    judging = _counted(counts) if options.statistics else None
    for form in reading.forms:
        rules = books.rules_for(form.kind)
        judged = judge(form, rules, books.names(), books.words, _year(form), judging)
        findings += judged.findings
        skips += judged.skips
        broken += judged.broken
        suspects += judged.suspects
        checks = Checks(*(a + b for a, b in zip(checks, judged.checks, strict=True)))
        cut_off += doubts_of_form(form.title or form.kind, judged.checks)
    doubts = (*doubts_of(reading.coverage, checks, options.min_coverage), *cut_off)
    report = DocumentReport(
        name,
        "incomplete",
        reading.coverage,
        tuple(_summary(form) for form in reading.forms),
        tuple(findings),
        checks,
        tuple(skips),
        tuple(Place(cell.span, "", cell.text) for cell in reading.unrecognised),
        document.lines,
        suspects=tuple(suspects),
        origins=document.origins,
        notes=document.notes,
    )
    kept = reading.forms if options.together else ()
    return Checked(report, doubts, tuple(broken), kept, tuple(counts))


def _counted(into: list[RuleCount]) -> "Judging":
    from perfcheck.statistics import counted

    return counted(into)


def _year(form: Form) -> int | None:
    found = form.field("年度") or form.field("推断年度")
    value = found.value if found else None
    return int(value.mid // SCALE) if isinstance(value, Number) else None


def _summary(form: Form) -> FormSummary:
    department = form.field("部门名称")
    named = department.value if department else None
    return FormSummary(
        form.id,
        form.kind,
        form.title,
        form.span,
        named.text if isinstance(named, Text) else "",
        _year(form),
    )
