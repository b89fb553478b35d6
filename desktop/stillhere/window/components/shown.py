"""What stands there and what doesn't. What comes with its parent is never shown before it.

Qt dresses and lays out at once whatever is told to be shown, in a size that isn't its own while the page
around it isn't there yet.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def show_if(shown: bool, *widgets: QWidget) -> None:
    """Shows `widgets`, or hides them."""
    for widget in widgets:
        if not shown or widget.isHidden():
            widget.setVisible(shown)
