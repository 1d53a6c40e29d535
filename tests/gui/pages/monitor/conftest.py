"""A Monitor page on a fake run."""

import pytest
from PySide6.QtCore import QSettings

from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.project import Project
from engine.spec.training import TrainingSpec
from gui.document import Document, Selection
from gui.pages.monitor.page import MonitorPage
from gui.settings import Settings
from gui.theme import theme
from tests.gui.pages.monitor.watching import (
    FakeController,
    FakeStore,
    network,
)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    theme().apply(qapp)


@pytest.fixture
def document(qapp):
    data = DataSpec(source=BuiltinSource(name="digits"))
    return Document(Project(data=data, network=network(2), training=TrainingSpec(epochs=20)))


@pytest.fixture
def controller(qapp):
    return FakeController()


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def selection(document):
    return Selection(document)


@pytest.fixture
def make(qtbot, document, controller, settings, selection):
    def build():
        page = MonitorPage(
            document, controller, FakeStore(), selection=selection, settings=settings
        )
        qtbot.addWidget(page)
        page.resize(780, 720)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return build


@pytest.fixture
def page(make):
    return make()


@pytest.fixture
def page_on(qtbot, document, controller, settings):
    """Opens the page on prepared data and a run of ten steps."""

    def opened(prepared, height=720):
        store = FakeStore()
        store.prepared = prepared
        page = MonitorPage(document, controller, store, settings=settings)
        qtbot.addWidget(page)
        page.resize(780, height)
        controller.start()
        controller.steps(10)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return opened
