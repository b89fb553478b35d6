"""What the two agreed on: what it allows and shows now, and the acts upon it."""
