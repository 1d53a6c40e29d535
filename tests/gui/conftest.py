"""What every test of the screen has: the program's own look, settings of its own, the whole window."""

import shutil
import signal
import subprocess

import pytest
from PySide6.QtDBus import QDBusConnection

from gui.theme import theme
from gui.translate import set_language
from tests.journeys.conftest import open_window, settings, user

__all__ = ["open_window", "settings", "user"]


@pytest.fixture(autouse=True)
def own_look(qapp):
    """Fonts, style sheet and language as in the program; widths depend on them."""
    if not qapp.styleSheet():
        theme().apply(qapp)
    set_language("en")


@pytest.fixture
def bus():
    """A bus of our own, with somebody on it."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no D-Bus here")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE
    )
    address = daemon.stdout.readline().decode().strip()
    yield address
    for name in ("program", "dock"):
        QDBusConnection.disconnectFromBus(name)
    daemon.send_signal(signal.SIGTERM)
    daemon.wait(10)
    daemon.stdout.close()
