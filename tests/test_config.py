"""perfcheck.yaml: where it is found, what it sets, and how its mistakes are told."""

from pathlib import Path

import pytest

from perfcheck import config
from perfcheck.configkeys import KEYS
from perfcheck.errors import ConfigError
from perfcheck.options import Options


def written(folder: Path, text: str) -> str:
    path = folder / "perfcheck.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_the_nearest_configuration_above_the_file_is_found(tmp_path: Path) -> None:
    outer = written(tmp_path, "year: 2025\n")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert config.nearest(str(deep / "form.txt")) == outer
    inner = written(tmp_path / "a", "year: 2026\n")
    assert config.nearest(str(deep / "form.txt")) == inner
    assert config.nearest(str(tmp_path)) == outer


def test_every_key_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "rules: [own, /abs]\nkinds: own-kinds\nselect: ARITH\nignore: [TEXT-001, FIELD]\n"
        "severity: {VALUE-003: error}\nstage: 审核\nyear: 2026\nmin_coverage: 75%\n"
        "fail_on: warning\nlang: en\n",
    )
    found = config.read(path)
    options = config.lay(found, Options(), {})
    assert options.rules == (str(tmp_path / "own"), "/abs")
    assert options.kinds == (str(tmp_path / "own-kinds"),)
    assert (options.select, options.ignore) == (("ARITH",), ("TEXT-001", "FIELD"))
    assert options.severity == (("VALUE-003", "error"),)
    assert (options.stage, options.year, options.min_coverage) == ("审核", 2026, 0.75)
    assert options.fail_on == "warning"
    assert found.lang == "en"


def test_an_option_beats_the_configuration(tmp_path: Path) -> None:
    found = config.read(written(tmp_path, "year: 2025\nseverity: {A-001: info, B-001: info}\n"))
    given = {"year": 2026, "severity": (("A-001", "error"),)}
    options = config.lay(found, Options(), given)
    assert options.year == 2026
    assert dict(options.severity) == {"A-001": "error", "B-001": "info"}


def test_what_a_configuration_extends_lies_under_it(tmp_path: Path) -> None:
    (tmp_path / "省").mkdir()
    (tmp_path / "省" / "base.yaml").write_text(
        "rules: own\nignore: TEXT\nselect: ARITH\nyear: 2025\n"
        "severity: {A-001: info, B-001: info}\n"
        "overrides: {A-001: {hint: 甲}}\nwords: {阈值: {指标数上限: 30}}\nlang: en\n",
        "utf-8",
    )
    near = written(
        tmp_path,
        "extends: [省/base.yaml]\nrules: 市\nignore: [FIELD]\nselect: [VALUE]\nyear: 2026\n"
        "severity: {A-001: error}\noverrides: {A-001: {why: 乙}}\n",
    )
    found = config.read(near)
    options = config.lay(found, Options(), {})
    assert options.rules == (str(tmp_path / "省" / "own"), str(tmp_path / "市"))
    assert (options.ignore, options.select, options.year) == (("TEXT", "FIELD"), ("VALUE",), 2026)
    assert dict(options.severity) == {"A-001": "error", "B-001": "info"}
    assert [(s.name, s.content) for s in options.overrides] == [
        ("A-001", {"hint": "甲"}),
        ("A-001", {"why": "乙"}),
    ]
    assert options.words[0].file.endswith("base.yaml")
    assert found.lang == "en"


def test_of_several_extended_files_the_last_is_the_nearest(tmp_path: Path) -> None:
    for name, year in (("a", 2025), ("b", 2026)):
        (tmp_path / f"{name}.yaml").write_text(f"year: {year}\n", "utf-8")
    found = config.read(written(tmp_path, "extends: [a.yaml, b.yaml]\n"))
    assert found.settings["year"] == 2026


def test_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("year: 2025\nextends: perfcheck.yaml\n", "utf-8")
    path = written(tmp_path, "extends: a.yaml\n")
    with pytest.raises(ConfigError) as caught:
        config.read(path)
    said = caught.value.text("zh")
    assert "perfcheck.yaml → a.yaml → perfcheck.yaml" in said
    assert f"{tmp_path / 'a.yaml'}:2:10" in said and "^" in said


def test_what_is_extended_but_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "year: 2026\nextends: [centrl-2021, gone.yaml]\n")
    with pytest.raises(ConfigError) as caught:
        config.read(path)
    for language in ("zh", "en"):
        said = caught.value.text(language)
        assert f"{path}:2:11" in said and f"{path}:2:24" in said
        assert "central-2021" in said and "gone.yaml" in said


def test_a_mistake_in_an_extended_file_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("year: 26\n", "utf-8")
    with pytest.raises(ConfigError, match=r"a\.yaml:1:7"):
        config.read(written(tmp_path, "extends: a.yaml\n"))


def test_a_profile_lies_under_all_and_an_option_replaces_it(tmp_path: Path) -> None:
    (tmp_path / "市.yaml").write_text("name: 市\nyear: 2024\nstage: 公开\n", "utf-8")
    (tmp_path / "base.yaml").write_text("year: 2025\nprofile: 市.yaml\n", "utf-8")
    found = config.read(written(tmp_path, "extends: base.yaml\n"))
    laid = config.with_profile(found)
    assert (laid.settings["year"], laid.settings["stage"]) == (2025, "公开")
    other = config.with_profile(found, "central-2021")
    assert "stage" not in other.settings and other.settings["year"] == 2025
    assert "一级指标名" in {setting.name for setting in other.settings["words"]}
    assert laid.settings["profile"] == str(tmp_path / "市.yaml")
    options = config.lay(other, Options(), {})
    assert options.words and options.profile == "central-2021", "reports name it"


def test_what_is_ignored_adds_up(tmp_path: Path) -> None:
    found = config.read(written(tmp_path, "ignore: TEXT\n"))
    assert config.lay(found, Options(), {"ignore": ("FIELD",)}).ignore == ("TEXT", "FIELD")


def test_what_overrides_and_word_lists_cannot_be_is_told(tmp_path: Path) -> None:
    path = written(
        tmp_path, "overrides:\n  A-001: info\nwords:\n  甲: true\n  乙: [{a: [{b: c}]}]\n"
    )
    with pytest.raises(ConfigError) as caught:
        config.read(path)
    said = caught.value.text("en")
    assert all(f"{path}:{place}" in said for place in ("2:10", "4:6", "5:"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("words: {空泛词: 5}", "词表写成"),
        ("words: {空泛词: 力争}", "词表写成"),
        ("words: {空泛词: {add: 力争}}", "写成 add: [力争]"),
        ("severity: {ARITH-001: [error]}", "error、warning、info 中的一个"),
        ("fail_on: [error]", "never 中的一个"),
    ],
)
def test_a_value_of_the_wrong_sort_is_told_in_plain_words(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        config.read(written(tmp_path, f"{text}\n"))
    assert said in caught.value.text("zh") and "['" not in caught.value.text("en")


@pytest.mark.parametrize("text", ["profile: [a, b]", "extends: 5", "baseline: [a]"])
def test_one_mistake_is_told_once(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.read(written(tmp_path, f"{text}\n"))
    assert caught.value.text("en").count("perfcheck.yaml:1:") == 1


def test_an_empty_configuration_sets_nothing(tmp_path: Path) -> None:
    found = config.read(written(tmp_path, "# 暂无\n"))
    assert config.lay(found, Options(), {}) == Options()


def test_all_mistakes_are_told_at_once_with_line_and_caret(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "selct: [ARITH]\nseverity:\n  A-001: eror\nyear: 26\nstage: 审合\n"
        "min_coverage: 3\nignore: [1]\n",
    )
    with pytest.raises(ConfigError) as caught:
        config.read(path)
    for language in ("zh", "en"):
        said = caught.value.text(language)
        places = [line.split(": ")[0] for line in said.splitlines() if line.startswith(path)]
        assert places == [
            f"{path}:{place}" for place in ("1:1", "3:10", "4:7", "5:8", "6:15", "7:10")
        ]
        assert said.count("^") > len(places)
        for meant in ("select", "error", "审核"):
            assert meant in said


@pytest.mark.parametrize("text", ["- a\n", "just words\n", "a: [\n", "year: 2026\nyear: 2027\n"])
def test_what_is_no_configuration_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError):
        config.read(written(tmp_path, text))


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config.read(str(tmp_path / "none.yaml"))
    assert "none.yaml" in caught.value.text("zh")


@pytest.mark.parametrize("value", ["true", "[zh]", "{a: b}", "3"])
@pytest.mark.parametrize("key", sorted(KEYS))
def test_no_value_makes_it_stumble(tmp_path: Path, key: str, value: str) -> None:
    try:
        config.read(written(tmp_path, f"{key}: {value}\n"))
    except ConfigError as error:
        assert error.text("zh")
