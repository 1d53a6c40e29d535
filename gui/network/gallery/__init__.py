"""The gallery: ready networks as cards, sized to the data."""
