"""TOML of the plainest form, read without a parser: lines of ``key = value``, headers of tables and of lists
of tables, none inside another, and whole-line comments.

What is read here reads exactly as `tomllib` reads it; what isn't exactly of this form is left to that, which
takes longer to load than such a file to read.
"""

from __future__ import annotations

_WORDS = {"true": True, "false": False}


def plain(text: str) -> dict[str, object] | None:
    """The table of a file; None where it takes a parser to know."""
    found: dict[str, object] = {}
    here = found
    for line in text.split("\n"):
        # No control character, tab and carriage return included, gets any further.
        stripped = line.strip(" ")
        if not stripped or (stripped[0] == "#" and stripped.isprintable()):
            continue
        if stripped[0] == "[":
            begun = _begun(found, stripped)
            if begun is None:
                return None
            here = begun
            continue
        key, _, written = (part.strip(" ") for part in stripped.partition("="))
        value = _value(written)
        if value is None or key in here or not _is_name(key):
            return None
        here[key] = value
    return found


def _begun(found: dict[str, object], header: str) -> dict[str, object] | None:
    """The table that begins with ``[name]``, or with ``[[name]]`` as one more of a list."""
    listed = header.startswith("[[")
    name = header[2:-2] if listed else header[1:-1]
    if header != (f"[[{name}]]" if listed else f"[{name}]") or not _is_name(name):
        return None
    table: dict[str, object] = {}
    if listed:
        tables = found.setdefault(name, [])
        if not isinstance(tables, list):
            return None
        tables.append(table)
    elif name in found:
        return None
    else:
        found[name] = table
    return table


def _is_name(key: str) -> bool:
    return key.isascii() and key.isidentifier()


def _value(written: str) -> object:
    """A string without escapes, yes or no, or a number; None for anything else."""
    inner = written[1:-1]
    if len(written) >= 2 and written[0] == written[-1] == '"':
        return inner if inner.isprintable() and not {'"', "\\"} & set(inner) else None
    if written.isascii() and written.isdigit() and (written[0] != "0" or written == "0"):
        return int(written) if len(written) < 10 else None
    return _WORDS.get(written)
