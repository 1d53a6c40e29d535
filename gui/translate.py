"""Every visible string passes through here; the language switches without a restart.

There is one translation context. Widgets set their words in a method that `changeEvent` calls again
on `QEvent.LanguageChange`, which Qt sends to all of them when a translator comes or goes.
"""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.text import Text

Language = Literal["system", "en", "zh_CN"]

CONTEXT = "Netwright"
TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"


def tr(source: str) -> str:
    """The source in the language on screen; it must be a literal, so that it can be collected."""
    return QCoreApplication.translate(CONTEXT, source)


def show(message: Text) -> str:
    """A sentence of the engine in the language on screen, its values filled in."""
    template = tr(message.template)
    if not message.args:
        return template
    values = {
        name: show(value) if isinstance(value, Text) else value
        for name, value in message.args.items()
    }
    return template.format(**values)


def words(message: Text | str) -> str:
    """What to put on screen for a Text, which follows the language, or for a finished string."""
    return show(message) if isinstance(message, Text) else message


class Translator:
    """The translations installed in the application."""

    def __init__(self) -> None:
        self._choice: Language = "system"
        self._current = "en"
        self._installed: list[QTranslator] = []

    @property
    def choice(self) -> Language:
        """What the user chose; "system" follows the desktop."""
        return self._choice

    @property
    def current(self) -> str:
        """The language on screen: "en" or "zh_CN"."""
        return self._current

    def set_language(self, choice: Language) -> None:
        """Show every word in that language, now."""
        if choice not in get_args(Language):
            raise ValueError(choice)
        self._choice = choice
        wanted = _system_language() if choice == "system" else choice
        if wanted == self._current:
            return
        self._current = wanted
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        if wanted != "en":
            qt_words = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            self._install(qt_words / f"qtbase_{wanted}.qm")
            self._install(TRANSLATIONS / f"netwright_{wanted}.qm")

    def _install(self, file: Path) -> None:
        translator = QTranslator()
        if not translator.load(str(file)):
            raise FileNotFoundError(file)
        self._installed.append(translator)
        QCoreApplication.installTranslator(translator)


@cache
def translator() -> Translator:
    """The application's one translator."""
    return Translator()


def set_language(choice: Language) -> None:
    """Show the whole program in that language; "system" follows the desktop."""
    translator().set_language(choice)


def _system_language() -> str:
    languages = QLocale.system().uiLanguages()
    return "zh_CN" if languages and languages[0].startswith("zh") else "en"
