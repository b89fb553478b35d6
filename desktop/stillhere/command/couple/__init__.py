"""Sharing by the command: two people, their devices, kits and bundles, and leaving."""
