"""Reflect: prompts for the moment, and pages that only their writer reads."""
