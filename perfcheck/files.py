"""The files of a run: found under the named paths, read as bytes, written whole or not at all."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfcheck.errors import PerfcheckError, ReadError
from perfcheck.finding import Failure
from perfcheck.messages import Message

FORM_ENDINGS = frozenset(
    (
        *(".txt", ".text", ".tsv", ".csv", ".md", ".html", ".htm"),
        *(".docx", ".docm", ".xlsx", ".xlsm", ".xls", ".et", ".pdf"),
    )
)
CONFIG_NAME = "perfcheck.yaml"
EXPLANATIONS_NAME = "审核说明.yaml"
STDIN = "-"
_OWN = (CONFIG_NAME, EXPLANATIONS_NAME)
_NOT_READ = (".doc", ".dot", ".wps", ".ofd", ".rtf", ".odt", ".ods", ".xlsb", ".mht", ".mhtml")


class FoundFile(NamedTuple):
    """A file to check; `named` says that it stood on the command line itself."""

    path: str
    named: bool


class Found(NamedTuple):
    """What the paths of a run lead to; nothing is left out without a word."""

    files: tuple[FoundFile, ...] = ()
    passed_over: tuple[Failure, ...] = ()
    errors: tuple[Failure, ...] = ()


def find_files(paths: Sequence[str]) -> Found:
    """Find the files of `paths`: named ones whatever their ending, folders searched for forms.

    Hidden files and folders are skipped. A path that leads nowhere is an error of its own.
    """
    named: dict[str, FoundFile] = {}
    searched: dict[str, FoundFile] = {}
    passed_over: list[Failure] = []
    errors: list[Failure] = []
    for path in paths:
        if path == STDIN or (os.path.exists(path) and not os.path.isdir(path)):
            named.setdefault(_identity(path), FoundFile(path, True))
        elif os.path.isdir(path):
            found = _search(path)
            for candidate in found.files:
                searched.setdefault(_identity(candidate.path), candidate)
            passed_over += found.passed_over
            errors += found.errors
        elif not path:
            errors.append(Failure(path, Message("路径是空的", "the path is empty")))
        else:
            errors.append(Failure(path, Message("没有这个文件或文件夹", "no such file or folder")))
    ordered = {_identity(path): None for path in paths} | dict.fromkeys(searched)
    both = searched | named
    return Found(
        tuple(both[key] for key in ordered if key in both),
        tuple(failure for failure in passed_over if _identity(failure.file) not in named),
        tuple(errors),
    )


def _identity(path: str) -> str:
    return path if path == STDIN else os.path.abspath(path)


def _search(folder: str) -> Found:
    candidates: list[FoundFile] = []
    passed_over: list[Failure] = []
    errors: list[Failure] = []
    for path in _walk(folder, errors):
        reason = _why_not(path)
        if reason:
            passed_over.append(Failure(path, reason))
        else:
            candidates.append(FoundFile(path, False))
    if not candidates and not errors:
        endings = " ".join(sorted(FORM_ENDINGS))
        said = Message(
            f"文件夹里没有可以检查的文件（{endings}）",
            f"no file to check in this folder ({endings})",
        )
        errors.append(Failure(folder, said))
    return Found(tuple(candidates), tuple(passed_over), tuple(errors))


def _walk(folder: str, errors: list[Failure]) -> Iterator[str]:
    def complain(error: OSError) -> None:
        errors.append(Failure(str(error.filename), os_message(error)))

    for parent, folders, names in os.walk(folder, onerror=complain):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            inner = name == CONFIG_NAME and parent != folder
            if not name.startswith((".", "~$")) and (inner or name not in _OWN):
                yield os.path.join(parent, name)


def _why_not(path: str) -> Message | None:
    if os.path.basename(path) == CONFIG_NAME:
        return Message(
            "没有用：查一个文件夹，用的是它自己的或上级的配置；要用这一个，就查它所在的文件夹",
            "not used: a folder is checked under its own configuration or one above; to use this"
            " one, name the folder that it stands in",
        )
    ending = os.path.splitext(path)[1].lower()
    if ending in FORM_ENDINGS:
        return None
    if ending in _NOT_READ:
        return Message(
            f"不能读 {ending} 文件；请另存为 .docx、.xlsx 或 .pdf 再查",
            f"{ending} files are not read; save as .docx, .xlsx or .pdf",
        )
    if not ending:
        return Message("没有扩展名，看不出是不是表", "no ending that tells a form")
    return Message(f"{ending} 不是表的格式", f"{ending} is no format of forms")


def read_bytes(path: str) -> bytes:
    """Return the content of a file, or of standard input for `-`. Raises ReadError."""
    try:
        if path == STDIN:
            if sys.stdin is None:
                raise ReadError(Message("标准输入已关闭", "standard input is closed"), path)
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ReadError(os_message(error), path) from error


def size_of(path: str) -> int:
    """How many bytes a file has; 0 where that cannot be told."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def os_message(error: OSError) -> Message:
    """Say in both languages why a file cannot be opened, read or written."""
    import errno

    by_number = {
        errno.ENOSPC: Message("磁盘已满", "no space left on the disk"),
        errno.EROFS: Message("这个位置只能读", "a read-only place"),
        errno.ENAMETOOLONG: Message("文件名太长", "the name is too long"),
    }
    if error.errno in by_number:
        return by_number[error.errno]
    known = {
        FileNotFoundError: Message("没有这个文件", "no such file"),
        PermissionError: Message("没有权限打开", "no permission to open it"),
        IsADirectoryError: Message("是文件夹，不是文件", "a folder, not a file"),
        NotADirectoryError: Message("路径中有一段不是文件夹", "part of the path is no folder"),
    }
    said = error.strerror or str(error)
    return known.get(type(error), Message(f"打不开：{said}", f"cannot be opened: {said}"))


def write(path: str, content: str | bytes) -> None:
    """Write bytes, or a text in UTF-8, whole or not at all: a new file takes the old one's place.

    Folders on the way are made. Raises PerfcheckError where it cannot be done; the old file is
    then as it was.
    """
    target = os.path.realpath(path)
    data = encoded(content)
    try:
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as stream:
                stream.write(data)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            replace_whole(target, data)
    except OSError as error:
        said = os_message(error)
        message = Message(f"写不了文件：{said.zh}", f"cannot write the file: {said.en}")
        raise PerfcheckError(message, path) from error


def encoded(content: str | bytes) -> bytes:
    """Bytes as they are, a text in UTF-8; half a surrogate pair is written as an escape."""
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")


def replace_whole(target: str, data: bytes) -> None:
    """Put `data` in the place of the file `target`, whole or not at all; raises OSError."""
    folder, name = os.path.split(target)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(target):
            os.chmod(draft, os.stat(target).st_mode & 0o777)
        os.replace(draft, target)
    except OSError:
        if os.path.exists(draft):
            os.remove(draft)
        raise
