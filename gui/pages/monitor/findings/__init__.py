"""What the curves say: the strip under the plots, and a fix tried out beside the run."""
