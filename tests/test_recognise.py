"""Which rows are a form: by title or labels, several in a document, none in mere mentions."""

from forms import kit

from perfcheck.readers import read
from perfcheck.recognise import recognise


def found(source: str, kind: str | None = None) -> list[tuple[int, int]]:
    result = recognise(read("d.txt", source.encode()), kit.shipped(), kind)
    return [(block.rows[0].line, block.rows[-1].line) for block in result.blocks]


def test_a_form_begins_at_its_title_and_reasons_are_given() -> None:
    result = recognise(read("d.txt", kit.text("guangdong").encode()), kit.shipped())
    (block,) = result.blocks
    assert block.title is not None and block.title.text == "部门整体预算绩效目标申报表"
    assert all(reason.zh and reason.en for reason in block.reasons) and block.reasons


def test_prose_around_a_form_stays_unrecognised() -> None:
    before = "某部门预算\n本部门共有三个科室。\n（十二）部门整体支出绩效目标表\n"
    reading = kit.reading(before + kit.text("hubei"))
    assert len(reading.forms) == 1
    assert [cell.line for cell in reading.unrecognised] == [1, 2, 3]
    assert 0.9 < reading.coverage < 1


def test_two_forms_in_one_document() -> None:
    reading = kit.reading(kit.text("guangdong") + "\n" + kit.text("hubei"))
    departments = [form.field("部门名称") for form in reading.forms]
    assert [kit.said(at) for at in departments if at] == ["云川市水务局", "临溪县林业局"]
    assert [form.id for form in reading.forms] == ["f1", "f2"]


def test_the_same_form_of_two_departments_is_two_forms() -> None:
    other = kit.text("guangdong").replace("云川市", "青禾县")
    assert len(kit.reading(kit.text("guangdong") + other).forms) == 2


def test_a_title_alone_or_mentioned_is_no_form() -> None:
    assert found("部门整体支出绩效目标表\n") == []
    assert found("一、部门整体支出绩效目标表\n以上内容已经公开。\n") == []
    assert found("部门整体支出绩效目标表……………12\n本表无内容。\n") == []


def test_a_form_without_a_title_is_known_by_its_labels() -> None:
    untitled = kit.text("guangdong").split("\n", 1)[1]
    assert len(found(untitled)) == 1


def test_an_indicator_table_alone_is_not_a_department_form() -> None:
    lines = "项目绩效评价表\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t次数\t3次\n"
    result = recognise(read("d.txt", lines.encode()), kit.shipped())
    assert result.blocks == () and result.reasons


def test_nothing_known_says_so_with_the_nearest_kind() -> None:
    result = recognise(read("d.txt", "部门名称：某局\n下属二级单位数：3\n".encode()), kit.shipped())
    assert result.blocks == () and result.nearest == "department-target"
    assert kit.reading("今天天气很好\n").nearest == ""


def test_the_kind_may_be_said() -> None:
    source = "部门名称\t某局\n基本支出\t3.00\n"
    assert found(source) == [] and found(source, "department-target") == [(1, 2)]
