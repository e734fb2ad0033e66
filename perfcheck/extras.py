"""The packages that only some files and reports need, and what to say where one is missing."""

from importlib import import_module
from typing import Any

from perfcheck.errors import ExtraError
from perfcheck.messages import Message

EXTRAS: dict[str, str] = {
    "xlrd": "office",
    "pypdfium2": "pdf",
    "jinja2": "report",
    "xlsxwriter": "report",
    "docx": "report",
}
"""Which extra of perfcheck brings a package."""


def missing(package: str, what: Message) -> Message:
    """Say in one line what to install to read or write `what`."""
    command = f"pip install 'perfcheck[{EXTRAS[package]}]'"
    return Message(
        f"{what.zh}要另装一个包：{command}（perfcheck[all] 各种都有）",
        f"{what.en} needs another package: {command} (perfcheck[all] has every one)",
    )


def needed(package: str, what: Message) -> Any:
    """Import a package of an extra. Raises ExtraError, with what to install, where missing."""
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package.partition(".")[0]:
            raise
        raise ExtraError(missing(package, what)) from error
