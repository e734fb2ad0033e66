"""The hook of the pre-commit framework, tried with the real one on a repository made here."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from season import CLEAN, WRONG

from perfcheck.files import FORM_ENDINGS

ROOT = Path(__file__).resolve().parent.parent
HOOK = ROOT / ".pre-commit-hooks.yaml"
SOURCES = ("perfcheck", "rules", "pyproject.toml", "README.md", "LICENSE", "bind_rules.py")
NO_NETWORK = re.compile(
    r"No matching distribution|Failed to establish|name resolution|NewConnectionError"
    r"|Could not find a version|ConnectTimeout|Network is unreachable"
)


def test_the_hook_takes_every_form_and_no_readme() -> None:
    (hook,) = yaml.safe_load(HOOK.read_text("utf-8"))
    assert hook["id"] == "perfcheck"
    files, exclude = re.compile(hook["files"]), re.compile(hook["exclude"])

    def taken(path: str) -> bool:
        return bool(files.search(path)) and not exclude.search(path)

    for ending in FORM_ENDINGS:
        assert taken(f"水务局/申报表{ending}") and taken(f"申报表{ending.upper()}"), ending
    for path in ("README.md", "表/readme.txt", "logo.png", "requirements-dev.txt", "~$申报表.docx"):
        assert not taken(path), path


class Git:
    """git in a folder, without anybody's settings."""

    def __init__(self, folder: Path, home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        kept.pop("PYTHONPATH", None)  # the hook must find what was installed for it
        here = str(Path(sys.executable).parent)
        names = {
            f"GIT_{who}_{what}": "a@b.c"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        self.folder = folder
        self.environment = kept | names | {
            "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PERFCHECK_LANG": "zh",
            # Without a network this is skipped at once; what pip would do besides is no matter.
            "PIP_RETRIES": "1",
            "PIP_DEFAULT_TIMEOUT": "15",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_COMPILE": "1",
        }  # fmt: skip
        folder.mkdir(exist_ok=True)
        (home / "gitconfig").write_text('[protocol "file"]\n\tallow = always\n', "utf-8")
        self.run("git", "init", "-q", "-b", "main")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True,
            encoding="utf-8", check=False,
        )  # fmt: skip

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.run("git", "add", "-A")
        return self.run("git", "commit", "-q", "-m", "x")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds what the package is built from, as it now is."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    folder = tmp_path_factory.mktemp("project")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", *SOURCES, HOOK.name],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    names = [name for name in listed.stdout.decode("utf-8").split("\0") if name]
    if not names:
        pytest.skip("needs a checkout")
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def test_the_real_framework_keeps_a_wrong_form_from_being_committed(
    project: Path, tmp_path: Path
) -> None:
    framework = shutil.which("pre-commit", path=str(Path(sys.executable).parent))
    if not framework:
        pytest.skip("needs pre-commit")
    hooks = Git(project, tmp_path)
    hooks.commit()
    revision = hooks.run("git", "rev-parse", "HEAD").stdout.strip()
    forms = Git(tmp_path / "forms", tmp_path)
    # Text alone is what this test commits; the packages for office files would only take time.
    hook = {"id": "perfcheck", "additional_dependencies": []}
    config = {"repos": [{"repo": str(project), "rev": revision, "hooks": [hook]}]}
    (forms.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    (forms.folder / "README.md").write_text("no form\n", "utf-8")
    installed = forms.run(framework, "install", "--install-hooks")
    said = installed.stdout + installed.stderr
    if installed.returncode and NO_NETWORK.search(said):
        pytest.skip("pre-commit could not install the hook: no package registry can be reached")
    assert installed.returncode == 0, said
    form = forms.folder / "水务局 申报表.txt"
    form.write_text(WRONG, "utf-8")
    refused = forms.commit()
    assert refused.returncode == 1, refused.stderr
    assert "水务局 申报表.txt" in refused.stderr and "ARITH-001" in refused.stderr
    form.write_text(CLEAN, "utf-8")
    taken = forms.commit()
    assert taken.returncode == 0, taken.stderr
    assert "Passed" in taken.stderr
