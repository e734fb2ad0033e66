"""Every format tells of the same findings: their rules, levels, places, and which are accepted."""

import csv
import io
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from reporters_variants import ALL

from perfcheck.checking import check_files
from perfcheck.finding import SEVERITY, Report
from perfcheck.options import Options
from perfcheck.reporters import Look, render
from perfcheck.reporters.filed import safe

DEFECTS = Path(__file__).parent.parent / "examples" / "defects"
LEVELS = {word.zh: name for name, word in SEVERITY.items()}
SARIF_LEVELS = {"error": "error", "warning": "warning", "note": "info"}
GITHUB_LEVELS = {"error": "error", "warning": "warning", "notice": "info"}
GROUPS = {"必须修改": "error", "请核实或说明": "warning", "供参考": "info", "此前已说明": ""}


class Told(NamedTuple):
    """A finding as a format tells of it; empty what the format does not say."""

    rule: str
    level: str
    accepted: bool
    cited: str
    place: str


@cache
def report_of(name: str) -> Report:
    if name != "defects":
        return ALL[name]
    return check_files(sorted(map(str, DEFECTS.glob("*.txt"))), Options())


NAMES = (*ALL, "defects")


def written(name: str, format_name: str) -> str:
    text = render(report_of(name), format_name, Look())
    assert isinstance(text, str)
    return text


def findings(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The findings as JSON has them, each with its document."""
    said = json.loads(written(name, "json").encode("utf-8", "backslashreplace"))
    return [(one, found) for one in said["documents"] for found in one["findings"]]


def in_words(found: dict[str, Any]) -> str:
    """Where a finding stands, as a person is told."""
    match found.get("place"):
        case {"sheet": sheet, "cell": cell}:
            return f"工作表“{sheet}”{cell}"
        case {"page": page, "line": line}:
            return f"第 {page} 页第 {line} 行"
    return f"第 {found['line']} 行"


def expected(name: str) -> Counter[Told]:
    return Counter(
        Told(
            found["rule"],
            found["severity"],
            found["accepted"] is not None,
            found["fingerprint"],
            in_words(found),
        )
        for _, found in findings(name)
    )


def last_place(said: str) -> str:
    """A place without the name of another document before it."""
    return str(re.findall(r"(?:工作表“.*”[A-Z]+\d+|第 \d+ 页第 \d+ 行|第 \d+ 行)$", said)[0])


def listed(rows: list[dict[str, Any]]) -> Counter[Told]:
    """The findings among the lines of a list."""
    return Counter(
        Told(
            row["规则"],
            LEVELS[row["级别"]],
            row["已说明"] == "是",
            row["指纹"],
            last_place(row["位置"]),
        )
        for row in rows
        if row["指纹"] and row["变化"] != "已改"
    )


@pytest.mark.parametrize("name", NAMES)
def test_csv(name: str) -> None:
    text = written(name, "csv").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert listed(rows) == expected(name)
    files = {safe(document["file"]) for document, _ in findings(name)}
    assert {row["文件"].removeprefix("'") for row in rows if row["指纹"]} >= files


@pytest.mark.parametrize("name", NAMES)
def test_xlsx(name: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    data = render(report_of(name), "xlsx", Look())
    assert isinstance(data, bytes)
    summary, everything, *departments = openpyxl.load_workbook(io.BytesIO(data)).worksheets

    def rows(sheet: Any) -> list[dict[str, Any]]:
        head, *body = sheet.iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in body]

    assert listed(rows(everything)) == expected(name)
    assert sum((listed(rows(sheet)) for sheet in departments), Counter()) == expected(name)
    documents = json.loads(written(name, "json").encode("utf-8", "replace"))["documents"]
    lines = list(summary.iter_rows(values_only=True))
    counts = [line[3:7] for line in lines[len(lines) - len(documents) :]]
    for row, document in zip(counts, documents, strict=True):
        found = [(one["severity"], bool(one["accepted"])) for one in document["findings"]]
        counted = [found.count((level, False)) for level in SEVERITY]
        assert list(row) == [*counted, sum(accepted for _, accepted in found)]


@pytest.mark.parametrize("name", NAMES)
def test_sarif(name: str) -> None:
    said = json.loads(written(name, "sarif").encode("utf-8", "backslashreplace"))
    results = [
        result
        for result in said["runs"][0]["results"]
        if [one["justification"] for one in result.get("suppressions", [])] != ["基线里已有"]
    ]
    told = Counter(
        (
            result["ruleId"],
            SARIF_LEVELS[result["level"]],
            "suppressions" in result,
            result["partialFingerprints"]["perfcheck/v1"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in results
    )
    assert told == Counter(
        (one["rule"], one["severity"], bool(one["accepted"]), one["fingerprint"], one["line"])
        for _, one in findings(name)
    )


@pytest.mark.parametrize("name", NAMES)
def test_junit(name: str) -> None:
    root = ElementTree.fromstring(written(name, "junit"))
    told: Counter[tuple[str, str, bool, str]] = Counter()
    for suite in root.findall("testsuite"):
        names = [case.get("name") for case in suite.findall("testcase")]
        assert len(set(names)) == len(names), "two of one name would be taken for one"
        file = suite.get("name", "")
        for case in suite.findall("testcase"):
            rule = (case.get("name") or "").split(" ")[0]
            accepted = "（已说明）" in (case.get("name") or "")
            texts = [one.text or "" for one in case if one.tag != "error"]
            for line in "\n".join(texts).split("\n"):
                if line.startswith(f"{file} ") and "  " in line:
                    where = last_place(line.removeprefix(f"{file} ").split("  ")[0])
                    told[file, rule, accepted, where] += 1
    assert told == Counter(
        (safe(document["file"]), one["rule"], bool(one["accepted"]), in_words(one))
        for document, one in findings(name)
    )
    failures = sum(len(case.findall("failure")) for case in root.iter("testcase"))
    assert int(root.get("failures", "")) == failures


@pytest.mark.parametrize("name", NAMES)
def test_github_has_what_is_not_accepted(name: str) -> None:
    lines = [line for line in written(name, "github").split("\n") if line]
    told: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        found = re.match(r"::(\w+) (.*?)title=(?:(?:新增|仍在) )?([A-Z]+-\d+)\b", line)
        if found:
            at = re.search(r"\bline=(\d+)", found[2])
            told[found[3], GITHUB_LEVELS[found[1]], at[1] if at else ""] += 1
    assert told == Counter(
        (one["rule"], one["severity"], "" if "place" in one else str(one["line"]))
        for _, one in findings(name)
        if not one["accepted"]
    )


@pytest.mark.parametrize("name", NAMES)
def test_concise(name: str) -> None:
    words = "|".join([*LEVELS, "已说明"])
    lines = re.findall(
        rf"(?m): (?:(?:新增|仍在) )?({words}) ([A-Z]+-\d+) ", written(name, "concise")
    )
    assert Counter(lines) == Counter(
        ("已说明" if one["accepted"] else SEVERITY[one["severity"]].zh, one["rule"])
        for _, one in findings(name)
    )


class Page(HTMLParser):
    """The findings of a page: rule and family, look, place, fingerprint; and all ids and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.told: list[dict[str, str]] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.cells: set[str] = set()
        self._rule = self._at = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        look = said.get("class", "").split(" ")
        self.ids.add(said.get("id", ""))
        self.links.add(said["href"].removeprefix("#") if said.get("href", "")[:1] == "#" else "")
        if tag == "article":
            self.told.append({"rule": self._rule, "look": said["data-look"], "id": said["id"]})
        elif "mark" in look:
            self.cells.update(said.get("data-f", "").split(" "))
        self._at = "rule" if "rule" in look else "place" if "place" in look else tag

    def handle_data(self, data: str) -> None:
        if self._at == "rule":
            self._rule = data
        elif self.told and self._at in ("place", "code"):
            self.told[-1].setdefault(self._at, data)
        self._at = ""


@pytest.mark.parametrize("name", NAMES)
def test_html(name: str) -> None:
    pytest.importorskip("jinja2")
    page = Page(written(name, "html"))
    told = Counter(
        (one["rule"], one["look"], one["code"], last_place(one["place"])) for one in page.told
    )
    assert told == Counter(
        (
            one.rule,
            "accepted" if one.accepted else one.level,
            one.cited,
            one.place,
        )
        for one in expected(name).elements()
    )
    assert page.links <= page.ids, "every link leads somewhere"
    assert {one["id"] for one in page.told} <= page.cells, "every finding is marked in a form"


@pytest.mark.parametrize("name", NAMES)
def test_docx(name: str) -> None:
    docx = pytest.importorskip("docx")
    data = render(report_of(name), "docx", Look())
    assert isinstance(data, bytes)
    paper = docx.Document(io.BytesIO(data))
    told: Counter[Told] = Counter()
    group = ""
    for element in paper.element.body:
        if element.tag.endswith("}p"):
            text = docx.text.paragraph.Paragraph(element, paper).text
            named = [word for word in GROUPS if f"、{word}（" in text]
            group = named[0] if named else group
        elif element.tag.endswith("}tbl"):
            for row in docx.table.Table(element, paper).rows:
                cells = [cell.text for cell in row.cells]
                cited = re.search(
                    r"^([A-Z]+-\d+) · ([0-9a-f]{6})",
                    cells[-1] if len(cells) < 3 else cells[2],
                    re.M,
                )
                if cited:
                    place = last_place(cells[1].split("\n")[0])
                    told[Told(cited[1], GROUPS[group], not GROUPS[group], cited[2], place)] += 1
    assert told == Counter(
        one._replace(level="" if one.accepted else one.level, cited=one.cited[:6])
        for one in expected(name).elements()
    )
