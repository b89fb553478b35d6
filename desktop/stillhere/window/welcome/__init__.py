"""The way in: a space for two, an invitation, or on one's own. Nothing typed is lost going back and forth."""
