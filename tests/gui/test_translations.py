"""The Chinese table is complete, and the tool that keeps it notices every fault."""

from PySide6.QtCore import QTranslator

from tools import translations
from tools.translations import Entry, merged, placeholders, problems, read_table, written


def test_that_the_table_is_complete_and_fresh():
    assert translations.check() == []


def test_that_an_unfinished_entry_is_a_problem():
    assert problems([Entry("Save", ""), Entry("Open", "打开")]) == ["unfinished: 'Save'"]


def test_that_different_placeholders_are_a_problem():
    entries = [Entry("{n} rows in {file}", "{file} 有 {n} 行"), Entry("{n} rows", "{m} 行")]
    assert problems(entries) == ["placeholders differ: '{n} rows' / '{m} 行'"]


def test_that_doubled_braces_are_no_placeholder():
    assert placeholders("{{x}} {b} {a:.2f}") == ["a:.2f", "b"]


def test_that_merging_keeps_translations_and_drops_the_vanished():
    old = {"Save": Entry("Save", "保存"), "Gone": Entry("Gone", "没了")}
    assert merged({"Save", "Open"}, old) == [Entry("Open"), Entry("Save", "保存")]


def test_that_a_table_reads_back(tmp_path):
    entries = [Entry("a < b & “c”\nnext", "甲 < 乙 & “丙”\n下"), Entry("new")]
    file = tmp_path / "table.ts"
    file.write_text(written(entries), encoding="utf-8")
    assert list(read_table(file).values()) == entries
    assert 'type="unfinished"' in file.read_text("utf-8")


def test_that_literals_are_found_wherever_they_stand(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    file = tmp_path / "page.py"
    file.write_text('x = tr("One")\ny = [text("Two {a}"\n  " and three", a=1)]\nz = other("No")\n')
    assert translations.collected(file) == ({"One", "Two {a} and three"}, [])


def test_that_a_string_that_cannot_be_collected_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    file = tmp_path / "page.py"
    file.write_text('x = tr(f"{n} rows")\n')
    assert translations.collected(file) == (set(), ["not a literal: tr() in page.py:1"])


def test_that_a_compiled_table_gives_the_translation(tmp_path, qapp):
    table, compiled = tmp_path / "t.ts", tmp_path / "t.qm"
    table.write_text(written([Entry("Save", "保存")]), encoding="utf-8")
    translations.compile_table(table, compiled)
    translator = QTranslator()
    assert translator.load(str(compiled))
    assert translator.translate("Netwright", "Save") == "保存"


def test_that_given_words_fill_the_table(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "TABLE", tmp_path / "netwright_zh_CN.ts")
    monkeypatch.setattr(translations, "sources", lambda: ({"Save", "Open"}, []))
    assert translations.refresh({"Save": "保存", "Gone": "没了"}) == ["unfinished: 'Open'"]
    assert read_table(translations.TABLE) == {"Open": Entry("Open"), "Save": Entry("Save", "保存")}


def test_that_a_stale_table_is_noticed(tmp_path, monkeypatch):
    table = tmp_path / "netwright_zh_CN.ts"
    monkeypatch.setattr(translations, "TABLE", table)
    monkeypatch.setattr(translations, "sources", lambda: ({"Save"}, []))
    table.write_text(written([Entry("Gone", "没了")]), encoding="utf-8")
    assert translations.check()[-1].startswith("stale: the .ts file")
    table.write_text(written([Entry("Save", "保存")]), encoding="utf-8")
    assert translations.check() == ["stale: the .qm file; run python tools/translations.py"]
    translations.refresh()
    assert translations.check() == []
