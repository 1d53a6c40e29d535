"""A notification reaches a desktop without a tray, and a click on it comes back."""

from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from gui.portal import Portal, desktop_portal

PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"


@ClassInfo({"D-Bus Interface": INTERFACE})
class Desktop(QObject):
    """Shows notifications as the portal does."""

    def __init__(self):
        super().__init__()
        self.shown = []

    @Slot(str, "QVariantMap")
    def AddNotification(self, name, notification):
        self.shown.append((name, notification))


def test_that_the_desktop_is_asked_to_show_it_and_a_click_is_heard(qtbot, bus):
    desktop, side = Desktop(), QDBusConnection.connectToBus(bus, "dock")
    assert side.registerService("org.freedesktop.portal.Desktop")
    exported = QDBusConnection.RegisterOption.ExportAllSlots
    assert side.registerObject(PATH, desktop, exported)
    portal = Portal(QDBusConnection.connectToBus(bus, "program"))
    portal.show("Training is done", "Trained 60 epochs in 1.1 s.")
    qtbot.waitUntil(lambda: bool(desktop.shown), timeout=10_000)
    ((name, notification),) = desktop.shown
    assert notification["title"] == "Training is done"
    assert notification["body"] == "Trained 60 epochs in 1.1 s."
    with qtbot.waitSignal(portal.clicked, timeout=10_000):
        click = QDBusMessage.createSignal(PATH, INTERFACE, "ActionInvoked")
        click.setArguments([name, notification["default-action"], []])
        side.send(click)


def test_that_there_is_none_where_there_is_no_bus(qapp):
    assert desktop_portal(qapp) is None  # the tests have no desktop
