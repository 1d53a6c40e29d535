"""The Predict page: try the network on one sample, and see how it does on many."""
