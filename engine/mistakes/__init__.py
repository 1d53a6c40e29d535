"""Common mistakes, made on purpose: two runs from the same seed, one right and one with the mistake."""
