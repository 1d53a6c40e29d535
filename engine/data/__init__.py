"""From a file to batches: sources, what their columns mean, preprocessing and the split."""
