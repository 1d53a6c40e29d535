"""The network as a drawn graph: what is drawn, and where it stands. No screen, no torch."""
