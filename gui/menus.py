"""Fills the submenus whose entries depend on the moment: examples, recent files, theme, language, device."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from engine.catalog.templates import TEMPLATES, Template
from engine.examples import EXAMPLES
from engine.text import Text, text
from gui.data_store import DataStore
from gui.document import Document
from gui.run.controller import RunController
from gui.settings import Settings
from gui.theme import theme
from gui.tooltips import plain
from gui.translate import show, tr, translator

T = TypeVar("T")
OpenPath = Callable[[Path], object]


def fill_examples(menu: QMenu, open_example: OpenPath) -> None:
    """Every example with its line of explanation."""
    menu.clear()
    for example in EXAMPLES:
        action = menu.addAction(show(example.title))
        action.setObjectName(f"example-{example.name}")
        action.setToolTip(show(example.doc))
        action.setStatusTip(show(example.doc))
        action.triggered.connect(_later(open_example, example.path))


def fill_recent(menu: QMenu, settings: Settings, open_path: OpenPath) -> None:
    """Files opened or saved lately."""
    menu.clear()
    for path in settings.recent:
        action = menu.addAction(path.name.replace("&", "&&"))
        action.setToolTip(plain(str(path)))
        action.triggered.connect(_later(open_path, path))
    menu.setEnabled(bool(settings.recent))


def fill_themes(menu: QMenu, settings: Settings) -> None:
    """System, light or dark."""
    choices = {"system": tr("Like the system"), "light": tr("Light"), "dark": tr("Dark")}

    def choose(mode: str) -> None:
        settings.set_text("theme", mode)
        theme().set_mode("light" if mode == "light" else "dark" if mode == "dark" else "system")

    _fill_choice(menu, choices, theme().mode, choose)


def fill_languages(menu: QMenu, settings: Settings) -> None:
    """System, English or Chinese; each language under its own name."""
    choices = {"system": tr("Like the system"), "en": "English", "zh_CN": "简体中文"}

    def choose(language: str) -> None:
        settings.set_text("language", language)
        translator().set_language(
            "en" if language == "en" else "zh_CN" if language == "zh_CN" else "system"
        )

    _fill_choice(menu, choices, translator().choice, choose)


def fill_templates(menu: QMenu, document: Document, store: DataStore) -> None:
    """Ready networks, sized to the data, or to the network on screen while there is none."""

    def start(chosen: Template) -> None:
        from gui.network.gallery.shelves import start_from

        start_from(chosen, document, store)

    menu.clear()
    for template in TEMPLATES.values():
        action = menu.addAction(tr_catalog(template.title))
        action.setToolTip(tr_catalog(template.doc))

        action.setObjectName(f"template-{template.name}")
        action.triggered.connect(_later(start, template))


def tr_catalog(source: str) -> str:
    """A string of the catalogue in the language on screen."""
    return show(Text(source))


def fill_devices(menu: QMenu, document: Document, controller: RunController) -> None:
    """Where to train."""
    cuda = controller.engine.cuda if controller.engine else ()
    choices = {"auto": tr("Automatic"), "cpu": "CPU"}
    if cuda:
        choices["cuda"] = f"CUDA · {cuda[0]}"

    def choose(device: str) -> None:
        training = document.project.training.replace(device=device)
        document.set_training(training, text("Choose the device"))

    _fill_choice(menu, choices, document.project.training.device, choose)


def show_device(menu: QMenu, document: Document, controller: RunController) -> str:
    """Marks the project's device in the menu; gives the words for the toolbar's button."""
    wanted = document.project.training.device
    for action in menu.actions():
        action.setChecked(action.objectName() == f"{menu.objectName()}-{wanted}")
    if wanted == "auto":
        return "CUDA" if controller.engine is not None and controller.engine.cuda else "CPU"
    return wanted.upper()


def _fill_choice(
    menu: QMenu, choices: dict[str, str], current: str, choose: Callable[[str], object]
) -> None:
    menu.clear()
    group = QActionGroup(menu)
    for key, label in choices.items():
        action = QAction(label, menu)
        action.setObjectName(f"{menu.objectName()}-{key}")
        action.setCheckable(True)
        action.setChecked(key == current)
        action.triggered.connect(_later(choose, key))
        group.addAction(action)
        menu.addAction(action)


def _later(function: Callable[[T], object], argument: T) -> Callable[[], object]:
    return lambda: function(argument)
