"""The loop: one generator of events, and what it needs."""
