"""Agreements: what the two said yes to, what is offered, and words that either writes first for oneself."""
