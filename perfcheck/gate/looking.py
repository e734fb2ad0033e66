"""What lies in the inbox: ordinary files, what is left alone and why, and what has settled."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from perfcheck.errors import PerfcheckError
from perfcheck.files import CONFIG_NAME, EXPLANATIONS_NAME, os_message
from perfcheck.messages import Message

Signature = tuple[int, int, int]
Looks = Mapping[str, tuple[Signature, float]]
"""Of each name: size, time and number of the file, and since when it has looked like that."""

UNFINISHED = (".part", ".tmp", ".partial", ".crdownload", ".filepart", ".swp")
"""How the names of files end that are still on their way."""

NO_FORMS = ("thumbs.db", "desktop.ini")


class Seen(NamedTuple):
    """A file of the inbox: its name as seen from there, its path, and what it looks like.

    `reason` says why it is left alone (empty: it is not).
    """

    name: str
    path: str
    signature: Signature
    reason: str = ""


def look(inbox: str) -> Iterator[Seen]:
    """Look at every file of the inbox, then of the folders in it; nothing is opened.

    Hidden files and files on their way are passed over. Raises PerfcheckError where the inbox
    itself cannot be looked at.
    """
    try:
        names = sorted(os.listdir(inbox))
    except OSError as error:
        said = os_message(error)
        message = Message(f"看不了收件夹：{said.zh}", f"cannot look into the inbox: {said.en}")
        raise PerfcheckError(message, inbox) from error
    folders = [("", names)]
    while folders:
        folder, names = folders.pop()
        there = frozenset(names)
        for name in names:
            if not _is_passed_over(name):
                seen, inner = _entry(inbox, os.path.join(folder, name), there)
                if seen:
                    yield seen
                elif inner:
                    folders.append((os.path.join(folder, name), inner))


def _is_passed_over(name: str) -> bool:
    low = name.lower()
    return name.startswith((".", "~$", "~WRL")) or low.endswith(UNFINISHED) or low in NO_FORMS


def _entry(inbox: str, name: str, there: frozenset[str]) -> tuple[Seen | None, list[str]]:
    """A file that was found, or the names in a folder; nothing where it has gone meanwhile."""
    path = os.path.join(inbox, name)
    try:
        found = os.lstat(path)
        link = stat.S_ISLNK(found.st_mode) or getattr(os.path, "isjunction", _never)(path)
        if stat.S_ISDIR(found.st_mode) and not link:
            return None, sorted(os.listdir(path))
    except FileNotFoundError:
        return None, []
    except OSError:
        return Seen(name, path, (0, 0, 0), "folder"), []
    reason = _why_left(found, link, os.path.basename(name), there)
    return Seen(name, path, signature(found), reason), []


def _never(_path: str) -> bool:
    return False


def _why_left(found: os.stat_result, link: bool, name: str, there: frozenset[str]) -> str:
    if link:
        return "symlink"
    if not stat.S_ISREG(found.st_mode):
        return "special"
    return "open" if there.intersection(_locks(name)) else ""


def _locks(name: str) -> tuple[str, ...]:
    """The files that Word, Excel, WPS and LibreOffice lay beside one that they have open.

    >>> _locks("申报表一.docx")
    ('~$申报表一.docx', '~$表一.docx', '.~申报表一.docx', '.~lock.申报表一.docx#')
    """
    return (f"~${name}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#")


def signature(found: os.stat_result) -> Signature:
    """What tells that a file is as it was."""
    return (found.st_size, found.st_mtime_ns, found.st_ino)


def is_setting(name: str) -> bool:
    """Whether a file would steer perfcheck, if whoever submits were allowed to."""
    return os.path.basename(name) in (CONFIG_NAME, EXPLANATIONS_NAME)


def is_as_seen(seen: Seen) -> bool:
    """Whether a file still looks as it did."""
    try:
        return signature(os.lstat(seen.path)) == seen.signature
    except OSError:
        return False


def is_inside(seen: Seen, inbox: str) -> bool:
    """Whether no folder on the way to a file has become a link since it was looked at."""
    there = os.path.realpath(os.path.dirname(seen.path))
    meant = os.path.join(os.path.realpath(inbox), os.path.dirname(seen.name))
    return os.path.normcase(there) == os.path.normcase(os.path.normpath(meant))


def looks(seen: Iterable[Seen], before: Looks, now: float) -> Looks:
    """Remember since when each file has looked as it does."""
    found = {}
    for one in seen:
        known = before.get(one.name)
        kept = known is not None and known[0] == one.signature
        found[one.name] = known if kept and known else (one.signature, now)
    return found


def has_settled(seen: Seen, known: Looks, now: float, settle: float) -> bool:
    """Whether a file has looked as it does for `settle` seconds."""
    return not settle or now - known[seen.name][1] >= settle
