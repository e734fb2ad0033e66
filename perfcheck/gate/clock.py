"""The one place where the gate looks at the clock."""

from datetime import UTC, datetime
from time import monotonic, sleep

__all__ = ["monotonic", "sleep", "utc"]


def utc() -> str:
    """The time now in UTC, as ISO 8601 writes it, in seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
