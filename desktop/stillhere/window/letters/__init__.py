"""Letters: written here, decided later, opened by choice."""
