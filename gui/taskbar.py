"""How far a run is, on the program's icon in the task bar, the dock or the launcher of the desktop."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

#: Any path will do; desktops tell programs apart by the desktop entry.
_PATH, _INTERFACE = "/netwright/run", "com.canonical.Unity.LauncherEntry"


class Taskbar(Protocol):
    """Shows a share on the program's icon."""

    def show(self, share: float | None) -> None:
        """Shows how much is done, from 0 to 1; None takes it away."""


class LauncherBar:
    """The bar that KDE Plasma, Ubuntu's dock, Dash to Dock and others draw over an icon.

    They listen on the session's bus for `com.canonical.Unity.LauncherEntry.Update`, and find the
    icon by the program's desktop entry (`netwright.desktop`); nobody answers, and nothing is
    waited for.
    """

    def __init__(self, bus: "QDBusConnection") -> None:
        self._bus = bus

    def show(self, share: float | None) -> None:
        """Tells whoever draws the icon."""
        from PySide6.QtDBus import QDBusMessage

        message = QDBusMessage.createSignal(_PATH, _INTERFACE, "Update")
        message.setArguments(
            [
                f"application://{QGuiApplication.desktopFileName()}.desktop",
                {"progress": share or 0.0, "progress-visible": share is not None},
            ]
        )
        self._bus.send(message)


class Badge:
    """A small number on the icon, the percentage: what Qt has for Windows and macOS."""

    def show(self, share: float | None) -> None:
        """Shows whole per cent; 0 would be no number at all."""
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication), "there is a window"
        program.setBadgeNumber(0 if share is None else max(int(share * 100), 1))


class NoTaskbar:
    """Where there is no icon to draw on."""

    def show(self, share: float | None) -> None:
        """Nothing to do."""


def system_taskbar() -> Taskbar:
    """What this desktop has; the session's bus is asked for only where there may be one."""
    platform = QGuiApplication.platformName()
    if platform in {"windows", "cocoa"}:
        return Badge()
    if platform not in {"xcb", "wayland"}:
        return NoTaskbar()
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    return LauncherBar(bus) if bus.isConnected() else NoTaskbar()
