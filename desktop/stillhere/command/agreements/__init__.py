"""Agreements by the command: found, shown, written and answered."""
