"""The screen: windows, panels and plots over the engine."""
