"""Files: which ones a path leads to, and writing whole or not at all."""

import io
import os
import sys
from pathlib import Path

import pytest

from perfcheck.errors import PerfcheckError, ReadError
from perfcheck.files import find_files, read_bytes, write


def folder_with(tmp_path: Path, *names: str) -> Path:
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    return tmp_path


def test_folders_are_searched_in_order_and_nothing_is_left_out_silently(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path, "b.txt", "a/z.TXT", "a/标志.png", "c.docx", "d.wps", ".git/x.txt", ".y.txt",
        "~$c.docx", "perfcheck.yaml", "README",
    )  # fmt: skip
    found = find_files([str(folder)])
    names = [os.path.relpath(file.path, folder) for file in found.files]
    assert names == ["b.txt", "c.docx", os.path.join("a", "z.TXT")]
    assert not any(file.named for file in found.files)
    over = {os.path.basename(f.file): f.message for f in found.passed_over}
    assert set(over) == {"标志.png", "d.wps", "README"}
    assert "另存为" in over["d.wps"].zh
    assert found.errors == ()


def test_a_named_file_is_tried_whatever_its_ending(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "form.dat", "form.txt")
    found = find_files([str(folder / "form.dat"), str(folder), str(folder / "form.txt")])
    named = {os.path.basename(file.path): file.named for file in found.files}
    assert named == {"form.dat": True, "form.txt": True}
    assert found.passed_over == ()


def test_what_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    found = find_files([str(tmp_path / "none.txt"), str(empty)])
    assert [os.path.basename(failure.file) for failure in found.errors] == ["none.txt", "empty"]
    assert found.files == ()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("表".encode("gb18030"))))
    assert find_files(["-"]).files[0] == ("-", True)
    assert read_bytes("-") == "表".encode("gb18030")


def test_unreadable_files_say_why(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(ReadError) as caught:
            read_bytes(str(path))
        assert str(path) in caught.value.text("zh")


def test_writing_replaces_the_whole_file_and_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "结果" / "report.txt"
    write(str(path), "旧")
    path.chmod(0o640)
    write(str(path), "新\n")
    assert path.read_text("utf-8") == "新\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(path.parent) == ["report.txt"]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    write(str(path), "旧")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(PerfcheckError):
        write(str(path), "新")
    assert path.read_text("utf-8") == "旧"
    assert os.listdir(tmp_path) == ["report.txt"]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_text("旧", "utf-8")
    link = tmp_path / "link.txt"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    write(str(link), "新")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "新"
