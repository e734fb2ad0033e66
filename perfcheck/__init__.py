"""perfcheck reads Chinese budget-performance forms and checks them against rules written in YAML.

    bytes → read → recognise → extract → judge → render

`check` does all of it for files, `check_document` for bytes that are already in hand.
"""

TYPE_CHECKING = False  # as typing has it, which is loaded when the collector was told to wait
if TYPE_CHECKING:
    from typing import Any

    from perfcheck.checking import check, check_document

__version__ = "0.1.0"
__all__ = ["__version__", "check", "check_document"]


def __getattr__(name: str) -> "Any":
    """Import the library's functions when they are first asked for (start-up is imports)."""
    if name in ("check", "check_document"):
        from perfcheck import checking

        return getattr(checking, name)
    raise AttributeError(name)
