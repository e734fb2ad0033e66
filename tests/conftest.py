"""Golden files: what users see, kept under tests/golden; `pytest --update` writes them anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from season import VAGUE

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against tests/golden/<name>."""

    def compare(name: str, text: str) -> None:
        if request.config.getoption("--update"):
            GOLDEN.mkdir(exist_ok=True)
            (GOLDEN / name).write_text(text, "utf-8", newline="")
        wanted = GOLDEN / name
        assert wanted.exists(), f"no golden file {name}; run pytest --update and read it"
        assert text == wanted.read_bytes().decode("utf-8")

    return compare


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is Chinese, whatever the locale."""
    monkeypatch.setenv("PERFCHECK_LANG", "zh")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form with one warning, in a folder of its own."""
    path = tmp_path / "申报表.txt"
    path.write_text(VAGUE, "utf-8")
    return path
