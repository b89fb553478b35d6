"""The warm lines to pick from: the person's own list, or the one that comes with the program.

It is read when it is asked for, and not before. What can't be read of it is left out and told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence


def phrases(own: Sequence[str], tell: Callable[[Exception], object]) -> list[tuple[str, tuple[str, ...]]]:
    """The lines as groups of a title and lines; a list of one's own is one group without a title."""
    if own:
        return [("", tuple(own))]
    from stillhere.home.library import library

    found = library()
    lines = [(group.label, group.texts) for group in found.warm_lines()]
    for broken in found.broken[:1]:
        tell(broken.error)
    return lines
