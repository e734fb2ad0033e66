"""Each invented form is read whole: every value, every level, every doubt."""

import pytest
from forms import kit

from perfcheck.form import Field
from perfcheck.values import Missing


def shown(field: Field) -> str:
    value = kit.said(field)
    return "/".join(field.path) + " = " + value if field.unit else value


@pytest.mark.parametrize("name", kit.names())
def test_fields(name: str) -> None:
    form = kit.form(kit.text(name))
    assert form.title == kit.expected(name)["title"]
    assert {field.name: shown(field) for field in form.fields} == kit.expected(name)["fields"]


@pytest.mark.parametrize("name", kit.names())
@pytest.mark.parametrize("table", ["任务", "绩效指标", "实施进度", "成本构成"])
def test_records(name: str, table: str) -> None:
    records = kit.form(kit.text(name)).tables.get(table, ())
    read = [
        {"行": record.line}
        | {at: word for at, f in record.fields.items() if (word := kit.said(f)) != "<absent>"}
        for record in records
    ]
    assert read == kit.expected(name).get(table, [])


@pytest.mark.parametrize("name", kit.names())
def test_doubts(name: str) -> None:
    doubts: dict[str, list[list[int]]] = {}
    for doubt in kit.form(kit.text(name)).doubts:
        doubts.setdefault(doubt.kind, []).append(sorted({cell.line for cell in doubt.cells}))
        assert doubt.message.zh and doubt.message.en
    assert doubts == kit.expected(name)["doubts"]


@pytest.mark.parametrize("name", kit.names())
def test_everything_printed_is_claimed(name: str) -> None:
    reading = kit.reading(kit.text(name))
    assert reading.unrecognised == ()
    assert reading.coverage == 1.0


@pytest.mark.parametrize("name", kit.names())
def test_every_value_points_to_its_print(name: str) -> None:
    """The text at a cell's place is the cell's text: reports underline nothing else."""
    lines = kit.text(name).split("\n")
    form = kit.form(kit.text(name))
    records = [
        field for table in form.tables.values() for row in table for field in row.fields.values()
    ]
    for field in [*form.fields, *records]:
        for cell in field.cells:
            assert lines[cell.line - 1][cell.column - 1 : cell.end_column - 1] == cell.text
        if not isinstance(field.value, Missing) and field.name != "年度":
            assert field.cells, field.name


@pytest.mark.parametrize("name", kit.names())
def test_every_declared_column_is_a_field(name: str) -> None:
    form = kit.form(kit.text(name))
    for table, records in form.tables.items():
        for record in records:
            assert tuple(record.fields) == kit.shipped().columns[table]
            for field in record.fields.values():
                if isinstance(field.value, Missing):
                    assert field.value.reason.zh and field.value.reason.en
