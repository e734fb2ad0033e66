"""The directory of an old Office file (a compound file): the names at the top of it."""

import struct
from collections.abc import Iterator
from typing import Final

_NONE: Final = 0xFFFFFFFA
"""Numbers from here on are no sectors but marks."""

_ENTRY: Final = 128
_NO_ENTRY: Final = 0xFFFFFFFF


def entries(data: bytes) -> frozenset[str] | None:
    """The names of the streams and storages at the top; None where the file is not whole."""
    try:
        directory = b"".join(_directory(data))
        return frozenset(_names(directory))
    except (struct.error, ValueError, IndexError):
        return None


def _directory(data: bytes) -> Iterator[bytes]:
    """The sectors of the directory, one after the other."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError("no size of a sector")
    sector: int = struct.unpack_from("<I", data, 48)[0]
    table = _table(data, 1 << shift)
    for _ in range(len(table)):
        if sector >= _NONE:
            return
        yield _sector(data, sector, 1 << shift)
        sector = table[sector]


def _sector(data: bytes, number: int, size: int) -> bytes:
    found = data[(number + 1) * size : (number + 2) * size]
    if len(found) < size:
        raise ValueError("the file ends before its last sector")
    return found


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    listed = list(struct.unpack_from("<109I", data, 76))
    more, left = struct.unpack_from("<II", data, 68)
    for _ in range(min(left, len(data) // size)):
        if more >= _NONE:
            break
        numbers = _numbers(_sector(data, more, size))
        listed += numbers[:-1]
        more = numbers[-1]
    table: list[int] = []
    for number in listed[: len(data) // size + 1]:
        if number < _NONE:
            table += _numbers(_sector(data, number, size))
    return table


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector))


def _names(directory: bytes) -> Iterator[str]:
    """The names beside each other below the root, which is the first entry."""
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    seen = set()
    while waiting:
        number = waiting.pop()
        if number == _NO_ENTRY or number in seen:
            continue
        seen.add(number)
        start = number * _ENTRY
        size = struct.unpack_from("<H", directory, start + 64)[0]
        name = directory[start : start + min(max(size - 2, 0), 62)]
        yield name.decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<II", directory, start + 68)
