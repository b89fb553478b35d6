"""Hearing that the computer is about to sleep, as each system tells it."""
