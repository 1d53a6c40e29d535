"""What is wrong or unwise about a network, without running it."""
