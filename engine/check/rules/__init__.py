"""Rules over what a person built, each giving advice and the edits that mend it."""
