"""One file into a folder under a name that is free: whole or not at all, over no other."""

import errno
import hashlib
import os
import shutil
import stat
from contextlib import suppress
from io import BufferedReader

LONGEST = 250
"""Bytes of a name that every usual file system takes."""

_NO_LINKS = frozenset(
    (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, getattr(errno, "ENOTSUP", -1), errno.EMLINK)
)
_OTHER_DISK_ON_WINDOWS = 17
_CHUNK = 1 << 20


def numbered(name: str, number: int) -> str:
    """The name for the `number`-th file that is called so.

    >>> numbered("申报表.xlsx", 1), numbered("申报表.xlsx", 2)
    ('申报表.xlsx', '申报表 (2).xlsx')
    """
    if number == 1:
        return name
    stem, ending = os.path.splitext(name)
    if _size(ending) > LONGEST // 2:  # what follows so late a dot is no ending
        stem, ending = name, ""
    more = f" ({number}){ending}"
    while _size(stem) > LONGEST - _size(more):
        stem = stem[:-1]
    return stem + more


def beside(path: str, ending: str) -> str:
    """The path of what lies beside a file; a long name keeps its end, where its number is.

    >>> beside("申报表.xlsx", "退回意见.docx")
    '申报表.xlsx.退回意见.docx'
    """
    folder, name = os.path.split(path)
    more = f".{ending}"
    while _size(name) > LONGEST - _size(more):
        name = name[1:]
    return os.path.join(folder, name + more)


def _size(text: str) -> int:
    return len(os.fsencode(text))


def opened(path: str) -> BufferedReader:
    """An ordinary file, open to be read. Raises OSError; a link is not followed, a pipe not read.

    Whoever fills the inbox may put something else there at any moment.
    """
    ways = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
    number = os.open(path, os.O_RDONLY | sum(getattr(os, way, 0) for way in ways))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "no ordinary file", path)
    return os.fdopen(number, "rb")


def digest(path: str) -> str:
    """The SHA-256 of an ordinary file; raises OSError."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def draft_of(folder: str, token: str) -> str:
    """Where a copy is made before it gets its name; `token` tells whose it is."""
    return os.path.join(folder, f".perfcheck-gate-{token}.part")


def token_of(inbox: str) -> str:
    """What tells the drafts of one gate from another's."""
    return hashlib.sha256(os.fsencode(os.path.realpath(inbox))).hexdigest()[:12]


def move(source: str, target: str, token: str, sha256: str) -> None:
    """Move a file to a name that is free. Raises OSError; the source is then whole where it was.

    Across file systems, and where the file has another name by which somebody may still change it,
    a copy is made and held against `sha256` first. Killed in between, both may be there, equal;
    never neither, and never half a one under the name.
    """
    try:
        if os.lstat(source).st_nlink < 2:
            rename(source, target)
            return
    except OSError as error:
        if not _is_across(error):
            raise
    copy(source, target, token, sha256)
    os.unlink(source)


def copy(source: str, target: str, token: str, sha256: str) -> None:
    """Copy a file to a name that is free, whole or not at all. Raises OSError."""
    folder = os.path.dirname(target)
    draft = draft_of(folder, token)
    made = hashlib.sha256()
    try:
        with opened(source) as old, open(draft, "wb") as new:
            while part := old.read(_CHUNK):
                made.update(part)
                new.write(part)
            new.flush()
            os.fsync(new.fileno())
        if made.hexdigest() != sha256:
            raise OSError(errno.EIO, "the file changed while it was copied")
        with suppress(OSError):
            shutil.copystat(source, draft)
        rename(draft, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)
    _sync(folder)


def _sync(folder: str) -> None:
    """Bring the names of a folder to the disk, where the system can be asked to."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def rename(source: str, target: str) -> None:
    """Rename within a file system. Raises OSError, FileExistsError where the name is taken."""
    if os.name == "nt":
        os.rename(source, target)  # takes no other file's place there
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _over_reserved(source, target)
    else:
        os.unlink(source)


def _over_reserved(source: str, target: str) -> None:
    """The same where there are no hard links: the name is taken by an empty file first."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        os.replace(source, target)
    except OSError:
        os.unlink(target)
        raise


def _is_across(error: OSError) -> bool:
    other_disk = getattr(error, "winerror", None) == _OTHER_DISK_ON_WINDOWS
    return error.errno == errno.EXDEV or other_disk
