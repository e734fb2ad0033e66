"""The findings of an earlier run, read from its JSON, and which of them stand for which of now."""

import os
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.finding import DocumentReport, Finding, Gone
from perfcheck.messages import Message

Owner = tuple[str, str, int | None]
Judged = Callable[[DocumentReport, str], bool]


class PastFinding(NamedTuple):
    """A finding as it was then; `values` is the digest of the values concerned, where known."""

    rule: str
    severity: str
    fingerprint: str
    values: str = ""
    message: str = ""
    line: int = 1


class PastDocument(NamedTuple):
    """A document of then, with whose it was."""

    file: str
    kind: str
    department: str
    year: int | None
    findings: tuple[PastFinding, ...]


class Past(NamedTuple):
    """An earlier run; `rules_digest` names the rules of then."""

    path: str
    rules_digest: str
    documents: tuple[PastDocument, ...]


class Matched(NamedTuple):
    """A document of now beside that of then; what is still there, and what is gone."""

    past: PastDocument
    still: Mapping[str, PastFinding]
    gone: tuple[PastFinding, ...]


def read_past(path: str) -> Past:
    """Read the JSON of `lint`, or a baseline. Raises ConfigError (one line) for anything else."""
    import json

    from perfcheck.errors import ReadError
    from perfcheck.files import read_bytes

    try:
        data = json.loads(read_bytes(path).decode("utf-8-sig"))
        return Past(path, str(data["rules_digest"]), tuple(map(_document, data["documents"])))
    except ReadError as error:
        raise ConfigError(error.message, path) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError(
            Message(
                "不是 perfcheck lint --format json 写的结果，也不是基线文件",
                "neither a result of perfcheck lint --format json nor a baseline",
            ),
            path,
        ) from error


def _document(data: Mapping[str, Any]) -> PastDocument:
    year = data.get("year")
    return PastDocument(
        str(data["file"]),
        data.get("kind") or "",
        data.get("department") or "",
        int(year) if year is not None else None,
        tuple(map(_finding, data["findings"])),
    )


def _finding(data: Mapping[str, Any]) -> PastFinding:
    return PastFinding(
        str(data["rule"]),
        str(data["severity"]),
        str(data["fingerprint"]),
        str(data.get("values") or ""),
        str(data.get("message") or ""),
        int(data.get("line") or 1),
    )


def matched(
    past: Past, documents: Sequence[DocumentReport], folder: str = ""
) -> tuple[dict[int, Matched], tuple[PastDocument, ...]]:
    """The documents of then by the number of those of now, and those that this run did not check.

    One is the other's if its path is the same (those of then counted from `folder`); else if name,
    kind, department and year are and nothing else is called so; else if all but the name are.
    """
    pairs: dict[int, int] = {}
    for key_then, key_now in _keys(folder):
        before = _lone(key_then, past.documents, set(pairs.values()))
        now = _lone(key_now, documents, pairs)
        pairs |= {now[key]: before[key] for key in now if key in before}
    taken = set(pairs.values())
    left = (each for at, each in enumerate(past.documents) if at not in taken)
    found = {at: _matched(past.documents[then], documents[at]) for at, then in pairs.items()}
    return found, tuple(left)


def _keys(
    folder: str,
) -> Iterator[tuple[Callable[[PastDocument], object], Callable[[DocumentReport], object]]]:
    yield (
        lambda then: os.path.abspath(os.path.join(folder, then.file)),
        lambda now: os.path.abspath(now.file),
    )
    yield (
        lambda then: (os.path.basename(then.file), then.kind, then.department, then.year),
        lambda now: (os.path.basename(now.file), *_owner(now)),
    )
    yield (
        lambda then: (then.kind, then.department, then.year) if then.department else None,
        lambda now: _owner(now) if _owner(now)[1] else None,
    )


def _owner(document: DocumentReport) -> Owner:
    first = document.forms[0] if document.forms else None
    return (first.kind, first.department, first.year) if first else ("", "", None)


def _lone(
    key: Callable[[Any], object], documents: Sequence[Any], taken: Container[int]
) -> dict[object, int]:
    """The numbers of documents by key, without those whose key is nothing or not theirs alone."""
    found: dict[object, list[int]] = {}
    for number, document in enumerate(documents):
        if number not in taken:
            found.setdefault(key(document), []).append(number)
    return {at: some[0] for at, some in found.items() if at is not None and len(some) == 1}


def _matched(then: PastDocument, now: DocumentReport) -> Matched:
    here = {finding.fingerprint for finding in (*now.findings, *now.known)}
    still = {each.fingerprint: each for each in then.findings if each.fingerprint in here}
    return Matched(then, still, tuple(f for f in then.findings if f.fingerprint not in here))


def is_changed(finding: Finding, then: PastFinding) -> bool:
    """Whether the values concerned are others than those of then."""
    return bool(then.values) and then.values != finding.values


def gone(document: DocumentReport, found: Matched, finding: PastFinding) -> Gone:
    """A finding that is there no more, as a report tells of it."""
    return Gone(
        document.file,
        _owner(document)[1] or found.past.department,
        finding.rule,
        finding.severity,
        finding.message,
        finding.line,
        finding.fingerprint,
    )
