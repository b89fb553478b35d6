"""The few pieces that every page is built from.

Each has an accessible name and role, a way by keyboard, and takes its colours and sizes from the style sheet.
"""
