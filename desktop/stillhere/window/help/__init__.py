"""Help: the pages about the app itself, inside it."""
