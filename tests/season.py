"""Forms of invented departments with findings easy to mend, for tests over several runs."""

from pathlib import Path

CLEAN = (Path(__file__).resolve().parent.parent / "examples" / "clean" / "guangdong.txt").read_text(
    "utf-8"
)
RULES = ("VALUE-002", "TEXT-004", "ARITH-001", "NOTE")
"""The rules that these tests are about; the others may say what they like."""

VAGUE = CLEAN.replace("工程验收合格率\t100%\t100%", "工程验收质量\t良好\t良好")
"""One warning: VALUE-002."""
DOUBLED = VAGUE.replace("岸坡修复", "岸坡岸坡修复")
"""Two warnings: VALUE-002 and TEXT-004."""
WRONG = CLEAN.replace("2,310.40", "2,310.90")
"""One error: ARITH-001."""


def of(department: str, text: str) -> str:
    """The form as another department's."""
    return text.replace("云川市水务局", department)
