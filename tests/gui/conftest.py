"""What every test of the screen may use: settings of its own, the whole window, and its user."""

from tests.journeys.conftest import garbage, open_window, settings, user

__all__ = ["garbage", "open_window", "settings", "user"]
