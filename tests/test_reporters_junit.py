"""JUnit XML: well formed whatever a form says, in the shape that Jenkins and others read."""

from xml.etree import ElementTree

import pytest
from reporters_sample import DEFECTIVE, GOOD, ONE, SEVERAL
from reporters_variants import ALL, EXPLAINED, HOSTILE, KNOWN, TOGETHER

from perfcheck.finding import Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look, render

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}
CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["properties", "testcase"],
    "properties": ["property"],
    "testcase": ["failure", "error", "skipped", "system-out"],
}


def suites(report: Report, look: Look | None = None) -> list[ElementTree.Element]:
    """The suites of a file that has the common shape, and counts what it holds."""
    written = render(report, "junit", look or Look())
    assert isinstance(written, str)
    root = ElementTree.fromstring(written.encode("utf-8"))
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.keys()) == ATTRIBUTES[element.tag]
        order = [CHILDREN[element.tag].index(child.tag) for child in element]
        assert order == sorted(order)
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase")) > 0
        for name, child in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == len(suite.findall(f"testcase/{child}"))
    assert int(root.get("tests", "")) == len(root.findall("testsuite/testcase"))
    return list(root)


def outcomes(suite: ElementTree.Element) -> dict[str, str]:
    """How each case ended, with its type."""
    said = {}
    for case in suite.findall("testcase"):
        (child,) = list(case) or [ElementTree.Element("passed")]
        said[case.get("name", "")[:9]] = f"{child.tag} {child.get('type', '')}".rstrip()
    return said


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_shape(name: str, language: Language) -> None:
    assert suites(ALL[name], Look(language))


def test_a_case_for_each_rule_that_fired() -> None:
    (suite,) = suites(ONE)
    assert suite.get("name") == "forms/水务局.txt"
    assert outcomes(suite) == {
        "ARITH-001": "failure error",
        "VALUE-003": "failure warning",
        "FIELD-003": "failure warning",
        "TEXT-004 ": "system-out",
    }
    failure = suite.find("testcase/failure")
    assert failure is not None and failure.text
    assert "第 5 行" in failure.text and "1,864.75" in failure.text
    many = suite.findall("testcase")[1].findtext("failure", "")
    assert many.count("forms/水务局.txt") == 6
    assert many.count("写明数量和单位") == 1


def test_accepted_and_known_are_skipped_with_the_reason() -> None:
    (suite,) = suites(EXPLAINED)
    skipped = suite.find("testcase/skipped")
    assert skipped is not None
    assert "管网长度以批复为准" in skipped.get("message", "")
    assert suite.get("failures") == "1"
    (known,) = suites(KNOWN)
    assert known.get("skipped") == "2"


def test_a_clean_form_is_one_case_that_passes() -> None:
    (suite,) = suites(GOOD)
    (case,) = suite.findall("testcase")
    assert list(case) == []


def test_what_was_not_checked_is_an_error() -> None:
    by_name = {suite.get("name"): outcomes(suite) for suite in suites(SEVERAL)}
    assert by_name["forms/坏.txt"] == {"无法检查": "error unreadable"}
    assert by_name["规则本身有误"] == {"X-001": "error broken"}
    assert "error incomplete" in by_name["forms/半张表.txt"].values()
    assert by_name["略过"] == {"forms/log": "skipped"}


def test_nothing_checked_is_no_success() -> None:
    (suite,) = suites(Report())
    assert suite.get("skipped") == "1"


def test_control_signs_are_made_visible() -> None:
    (suite,) = suites(HOSTILE)
    assert suite.get("name") == "a␛]0;x␇␊,:b  c.txt"
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "␛[2J" in failure.get("message", "")


def test_places_as_a_person_looks_for_them() -> None:
    book, text = suites(TOGETHER)
    assert "工作表“收支总表”C7" in (book.findtext("testcase/failure") or "")
    assert "报 表.xlsx" in (text.findtext("testcase/failure") or "")


def test_what_was_not_read_of_a_file_is_a_property() -> None:
    book, _ = suites(TOGETHER)
    said = {one.get("name"): one.get("value") for one in book.iter("property")}
    assert said["note"] == "隐藏的工作表没有读"


def test_the_mistakes_of_a_rule_are_one_case() -> None:
    """Readers of the format take cases of one name for one, and show the last."""
    more = SEVERAL.broken[0]._replace(message=Message("缺少说明", "no message"), line=7)
    (suite,) = [
        one
        for one in suites(SEVERAL._replace(broken=(*SEVERAL.broken, more)))
        if one.get("name") == "规则本身有误"
    ]
    (error,) = suite.iter("error")
    assert error.get("message") == f"{SEVERAL.broken[0].message.zh}\n缺少说明"
    assert error.text == "rules/x.yaml:4:17\nrules/x.yaml:7:17"


def test_what_could_not_be_judged_is_skipped_where_it_is_asked_for() -> None:
    (suite,) = suites(ONE, Look(show_skipped=True))
    names = [
        case.get("name") for case in suite.iter("testcase") if case.find("skipped") is not None
    ]
    assert names[0] == "ARITH-006 支出总计与明细一致（未能核对）"
    assert len(names) == len(DEFECTIVE.skips)
    assert suite.get("failures") == suites(ONE)[0].get("failures")
