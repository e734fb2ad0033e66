"""perfcheck as a hook before submission: files in every state, streams that fail, JSON always."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfcheck.cli.main import main

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PERFCHECK_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PERFCHECK_LANG", "zh")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("config", "arguments", "said"),
    [
        ("fail_om: error\n", [], "fail_on"),
        ("rules: [nowhere]\n", [], "nowhere"),
        ("", ["--select", "ARIT"], "ARITH"),
        ("", ["--year", "26"], "--year"),
        ("", ["--kinds", "nowhere"], "nowhere"),
    ],
)
def test_json_is_a_valid_report_also_where_nothing_could_be_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, config: str, arguments: list[str], said: str
) -> None:
    import jsonschema

    (tmp_path / "perfcheck.yaml").write_text(config, "utf-8")
    (tmp_path / "a.txt").write_text("甲\n", "utf-8")
    assert main(["lint", "a.txt", "--format", "json", *arguments]) == 2
    shown = capsys.readouterr()
    report = json.loads(shown.out)
    main(["schema", "lint"])
    jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out)).validate(report)
    assert report["summary"]["exit_code"] == 2
    assert said in report["summary"]["exit_reasons"][0]
    assert said in shown.err


def test_no_form_is_overwritten_by_its_report(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    form = (EXAMPLES / "clean" / "guangdong.txt").read_text("utf-8")
    (tmp_path / "forms").mkdir()
    path = tmp_path / "forms" / "a.txt"
    path.write_text(form, "utf-8")
    for arguments in (["lint", str(path)], ["lint", "forms"], ["parse", str(path)]):
        assert main([*arguments, "--output", "forms/a.txt"]) == 2
        assert "a.txt" in capsys.readouterr().err
        assert path.read_text("utf-8") == form
    assert main(["lint", "forms", "--output", "forms/报告.txt"]) == 0


def test_a_file_name_that_is_no_utf8_leaves_the_json_readable(tmp_path: Path) -> None:
    form = (EXAMPLES / "clean" / "guangdong.txt").read_bytes()
    name = os.fsencode(tmp_path) + b"/\xb1\xed.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(form)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    found = subprocess.run(
        [sys.executable, "-m", "perfcheck", "lint", name, "--format", "json"],
        capture_output=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert os.fsencode(json.loads(found.stdout)["documents"][0]["file"]) == name


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("format_name", ["concise", "json"])
def test_output_that_cannot_be_written_is_told_and_is_exit_2(format_name: str) -> None:
    form = str(EXAMPLES / "clean" / "guangdong.txt")
    command = [sys.executable, "-m", "perfcheck", "lint", form, "--format", format_name]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PERFCHECK_LANG": "zh"}
    with open("/dev/full", "wb") as full:
        found = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False
        )
    assert found.returncode == 2
    assert "磁盘已满" in found.stderr.decode("utf-8")
    assert found.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "1>&- 2>&-"])
def test_a_closed_stream_is_no_traceback(closed: str) -> None:
    code = f'exec {closed}; exec "$0" -m perfcheck lint - --lang zh'
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    found = subprocess.run(
        ["sh", "-c", code, sys.executable],
        input="甲\n".encode(), capture_output=True, env=environment, check=False,
    )  # fmt: skip
    assert found.returncode == 2
    assert "自身" not in found.stderr.decode("utf-8")


def test_rule_tests_without_an_example_vouch_for_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["test-rules", str(tmp_path)]) == 2
    assert "没有找到例子" in capsys.readouterr().out
