"""The Monitor page: a run's curves while it goes on, and what they say."""
