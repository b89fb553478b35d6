"""Words for the command line."""

WORDS: dict[str, str] = {}
