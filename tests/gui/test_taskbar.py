"""How far a run is stands on the program's icon: over D-Bus on Linux, as a number elsewhere."""

import pytest
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QGuiApplication

from gui.taskbar import Badge, LauncherBar, NoTaskbar, system_taskbar


class Dock(QObject):
    """Listens as the docks of desktops do."""

    def __init__(self):
        super().__init__()
        self.heard = []

    @Slot(str, "QVariantMap")
    def update(self, program, properties):
        self.heard.append((program, properties))


def test_that_docks_hear_how_far_the_run_is(qtbot, bus, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "desktopFileName", lambda: "netwright")
    dock, listening = Dock(), QDBusConnection.connectToBus(bus, "dock")
    interface, slot = "com.canonical.Unity.LauncherEntry", SLOT("update(QString,QVariantMap)")
    assert listening.connect("", "", interface, "Update", dock, slot)
    bar = LauncherBar(QDBusConnection.connectToBus(bus, "program"))
    bar.show(0.47)
    bar.show(None)
    qtbot.waitUntil(lambda: len(dock.heard) == 2, timeout=10_000)
    program = "application://netwright.desktop"
    assert dock.heard == [
        (program, {"progress": 0.47, "progress-visible": True}),
        (program, {"progress": 0.0, "progress-visible": False}),
    ]


def test_that_a_badge_shows_the_percentage(qapp, monkeypatch):
    numbers = []
    monkeypatch.setattr(QGuiApplication, "setBadgeNumber", lambda _, number: numbers.append(number))
    for share in (0.0, 0.47, 1.0, None):
        Badge().show(share)
    assert numbers == [1, 47, 100, 0]


@pytest.mark.parametrize(
    ("platform", "kind"), [("windows", Badge), ("cocoa", Badge), ("offscreen", NoTaskbar)]
)
def test_that_each_desktop_gets_what_it_has(monkeypatch, platform, kind):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    assert isinstance(system_taskbar(), kind)
