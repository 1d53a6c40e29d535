"""What every test of the screen may use."""

import pytest
from PySide6.QtCore import QSettings

from gui.settings import Settings


@pytest.fixture
def settings(tmp_path):
    """Settings of the test's own."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
