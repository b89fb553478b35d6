"""The rival of the tray: the least that a PySide6 program does for an icon with a menu, and nothing else."""

from __future__ import annotations

import sys

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon


def main() -> None:
    app = QApplication(sys.argv)
    picture = QPixmap(64, 64)
    picture.fill("#e2a35c")
    icon, menu = QSystemTrayIcon(QIcon(picture)), QMenu()
    for words in ("You are both here.", "Rest, still here", "Open", "Quit"):
        menu.addAction(words)
    icon.setContextMenu(menu)
    icon.setToolTip("You are both here.")
    icon.show()
    app.exec()


if __name__ == "__main__":
    main()
