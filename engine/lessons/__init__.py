"""Lessons: read from a text file, looked after while they are done. No torch."""
