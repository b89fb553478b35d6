"""What all records say together: folded in any order, the same state."""
