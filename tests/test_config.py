"""perfcheck.yaml: where it is found, what it sets, and how its mistakes are told."""

from pathlib import Path

import pytest

from perfcheck import config
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
@pytest.mark.parametrize("key", sorted(config.KEYS))
def test_no_value_makes_it_stumble(tmp_path: Path, key: str, value: str) -> None:
    try:
        config.read(written(tmp_path, f"{key}: {value}\n"))
    except ConfigError as error:
        assert error.text("zh")
