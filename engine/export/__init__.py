"""What leaves the program: the code, the weights, the model in other formats."""
