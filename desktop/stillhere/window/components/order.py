"""The Tab key comes to what is made later where it stands, not after everything else (WCAG 2.2, 2.4.3)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_after(before: QWidget, *parts: QWidget) -> None:
    """Has the Tab key come to ``parts`` right after ``before``, which need not take the focus itself."""
    policy = before.focusPolicy()
    before.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt sets nothing in order that takes no focus
    at = before
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                QWidget.setTabOrder(at, widget)
                at = widget
    before.setFocusPolicy(policy)
