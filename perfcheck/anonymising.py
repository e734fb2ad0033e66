"""Neutral names in place of those of a form: departments, places, projects, telephone numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from perfcheck.form import Field, Form
from perfcheck.values import Text

ORGANISATIONS = frozenset(
    ("部门名称", "主管部门", "实施单位", "所属单位", "资金使用单位", "单位名称", "预算单位")
)
PROJECTS = frozenset(("项目名称", "任务名称", "所属项目", "专项名称"))

_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:省|市|自治区|自治州|地区|县|区|镇|乡|街道)")
_ENDINGS = re.compile(
    r"(?:局|厅|委员会|办公室|中心|学校|医院|大队|支队|人民政府|研究院|研究所|协会|公司|馆|院|所|站|处|办|委)$"
)
_TELEPHONE = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})(?![0-9])")
_PLACES = ("云川", "青禾", "临溪", "白石", "南渡", "安澜", "长汀坪", "松原里")
_DUTIES = ("水务", "民政", "教育", "园林", "档案", "农业", "文体", "养护")
_WORKS = (
    "管网改造项目",
    "河道清淤项目",
    "图书采购项目",
    "路灯养护项目",
    "助老服务项目",
    "校舍修缮项目",
    "防汛演练项目",
    "档案整理项目",
)


def replacements(form: Form) -> dict[str, str]:
    """What to write in place of each name of `form`, longest first; one name, one neutral name."""
    made: dict[str, str] = {}
    organisations = list(dict.fromkeys(_said(form, ORGANISATIONS)))
    places: dict[str, str] = {}
    for name in organisations:
        for stem in _PLACE.findall(name)[:2]:
            places.setdefault(stem, _numbered(_PLACES, len(places)))
    for number, name in enumerate(organisations):
        made[name] = _organisation(name, number)
    for number, name in enumerate(dict.fromkeys(_said(form, PROJECTS))):
        made.setdefault(name, _numbered(_WORKS, number))
    for stem, neutral in places.items():
        made.setdefault(stem, neutral)
    return dict(sorted(made.items(), key=lambda item: -len(item[0])))


def _organisation(name: str, number: int) -> str:
    ending = _ENDINGS.search(name)
    place = f"{_PLACES[0]}市"
    return f"{place}{_numbered(_DUTIES, number)}{ending[0] if ending else '局'}"


def _numbered(names: tuple[str, ...], number: int) -> str:
    """The name of this number; when they are used up, with a number behind it."""
    again, at = divmod(number, len(names))
    return names[at] + (str(again + 1) if again else "")


def _said(form: Form, names: Iterable[str]) -> Iterator[str]:
    for field in _fields(form):
        if field.name in names and isinstance(field.value, Text) and len(field.value.text) > 1:
            yield field.value.text


def _fields(form: Form) -> Iterator[Field]:
    yield from form.fields
    for records in form.tables.values():
        for record in records:
            yield from record.fields.values()


def renamed(given: Any, names: Mapping[str, str]) -> Any:
    """What an example says, with `names` replaced wherever they stand, and telephones blanked.

    >>> renamed({"部门名称": "甲市乙局"}, {"甲市乙局": "云川市水务局"})
    {'部门名称': '云川市水务局'}
    """
    match given:
        case str():
            return _written(given, names)
        case Mapping():
            return {name: renamed(value, names) for name, value in given.items()}
        case list():
            return [renamed(item, names) for item in given]
    return given


def _written(text: str, names: Mapping[str, str]) -> str:
    """Replace all names at once, so that no neutral name is replaced again."""
    if names:
        known = sorted(names, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, known)))
        text = pattern.sub(lambda found: names[found[0]], text)
    return _TELEPHONE.sub("010-00000000", text)
