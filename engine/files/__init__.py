"""What touches the disk: project files, weights, recovery; whole or not at all."""
