"""Edits that let a layer work that can't work as it is; one file a cause."""
