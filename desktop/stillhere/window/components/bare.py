"""Buttons without an edge: to the eye there is nothing but their words, though more of them can be pressed.

So what stands beside and below them keeps another distance than it does from an edge.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLayoutItem

#: Pixels between the words and what stands beside them.
BESIDE: Final = 28
#: Pixels that can be pressed below the words.
BELOW: Final = 10


def without_edge(item: QLayoutItem) -> bool:
    """Whether it is a button of the kind ``text``, or a row of nothing else."""
    widget = item.widget()
    if widget is not None and widget.property("kind") == "text":
        return True
    layout = item.layout() if widget is None else widget.layout()
    if layout is None:
        return False
    each = [inside for at in range(layout.count()) if (inside := layout.itemAt(at)) and not inside.isEmpty()]
    return bool(each) and all(map(without_edge, each))
