"""A damaged print never silently reads as something else: each value is right, or it is marked."""

import random
from collections.abc import Callable
from functools import cache

import pytest
from forms import kit
from forms.kit import Lines

from perfcheck.form import Field, Form, Reading
from perfcheck.values import Missing

SEEDS = range(12)
Damage = Callable[[list[str], random.Random], Lines]


@cache
def whole(name: str) -> Form:
    return kit.form(kit.text(name))


def damaged(name: str, damage: Damage, seed: int) -> tuple[Reading, dict[int, int | None]]:
    lines = damage(kit.text(name).rstrip("\n").split("\n"), random.Random(seed))
    reading = kit.reading("\n".join(line for _, line in lines))
    return reading, {at: source for at, (source, _) in enumerate(lines, 1)}


def marked_lines(reading: Reading, source: dict[int, int | None]) -> set[int | None]:
    """Lines of the undamaged form that a doubt names, or where text was left unrecognised."""
    (form,) = reading.forms
    cells = [cell for doubt in form.doubts for cell in doubt.cells if doubt.kind != "格式残留"]
    return {source[cell.line] for cell in (*cells, *reading.unrecognised)}


def honest(before: Field, after: Field) -> bool:
    """Whether the second reading is the first, or says that it may not be."""
    if kit.meant(before) == kit.meant(after) or after.certainty != "certain":
        return True
    if not after.unit_certain:  # said to be read in the unit that such forms usually have
        return True
    if before.certainty != "certain":  # a sure reading of what was unsure tells nothing
        return True
    unknown = ("lost", "absent", "unreadable", "undefined")
    return isinstance(after.value, Missing) and after.value.kind in unknown


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("damage", kit.DAMAGES)
@pytest.mark.parametrize("name", kit.names())
def test_values_are_right_or_marked(name: str, damage: Damage, seed: int) -> None:
    reading, source = damaged(name, damage, seed)
    single_values_are_honest(name, reading)
    records_are_honest(name, reading, source)


def records_are_honest(name: str, reading: Reading, source: dict[int, int | None]) -> None:
    marked = marked_lines(reading, source)
    (form,) = reading.forms
    for table, records in whole(name).tables.items():
        found = {source[record.line]: record for record in form.tables.get(table, ())}
        for record in records:
            again = found.get(record.line)
            if again is None:
                assert record.line in marked
                continue
            for concept, field in record.fields.items():
                assert honest(field, again.fields[concept]), (record.line, concept)


def single_values_are_honest(name: str, reading: Reading) -> None:
    (form,) = reading.forms
    read = {field.name: field for field in form.fields}
    for field in whole(name).fields:
        again = read.get(field.name)
        assert again is None or honest(field, again), field.name


@pytest.mark.parametrize("damage", kit.HARMLESS)
@pytest.mark.parametrize("name", kit.names())
def test_page_breaks_lose_nothing(name: str, damage: Damage) -> None:
    for seed in SEEDS:
        reading, _ = damaged(name, damage, seed)
        (form,) = reading.forms
        assert values(form) == values(whole(name))


@pytest.mark.parametrize("name", kit.names())
def test_most_of_a_form_with_lost_tabs_is_read(name: str) -> None:
    """Marking everything would be honest and useless: nine of ten names and targets stay."""
    wanted = names_and_targets(whole(name))
    kept = 0
    for seed in SEEDS:
        reading, _ = damaged(name, kit.lose_tabs, seed)
        kept += len(wanted & names_and_targets(reading.forms[0]))
    assert kept >= 0.9 * len(wanted) * len(SEEDS)


def names_and_targets(form: Form) -> set[tuple[object, object]]:
    rows = form.tables["绩效指标"]
    return {(kit.meant(r.fields["指标名称"]), kit.meant(r.fields["年度指标值"])) for r in rows}


def values(form: Form) -> list[object]:
    rows = [record for table in form.tables.values() for record in table]
    fields = [*form.fields, *(field for row in rows for field in row.fields.values())]
    return [(field.name, kit.meant(field)) for field in fields]


@pytest.mark.parametrize("name", kit.names())
def test_full_width_print_reads_the_same(name: str) -> None:
    wide = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789%.,:()="}
    assert values(kit.form(kit.text(name).translate(wide))) == values(whole(name))
