"""Which figure is probably wrong: planted slips in sums that share figures."""

from pathlib import Path

import pytest

from perfcheck.checking import check_document
from perfcheck.extract import understand
from perfcheck.finding import Suspect
from perfcheck.judge import judge
from perfcheck.judge.slips import slip
from perfcheck.library import library
from perfcheck.numerals import amount
from perfcheck.options import Options
from perfcheck.readers import read

ROOT = Path(__file__).resolve().parent.parent

FORM = """部门整体支出绩效目标申报表
（2026年度）
部门名称\t青禾县民政局
预算整体情况\t部门预算支出\t预算金额（万元）\t收入来源\t预算金额（万元）
\t基本支出\t{basic}\t财政拨款\t{fiscal}
\t项目支出\t{project}\t其他资金\t120.00
年度重点工作任务\t名称\t主要实施内容\t拟投入的资金（万元）\t期望达到的目标（概述）
\t养老服务\t新建居家养老站点并配置设备。\t1,260.00\t新建站点42个。
\t社会救助\t按月核对并发放救助金。\t{task}\t发放及时。
\t殡葬改革\t建设公益性骨灰堂。\t589.25\t建成2处。
"""

CLEAN = {"basic": "2,310.40", "fiscal": "4,905.15", "project": "2,714.75", "task": "865.50"}


def found(**changed: str) -> list[Suspect]:
    """The suspects of the form with some figures changed."""
    text = FORM.format(**{**CLEAN, **changed})
    report = check_document("form.txt", text.encode(), Options())
    return list(report.documents[0].suspects)


def test_a_form_that_adds_up_accuses_no_figure() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("printed", "said"),
    [("2,741.75", "颠倒"), ("2,174.75", "颠倒"), ("271.75", "漏"), ("27,147,500.00", "一万倍")],
)
def test_the_figure_that_the_sums_share_is_named_with_its_slip(printed: str, said: str) -> None:
    (suspect,) = found(project=printed)
    assert suspect.place.text == printed
    assert suspect.expected.replace(",", "") == CLEAN["project"].replace(",", "")
    assert suspect.mends == suspect.failed == 2
    assert said in suspect.slip.zh


def test_a_sum_that_fails_alone_accuses_only_where_one_slip_explains_it() -> None:
    (suspect,) = found(basic="2,301.40")
    assert suspect.expected == "2,310.40"
    assert found(basic="2,987.65") == []


@pytest.mark.parametrize(
    ("printed", "wanted", "said"),
    [
        ("8013", "8103", "swapped"),
        ("120.50", "1,205.00", "point"),
        ("12.50", "125,000.00", "10,000"),
        ("-12.50", "12.50", "sign"),
        ("43269.30", "3269.30", "too many"),
        ("326.30", "3269.30", "lost"),
        ("62.70", "68.70", "differs"),
    ],
)
def test_slips(printed: str, wanted: str, said: str) -> None:
    number, meant = amount(printed, "万元"), amount(wanted, "万元")
    known = slip(number, meant.mid)  # type: ignore[arg-type, union-attr]
    assert known is not None and said in known.said.en


def test_two_figures_without_a_slip_between_them() -> None:
    number, meant = amount("120.50", "万元"), amount("987.31", "万元")
    assert slip(number, meant.mid) is None  # type: ignore[arg-type, union-attr]


def test_a_total_told_once_is_still_held_against_all_its_sums() -> None:
    """A total that its own rows do not give is no finding of the totals above it as well."""
    text = (ROOT / "examples" / "clean" / "accounts.txt").read_text()
    row = "21303\t水利\t4,219.80\t4,207.30"
    assert text.count(row) == 1
    slipped = text.replace(row, "21303\t水利\t4,129.80\t4,207.30").encode()
    report = check_document("accounts.txt", slipped, Options()).documents[0]
    assert [found.rule for found in report.findings if found.rule == "ARITH-007"] == ["ARITH-007"]
    (suspect,) = report.suspects
    assert (suspect.place.text, suspect.expected) == ("4,129.80", "4,219.80")
    assert suspect.mends == 4


def test_a_rule_that_falls_over_is_not_asked_again() -> None:
    def falls_over(scope: object, log: object) -> bool:
        raise ValueError("falls over")

    books = library(Options())
    text = FORM.format(**{**CLEAN, "project": "2,174.75"}).encode()
    (form,) = understand(read("form.txt", text), books.kinds).forms
    rules = list(books.rules_for(form.kind))
    at = next(number for number, rule in enumerate(rules) if rule.id == "ARITH-019")
    program = rules[at].program
    assert program is not None
    program = program._replace(when=None, asserts=(falls_over,) * len(program.asserts))
    rules[at] = rules[at]._replace(program=program)
    judged = judge(form, rules, books.names(), books.words)
    assert [rule.rule for rule in judged.broken] == ["ARITH-019"]
    assert [suspect.expected for suspect in judged.suspects] == ["2,714.75"]
