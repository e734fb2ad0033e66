"""The gate before a submission system: every form whole and in one place, whatever happens."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from season import CLEAN, WRONG

from perfcheck.cli.gate import OF_LINT, options
from perfcheck.cli.init import RULE
from perfcheck.cli.main import main
from perfcheck.errors import PerfcheckError
from perfcheck.gate import child, delivering, judging, moving, passing
from perfcheck.gate.child import Job, Judged
from perfcheck.gate.judging import Stopped, judged_apart
from perfcheck.gate.places import Places
from perfcheck.gate.slips import Beside
from perfcheck.gate.stopping import Stop
from perfcheck.options import Options

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ("accepted", "returned", "held")


class Site(NamedTuple):
    """The folders of a gate in a test."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def log(self) -> Path:
        return self.root / "gate.jsonl"

    def folder(self, name: str) -> Path:
        return self.root / name

    def drop(self, name: str, text: str) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def command(self, *more: str) -> list[str]:
        folders = [word for name in TARGETS for word in (f"--{name}", str(self.folder(name)))]
        own = [] if "--slip" in more else ["--slip", "txt"]
        own += [] if "--settle" in more else ["--settle", "0"]
        return ["gate", str(self.inbox), *folders, "--log", str(self.log), *own, *more]

    def run(self, *more: str) -> int:
        return main(self.command(*more))

    def lines(self) -> list[dict[str, Any]]:
        if not self.log.exists():
            return []
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def files(self, name: str) -> dict[str, str]:
        """What lies in a folder, the gate's own lock left out."""
        folder = self.folder(name)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8-sig")
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "lock"
        }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("PERFCHECK_LANG", "zh")
    monkeypatch.delenv("PERFCHECK_DEBUG", raising=False)
    for name in ("inbox", *TARGETS):
        (tmp_path / name).mkdir()
    return Site(tmp_path)


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PERFCHECK_LANG": "zh"}


def until(true: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_each_form_goes_where_it_belongs(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.drop("甲.txt", CLEAN)
    site.drop("水务局/乙.txt", WRONG)
    site.drop("丙.txt", "这不是表\n")
    assert site.run() == 2
    assert site.files("inbox") == {}
    assert site.files("accepted") == {"甲.txt": CLEAN}
    returned, held = site.files("returned"), site.files("held")
    assert returned.pop("水务局/乙.txt") == WRONG
    assert "ARITH-001" in returned.pop("水务局/乙.txt.退回意见.txt")
    assert held.pop("丙.txt") == "这不是表\n"
    assert "没有认出" in held.pop("丙.txt.未能核对.txt")
    assert not returned and not held
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "共 3 份：通过 1，退回 1，搁置 1"
    assert "水务局" in out


def test_the_exit_code_says_what_the_pass_came_to(site: Site) -> None:
    assert site.run() == 0
    site.drop("甲.txt", CLEAN)
    assert site.run() == 0
    site.drop("乙.txt", WRONG)
    assert site.run() == 1
    assert site.run() == 0


def test_the_log_quotes_nothing_of_a_form(site: Site) -> None:
    import hashlib

    site.drop("乙.txt", WRONG)
    site.drop("丙.txt", "绝密的话\n")
    site.run()
    text = site.log.read_text("utf-8")
    assert "绝密" not in text and "水务局" not in text and "2,310" not in text
    held, returned = site.lines()
    assert (held["verdict"], held["exit_code"], held["reason"]) == ("held", 2, "unreadable")
    assert (returned["verdict"], returned["exit_code"]) == ("returned", 1)
    assert returned["error"] == 1
    assert returned["sha256"] == hashlib.sha256(WRONG.encode()).hexdigest()
    assert returned["target"] == str(site.folder("returned") / "乙.txt")
    assert returned["rules_digest"] and returned["ms"] >= 0
    assert time.strptime(returned["time"], "%Y-%m-%dT%H:%M:%SZ")


def test_options_of_lint_hold(site: Site, tmp_path: Path) -> None:
    site.drop("乙.txt", WRONG)
    (tmp_path / "perfcheck.yaml").write_text("fail_on: never\n", "utf-8")
    assert site.run() == 0, "the configuration above the inbox holds"
    site.drop("乙.txt", WRONG)
    assert site.run("--fail-on", "error") == 1
    site.drop("丁.txt", WRONG)
    (tmp_path / "other.yaml").write_text("ignore: [ARITH-001]\n", "utf-8")
    assert site.run("--config", str(tmp_path / "other.yaml")) == 0


def test_whoever_submits_does_not_choose_the_settings(site: Site) -> None:
    site.drop("乙.txt", WRONG)
    site.drop("perfcheck.yaml", "fail_on: never\n")
    site.drop("审核说明.yaml", "说明: []\n")
    assert site.run() == 2
    assert "乙.txt" in site.files("returned")
    assert {"perfcheck.yaml", "审核说明.yaml"} <= site.files("held").keys()
    assert "--config" in site.files("held")["perfcheck.yaml.未能核对.txt"]


def test_same_name_is_numbered_and_nothing_is_overwritten(site: Site) -> None:
    other = WRONG.replace("云川市", "青禾县")
    for text in (WRONG, other, WRONG):
        site.drop("申报表.txt", text)
        assert site.run() == 1
    found = site.files("returned")
    assert found["申报表.txt"] == found["申报表 (3).txt"] == WRONG
    assert found["申报表 (2).txt"] == other
    assert "青禾县" in found["申报表 (2).txt.退回意见.txt"]
    assert len(found) == 6


def test_a_slip_that_lies_there_is_kept_too(site: Site) -> None:
    (site.folder("returned") / "甲.txt.退回意见.txt").write_text("手写的意见", "utf-8")
    site.drop("甲.txt", WRONG)
    site.run()
    found = site.files("returned")
    assert found["甲.txt.退回意见.txt"] == "手写的意见"
    assert {"甲 (2).txt", "甲 (2).txt.退回意见.txt"} < found.keys()


def test_a_long_name_gets_its_slip(site: Site) -> None:
    name = "表" * 82 + ".txt"
    site.drop(name, WRONG)
    site.drop("甲.txt", CLEAN)
    assert site.run() == 1
    site.drop(name, WRONG)
    assert site.run() == 1
    assert len(site.files("returned")) == 4


@pytest.mark.parametrize(
    "name", ["甲." + "b" * 250, "." + "表" * 84, "表" * 85, "a" * 255, "甲 (2)."]
)
def test_no_name_is_too_odd_to_be_numbered(name: str) -> None:
    first, second = moving.numbered(name, 2), moving.numbered(name, 3)
    assert first != second
    assert len(os.fsencode(second)) <= 255
    assert moving.beside(first, "退回意见.docx") != moving.beside(second, "退回意见.docx")
    assert len(os.fsencode(moving.beside(second, "退回意见.docx"))) <= 255


def test_folders_in_folders_without_end(site: Site) -> None:
    folder = str(site.inbox)
    before = os.getcwd()
    try:
        for name in (folder, *["d"] * 600):
            Path(name).mkdir(exist_ok=True)
            os.chdir(name)
        Path("甲.txt").write_text(CLEAN, "utf-8")
    finally:
        os.chdir(before)
    assert site.run() == 0
    assert site.lines()[0]["file"] == "d/" * 600 + "甲.txt"


@pytest.mark.skipif(os.name == "nt", reason="names are bytes elsewhere")
@pytest.mark.parametrize("slip", ["docx", "html", "txt"])
def test_names_as_nobody_should_give_them(site: Site, slip: str) -> None:
    pytest.importorskip("docx")
    names = ["-甲.txt", "行\n行.txt", "\x01\x1b[31m.txt", "<b>&.txt", "A.TXT", "a.txt", "a.txt.txt"]
    for name in names:
        site.drop(name, WRONG)
    assert site.run("--slip", slip) == 1
    returned = {path.name for path in site.folder("returned").iterdir()}
    assert returned == {*names, *(f"{name}.退回意见.{slip}" for name in names)}


@pytest.mark.skipif(os.name == "nt", reason="names are bytes elsewhere")
def test_a_name_that_is_no_utf8_is_moved_and_logged(site: Site) -> None:
    raw = os.fsencode(site.inbox) + b"/\xb1\xed.txt"
    try:
        Path(os.fsdecode(raw)).write_text(CLEAN, "utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert site.run() == 0
    assert os.fsencode(site.lines()[0]["file"]) == b"\xb1\xed.txt"


def test_slips_in_the_formats_that_are_there(site: Site) -> None:
    pytest.importorskip("perfcheck.reporters.docx")
    pytest.importorskip("docx")
    site.drop("乙.txt", WRONG)
    assert site.run("--slip", "docx") == 1
    slip = site.folder("returned") / "乙.txt.退回意见.docx"
    assert slip.read_bytes().startswith(b"PK")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_without_the_package_the_slip_is_a_text_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    from perfcheck import reporters
    from perfcheck.errors import ExtraError
    from perfcheck.gate import slips
    from perfcheck.messages import Message

    real = reporters.render

    def render(report: Any, format_name: str, look: Any) -> str | bytes:
        if format_name == "docx":
            raise ExtraError(Message("要另装一个包", "needs another package"))
        return real(report, format_name, look)

    monkeypatch.setattr(slips, "render", render)
    site.drop("乙.txt", WRONG)
    assert site.run("--slip", "docx") == 1
    assert "ARITH-001" in site.files("returned")["乙.txt.退回意见.txt"]
    assert "退回意见写成了文本：要另装一个包" in capsys.readouterr().out


def job(path: Path, **more: Any) -> Job:
    return Job(str(path), path.name, Options(), "txt", "zh", 60.0)._replace(**more)


@pytest.mark.parametrize("fork", [True, False])
def test_a_form_is_judged_the_same_in_any_process(site: Site, fork: bool) -> None:
    if fork and not hasattr(os, "fork"):
        pytest.skip("no fork here")
    found = judged_apart(job(site.drop("乙.txt", WRONG)), Stop(), fork=fork)
    assert (found.exit_code, found.reason, found.counts[0]) == (1, "checked", 1)
    assert "ARITH-001" in found.beside.data.decode("utf-8-sig")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_what_one_form_needed_the_next_finds_loaded(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every form would load the packages for slips anew."""
    form = job(site.drop("乙.txt", WRONG))
    real = child.judged

    def judge(job: Job) -> Judged:
        import colorsys  # noqa: F401

        return real(job)

    monkeypatch.setattr(judging, "judged", judge)
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    assert "colorsys" in judged_apart(form, Stop()).modules
    assert judged_apart(form, Stop()).modules == ()


def hang(_job: Job) -> Judged:
    while True:
        time.sleep(1)


def die(_job: Job) -> Judged:
    os.kill(os.getpid(), signal.SIGSEGV)
    return hang(_job)


def gorge(_job: Job) -> Judged:
    raise MemoryError


def stumble(_job: Job) -> Judged:
    raise KeyError("绝密的话")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_form_cannot_hang_the_gate(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "judged", hang)
    site.drop("乙.txt", WRONG)
    assert site.run("--timeout", "0.3") == 2
    assert [line["reason"] for line in site.lines()] == ["timeout"]
    assert "超过时限" in site.files("held")["乙.txt.未能核对.txt"]
    assert site.files("held")["乙.txt"] == WRONG


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_form_cannot_break_the_gate(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real = child.judged
    monkeypatch.setattr(judging, "judged", lambda job: (die if "乙" in job.name else real)(job))
    site.drop("乙.txt", WRONG)
    site.drop("甲.txt", CLEAN)
    assert site.run() == 2
    assert [line["reason"] for line in site.lines()] == ["crashed", "checked"]
    assert site.files("held").keys() == {"乙.txt", "乙.txt.未能核对.txt"}
    assert site.files("accepted") == {"甲.txt": CLEAN}


JUDGED = Judged(0, "checked", sha256="0" * 64)
"""The outcome of another content than the one that lies there."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize(("fault", "reason"), [(gorge, "memory"), (stumble, "fault")])
def test_what_goes_wrong_in_reading_holds_the_form_and_quotes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Job], Judged], reason: str
) -> None:
    monkeypatch.setattr(child, "_checked", lambda job, _data: fault(job))
    site.drop("乙.txt", WRONG)
    assert site.run() == 2
    assert site.lines()[0]["reason"] == reason
    assert "绝密" not in site.log.read_text("utf-8") + "".join(site.files("held").values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_file_that_is_too_big_is_not_even_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "LARGEST", 10)
    site.drop("甲.txt", CLEAN)
    assert site.run() == 2
    assert site.lines()[0]["reason"] == "too-big"
    assert site.files("held")["甲.txt"] == CLEAN


@pytest.mark.parametrize("more", [(), ("--memory", "1024")])
def test_memory_is_limited(
    site: Site, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    pytest.importorskip("resource")
    real = child._checked
    monkeypatch.setattr(child, "_checked", lambda job, data: (bytes(1 << 33), real(job, data))[1])
    site.drop("甲.txt", CLEAN)
    assert site.run(*more) == 2
    assert site.lines()[0]["reason"] == "memory"


@pytest.mark.skipif(os.name == "nt", reason="needs a process that can be stopped by a signal")
def test_a_process_of_its_own_is_killed_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(judging, "_command", lambda _path: sleeper)
    form = job(site.drop("甲.txt", CLEAN), seconds=0.3)
    assert judged_apart(form, Stop(), fork=False).reason == "timeout"
    stop = Stop()
    stop.asked = True
    with pytest.raises(Stopped):
        judged_apart(form, stop, fork=False)


def test_a_file_that_changes_meanwhile_is_judged_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site.drop("甲.txt", WRONG)
    calls: list[str] = []

    def judge(job: Job, stop: Stop) -> Judged:
        found = judged_apart(job, stop)
        if not calls:
            path.write_text(CLEAN, "utf-8")
        calls.append(found.reason)
        return found

    monkeypatch.setattr(passing, "judged_apart", judge)
    assert site.run() == 0
    assert len(calls) == 2
    assert site.files("accepted") == {"甲.txt": CLEAN}


def test_a_file_that_never_rests_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.drop("甲.txt", CLEAN)

    def judge(job: Job, stop: Stop) -> Judged:
        found = judged_apart(job, stop)
        path.write_text(path.read_text("utf-8") + "甲\n", "utf-8")
        return found

    monkeypatch.setattr(passing, "judged_apart", judge)
    assert site.run() == 2
    assert site.lines()[0]["reason"] == "changed"
    assert path.exists() and not site.files("accepted")


def test_a_file_that_is_taken_away_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.drop("甲.txt", CLEAN)

    def judge(job: Job, stop: Stop) -> Judged:
        found = judged_apart(job, stop)
        path.unlink()
        return found

    monkeypatch.setattr(passing, "judged_apart", judge)
    assert site.run() == 0
    assert [(line["verdict"], line["reason"]) for line in site.lines()] == [("gone", "vanished")]


def test_what_is_still_on_its_way_is_left(site: Site) -> None:
    for name in ("~$甲.docx", ".hidden.txt", "a.txt.part", "b.tmp", "c.CRDOWNLOAD", "Thumbs.db"):
        site.drop(name, CLEAN)
    assert site.run() == 0
    assert site.lines() == []
    site.drop("申报表一.docx", CLEAN)
    site.drop("乙.xlsx", CLEAN)
    site.drop("丙.txt", CLEAN)
    for lock in ("~$表一.docx", "~$乙.xlsx", ".~lock.丙.txt#"):
        site.drop(lock, "")
    assert site.run() == 2
    assert {(line["verdict"], line["reason"]) for line in site.lines()} == {("left", "open")}
    assert len(site.lines()) == 3


def test_a_file_that_grows_between_two_looks_is_left(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site.drop("甲.txt", CLEAN)
    site.drop("乙.txt", CLEAN)

    def wait(_stop: Stop, _seconds: float) -> None:
        path.write_text(CLEAN + "\n", "utf-8")
        site.drop("后来.txt", CLEAN)
        time.sleep(0.02)

    monkeypatch.setattr(Stop, "wait", wait)
    assert site.run("--settle", "0.01") == 2
    assert [line["reason"] for line in site.lines()] == ["checked", "unsettled"]
    assert site.files("inbox").keys() == {"甲.txt", "后来.txt"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_and_other_things_are_neither_followed_nor_opened(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "秘.txt").write_text(CLEAN, "utf-8")
    (site.inbox / "链.txt").symlink_to(outside / "秘.txt")
    (site.inbox / "夹").symlink_to(outside)
    (site.inbox / "断.txt").symlink_to("nowhere")
    os.mkfifo(site.inbox / "管.txt")
    assert site.run() == 2
    reasons = {line["file"]: line["reason"] for line in site.lines()}
    assert reasons == {
        "链.txt": "symlink", "夹": "symlink", "断.txt": "symlink", "管.txt": "special"
    }  # fmt: skip
    assert not site.files("accepted")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("when", ["before", "after"])
def test_whoever_fills_the_inbox_may_change_it_at_any_moment(
    site: Site, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """A form becomes a pipe, its folder a link to where others' forms lie."""
    path, inner = site.drop("乙.txt", CLEAN), site.drop("夹/丙.txt", CLEAN)
    (site.folder("accepted") / "丙.txt").write_text(CLEAN, "utf-8")
    site.drop("甲.txt", CLEAN)

    def swap() -> None:
        if path.exists() and not path.is_fifo():
            path.unlink()
            os.mkfifo(path)
            inner.unlink()
            inner.parent.rmdir()
            inner.parent.symlink_to(site.folder("accepted"))

    def judge(job: Job, stop: Stop) -> Judged:
        if when == "before":
            swap()
        found = judged_apart(job, stop)
        swap()
        return found

    monkeypatch.setattr(passing, "judged_apart", judge)
    assert site.run() == 2
    assert path.is_fifo()
    assert {"丙.txt", "甲.txt"} == site.files("accepted").keys()
    assert {line["verdict"] for line in site.lines() if line["file"] != "甲.txt"} == {"left"}
    assert site.run() == 2, "and the next pass can go on"
    told = {line["file"]: line["reason"] for line in site.lines()[-2:]}
    assert told == {"乙.txt": "special", "夹": "symlink"}


@pytest.mark.skipif(os.name == "nt", reason="renamed there")
def test_a_form_with_another_name_elsewhere_is_copied(site: Site) -> None:
    """Else whoever has the other name could change what was accepted."""
    path = site.drop("甲.txt", CLEAN)
    other = site.root / "mine.txt"
    os.link(path, other)
    assert site.run() == 0
    other.write_text(WRONG, "utf-8")
    assert site.files("accepted") == {"甲.txt": CLEAN}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"accepted": "inbox"}, "同一个"),
        ({"held": "returned"}, "同一个"),
        ({"held": "inbox/held"}, "里面"),
        ({"inbox": "accepted/in"}, "里面"),
        ({"returned": "nowhere"}, "没有这个文件夹"),
        ({"log": "inbox/gate.log"}, "--log"),
        ({"config": "inbox/perfcheck.yaml"}, "--config"),
        ({"rules": "inbox/held"}, "--rules"),
        ({"explanations": "inbox/perfcheck.yaml"}, "--explanations"),
        ({"held": "returned/held"}, "里面"),
    ],
)
def test_folders_that_are_mixed_up_are_refused(
    site: Site, capsys: pytest.CaptureFixture[str], changes: dict[str, str], said: str
) -> None:
    site.drop("甲.txt", CLEAN)
    for folder in (site.inbox / "held", site.root / "accepted/in", site.root / "returned/held"):
        folder.mkdir()
    (site.inbox / "perfcheck.yaml").write_text("fail_on: never\n", "utf-8")
    names = {name: name for name in ("inbox", *TARGETS)} | changes
    inbox = str(site.root / names.pop("inbox"))
    given = [word for name in names for word in (f"--{name}", str(site.root / names[name]))]
    assert main(["gate", inbox, *given]) == 2
    assert said in capsys.readouterr().err
    assert (site.inbox / "甲.txt").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--select", "ARIT"], "ARITH"),
        (["--slip", "pdf"], "docx"),
        (["--timeout", "soon"], "--timeout"),
        (["--memory", "1"], "--memory"),
        (["--interval", "-1", "--watch"], "--interval"),
        (["--kind", "nothing"], "nothing"),
        (["--explanations", "nowhere.yaml"], "nowhere.yaml"),
        (["--log", "/nowhere/at/all"], "--log"),
    ],
)
def test_settings_that_cannot_be_obeyed_move_nothing(
    site: Site, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    site.drop("甲.txt", CLEAN)
    assert site.run(*more) == 2
    assert said in capsys.readouterr().err
    assert (site.inbox / "甲.txt").exists()


def test_a_rule_that_cannot_run_moves_nothing(
    site: Site, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text("id: OFFICE-001\nassert: 1 +\n", "utf-8")
    site.drop("甲.txt", CLEAN)
    assert site.run("--rules", str(tmp_path / "own.yaml")) == 2
    assert "没有移动" in capsys.readouterr().err
    assert (site.inbox / "甲.txt").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_rule_that_fails_on_a_form_holds_it_and_says_so(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfcheck import checking
    from perfcheck.finding import Broken
    from perfcheck.messages import Message

    real = checking.check_document
    broken = (Broken("OFFICE-001", "own.yaml", 1, Message("坏了", "broken")),)

    def check(name: str, data: bytes, options: Options) -> Any:
        report = real(name, data, options)
        return report._replace(broken=broken, exit_code=2) if name else report

    monkeypatch.setattr(checking, "check_document", check)
    site.drop("甲.txt", CLEAN)
    assert site.run() == 2
    assert site.lines()[0]["reason"] == "broken-rules"
    assert "甲.txt" in site.files("held")


def no_link_to(folder: Path, number: int) -> Callable[..., None]:
    """What os.link does for names in a folder that take no file for this reason."""
    real = os.link

    def link(source: str, target: str, **more: Any) -> None:
        if folder in Path(target).parents:
            raise OSError(number, os.strerror(number), target)
        real(source, target, **more)

    return link


@pytest.mark.skipif(os.name == "nt", reason="there is renamed, not linked")
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "no-space"),
        (errno.EDQUOT, "no-space"),
        (errno.EACCES, "no-right"),
        (errno.EROFS, "no-right"),
        (errno.EIO, "not-moved"),
    ],
)
def test_a_target_that_takes_nothing_leaves_the_form_in_the_inbox(
    site: Site, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    form = site.drop("水务局/甲.txt", WRONG)
    site.drop("乙.txt", CLEAN)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", no_link_to(site.folder("returned"), number))
        assert site.run() == 2
    assert form.read_text("utf-8") == WRONG
    assert site.files("inbox").keys() == {"水务局/甲.txt"}
    assert site.files("returned") == {}
    assert site.files("accepted").keys() == {"乙.txt"}
    assert [line["reason"] for line in site.lines()] == ["checked", reason]
    assert site.run() == 1, "the next pass tries again"


@pytest.mark.skipif(os.name == "nt", reason="there is renamed, not linked")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_slip_that_was_written_goes_again_where_the_form_cannot_follow(
    site: Site, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.link

    def link(source: str, target: str, **more: Any) -> None:
        if target == str(site.folder("returned") / "甲.txt"):
            raise OSError(number, os.strerror(number))
        real(source, target, **more)

    monkeypatch.setattr(os, "link", link)
    site.drop("甲.txt", WRONG)
    assert site.run() == 2
    assert site.files("returned") == {}
    assert site.files("inbox") == {"甲.txt": WRONG}


def test_a_full_disk(site: Site, tmp_path: Path) -> None:
    """A real one, where this machine lets us make it."""
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(small)]
    try:
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("needs the right to mount a small disk")
    except FileNotFoundError:
        pytest.skip("needs mount")
    try:
        (small / "full").write_bytes(bytes(12 * 1024))
        site.folder("accepted").rmdir()
        site.folder("accepted").symlink_to(small)
        form = site.drop("甲.txt", CLEAN + "\n" * 8192)
        assert site.run() == 2
        assert form.exists()
        assert site.lines()[0]["reason"] == "no-space"
        assert sorted(path.name for path in small.iterdir()) == ["full"]
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_no_links_on_this_file_system(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_link_to(site.root, errno.EPERM))
    for text in (WRONG, WRONG):
        site.drop("甲.txt", text)
        assert site.run() == 1
    assert site.files("returned")["甲 (2).txt"] == WRONG
    assert len(site.files("returned")) == 4


@pytest.mark.parametrize("name", ["inbox", "accepted"])
def test_no_right_to_write(site: Site, name: str) -> None:
    site.drop("甲.txt", CLEAN)
    site.folder(name).chmod(0o500)
    if os.access(site.folder(name), os.W_OK):
        pytest.skip("whoever runs this may write everywhere")
    try:
        assert site.run() == 2
    finally:
        site.folder(name).chmod(0o700)
    assert site.files("inbox") == {"甲.txt": CLEAN}
    assert site.lines()[0]["reason"] == "no-right"


@pytest.mark.parametrize("function", ["mkdir", "makedirs", "rename"])
@pytest.mark.parametrize(
    ("number", "reason"), [(errno.EACCES, "no-right"), (errno.ENOSPC, "no-space")]
)
def test_an_inbox_that_cannot_be_written(
    site: Site, monkeypatch: pytest.MonkeyPatch, function: str, number: int, reason: str
) -> None:
    def refuse(*_given: Any, **_more: Any) -> None:
        raise OSError(number, "no")

    site.drop("甲.txt", CLEAN)
    monkeypatch.setattr(os, function, refuse)
    assert site.run() == 2
    assert site.files("inbox") == {"甲.txt": CLEAN}
    assert site.lines()[0]["reason"] == reason


def other_disk(site: Site, tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system, where there is one that we may write to."""
    import shutil
    import tempfile

    shm = Path("/dev/shm")
    if not os.access(shm, os.W_OK) or shm.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("needs a second file system")
    folder = Path(tempfile.mkdtemp(dir=shm))
    try:
        for name in TARGETS:
            site.folder(name).rmdir()
            (folder / name).mkdir()
            site.folder(name).symlink_to(folder / name)
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["same", "other"])
def disks(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> Iterator[None]:
    if request.param == "same":
        yield
    else:
        for _ in other_disk(site, tmp_path):
            yield


def test_another_file_system_is_no_difference(site: Site, disks: None) -> None:
    path = site.drop("水务局/甲.txt", WRONG)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert site.run() == 1
    assert site.files("returned")["水务局/甲.txt"] == WRONG
    moved = site.folder("returned") / "水务局" / "甲.txt"
    assert moved.stat().st_mtime == 1_700_000_000
    assert len(site.files("returned")) == 2


def test_a_copy_that_differs_is_not_kept(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for _ in other_disk(site, tmp_path):
        monkeypatch.setattr("perfcheck.gate.moving.hashlib.sha256", Wrong)
        monkeypatch.setattr(passing, "judged_apart", lambda *_: JUDGED)
        monkeypatch.setattr(delivering, "digest", lambda _path: JUDGED.sha256)
        site.drop("甲.txt", CLEAN)
        assert site.run() == 2
        assert site.files("inbox") == {"甲.txt": CLEAN}
        assert site.files("accepted") == {}


class Wrong:
    """A digest of something else."""

    def __init__(self, *_data: bytes) -> None: ...

    def update(self, _data: bytes) -> None: ...

    def hexdigest(self) -> str:
        return "f" * 64


@pytest.mark.skipif(os.name == "nt", reason="there is renamed, not linked")
def test_watch_tries_again_what_only_its_place_kept(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    real = os.link
    monkeypatch.setattr(passing, "monotonic", lambda: now[0])
    monkeypatch.setattr(os, "link", no_link_to(site.folder("accepted"), errno.ENOSPC))

    def later(seconds: float, link: Callable[..., None] = os.link) -> Callable[[], None]:
        def step() -> None:
            now[0] += seconds
            monkeypatch.setattr(os, "link", link)

        return step

    site.drop("甲.txt", CLEAN)
    stop = Rounds(later(1), later(passing.RETRY), later(1, real), later(passing.RETRY, real))
    told = [*passing.watch(gate_of(site), stop, 1.0)]
    assert [record.reason for record in told] == ["no-space", "checked"]  # type: ignore[union-attr]
    assert [line["reason"] for line in site.lines()] == ["no-space", "checked"]


def test_watch_makes_its_own_folder_anew_where_somebody_removed_it(site: Site) -> None:
    import shutil

    def remove() -> None:
        shutil.rmtree(site.inbox / ".perfcheck-gate")
        site.drop("甲.txt", CLEAN)

    stop = Rounds(remove, nothing)
    told = [*passing.watch(gate_of(site), stop, 1.0)]
    assert [record.verdict for record in told] == ["accepted"]  # type: ignore[union-attr]


def test_an_outcome_that_was_cut_off_is_none() -> None:
    whole = child.encode(Judged(1, "checked", beside=Beside("退回意见.txt", "意见".encode())))
    assert child.decode(whole) is not None
    assert child.decode(whole[:-1]) is None, "half a slip must not go back"


STEPS = ("rename", "link", "unlink", "replace", "fsync", "mkdir", "open", "write")


def killed_at(number: int, command: Sequence[str]) -> bool:
    """Run the gate in a process that is killed before its n-th change of the disk.

    Returns whether it got that far.
    """
    process = os.fork()
    if not process:
        os.setpgid(0, 0)
        done = [0]

        def counting(real: Callable[..., Any]) -> Callable[..., Any]:
            def step(*given: Any, **more: Any) -> Any:
                done[0] += 1
                if done[0] == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*given, **more)

            return step

        for name in STEPS:
            setattr(os, name, counting(getattr(os, name)))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os._exit(main(command))
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("links", [True, False])
def test_killed_anywhere_nothing_is_lost_or_told_twice(
    site: Site, monkeypatch: pytest.MonkeyPatch, disks: None, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_link_to(site.root, errno.EPERM))
    outcome = {
        WRONG: Judged(1, "checked", (1, 0, 0), "r", beside=SLIP),
        CLEAN: Judged(0, "checked"),
    }

    def judge(job: Job, _stop: Stop) -> Judged:
        text = Path(job.path).read_text("utf-8")
        return outcome[text]._replace(sha256=moving.digest(job.path))

    monkeypatch.setattr(passing, "judged_apart", judge)
    monkeypatch.setattr("perfcheck.gate.passing.try_settings", lambda _options: None)
    number = 1
    while True:
        site.drop("水务局/甲.txt", WRONG)
        site.drop("乙.txt", CLEAN)
        killed = killed_at(number, site.command())
        whole = [text for name in ("inbox", *TARGETS) for text in site.files(name).values()]
        assert {WRONG, CLEAN} <= set(whole), f"lost or cut when killed at step {number}"
        assert site.run() in (0, 1)
        assert site.files("inbox") == {}, number
        assert site.files("accepted") == {"乙.txt": CLEAN}, number
        assert site.files("returned") == {
            "水务局/甲.txt": WRONG, "水务局/甲.txt.退回意见.txt": "意见"
        }, number  # fmt: skip
        told = sorted((line["verdict"], line["file"]) for line in site.lines())
        assert told == [("accepted", "乙.txt"), ("returned", "水务局/甲.txt")], number
        if not killed:
            break
        wiped(site)
        number += 1
    assert number > 30


SLIP = Beside("退回意见.txt", "意见".encode())


def wiped(site: Site) -> None:
    for name in TARGETS:
        for path in sorted(site.folder(name).resolve().rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    site.log.unlink()


@pytest.mark.skipif(os.name == "nt", reason="needs kill -9")
def test_a_gate_that_was_killed_while_it_judged_leaves_the_form_and_no_lock(site: Site) -> None:
    site.drop("甲.txt", CLEAN)
    code = (
        "import sys, time; from perfcheck.gate import judging; from perfcheck.cli.main import main;"
        "judging.judged = lambda job: time.sleep(60); print('begun', flush=True);"
        "main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, *site.command()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as gate:
        lock = site.inbox / ".perfcheck-gate" / "lock"
        until(lambda: lock.exists() and lock.read_text("utf-8").strip() == str(gate.pid))
        gate.kill()
    assert site.files("inbox") == {"甲.txt": CLEAN}
    until(lambda: site.run() == 0)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell's signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_goes_on_until_stopped_and_one_gate_has_the_inbox(
    site: Site, capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    command = [sys.executable, "-m", "perfcheck", *site.command("--watch", "--interval", "0.05")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as gate:
        site.drop("甲.txt", CLEAN)
        until(lambda: len(site.lines()) == 1)
        site.drop("乙.txt", WRONG)
        until(lambda: len(site.lines()) == 2)
        assert site.run() == 2
        assert f"进程 {gate.pid}" in capsys.readouterr().err
        gate.send_signal(number)
        out = gate.communicate()[0].decode("utf-8")
    assert gate.returncode == 0
    assert out.startswith("通过  甲.txt") and "退回  乙.txt" in out
    assert site.files("inbox") == {}


class Rounds(Stop):
    """A stop that comes after so many rounds of a watch; between them something may happen."""

    def __init__(self, *between: Callable[[], object]) -> None:
        super().__init__()
        self.between = [*between]

    def wait(self, seconds: float) -> None:
        if self.between:
            self.between.pop(0)()
        else:
            self.asked = True


def gate_of(site: Site, **more: Any) -> passing.Gate:
    inbox, accepted, returned, held = (str(site.folder(name)) for name in ("inbox", *TARGETS))
    places = Places(inbox, accepted, returned, held, str(site.log))
    return passing.Gate(places, Options())._replace(**more)


def nothing() -> None: ...


@pytest.mark.skipif(os.name == "nt", reason="there is renamed, not linked")
def test_watch_does_not_try_an_unchanged_file_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site.drop("甲.txt", CLEAN)
    monkeypatch.setattr(os, "link", no_link_to(site.folder("accepted"), errno.ENOSPC))
    change = lambda: path.write_text(CLEAN + "\n", "utf-8")  # noqa: E731
    stop = Rounds(nothing, nothing, change, nothing)
    told = [*passing.watch(gate_of(site), stop, 1.0)]
    assert [record.reason for record in told] == ["no-space", "no-space"]  # type: ignore[union-attr]
    assert path.exists()


def test_watch_waits_until_a_file_is_closed_and_has_settled(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(passing, "monotonic", lambda: now[0])
    lock = site.drop("~$甲.txt", "")
    path = site.drop("甲.txt", CLEAN)

    def later(seconds: float, happens: Callable[[], object] = nothing) -> Callable[[], None]:
        def step() -> None:
            assert path.exists(), "taken too early"
            now[0] += seconds
            happens()

        return step

    grow = later(1, lambda: path.write_text(CLEAN + "\n", "utf-8"))
    stop = Rounds(later(9), later(1, lock.unlink), nothing)
    told = [*passing.watch(gate_of(site, settle=5), stop, 1.0)]
    assert [record.reason for record in told] == ["open", "checked"]  # type: ignore[union-attr]
    path = site.drop("乙.txt", CLEAN)
    stop = Rounds(later(4), grow, later(4), later(1), nothing)
    assert len([*passing.watch(gate_of(site, settle=5), stop, 1.0)]) == 1
    assert site.files("accepted") == {"甲.txt": CLEAN, "乙.txt": CLEAN + "\n"}


def test_watch_goes_on_after_an_error_of_one_file(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(job: Job, stop: Stop) -> Judged:
        if "甲" in job.name:
            raise RuntimeError("绝密的话")
        return judged_apart(job, stop)

    monkeypatch.setattr(passing, "judged_apart", judge)
    site.drop("甲.txt", CLEAN)
    site.drop("乙.txt", CLEAN)
    told = [*passing.watch(gate_of(site), Rounds(nothing), 1.0)]
    assert [record.reason for record in told] == ["checked", "fault"]  # type: ignore[union-attr]
    assert site.files("inbox").keys() == {"甲.txt"}


def test_watch_tells_once_that_it_cannot_look_and_goes_on(site: Site) -> None:
    away = site.root / "away"
    stop = Rounds(
        lambda: site.inbox.rename(away), nothing, lambda: away.rename(site.inbox),
        lambda: site.drop("甲.txt", CLEAN),
    )  # fmt: skip
    said = [*passing.watch(gate_of(site), stop, 1.0)]
    assert len(said) == 2
    assert isinstance(said[0], Exception)
    assert site.files("accepted") == {"甲.txt": CLEAN}


def test_settings_that_break_meanwhile_hold_no_form(site: Site, tmp_path: Path) -> None:
    rules = tmp_path / "own.yaml"
    rules.write_text(RULE, "utf-8")
    stop = Rounds(
        lambda: (rules.write_text("id: [", "utf-8"), site.drop("甲.txt", CLEAN)),
        nothing,
        lambda: rules.write_text(RULE, "utf-8"),
    )
    told = [*passing.watch(gate_of(site, options=Options(rules=(str(rules),))), stop, 1.0)]
    assert [type(one).__name__ for one in told] == ["ConfigError", "Record"]
    assert site.files("accepted") == {"甲.txt": CLEAN}


def test_a_log_that_cannot_be_written_is_told_and_made_up_for(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from perfcheck.messages import Message

    def refuse(*_given: Any, **_more: Any) -> None:
        raise PerfcheckError(Message("写不了日志", "no log"))

    site.drop("甲.txt", CLEAN)
    with monkeypatch.context() as patch:
        patch.setattr("perfcheck.gate.delivering.log", refuse)
        assert site.run() == 2
    assert "写不了日志" in capsys.readouterr().err
    assert site.files("accepted") == {"甲.txt": CLEAN}
    site.log.write_bytes(b'{"time": "cut o')
    assert site.run() == 0
    cut, line = site.log.read_text("utf-8").splitlines()
    assert (cut, json.loads(line)["file"]) == ('{"time": "cut o', "甲.txt")


def test_watch_makes_up_for_a_log_that_was_away(site: Site) -> None:
    logs = site.root / "logs"
    logs.mkdir()
    gate = gate_of(site)
    gate = gate._replace(places=gate.places._replace(log=str(logs / "gate.jsonl")))

    def away() -> None:
        logs.rename(site.root / "elsewhere")
        site.drop("甲.txt", CLEAN)
        site.drop("乙.txt", CLEAN)

    stop = Rounds(away, nothing, nothing, lambda: (site.root / "elsewhere").rename(logs), nothing)
    told = [*passing.watch(gate, stop, 1.0)]
    assert [isinstance(one, PerfcheckError) for one in told] == [True, False, False]
    lines = (logs / "gate.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["乙.txt", "甲.txt"]
    assert site.files("accepted").keys() == {"甲.txt", "乙.txt"}


def test_stopped_while_judging_the_form_stays(site: Site) -> None:
    site.drop("甲.txt", CLEAN)
    stop = Stop()
    gate = gate_of(site)
    records = passing.one_pass(gate, stop)
    stop.asked = True
    assert [*records] == []
    assert site.files("inbox") == {"甲.txt": CLEAN}
    with pytest.raises(Stopped):
        judged_apart(job(site.inbox / "甲.txt"), stop)


def test_help_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("zh", "收件夹"), ("en", "drop folder")):
        assert main(["gate", "--help", "--lang", language]) == 0
        assert said in capsys.readouterr().out
    known = {flag for option in options() for flag in option.flags}
    assert set(OF_LINT) <= known, "lint has lost one"


@pytest.mark.parametrize("page", ["gate.md", "gate.zh-CN.md"])
def test_the_guide_shows_commands_and_reasons_that_there_are(page: str) -> None:
    from perfcheck.gate.record import REASONS, VERDICTS

    text = (ROOT / "docs" / page).read_text("utf-8")
    unit = (ROOT / "examples" / "hooks" / "perfcheck-gate.service").read_text("utf-8")
    known = {flag for option in options() for flag in option.flags}
    commands = re.findall(r"perfcheck gate (?:[^\n`]|\\\n)+", text + unit)
    assert len(commands) > 3
    for said in commands:
        assert set(re.findall(r"(?<= )--[a-z-]+", said)) <= known
    for name in REASONS.keys() | VERDICTS.keys():
        assert f"`{name}`" in text
    for link in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (ROOT / "docs" / link).exists(), link
