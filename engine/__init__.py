"""Everything that is not a screen: specs, catalogue, data, training, files, export."""
