"""Common mistakes made on purpose, beside a run that is right."""
