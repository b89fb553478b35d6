"""What this device holds: places, settings, an encrypted store, its key, the folder that two people share.

Everything that touches the world outside memory for the couple's records lives here and nowhere above: the
faces hold a `Home` and never a file, a key or a connection.
"""
