"""The left column: the network as a list of cards that is built by clicks, keys and dragging."""
