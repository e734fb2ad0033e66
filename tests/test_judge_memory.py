"""What judging makes lies in no ring, so that Python's collector has nothing to look for."""

import gc
from pathlib import Path

import pytest

from perfcheck.checking import check_document

EXAMPLES = Path(__file__).parent.parent / "examples"
DOCUMENTS = (
    *sorted((EXAMPLES / "clean").glob("*.txt"))[:4],
    *sorted((EXAMPLES / "defects").glob("*.txt"))[:2],
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_checked_document_leaves_nothing_to_collect(path: Path) -> None:
    data = path.read_bytes()
    check_document(path.name, data)  # what is loaded or kept for good is so from now on
    gc.collect()
    gc.disable()
    try:
        check_document(path.name, data)
        assert gc.collect() == 0
    finally:
        gc.enable()
