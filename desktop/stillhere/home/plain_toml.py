"""TOML of the plainest form, read without a parser: lines of ``key = value`` and whole-line comments.

What is read here reads exactly as `tomllib` reads it; what isn't exactly of this form is left to that, which
takes longer to load than such a file to read.
"""

from __future__ import annotations

_WORDS = {"true": True, "false": False}


def plain(text: str) -> dict[str, object] | None:
    """The table of a file; None where it takes a parser to know."""
    found: dict[str, object] = {}
    for line in text.split("\n"):
        # No control character, tab and carriage return included, gets any further.
        stripped = line.strip(" ")
        if not stripped or (stripped[0] == "#" and stripped.isprintable()):
            continue
        key, _, written = (part.strip(" ") for part in stripped.partition("="))
        value = _value(written)
        if value is None or key in found or not (key.isascii() and key.isidentifier()):
            return None
        found[key] = value
    return found


def _value(written: str) -> object:
    """A string without escapes, yes or no, or a number; None for anything else."""
    inner = written[1:-1]
    if len(written) >= 2 and written[0] == written[-1] == '"':
        return inner if inner.isprintable() and not {'"', "\\"} & set(inner) else None
    if written.isascii() and written.isdigit() and (written[0] != "0" or written == "0"):
        return int(written) if len(written) < 10 else None
    return _WORDS.get(written)
