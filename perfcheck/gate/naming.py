"""Names in a folder where others lie already: nothing is ever overwritten."""

import os

LONGEST = 250
"""Bytes of a name that every usual file system takes."""


def numbered(name: str, number: int) -> str:
    """The name for the `number`-th file that is called so.

    >>> numbered("申报表.xlsx", 1), numbered("申报表.xlsx", 2)
    ('申报表.xlsx', '申报表 (2).xlsx')
    """
    if number == 1:
        return name
    stem, ending = os.path.splitext(name)
    more = f" ({number}){ending}"
    while _size(stem) > LONGEST - _size(more):
        stem = stem[:-1]
    return stem + more


def beside(name: str, ending: str) -> str:
    """The name of what lies beside a file; a long one keeps its end, where its number is.

    >>> beside("申报表.xlsx", "退回意见.docx")
    '申报表.xlsx.退回意见.docx'
    """
    more = f".{ending}"
    while _size(name) > LONGEST - _size(more):
        name = name[1:]
    return name + more


def _size(text: str) -> int:
    return len(os.fsencode(text))
