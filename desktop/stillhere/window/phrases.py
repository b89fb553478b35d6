"""The warm lines to pick from: the person's own list, or the one that comes with the program.

It is read when it is asked for, and not before.
"""

from __future__ import annotations

from collections.abc import Sequence

from stillhere.window.data import data


def phrases(own: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The lines as groups of a title and lines; a list of one's own is one group without a title."""
    if own:
        return [("", tuple(own))]
    import tomllib

    lines = tomllib.loads(data("phrases/warm_lines.toml").read_text("utf-8"))
    return [(group["label"], tuple(group["lines"])) for group in lines["group"]]
