"""The Step-through tab: one batch in five phases, forwards and backwards, with every number in view."""
