"""What a person is told of folder, carrier and keys: what is so, and what to do next."""
