"""The command line: exit codes, one-line complaints, two languages, and what it imports."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from reporters_sample import GOOD, ONE, SEVERAL
from rich.cells import cell_len

from perfcheck.cli.main import COMMANDS, main
from perfcheck.errors import RuleError
from perfcheck.finding import Report
from perfcheck.messages import Message
from perfcheck.options import Options

Calls = list[tuple[tuple[str, ...], Options]]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PERFCHECK_LANG", "PERFCHECK_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Calls]:
    """Let `check_files` return (or raise) what the test says; tells how it was called."""

    def stand_in(outcome: Any) -> Calls:
        calls: Calls = []

        def check_files(paths: Any, options: Options, progress: Any = None) -> Report:
            calls.append((tuple(paths), options))
            if isinstance(outcome, BaseException):
                raise outcome
            progress(0, 1, "a.txt")
            return outcome

        module = ModuleType("perfcheck.checking")
        module.check_files = check_files  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "perfcheck.checking", module)
        return calls

    return stand_in


@pytest.mark.parametrize("report", [GOOD, ONE, SEVERAL])
@pytest.mark.parametrize("format_name", ["rich", "concise", "json"])
def test_lint_returns_the_exit_code_of_the_report(
    checked: Callable[[Any], Calls],
    capsys: pytest.CaptureFixture[str],
    report: Report,
    format_name: str,
) -> None:
    checked(report)
    assert main(["lint", "a.txt", "--format", format_name]) == report.exit_code
    out = capsys.readouterr().out
    if format_name == "json":
        assert json.loads(out)["summary"]["exit_code"] == report.exit_code
    else:
        assert ("ARITH-001" in out) == (report is not GOOD)


def test_options_reach_the_check(checked: Callable[[Any], Calls], tmp_path: Path) -> None:
    calls = checked(GOOD)
    (tmp_path / "k.yaml").write_text("id: own\nname: 甲\ntitles: [甲表]\n", "utf-8")
    line = (
        "lint a.txt b --select ARITH,FIELD-001 --select TAX --ignore X-001 --severity A-001=info "
        "--rules r --kinds k.yaml --kind department-target --year 2026 --encoding gb18030 "
        "--stage 审核 --set 其他资金=1=2 --fail-on never --min-coverage 80% --no-cache"
    )
    main(line.split())
    ((paths, options),) = calls
    assert paths == ("a.txt", "b")
    assert options == Options(
        select=("ARITH", "FIELD-001", "TAX"), ignore=("X-001",), severity=(("A-001", "info"),),
        rules=("r",), kinds=("k.yaml",), kind="department-target", year=2026, encoding="gb18030",
        fail_on="never", min_coverage=0.8, stage="审核", what_if=(("其他资金", "1=2"),),
        cache=False,
    )  # fmt: skip


def test_without_a_path_the_current_folder_is_checked(checked: Callable[[Any], Calls]) -> None:
    calls = checked(GOOD)
    assert main(["lint"]) == 0
    assert calls == [((".",), Options())]


def test_each_path_is_checked_under_its_own_configuration(
    checked: Callable[[Any], Calls], tmp_path: Path
) -> None:
    for name, year in (("a", 2025), ("b", 2026)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "perfcheck.yaml").write_text(f"year: {year}\n", "utf-8")
    calls = checked(ONE)
    assert main(["lint", "a/x.txt", "b/y.txt", "a/z.txt"]) == 1
    assert [(paths, options.year) for paths, options in calls] == [
        (("a/x.txt", "a/z.txt"), 2025),
        (("b/y.txt",), 2026),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lint", "--fromat", "json"], "--format"),
        (["lint", "--format", "xml"], "concise"),
        (["lint", "--year", "26"], "--year"),
        (["lint", "--severity", "A-001"], "RULE=LEVEL"),
        (["lint", "--severity", "A-001=grave"], "warning"),
        (["lint", "--set", "=3"], "名称=值"),
        (["lint", "--stage", "初审"], "审核"),
        (["lint", "--fail-on", "warnig"], "warning"),
        (["lint", "--min-coverage", "60"], "--min-coverage"),
        (["lint", "--encoding", "gbx"], "gbx"),
        (["lint", "--lang", "fr"], "zh"),
        (["lint", "--output"], "--output"),
        (["parse"], "PATH"),
        (["parse", "a", "b"], "b"),
        (["eval", "a.txt"], "EXPRESSION"),
        (["schema", "lnit"], "lint"),
        (["lnt"], "lint"),
    ],
)
def test_a_wrong_option_is_told_on_one_line_in_both_languages(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert " / " in shown.err
    assert said in shown.err


def test_no_traceback_but_one_line_that_says_what_to_do(
    checked: Callable[[Any], Calls],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked(KeyError("甲\n乙"))
    assert main(["lint", "a.txt"]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("perfcheck 自身的错误")
    assert shown.count("\n") == 1
    assert "PERFCHECK_DEBUG" in shown
    monkeypatch.setenv("PERFCHECK_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["lint", "a.txt"])


def test_a_problem_of_the_user_is_told_in_their_language(
    checked: Callable[[Any], Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    checked(RuleError(Message("名称不明", "unknown name"), "r.yaml"))
    assert main(["lint", "a.txt"]) == 2
    assert "r.yaml: 名称不明" in capsys.readouterr().err
    assert main(["lint", "a.txt", "--lang", "en"]) == 2
    assert "r.yaml: unknown name" in capsys.readouterr().err


def test_an_interrupt_is_no_error_of_ours(
    checked: Callable[[Any], Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    checked(KeyboardInterrupt())
    assert main(["lint", "a.txt"]) == 130
    assert "已中断" in capsys.readouterr().err


def test_output_goes_to_the_file_whole(
    checked: Callable[[Any], Calls], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    checked(ONE)
    assert main(["lint", "a.txt", "--output", "out/报告.txt"]) == 1
    assert capsys.readouterr().out == ""
    assert "ARITH-001" in (tmp_path / "out" / "报告.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("environment", "arguments", "said"),
    [
        ({}, [], "未通过"),
        ({"LANG": "en_GB.UTF-8"}, [], "failed"),
        ({"LANG": "C.UTF-8"}, [], "未通过"),
        ({"LANG": "en_GB.UTF-8", "PERFCHECK_LANG": "zh"}, [], "未通过"),
        ({"PERFCHECK_LANG": "zh"}, ["--lang=en"], "failed"),
    ],
)
def test_the_language_is_chosen(
    checked: Callable[[Any], Calls],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: list[str],
    said: str,
) -> None:
    checked(ONE)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["lint", "a.txt", *arguments])
    assert said in capsys.readouterr().out


def test_the_configuration_chooses_the_language_where_nobody_did(
    checked: Callable[[Any], Calls], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "perfcheck.yaml").write_text("lang: en\n", "utf-8")
    checked(ONE)
    main(["lint", "a.txt"])
    assert "failed" in capsys.readouterr().out
    main(["lint", "a.txt", "--lang", "zh"])
    assert "未通过" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(
    capsys: pytest.CaptureFixture[str], name: str, language: str
) -> None:
    assert main([name, "--help", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert ("例子" if language == "zh" else "Examples") in page
    assert f"perfcheck {name}" in page
    assert [line for line in page.splitlines() if cell_len(line) > 80] == []


def test_without_arguments_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    page = capsys.readouterr().out
    assert all(name in page for name in COMMANDS)


@pytest.mark.parametrize("name", ["lint", "parse", "rules"])
def test_schema_prints_json(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("perfcheck")


def test_init_writes_what_is_not_there_and_overwrites_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import jsonschema

    from perfcheck import config
    from perfcheck.yamlfile import load

    assert main(["init"]) == 0
    found = config.read(str(tmp_path / "perfcheck.yaml"))
    assert found.settings == {"rules": (str(tmp_path / "rules"),)}
    capsys.readouterr()
    main(["schema", "rules"])
    rule = load(str(tmp_path / "rules" / "OFFICE-001.yaml"))
    jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out)).validate(rule.data)
    (tmp_path / "perfcheck.yaml").write_text("year: 2026\n", "utf-8")
    assert main(["init"]) == 0
    assert (tmp_path / "perfcheck.yaml").read_text("utf-8") == "year: 2026\n"


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )


STAND_IN = """
import sys
from types import ModuleType
from perfcheck.finding import Failure, Report
from perfcheck.messages import Message
module = ModuleType("perfcheck.checking")
many = tuple(Failure(f"{n}.txt", Message("读不了", "unreadable")) for n in range(50000))
module.check_files = lambda *_: Report(errors=many, exit_code=2)
sys.modules["perfcheck.checking"] = module
from perfcheck.cli.main import main
"""


def test_lint_in_a_machine_format_imports_nothing_heavy() -> None:
    code = STAND_IN + (
        "main(['lint', 'a.txt', '--format', 'concise', '--quiet', '--output', 'x.txt']);"
        "heavy = 'rich yaml jsonschema dataclasses decimal fractions importlib.metadata'.split();"
        "print([name for name in heavy if name in sys.modules]);"
        "print(sorted(n for n in sys.modules if n.startswith('perfcheck.cli.')))"
    )
    done = run_python(code)
    heavy, commands = done.stdout.splitlines()
    assert heavy == "[]", done.stderr
    assert "perfcheck.cli.parse" not in commands


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_reader_that_goes_away_is_no_error() -> None:
    code = STAND_IN + "sys.exit(main(['lint', 'a.txt', '--format', 'concise']))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 2
