"""Why a number of a step is what it is: derivations written out with numbers. NumPy alone, no torch."""
