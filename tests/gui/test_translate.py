"""The language switches live, and sentences of the engine are translated before they are filled in."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QLabel

from engine.text import Text, text
from gui import translate
from gui.translate import Translator, show, tr


class Words(QTranslator):
    """A dictionary in place of a compiled file."""

    def __init__(self, words):
        super().__init__()
        self._words = words

    def translate(self, context, source, disambiguation=None, n=-1):
        return self._words.get(source, "") if context == "Netwright" else ""


@pytest.fixture
def chinese(qapp):
    words = Words({"layer": "层", "{what} is too large ({size}).": "{what}太大（{size}）。"})
    QCoreApplication.installTranslator(words)
    yield
    QCoreApplication.removeTranslator(words)


@pytest.fixture
def fresh(qapp):
    translator = Translator()
    yield translator
    translator.set_language("en")


def test_that_a_string_without_translation_stays_english(qapp):
    assert tr("No such string anywhere") == "No such string anywhere"


def test_that_values_of_a_sentence_are_translated_first(chinese):
    message = text("{what} is too large ({size}).", what=Text("layer"), size=8)
    assert show(message) == "层太大（8）。"
    assert str(message) == "layer is too large (8)."


def test_that_braces_of_a_sentence_without_values_are_left_alone(qapp):
    assert show(text("a set {1, 2}")) == "a set {1, 2}"


class Listener(QLabel):
    """Counts the times it is told to set its words again."""

    heard = 0

    def changeEvent(self, event):
        if event.type() == QEvent.Type.LanguageChange:
            self.heard += 1
        super().changeEvent(event)


def test_that_widgets_hear_of_a_new_language(fresh, qtbot):
    label = Listener()
    qtbot.addWidget(label)
    fresh.set_language("zh_CN")
    qtbot.waitUntil(lambda: label.heard > 0)
    assert fresh.current == "zh_CN"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    fresh.set_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_that_the_systems_language_is_followed(fresh, monkeypatch):
    monkeypatch.setattr(translate, "_system_language", lambda: "zh_CN")
    fresh.set_language("system")
    assert (fresh.choice, fresh.current) == ("system", "zh_CN")


def test_that_an_unknown_language_is_refused(fresh):
    with pytest.raises(ValueError, match="tlh"):
        fresh.set_language("tlh")
    assert fresh.current == "en"


def test_that_a_missing_table_is_loud(fresh, monkeypatch, tmp_path):
    monkeypatch.setattr(translate, "TRANSLATIONS", tmp_path)
    with pytest.raises(FileNotFoundError):
        fresh.set_language("zh_CN")
