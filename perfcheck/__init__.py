"""perfcheck reads Chinese budget-performance forms and checks them against rules written in YAML.

    bytes → read → recognise → extract → judge → render

`check` does all of it for files, `check_document` for bytes that are already in hand; both take
`Options` and return a `Report`, which `render` writes in any format. What is named here stays.
"""

TYPE_CHECKING = False  # as typing has it, which is loaded when the collector was told to wait
if TYPE_CHECKING:
    from typing import Any

    from perfcheck.checking import check, check_document
    from perfcheck.errors import ConfigError, PerfcheckError
    from perfcheck.finding import (
        Acceptance,
        Checks,
        DocumentReport,
        Failure,
        Finding,
        FormSummary,
        Place,
        Report,
        Skip,
    )
    from perfcheck.messages import Message
    from perfcheck.options import Options
    from perfcheck.reporters import Look, render

__version__ = "0.1.0"
__all__ = [
    "Acceptance",
    "Checks",
    "ConfigError",
    "DocumentReport",
    "Failure",
    "Finding",
    "FormSummary",
    "Look",
    "Message",
    "Options",
    "PerfcheckError",
    "Place",
    "Report",
    "Skip",
    "__version__",
    "check",
    "check_document",
    "render",
]


def __getattr__(name: str) -> "Any":
    """Import what the library offers when it is first asked for (start-up is imports)."""
    if name in __all__:
        from importlib import import_module

        for module in ("options", "messages", "errors", "finding", "reporters", "checking"):
            found = import_module(f"perfcheck.{module}")
            if name in vars(found):
                return vars(found)[name]
    raise AttributeError(f"module 'perfcheck' has no attribute {name!r}")
