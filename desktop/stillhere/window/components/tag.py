"""Tags: a word that was chosen, or the kind of a thing, to read and not to press."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Tag(QLabel):
    """``chosen`` for what somebody chose, ``kind`` for what kind a thing is of."""

    def __init__(
        self, text: str = "", kind: Literal["chosen", "kind"] = "chosen", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
