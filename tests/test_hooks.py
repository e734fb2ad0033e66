"""The git hooks in examples/hooks, with real git: what is committed and pushed is checked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from season import CLEAN, WRONG

HOOKS = Path(__file__).resolve().parent.parent / "examples" / "hooks"

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("git"), reason="needs git and a POSIX shell"
)


class Repository(NamedTuple):
    """A repository of forms, and the environment that git and its hooks get."""

    folder: Path
    environment: dict[str, str]

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *words], cwd=self.folder, env=self.environment, capture_output=True,
            text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.git("add", "-A")

    def commit(self, *more: str) -> subprocess.CompletedProcess[str]:
        return self.git("commit", "-q", "-m", "x", *more)

    def count(self, ref: str = "HEAD") -> int:
        return int(self.git("rev-list", "--count", ref).stdout or 0)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """git without anybody's settings, and a `perfcheck` on the path that runs this checkout."""
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "perfcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perfcheck "$@"\n', "utf-8")
    command.chmod(0o755)
    (tmp_path / "home").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PERFCHECK_LANG": "zh",
        "HOME": str(tmp_path / "home"),
        # Shipped rules are compiled on first use in a checkout: once for all tests, not in each.
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "甲", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip


def repository(folder: Path, environment: dict[str, str]) -> Repository:
    folder.mkdir()
    made = Repository(folder, environment)
    assert made.git("init", "-q", "-b", "main").returncode == 0
    return made


@pytest.fixture
def local(tmp_path: Path, environment: dict[str, str]) -> Repository:
    made = repository(tmp_path / "表 库", environment)
    shutil.copy(HOOKS / "pre-commit", made.folder / ".git" / "hooks" / "pre-commit")
    return made


def test_a_form_with_an_error_is_not_committed(local: Repository) -> None:
    local.put("水务局/申报表 一.txt", WRONG)
    refused = local.commit()
    assert refused.returncode == 1
    assert "水务局/申报表 一.txt:" in refused.stdout + refused.stderr
    assert "ARITH-001" in refused.stdout + refused.stderr
    assert local.count() == 0
    local.put("水务局/申报表 一.txt", CLEAN)
    assert local.commit().returncode == 0
    assert local.count() == 1


def test_what_is_staged_is_checked_not_what_lies_in_the_folder(local: Repository) -> None:
    local.put("甲.txt", WRONG)
    (local.folder / "甲.txt").write_text(CLEAN, "utf-8")
    assert local.commit().returncode == 1
    local.git("add", "-A")
    (local.folder / "甲.txt").write_text(WRONG, "utf-8")
    assert local.commit().returncode == 0


def test_only_forms_that_change_are_checked(local: Repository) -> None:
    local.put("旧\n表.txt", WRONG)
    assert local.commit("--no-verify").returncode == 0
    local.put("README.md", "no form\n")
    local.put("图.png", "no form\n")
    assert local.commit().returncode == 0
    local.git("rm", "-q", "旧\n表.txt")
    assert local.commit().returncode == 0
    local.put("乙.txt", CLEAN)
    local.git("commit", "-q", "-m", "x")
    local.git("mv", "乙.txt", "丙.txt")
    assert local.commit().returncode == 0
    assert local.count() == 5


def test_the_settings_that_are_committed_hold(local: Repository) -> None:
    local.put("perfcheck.yaml", "ignore: [ARITH-001]\n")
    local.put("甲.txt", WRONG)
    assert local.commit().returncode == 0
    local.git("rm", "-q", "perfcheck.yaml")
    local.put("乙.txt", WRONG)
    assert local.commit().returncode == 1


def test_what_cannot_be_checked_is_refused_unless_it_is_said_otherwise(local: Repository) -> None:
    local.put("说明.txt", "这不是表\n")
    refused = local.commit()
    assert refused.returncode == 1
    assert "没能全部核对" in refused.stderr
    local.git("config", "perfcheck.onUnable", "accept")
    assert local.commit().returncode == 0
    local.git("config", "perfcheck.onUnable", "reject")
    local.git("config", "perfcheck.folder", "表")
    local.put("说明二.txt", "这不是表\n")
    assert local.commit().returncode == 0, "only the folder of forms is checked"
    local.put("表/甲.txt", WRONG)
    assert local.commit().returncode == 1


def test_without_perfcheck_nothing_is_committed_unchecked(local: Repository) -> None:
    local.git("config", "perfcheck.command", "/nowhere/perfcheck")
    local.put("甲.txt", CLEAN)
    refused = local.commit()
    assert refused.returncode == 1
    assert "没能全部核对" in refused.stderr


@pytest.fixture
def server(tmp_path: Path, environment: dict[str, str]) -> Repository:
    made = Repository(tmp_path / "收 表.git", environment)
    made.folder.mkdir()
    assert made.git("init", "-q", "--bare", "-b", "main").returncode == 0
    shutil.copy(HOOKS / "pre-receive", made.folder / "hooks" / "pre-receive")
    return made


@pytest.fixture
def sender(tmp_path: Path, environment: dict[str, str], server: Repository) -> Repository:
    made = repository(tmp_path / "报送", environment)
    made.git("remote", "add", "origin", str(server.folder))
    return made


def test_a_push_with_an_error_is_refused_whole(sender: Repository, server: Repository) -> None:
    sender.put("水务局/申报表 一.txt", WRONG)
    sender.put("乙.txt", CLEAN)
    sender.commit()
    refused = sender.git("push", "origin", "main")
    assert refused.returncode != 0
    assert "ARITH-001" in refused.stderr and "水务局/申报表 一.txt" in refused.stderr
    assert "乙.txt" not in refused.stderr
    assert server.git("branch").stdout == ""
    sender.put("水务局/申报表 一.txt", CLEAN)
    sender.commit()
    assert sender.git("push", "origin", "main").returncode == 0
    assert server.count("main") == 2


def test_only_what_a_push_changes_is_checked(sender: Repository, server: Repository) -> None:
    sender.put("旧.txt", WRONG)
    sender.commit()
    hook = server.folder / "hooks" / "pre-receive"
    hook.chmod(0o644)
    assert sender.git("push", "origin", "main").returncode == 0
    hook.chmod(0o755)
    sender.put("新.txt", CLEAN)
    sender.commit()
    assert sender.git("push", "origin", "main").returncode == 0
    assert sender.git("push", "origin", "main:refs/heads/again").returncode == 0
    sender.git("checkout", "-q", "-b", "branch")
    sender.put("新.txt", WRONG)
    sender.commit()
    assert sender.git("push", "origin", "branch").returncode != 0
    assert sender.git("push", "origin", ":again").returncode == 0, "a branch may go"
    sender.git("tag", "-a", "-m", "x", "v1", "main")
    assert sender.git("push", "origin", "v1").returncode == 0
    sender.git("checkout", "-q", "main")
    sender.git("rm", "-q", "旧.txt")
    sender.commit()
    assert sender.git("push", "origin", "main").returncode == 0


@pytest.mark.parametrize("hashes", ["sha1", "sha256"])
def test_pushes_of_every_kind(tmp_path: Path, environment: dict[str, str], hashes: str) -> None:
    """To a repository that is empty, whose HEAD is another branch's, by somebody without a home."""
    environment.pop("HOME")
    server = Repository(tmp_path / "收.git", environment)
    server.folder.mkdir()
    made = ["init", "-q", "--bare", "-b", "trunk", f"--object-format={hashes}"]
    if server.git(*made).returncode:
        pytest.skip("this git knows no sha256")
    shutil.copy(HOOKS / "pre-receive", server.folder / "hooks" / "pre-receive")
    sender = Repository(tmp_path / "报", environment)
    sender.folder.mkdir()
    sender.git("init", "-q", "-b", "main", f"--object-format={hashes}")
    sender.git("remote", "add", "origin", str(server.folder))

    def push(*what: str) -> bool:
        done = sender.git("push", "origin", *what)
        assert done.returncode == 0 or "没有收下" in done.stderr, done.stderr
        return done.returncode == 0

    for number in range(3):
        sender.put(f"-{number}\n表.txt", CLEAN)
    sender.commit()
    assert push("main")
    sender.git("checkout", "-q", "-b", "side")
    sender.put("乙.txt", WRONG)
    sender.commit()
    sender.git("tag", "wrong")
    assert not push("wrong"), "a tag brings forms as well"
    assert not push("side", "main:refs/heads/other")
    assert "other" not in server.git("branch").stdout
    sender.git("checkout", "-q", "main")
    sender.put("丙.txt", CLEAN)
    sender.commit()
    sender.git("merge", "-q", "-m", "x", "side")
    assert not push("main"), "a merge brings what it merges"
    sender.put("乙.txt", CLEAN)
    sender.commit()
    assert push("main")
    assert push("--force", "main~2:main"), "back again, which changes no form for the worse"
    assert push("main^{tree}:refs/tags/tree"), "no commit, nothing to check"
    assert push(":main", ":refs/tags/tree")


def test_whoever_pushes_does_not_set_the_terms(
    sender: Repository, server: Repository, tmp_path: Path
) -> None:
    sender.put("甲.txt", WRONG)
    sender.put("perfcheck.yaml", "fail_on: never\n")
    sender.commit()
    assert sender.git("push", "origin", "main").returncode != 0
    (tmp_path / "office.yaml").write_text("ignore: [ARITH-001]\n", "utf-8")
    server.git("config", "perfcheck.config", str(tmp_path / "office.yaml"))
    assert sender.git("push", "origin", "main").returncode == 0


def test_a_push_that_cannot_be_checked(sender: Repository, server: Repository) -> None:
    sender.put("说明.txt", "这不是表\n")
    sender.commit()
    refused = sender.git("push", "origin", "main")
    assert refused.returncode != 0
    assert "没能全部核对" in refused.stderr
    server.git("config", "perfcheck.onUnable", "accept")
    assert sender.git("push", "origin", "main").returncode == 0


def test_explanations_that_are_pushed_hold_where_the_office_says_so(
    sender: Repository, server: Repository, tmp_path: Path
) -> None:
    from season import VAGUE

    (tmp_path / "office.yaml").write_text("fail_on: warning\nselect: [VALUE-002, NOTE]\n", "utf-8")
    server.git("config", "perfcheck.config", str(tmp_path / "office.yaml"))
    sender.put("水务局/甲.txt", VAGUE)
    accept = ["accept", "水务局/甲.txt", "VALUE-002", "--reason", "只作定性要求"]
    done = subprocess.run(
        [sys.executable, "-m", "perfcheck", *accept], cwd=sender.folder, env=sender.environment,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sender.git("add", "-A")
    sender.commit()
    assert sender.git("push", "origin", "main").returncode != 0
    server.git("config", "perfcheck.pushedExplanations", "true")
    pushed = sender.git("push", "origin", "main")
    assert pushed.returncode == 0, pushed.stderr


def test_the_hooks_know_every_ending_that_is_read() -> None:
    from perfcheck.files import FORM_ENDINGS

    for name in ("pre-commit", "pre-receive"):
        text = (HOOKS / name).read_text("utf-8")
        line = text.partition("for ending in ")[2].partition(";")[0]
        assert set(line.split()) == {ending[1:] for ending in FORM_ENDINGS}


@pytest.mark.parametrize("name", ["pre-commit", "pre-receive"])
@pytest.mark.parametrize("shell", ["dash", "bash --posix", "busybox sh"])
def test_the_hooks_are_plain_shell(name: str, shell: str) -> None:
    if not shutil.which(shell.split()[0]):
        pytest.skip(f"no {shell} here")
    done = subprocess.run(
        [*shell.split(), "-n", str(HOOKS / name)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_examples_for_programs_run(tmp_path: Path, environment: dict[str, str]) -> None:
    clean, wrong = tmp_path / "甲.txt", tmp_path / "乙.txt"
    clean.write_text(CLEAN, "utf-8")
    wrong.write_text(WRONG, "utf-8")
    other = tmp_path / "丙.txt"
    other.write_text("这不是表\n", "utf-8")

    def said(script: Path, form: Path) -> str:
        command = [sys.executable, str(script), str(form)]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert b"Traceback" not in done.stderr, done.stderr
        return done.stdout.decode("utf-8")

    submit, library = HOOKS / "submit.py", HOOKS.parent / "library.py"
    assert said(submit, clean).startswith("take")
    assert said(submit, wrong).startswith("return") and "ARITH-001" in said(submit, wrong)
    assert said(submit, other).startswith("wait")
    assert said(library, clean).startswith("放行")
    assert said(library, wrong).startswith("退回") and "ARITH-001" in said(library, wrong)
    assert said(library, other).startswith("转人工")
