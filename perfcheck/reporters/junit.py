"""A report as JUnit XML: a test suite for each document, a test case for each rule that fired.

Errors and warnings both fail, with the level as `type`, as ruff and ESLint write theirs: the
format knows nothing between passed and failed, and a warning is what somebody has to look at.
What is only for information passes, with its text; whether a run fails is told by the exit code.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from perfcheck.finding import SEVERITIES, Broken, DocumentReport, Finding, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.departments import department_of
from perfcheck.reporters.filed import by_file, clean, incomplete_text, place_words, safe, unbegun
from perfcheck.reporters.listing import UNJUDGED
from perfcheck.reporters.wording import (
    ACCEPTED,
    KNOWN,
    NOTHING_CHECKED,
    accepted_text,
    broken_place,
    elsewhere,
    failure_place,
    ordered,
    percent,
    verdict_word,
)


class Case(NamedTuple):
    """A test case: `outcome` is the element that says how it ended; empty where it passed."""

    name: str
    outcome: str = ""
    type: str = ""
    message: str = ""
    text: str = ""


class Suite(NamedTuple):
    """A test suite: a document, or what else a run had to do."""

    name: str
    cases: tuple[Case, ...]
    properties: tuple[tuple[str, str], ...] = ()


def render(report: Report, look: Look) -> str:
    """Write the report as one `testsuites` element."""
    suites = [*_documents(report, look), *_troubles(report, look.language)]
    for reason in unbegun(report):
        case = Case("perfcheck", "error", "", clean(reason.text(look.language)))
        suites.append(Suite("perfcheck", (case,)))
    if not suites:
        nothing = Case("perfcheck", "skipped", "", NOTHING_CHECKED.text(look.language))
        suites = [Suite("perfcheck", (nothing,))]
    root = ElementTree.Element("testsuites", name="perfcheck")
    for suite in suites:
        root.append(_suite(suite))
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _suite(suite: Suite) -> ElementTree.Element:
    outcomes = [case.outcome for case in suite.cases]
    element = ElementTree.Element(
        "testsuite",
        name=suite.name,
        tests=str(len(outcomes)),
        failures=str(outcomes.count("failure")),
        errors=str(outcomes.count("error")),
        skipped=str(outcomes.count("skipped")),
        time="0",
    )
    if suite.properties:
        properties = ElementTree.SubElement(element, "properties")
        for name, value in suite.properties:
            ElementTree.SubElement(properties, "property", name=name, value=value)
    for case in suite.cases:
        element.append(_case(case, suite.name))
    return element


def _case(case: Case, suite: str) -> ElementTree.Element:
    # Jenkins makes packages of what stands before dots
    classname = suite.replace(".", "·")
    element = ElementTree.Element("testcase", name=case.name, classname=classname, time="0")
    if case.outcome:
        outcome = ElementTree.SubElement(element, case.outcome, message=case.message)
        if case.type:
            outcome.set("type", case.type)
        outcome.text = case.text or None
    elif case.text:
        ElementTree.SubElement(element, "system-out").text = case.text
    return element


def _documents(report: Report, look: Look) -> Iterator[Suite]:
    documents, language = by_file(report), look.language
    for document in report.documents:
        groups: dict[tuple[str, bool], list[Finding]] = {}
        for finding in ordered(document.findings):
            groups.setdefault((finding.rule, finding.accepted is not None), []).append(finding)
        cases = [_rule(group, document, documents, language) for group in groups.values()]
        cases += _known(document, language)
        if document.verdict == "incomplete":
            cases.append(_incomplete(document, language))
        if look.show_skipped:
            cases += _skipped(document, language)
        yield Suite(
            safe(document.file) or "-",
            tuple(cases) or (Case("perfcheck"),),
            _properties(document, report, language),
        )


def _properties(
    document: DocumentReport, report: Report, language: Language
) -> tuple[tuple[str, str], ...]:
    said = (
        ("verdict", verdict_word(document).text(language)),
        ("department", clean(department_of(document))),
        ("coverage", percent(document.coverage)),
        ("rules_digest", clean(report.rules_digest)),
        ("profile", clean(report.profile)),
        *(("note", clean(note.text(language))) for note in document.notes),
    )
    return tuple((name, value) for name, value in said if value)


def _rule(
    group: list[Finding],
    document: DocumentReport,
    documents: dict[str, DocumentReport],
    language: Language,
) -> Case:
    first = group[0]
    name = f"{clean(first.rule)} {clean(first.name.text(language))}"
    texts = [_text(finding, document, documents, language) for finding in group]
    if not first.accepted:
        texts += dict.fromkeys(clean(finding.hint.text(language)) for finding in group)
        texts += dict.fromkeys(clean(finding.basis) for finding in group)
    text = "\n".join(filter(None, texts))
    message = clean(first.message.text(language))
    if len(group) > 1:
        count = len(group)
        message = Message(f"{message}（共 {count} 处）", f"{message} ({count} places)").text(
            language
        )
    if first.accepted:
        word, reason = ACCEPTED.text(language), clean(accepted_text(first, language))
        name = _aside(name, word, language)
        message = Message(f"{word}：{reason}", f"{word}: {reason}").text(language)
        return Case(name, "skipped", "", message, text)
    level = min((finding.severity for finding in group), key=SEVERITIES.index)
    if level == "info":
        return Case(name, text=text)
    return Case(name, "failure", level, message, text)


def _text(
    finding: Finding,
    document: DocumentReport,
    documents: dict[str, DocumentReport],
    language: Language,
) -> str:
    """Where and what, then the detail below."""
    place = place_words(finding.place, document, documents).text(language)
    message = finding.message.text(language) + elsewhere(finding, documents, language)
    said = (finding.evidence, finding.lowered, finding.remark)
    below = [one.text(language) for one in said] + [accepted_text(finding, language)]
    head = f"{safe(document.file)} {place}  {clean(message)}"
    return "\n  ".join([head, *(clean(text) for text in below if text)])


def _known(document: DocumentReport, language: Language) -> Iterator[Case]:
    word = KNOWN.text(language)
    for rule in dict.fromkeys(finding.rule for finding in document.known):
        found = [finding for finding in document.known if finding.rule == rule]
        name = f"{clean(rule)} {clean(found[0].name.text(language))}"
        text = "\n".join(clean(finding.message.text(language)) for finding in found)
        yield Case(_aside(name, word, language), "skipped", "", word, text)


def _incomplete(document: DocumentReport, language: Language) -> Case:
    word, why = verdict_word(document).text(language), incomplete_text(document, language)
    return Case(word, "error", "incomplete", why)


def _skipped(document: DocumentReport, language: Language) -> Iterator[Case]:
    """A case a rule that could not be judged somewhere, with the reasons."""
    word = UNJUDGED.text(language)
    for rule in dict.fromkeys(skip.rule for skip in document.skips):
        skips = [skip for skip in document.skips if skip.rule == rule]
        name = f"{clean(rule)} {clean(skips[0].name.text(language))}"
        reasons = dict.fromkeys(clean(skip.reason.text(language)) for skip in skips)
        said = Message("；", "; ").text(language).join(reasons)
        yield Case(_aside(name, word, language), "skipped", "", said)


def _troubles(report: Report, language: Language) -> Iterator[Suite]:
    """What could not be done: files not read, rules that cannot run, files passed over."""
    for failure in report.errors:
        name = Message("无法检查", "cannot check").text(language)
        said = clean(failure.message.text(language))
        where = clean(failure_place(failure))
        yield Suite(safe(failure.file) or "-", (Case(name, "error", "unreadable", said, where),))
    if report.broken:
        rules = dict.fromkeys((one.file, one.rule) for one in report.broken)
        broken = tuple(
            _broken([one for one in report.broken if (one.file, one.rule) == rule], language)
            for rule in rules
        )
        yield Suite(Message("规则本身有误", "broken rules").text(language), broken)
    if report.passed_over:
        over = (
            Case(safe(failure.file), "skipped", "", clean(failure.message.text(language)))
            for failure in report.passed_over
        )
        yield Suite(Message("略过", "passed over").text(language), tuple(over))


def _broken(mistakes: list[Broken], language: Language) -> Case:
    """One rule with all of its mistakes: two cases of one name would be taken for one."""
    first = mistakes[0]
    name = clean(first.rule) or safe(first.file)
    said = [clean(one.message.text(language)) for one in mistakes]
    places = dict.fromkeys(safe(broken_place(one)) for one in mistakes)
    return Case(name, "error", "broken", "\n".join(said), "\n".join(places))


def _aside(name: str, word: str, language: Language) -> str:
    """The name of a case, with why it does not count in brackets."""
    return Message(f"{name}（{word}）", f"{name} ({word})").text(language)
