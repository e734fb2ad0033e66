"""Several processes: the report is that of one, whatever becomes of them."""

import os
import signal
from functools import cache
from pathlib import Path
from time import monotonic, sleep

import pytest

from perfcheck import jobs
from perfcheck.checking import check
from perfcheck.cli.main import main
from perfcheck.errors import ConfigError
from perfcheck.finding import Report
from perfcheck.jobs import mapped
from perfcheck.options import Options

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(autouse=True)
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "WORTH", 0.0)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(9):
        path = tmp_path / f"{number}.txt"
        path.write_text("甲" * (number + 1), "utf-8")
        paths.append(str(path))
    return paths


MANY = (str(EXAMPLES / "together"), *map(str, sorted((EXAMPLES / "defects").glob("*.txt"))[::2]))


@cache
def by_one(together: bool) -> Report:
    return check([*MANY, "nowhere.txt"], Options(together=together))


@pytest.mark.parametrize("processes", [2, 3, 20])
@pytest.mark.parametrize("together", [False, True])
def test_the_report_is_that_of_one_process(processes: int, together: bool) -> None:
    options = Options(together=together, jobs=processes)
    assert check([*MANY, "nowhere.txt"], options) == by_one(together)


def test_outcomes_come_in_the_order_of_the_files(files: list[str]) -> None:
    here = os.getpid()
    found = mapped(lambda n: (n, os.getpid()), lambda n: (n, os.getpid()), files, 3)
    assert [number for number, _ in found] == list(range(9))
    assert len({process for _, process in found}) == 3 and here in {p for _, p in found}


def test_a_process_need_not_wait_until_its_outcomes_are_wanted(
    files: list[str], tmp_path: Path
) -> None:
    last = tmp_path / "last"
    seen: list[int] = []

    def large(number: int) -> str:
        seen.append(number)
        if len(seen) == 4:
            last.touch()
        return "甲" * 1_000_000  # more than a pipe holds

    def busy(number: int) -> str:
        until = monotonic() + 20
        while number and not last.exists():
            assert monotonic() < until
            sleep(0.01)
        return ""

    assert sum(map(bool, mapped(busy, large, files, 2))) == 4


def test_what_a_killed_process_did_not_return_is_worked_on_here(files: list[str]) -> None:
    def killed(number: int) -> int:
        if number == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert mapped(lambda number: number, killed, files, 4) == list(range(9))


def test_an_error_is_raised_as_with_one_process(files: list[str]) -> None:
    def failing(number: int) -> int:
        if number >= 3:
            raise ValueError(f"file {number}")
        return number

    with pytest.raises(ValueError, match="file 3"):
        mapped(failing, failing, files, 4)


def test_little_work_is_done_by_one_process(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "WORTH", 1e9)
    assert set(mapped(lambda _: os.getpid(), lambda _: os.getpid(), files, 4)) == {os.getpid()}


def test_a_wrong_setting_is_told_once(tmp_path: Path) -> None:
    for number in range(4):
        form = (EXAMPLES / "clean" / "guangdong.txt").read_bytes()
        (tmp_path / f"{number}.txt").write_bytes(form)
    with pytest.raises(ConfigError, match="nowhere"):
        check([str(tmp_path)], Options(kind="nowhere", jobs=3))


@pytest.mark.parametrize("given", ["two", "-1", "1.5", "9999"])
def test_the_number_of_processes_is_a_number(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(EXAMPLES / "clean"), f"--jobs={given}"]) == 2
    assert "--jobs" in capsys.readouterr().err


def test_none_means_one_for_each_core(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for number in ("0", "1"):
        main(["lint", str(EXAMPLES / "together"), "--jobs", number, "--format", "concise"])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] != ""
