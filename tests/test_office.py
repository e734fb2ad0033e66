"""What docs/office.md shows is valid, in both languages, and leaves every rule in force."""

import re
from pathlib import Path

import pytest

from perfcheck.cli.init import CONFIG
from perfcheck.cli.settings import task
from perfcheck.configkeys import KEYS
from perfcheck.library import library
from perfcheck.profile import names
from perfcheck.ruletest import try_examples

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = ["office.md", "office.zh-CN.md"]


def blocks(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (DOCS / page).read_text("utf-8"), re.S)


@pytest.mark.parametrize("page", PAGES)
def test_the_settings_shown_are_valid_together(page: str, tmp_path: Path) -> None:
    (tmp_path / "province").mkdir()
    (tmp_path / "province" / "perfcheck.yaml").write_text("year: 2026\n", "utf-8")
    office = tmp_path / "office"
    office.mkdir()
    (office / "perfcheck.yaml").write_text("\n".join(blocks(page)), "utf-8")
    options = task(str(office), {}).options
    found = library(options)
    assert not found.broken and options.year == 2026
    changed = {rule.id: rule for rule in found.rules}
    assert changed["FIELD-010"].asserts == ("个数(绩效指标) >= 5",)
    assert "TEXT-005" not in changed and changed["TAX-002"].severity == "error"
    assert "力争完成" in found.words["空泛词"] and "稳定" not in found.words["空泛词"]


def test_the_example_of_the_override_holds(tmp_path: Path) -> None:
    from perfcheck.binding import bind
    from perfcheck.library import kinds_data, names_of
    from perfcheck.overriding import tested

    (tmp_path / "perfcheck.yaml").write_text(blocks(PAGES[0])[1], "utf-8")
    options = task(str(tmp_path), {}).options
    books = library(options)
    for rule, file in tested(options, kinds_data()):
        tried = try_examples(bind([rule])[0], file, names_of(books.kinds), books.words, books.kinds)
        assert [each.ok for each in tried] == [True]


def test_a_new_configuration_tells_of_every_key() -> None:
    told = re.findall(r"^(?:# )?(\w+):", CONFIG, re.M)
    assert set(KEYS) <= set(told)


@pytest.mark.parametrize("page", PAGES)
def test_every_profile_is_told_of(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert all(f"`{name}`" in text for name in names())


def test_both_pages_show_the_same_settings() -> None:
    bare = [[re.sub(r" +#.*", "", block) for block in blocks(page)] for page in PAGES]
    assert bare[0] == bare[1]
