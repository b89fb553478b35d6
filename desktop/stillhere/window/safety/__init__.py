"""Safety: what the app can't know, and who can be rung. It works offline."""
