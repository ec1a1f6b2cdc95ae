"""What a record shows, as values without a language."""
