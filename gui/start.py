"""Looks whether a window can be opened at all, before Qt is asked: Qt would abort without a useful word."""

import argparse
import ctypes
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

#: What Qt's X11 plugin loads, and the Debian package that has it.
X11_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
}
WITHOUT_SCREEN = "Without a screen, use a command such as: python main.py train PROJECT --json"


def start(arguments: Sequence[str]) -> int:
    """Opens the window, or says in one line on stderr why not (exit code 2)."""
    parser = argparse.ArgumentParser(prog="main.py", add_help=False)
    parser.add_argument("path", nargs="?", metavar="PROJECT|CSV")
    path = parser.parse_args(arguments).path
    if path is not None and not Path(path).exists():
        return _refuse(f"There is no file “{path}”.")
    if (problem := screen_problem()) is not None:
        return _refuse(problem)
    # Until the window collects garbage itself: what is being imported is none.
    gc.disable()
    from gui.app import run

    return leave(run(path))


def leave(code: int) -> NoReturn:
    """Ends the process once the window is closed and everything is saved.

    At once, without taking Python down: a thread that is just then in torch, in a long step or still
    reading for a page nobody sees any more, would come back to an interpreter that is gone. Python
    answers by unwinding the thread's stack, and C++ that by aborting the program.
    """
    from gui.theme import theme

    theme().clear()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # Python has none without a console on Windows
            stream.flush()
    os._exit(code)


def screen_problem() -> str | None:
    """Why no window can be opened; None when one can."""
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.startswith(("offscreen", "minimal", "vnc", "eglfs", "linuxfb")):
        return None
    missing = [package for name, package in X11_LIBRARIES.items() if not _loads(name)]
    if missing:
        packages = " ".join(missing)
        return f"Qt needs system libraries that are missing. Install them: sudo apt-get install {packages}"
    if os.environ.get("WAYLAND_DISPLAY") and not platform.startswith("xcb"):
        return None
    if not os.environ.get("DISPLAY"):
        return f"There is no display to open a window on. {WITHOUT_SCREEN}"
    if not _display_answers():
        return f"The display “{os.environ['DISPLAY']}” does not answer. {WITHOUT_SCREEN}"
    return None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _display_answers() -> bool:
    """Whether the X server can be reached, asked the way Qt will ask it."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # PySide6 ships its own libxcb on some systems; Qt itself will tell
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    works = bool(connection) and xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return works


def _refuse(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 2
