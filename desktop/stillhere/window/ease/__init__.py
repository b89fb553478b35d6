"""Quiet helps, for the one who waits and anybody else: they are for oneself, and nothing of them is told."""
