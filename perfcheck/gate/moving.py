"""One file into a folder, whole or not at all, over no other: on one file system or across two."""

import errno
import hashlib
import os
import shutil
from contextlib import suppress

_NO_LINKS = frozenset(
    (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, getattr(errno, "ENOTSUP", -1), errno.EMLINK)
)
_OTHER_DISK_ON_WINDOWS = 17
_CHUNK = 1 << 20


def draft_of(folder: str, token: str) -> str:
    """Where a copy is made before it gets its name; `token` tells whose it is."""
    return os.path.join(folder, f".perfcheck-gate-{token}.part")


def token_of(inbox: str) -> str:
    """What tells the drafts of one gate from another's."""
    return hashlib.sha256(os.fsencode(os.path.realpath(inbox))).hexdigest()[:12]


def digest(path: str) -> str:
    """The SHA-256 of a file; raises OSError."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def move(source: str, target: str, token: str, sha256: str) -> None:
    """Move a file to a name that is free. Raises OSError; the source is then whole where it was.

    Across file systems a copy is made under another name and held against `sha256` first. Killed
    in between, both may be there, equal; never neither, and never half a one under the name.
    """
    try:
        _rename(source, target)
    except OSError as error:
        if not _is_across(error):
            raise
        folder = os.path.dirname(target)
        draft = draft_of(folder, token)
        try:
            _copy(source, draft, sha256)
            _rename(draft, target)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(draft)
        sync(folder)
        os.unlink(source)


def put(data: bytes, target: str, token: str) -> None:
    """Write a file under a name that is free, whole or not at all. Raises OSError."""
    folder = os.path.dirname(target)
    draft = draft_of(folder, token)
    try:
        with open(draft, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _rename(draft, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)
    sync(folder)


def sync(folder: str) -> None:
    """Bring the names of a folder to the disk, where the system can be asked to."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _rename(source: str, target: str) -> None:
    """Rename within a file system; FileExistsError where the name is taken."""
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


def _copy(source: str, draft: str, sha256: str) -> None:
    made = hashlib.sha256()
    with open(source, "rb") as old, open(draft, "wb") as new:
        while part := old.read(_CHUNK):
            made.update(part)
            new.write(part)
        new.flush()
        os.fsync(new.fileno())
    if made.hexdigest() != sha256:
        raise OSError(errno.EIO, "the file changed while it was copied")
    with suppress(OSError):
        shutil.copystat(source, draft)
