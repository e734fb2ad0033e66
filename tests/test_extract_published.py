"""What a published budget lists, prints and speaks of, read from the invented examples."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from forms import kit

from perfcheck.extract import understand
from perfcheck.form import Form, Record
from perfcheck.kindmaking import kinds_from
from perfcheck.kindmerge import extended
from perfcheck.readers import read
from perfcheck.values import Missing, Text

CLEAN = Path(__file__).parent.parent / "examples" / "clean"


def text_of(name: str) -> str:
    return (CLEAN / f"{name}.txt").read_text("utf-8")


def budget(text: str) -> Form:
    return next(at for at in kit.reading(text).forms if at.kind.startswith("department-"))


def said(record: Record, column: str) -> str | None:
    value = record.fields[column].value
    return value.text if isinstance(value, Text) else None


def missing(form: Form, table: str, column: str, empty: str) -> list[str | None]:
    return [said(at, column) for at in form.tables[table] if said(at, empty) is None]


def tables_of(records: Sequence[Record]) -> list[Record]:
    return [at for at in records if said(at, "目录类别") == "表格"]


@pytest.mark.parametrize(
    ("name", "count"), [("budget-shanghai", 9), ("budget-jiangsu", 12), ("budget-shenzhen", 12)]
)
def test_every_table_of_the_contents_is_found_in_the_text(name: str, count: int) -> None:
    listed = tables_of(budget(text_of(name)).tables["目录"])
    assert len(listed) == count
    assert [said(at, "目录标题") for at in listed if said(at, "正文标题") is None] == []


def test_a_table_that_is_cut_out_is_missing_and_no_other() -> None:
    text = text_of("budget-shenzhen")
    start = text.index("## 项目支出总表")
    end = text.index("## 政府预算拨款收支总表")
    form = budget(text[:start] + text[end:])
    listed = tables_of(form.tables["目录"])
    assert [said(at, "目录标题") for at in listed if said(at, "正文标题") is None] == [
        "项目支出总表"
    ]


def test_contents_end_where_the_text_begins() -> None:
    form = budget(text_of("budget-shanghai"))
    titles = [said(at, "目录标题") for at in form.tables["目录"]]
    assert titles[0] == "部门主要职能" and titles[-1] == "项目经费情况说明"
    assert not any("…" in (title or "") for title in titles)


def test_a_document_without_contents_lists_nothing() -> None:
    assert budget(text_of("budget-shanghai").replace("目", "内")).tables["目录"] == ()


def test_printed_tables_tell_their_owner_their_note_and_whether_they_are_empty() -> None:
    rows = budget(text_of("budget-shanghai")).tables["所印表格"]
    assert {said(at, "表上单位") for at in rows} == {"云川市柳林区绿化和市容管理局"}
    empty = [at for at in rows if said(at, "空表") == "是"]
    assert [said(at, "表名") for at in empty] == ["国有资本经营预算支出表"]
    assert "空表" in (said(empty[0], "表注") or "")


def test_words_that_say_that_a_table_is_empty_are_its_note() -> None:
    rows = budget(text_of("budget-jiangsu")).tables["所印表格"]
    (empty,) = [at for at in rows if said(at, "空表") == "是"]
    assert (said(empty, "表注") or "").startswith("此表为空")


@pytest.mark.parametrize(
    "name", ["budget-shanghai", "budget-jiangsu", "budget-shenzhen", "accounts"]
)
def test_all_subjects_are_found(name: str) -> None:
    rows = budget(text_of(name)).tables["必备章节"]
    assert len(rows) == 9 and [said(at, "章节") for at in rows if not said(at, "正文标题")] == []


def test_the_contents_do_not_stand_for_a_subject_that_the_text_leaves_out() -> None:
    text = text_of("budget-shanghai")
    start = text.index("名词解释", text.index("名词解释") + 1)
    end = text.index("预算编制说明", start)
    head = text.rindex("\n", 0, start)
    form = budget(text[:head] + text[text.rindex("\n", 0, end) :])
    assert missing(form, "必备章节", "章节", "正文标题") == ["名词解释"]


def test_tables_alone_are_not_asked_for_subjects() -> None:
    text = (Path(__file__).parent / "budgets" / "tables_jiangsu.txt").read_text("utf-8")
    assert budget(text).tables["必备章节"] == ()


def test_project_forms_of_the_document_are_the_budgets_own_list() -> None:
    form = budget(text_of("budget-shanghai"))
    rows = form.tables["所附项目"]
    assert len(rows) == 3
    assert all(said(at, "项目名称") for at in rows)
    assert not any(isinstance(at.fields["资金总额"].value, Missing) for at in rows)
    assert "所附项目" not in budget(text_of("budget-shenzhen")).tables


def test_project_forms_of_an_offices_own_kind_are_among_them() -> None:
    own = {"extends": "project-target", "id": "own-target", "titles": ["本市项目目标备案表"]}
    shipped = kit.data()["kinds"]
    known = kinds_from({**kit.data(), "kinds": [*shipped, extended(own, shipped)]})
    text = text_of("budget-shanghai").replace("财政项目支出绩效目标填报表", "本市项目目标备案表", 1)
    forms = understand(read("budget.txt", text.encode()), known).forms
    (whole,) = (at for at in forms if at.kind == "department-budget")
    assert [at.kind for at in forms].count("own-target") == 1
    assert len(whole.tables["所附项目"]) == 3


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("云川市2026年市级部门预算", "部门"),
        ("云川市2026年市级单位预算", "单位"),
        ("云川市2026年预算公开", ""),
    ],
)
def test_the_title_tells_whose_budget_it_is(title: str, body: str) -> None:
    head = text_of("budget-shanghai")
    first = next(line for line in head.split("\n") if line.strip())
    field = budget(head.replace(first, f"    {title}", 1)).field("编制主体")
    assert (field.value.text if field and isinstance(field.value, Text) else "") == body


def told(form: Form) -> list[str]:
    columns = ("指标名称", "文中指标值", "所附指标值")
    values = [[at.fields[name].value for name in columns] for at in form.tables.get("文中指标", ())]
    return [" ".join(getattr(value, "text", "?") for value in row) for row in values]


def test_a_goal_that_names_an_indicator_with_a_figure_is_held_against_its_form() -> None:
    text = text_of("budget-shenzhen")
    form = budget(text.replace("走航监测里程≥6000 公里", "走航监测里程≥9000 公里", 1))
    assert told(form)[0] == "走航监测里程 ≥9000 公里 ≥6000 公里"


def test_a_name_inside_a_longer_name_is_another_indicator() -> None:
    text = text_of("budget-shenzhen")
    form = budget(text.replace("走航监测里程≥6000", "夜间走航监测里程≥6000", 1))
    assert not any(at.startswith("走航监测里程") for at in told(form))
