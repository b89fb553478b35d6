"""Words for the tray: menu and tooltip."""

WORDS: dict[str, str] = {}
