"""What a scroll area shows its content in is known at once, and nothing is loaded to find out."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtWidgets import QApplication, QScrollArea, QTextEdit

from stillhere.window.components.ground import ground_of

_MADE = """
import enum
from PySide6.QtWidgets import QApplication, QWidget
from stillhere.window.components.page import Page

app, page, made = QApplication([]), Page("Today"), []
plain = enum.EnumType.__new__
def counted(kind, name, *more, **others):
    made.append(name)
    return plain(kind, name, *more, **others)
enum.EnumType.__new__ = counted
around = page.title
while around is not None:
    around = around.parentWidget()
print(made)
"""


def test_it_is_the_viewport(dressed: QApplication) -> None:
    for area in (QScrollArea(), QTextEdit()):
        assert ground_of(area) is area.viewport()


def test_whoever_walks_up_from_what_scrolls_has_no_class_made_for_it() -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _MADE], env=environ, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
