"""The documents that are timed: a form of 40 indicators, a large budget, and variants of both."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
DEFECTS = EXAMPLES / "defects" / "department-target.txt"

INDICATORS = 85
"""How many the large budget has: its example's own, and as many more as are missing."""

_SIGNS = "江河湖海山川林泉云风星月春夏秋冬东南西北"
_COUNTED = ("个", "座", "份", "处", "次", "家")
_WORK = ("巡查", "检修", "监测", "清理", "培训", "抽检", "回访", "排查")
_PLACES = ("断面", "站房", "管段", "泵井", "林带", "库区", "渠首", "闸口", "岸线")


def form() -> str:
    """A department's form with 40 indicators."""
    return (HERE / "form-40.txt").read_text("utf-8")


def budget() -> str:
    """A department's budget of some 600 lines: prose, twelve tables, the last with indicators."""
    lines = (EXAMPLES / "clean" / "budget-shenzhen.txt").read_text("utf-8").split("\n")
    last = next(at for at, line in enumerate(lines) if line.startswith("\t\t\t固定污染源"))
    own = sum("\t\t" in line and _is_target(line.split("\t")[-1]) for line in lines)
    more = (f"\t\t\t{name}\t\t≥{12 + number} 次" for number, name in _names(INDICATORS - own))
    return "\n".join([*lines[: last + 1], *more, *lines[last + 1 :]])


def _names(count: int) -> list[tuple[int, str]]:
    names = [f"{place}{work}次数" for place in _PLACES for work in _WORK]
    assert count <= len(names)
    return list(enumerate(names[:count]))


def varied(text: str, number: int) -> str:
    """The document of another department: no name of it, indicator or sentence is the same.

    Labels, names of subjects and figures stay, as they do from one department to the next.
    """
    first, second = divmod(number, len(_SIGNS))
    word = _SIGNS[first % len(_SIGNS)] + _SIGNS[second]
    lines = text.replace("云川市", f"{word}市").split("\n")
    return "\n".join("\t".join(_other(line.split("\t"), word)) for line in lines)


def _other(cells: list[str], word: str) -> list[str]:
    named = [at for at, cell in enumerate(cells) if cell and not _is_target(cell)]
    if named and any(map(_is_target, cells)):
        cells[named[-1]] = word + cells[named[-1]]
    return [f"{cell[:-1]}（{word}）。" if cell.endswith("。") else cell for cell in cells]


def _is_target(cell: str) -> bool:
    if cell[:1] in ("≥", "≤") or cell[-1:] == "前":
        return True
    return cell[:1].isdigit() and cell[-1:] in _COUNTED
