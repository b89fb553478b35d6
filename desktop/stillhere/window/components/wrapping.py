"""What breaks its lines is as high as its width asks for: Qt has to be told that of each widget."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget


def wraps(*widgets: QWidget) -> None:
    """Has the height of `widgets` follow from their width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    for widget in widgets:
        widget.setSizePolicy(policy)
