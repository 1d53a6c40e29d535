"""What an optimizer does to one weight in one step, written out with numbers. NumPy alone, no torch."""
