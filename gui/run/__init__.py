"""The run as the screen sees it: a controller here, the engine's thread behind it."""
