"""What the gate says of each file, and quotes nothing of it: a line of the log, a line to read."""

import errno
import json
import os
from datetime import UTC, datetime
from typing import NamedTuple

from perfcheck.errors import PerfcheckError
from perfcheck.files import encoded, os_message
from perfcheck.messages import NOTHING, Language, Message

VERDICTS: dict[str, Message] = {
    "accepted": Message("通过", "accepted"),
    "returned": Message("退回", "returned"),
    "held": Message("搁置", "held"),
    "left": Message("未动", "left"),
    "gone": Message("不见", "gone"),
}
"""What became of a file."""

MOVED = ("accepted", "returned", "held")
"""What becomes of a form that was judged, by its exit code."""

REASONS: dict[str, Message] = {
    "checked": NOTHING,
    "unreadable": Message("读不了，或不是认得的表", "cannot be read, or is no form that is known"),
    "incomplete": Message("未能完整核对", "could not be checked in full"),
    "broken-rules": Message(
        "有规则不能运行，不是表的问题", "rules cannot run; no fault of the form"
    ),
    "too-big": Message("文件太大", "the file is too big"),
    "timeout": Message("超过时限", "took longer than the time limit"),
    "memory": Message("超过内存限制", "took more memory than the limit"),
    "crashed": Message("读它的进程意外结束", "the process that read it died"),
    "fault": Message("perfcheck 自身的错误", "an error of perfcheck itself"),
    "not-obeyed": Message(
        "收件夹里的配置和说明不起作用，用 --config、--explanations 指定",
        "settings and explanations in the inbox are not obeyed; use --config, --explanations",
    ),
    "symlink": Message("是链接，不跟随", "a link, which is not followed"),
    "special": Message("不是普通文件", "no ordinary file"),
    "folder": Message("文件夹打不开", "a folder that cannot be opened"),
    "open": Message("还在别的程序里打开着", "still open in another program"),
    "unsettled": Message("还在写入", "still being written"),
    "changed": Message("核对时又有改动", "changed while it was being checked"),
    "vanished": Message("核对时被取走", "taken away while it was being checked"),
    "no-space": Message("磁盘已满", "no space left on the disk"),
    "no-right": Message("没有权限，或被别的程序占用", "no permission, or in use"),
    "not-moved": Message("移动不了", "cannot be moved"),
}
"""Why; the log names the key."""

_FULL = frozenset((errno.ENOSPC, getattr(errno, "EDQUOT", -1), errno.EFBIG))


class Record(NamedTuple):
    """What became of one file, and why.

    `exit_code` is the checking's (None: not checked), `ms` how many milliseconds that took,
    `target` where the file now is. `remark` is for the line to read only.
    """

    time: str
    file: str
    verdict: str
    reason: str
    exit_code: int | None = None
    error: int = 0
    warning: int = 0
    info: int = 0
    rules_digest: str = ""
    sha256: str = ""
    ms: int = 0
    target: str = ""
    remark: Message = NOTHING

    @property
    def outcome(self) -> int:
        """What it adds to the exit code of the pass."""
        return {"accepted": 0, "gone": 0, "returned": 1}.get(self.verdict, 2)

    def line(self) -> str:
        """The line of the log: one JSON object."""
        fields = self._asdict()
        fields.pop("remark")
        return json.dumps(fields, ensure_ascii=False) + "\n"

    def text(self, language: Language) -> str:
        """The line to read."""
        from perfcheck.finding import SEVERITY

        counts = (self.error, self.warning, self.info)
        found = [
            f"{word.text(language)} {count}"
            for word, count in zip(SEVERITY.values(), counts, strict=True)
            if count
        ]
        said = [" · ".join(found), REASONS[self.reason].text(language), self.remark.text(language)]
        told = Message("；", "; ").text(language).join(part for part in said if part)
        arrow = f"  → {_shown(self.target)}" if self.target else ""
        head = f"{VERDICTS[self.verdict].text(language)}  {_shown(self.file)}"
        return f"{head}{'  ' if told else ''}{told}{arrow}\n"


def utc() -> str:
    """The time now in UTC, as ISO 8601 writes it, in seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def left(record: Record, reason: str) -> Record:
    """The record of a file that stays where it is."""
    verdict = "gone" if reason == "vanished" else "left"
    return record._replace(verdict=verdict, reason=reason, target="")


def reason_of(error: OSError) -> str:
    """Why a file could not be read or moved, as the log names it."""
    if error.errno in _FULL:
        return "no-space"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "no-right"
    return "not-moved"


def _shown(name: str) -> str:
    """A file name that cannot steer the terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def log(path: str, record: Record, *, once: bool = False) -> None:
    """Add the line of a record to the log. Raises PerfcheckError where it cannot be written.

    `once`: not where it is the last already, because an interrupted pass had written it. A line
    that was cut off gets an end first.
    """
    if not path:
        return
    line = encoded(record.line())
    try:
        with open(path, "a+b") as file:
            last = _tail(file.fileno(), len(line) + 1)
            if once and last.endswith(line) and last[:1] in (b"\n", line[:1]):
                return
            broken = bool(last) and not last.endswith(b"\n")
            file.write((b"\n" if broken else b"") + line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        said = os_message(error)
        message = Message(f"写不了日志：{said.zh}", f"cannot write the log: {said.en}")
        raise PerfcheckError(message, path) from error


def _tail(number: int, length: int) -> bytes:
    """The last bytes of an open file."""
    size = os.lseek(number, 0, os.SEEK_END)
    os.lseek(number, max(size - length, 0), os.SEEK_SET)
    return os.read(number, length)
