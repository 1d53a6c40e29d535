"""What the user built: frozen values, JSON in and out, no torch."""
