"""The right column: what can be changed about the selected layer and about training."""
