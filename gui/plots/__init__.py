"""Plots and pictures of numbers; none of them knows what it shows."""
