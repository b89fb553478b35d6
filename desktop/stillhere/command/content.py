"""What to say where a file of the program's content can't be read: it is named, and the rest of it works."""

from __future__ import annotations

from collections.abc import Sequence

from stillhere.home.library import Library
from stillhere.words import say


def broken_hints(library: Library) -> Sequence[str]:
    """What is so and what helps, of the first that couldn't be read so far; nothing where all could."""
    errors = [broken.error for broken in library.broken[:1]]
    return [say(key, **error.fields) for error in errors for key in (error.title, error.next_step)]
