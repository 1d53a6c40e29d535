"""The live PyTorch script of what is on screen."""
