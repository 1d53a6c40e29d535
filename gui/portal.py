"""Notifications on desktops without a tray, such as GNOME: over the portal that all of them have."""

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication

_SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Notification"
#: A notification of this name takes the place of the one before.
_NAME = "run"


class Portal(QObject):
    """Asks the desktop on the session's bus to show a notification; no answer is waited for.

    Signals:
        clicked(): the user wants to see more.
    """

    clicked = Signal()

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        slot = SLOT("_invoked(QDBusMessage)")  # the stubs ask for bytes, which PySide does not take
        bus.connect(_SERVICE, _PATH, _INTERFACE, "ActionInvoked", self, slot)  # type: ignore[call-overload]

    def show(self, title: str, words: str) -> None:
        """Shows it, in place of the one before."""
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "AddNotification")
        notification = {"title": title, "body": words, "default-action": "show"}
        message.setArguments([_NAME, notification])
        self._bus.send(message)

    @Slot(QDBusMessage)
    def _invoked(self, message: QDBusMessage) -> None:
        if message.arguments()[:1] == [_NAME]:
            self.clicked.emit()


def desktop_portal(parent: QObject) -> Portal | None:
    """The portal of this desktop; None where it has no session's bus, as on Windows and macOS."""
    if QGuiApplication.platformName() not in {"xcb", "wayland"}:
        return None
    bus = QDBusConnection.sessionBus()
    return Portal(bus, parent) if bus.isConnected() else None
