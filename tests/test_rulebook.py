"""Generated documents are what the rules and the language say now; explain tells a rule in full."""

import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from perfcheck.cli.main import main
from perfcheck.errors import ConfigError, RuleError
from perfcheck.library import rule_files
from perfcheck.locate import rules_folder
from perfcheck.options import Options
from perfcheck.rule import rule_from
from perfcheck.rulebasis import cited_documents
from perfcheck.rulebook import BOOK, documents, explain, rules_in_force, stale_pages
from perfcheck.yamlfile import load

ROOT = Path(__file__).resolve().parent.parent
FILES = {os.path.basename(path): path for path in rule_files([rules_folder()])}


@pytest.mark.parametrize(("path", "text"), documents().items(), ids=lambda value: str(value)[:20])
def test_generated_documents_are_fresh(path: str, text: str) -> None:
    assert (ROOT / path).read_text("utf-8") == text, "run make docs"


@pytest.mark.parametrize("rule", rules_in_force(Options()), ids=lambda rule: rule.id)
def test_explain_tells_what_why_basis_remedy_and_examples(rule) -> None:  # type: ignore[no-untyped-def]
    whole = rule_from(load(FILES[rule.file]).data)
    for language in ("zh", "en"):
        page = explain(rule.id, language, Options())
        assert rule.name.text(language) in page
        assert whole.why.text(language) in page
        assert rule.hint.text(language) in page
        assert all(" ".join(text.split()) in page for text in rule.asserts)
        assert page.count("\n### ") >= 2
        assert all(basis.document in page for basis in rule.basis)


def test_an_alias_is_explained_and_an_unknown_rule_names_the_nearest() -> None:
    assert "TEXT-008" in explain("VALUE-013", "zh", Options())
    with pytest.raises(ConfigError, match="ARITH-001"):
        explain("ARITH-0001", "zh", Options())


def test_no_basis_prints_an_article_that_was_not_checked() -> None:
    for rule in rules_in_force(Options()):
        for basis in rule.basis:
            assert basis.checked or basis.text() == basis.document


def test_no_page_is_left_of_a_rule_that_is_gone(tmp_path: Path) -> None:
    assert stale_pages(str(ROOT)) == []
    book = tmp_path / BOOK
    book.mkdir(parents=True)
    for name in ("README.md", "ARITH-001.md", "ARITH-999.md"):
        (book / name).write_text("", "utf-8")
    assert stale_pages(str(tmp_path)) == [str(book / "ARITH-999.md")]


def test_the_index_leads_to_every_page_by_severity_kind_and_basis() -> None:
    made = documents()
    index = made[os.path.join(BOOK, "README.md")]
    for rule in rules_in_force(Options()):
        assert os.path.join(BOOK, f"{rule.id}.md") in made
        assert index.count(f"[{rule.id}]({rule.id}.md)") >= 4, rule.id


def test_a_page_has_chinese_first_then_english_and_no_markup_is_broken() -> None:
    page = documents()[os.path.join(BOOK, "ARITH-001.md")]
    assert page.index("部门预算收支要平衡") < page.index("A department's budget balances")
    assert "| 基本支出 | 项目支出 | 财政拨款 | 其他资金 |\n| --- | --- | --- | --- |" in page
    assert "（可能丢失）" in page and "（空）" in page


def test_every_basis_is_a_document_that_is_described_and_read_as_far_as_is_said() -> None:
    known = cited_documents()
    for rule in rules_in_force(Options()):
        for basis in rule.basis:
            assert basis.document in known, f"{rule.id}: {basis.document}"
            assert not (basis.checked and known[basis.document].read == "none"), rule.id
    for cited in known.values():
        assert cited.title.en and cited.about.en and bool(cited.issuer.zh) == bool(cited.issuer.en)
        assert bool(cited.part.zh) == bool(cited.part.en)


def test_a_wrong_entry_of_documents_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "documents.yaml").write_text("甲: {title: 乙, read: some}\n", "utf-8")
    with pytest.raises(RuleError) as error:
        cited_documents([str(tmp_path)])
    assert "documents.yaml:1:" in error.value.message.zh and "about" in error.value.message.zh


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", *arguments]) == 0
    return capsys.readouterr().out


def test_explain_fits_80_columns_and_is_plain_when_piped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for rule in rules_in_force(Options()):
        said = shown(capsys, rule.id, "--lang", "en")
        assert max(map(cell_len, said.split("\n"))) <= 80, rule.id
        assert "\x1b" not in said and "| ---" not in said
    assert "the opening of part one" in " ".join(shown(capsys, "VALUE-012", "--lang", "en").split())


def test_explain_lists_a_family_and_takes_small_letters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = shown(capsys, "year", "--lang", "zh")
    assert said.startswith("YEAR 年度") and "YEAR-001" in said and "ARITH-001" not in said
    assert shown(capsys, "arith-001", "--lang", "zh").startswith("ARITH-001 ")


def test_the_index_beside_the_rules_leads_to_their_files() -> None:
    index = documents()[os.path.join("rules", "README.md")]
    links = [line.split("](")[1].split(")")[0] for line in index.split("\n") if "](" in line]
    assert len(links) == len(FILES)
    assert all(os.path.exists(os.path.join(rules_folder(), link)) for link in links)
