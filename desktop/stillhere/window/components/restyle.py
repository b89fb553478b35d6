"""A property that the style sheet looks at, and the widget painted anew where it was painted already."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put(widget: QWidget, name: str, value: object) -> None:
    """Sets the property `name` of `widget`."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # Touching the style costs 8 ms the first time: nobody pays it before the first picture.
        widget.style().polish(widget)
        widget.update()
