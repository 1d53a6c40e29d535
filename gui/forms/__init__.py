"""Forms drawn from declared fields: one editor class a field type, one editor for a chosen kind."""
