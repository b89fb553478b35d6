"""A change of theme or text size over what is on the screen, which every scene lives through as well.

Law: a widget that goes while Qt walks over all of them ends the process. Thus each has an owner inside the
frame, nothing is made or taken away by a change, and Python's collector rests meanwhile.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from stillhere.window.look import LIGHT
from stillhere.window.wear import Wearer
from tests.window.scenes import Stage

#: Many widgets that nobody holds, and a collector that comes, where it may, in the midst of the walk.
_PRESSURE = """
import gc
from PySide6.QtWidgets import QApplication, QWidget
from stillhere.window.components.buttons import Button
from stillhere.window.wear import Wearer

class Listening(QWidget):
    def changeEvent(self, event):
        if gc.isenabled():
            gc.collect()
        super().changeEvent(event)

app = QApplication(["test", "-style", "fusion"])
wearer = Wearer(app)
wearer.wear("light")
frame = QWidget()
inside = [Listening(frame) for _ in range(50)]
frame.show()
gc.disable()
alone = [Button("Alone", lambda: None) for _ in range(200)]
for button in alone:
    button.round = button
    button.ensurePolished()
del alone, button
gc.set_threshold(1_000_000)  # not before Qt is at it
gc.enable()
wearer.wear("dark", 200)
wearer.wear("light", 100)
"""


def test_the_collector_rests_while_widgets_are_dressed_and_works_on_afterwards(
    stage: Stage, wearer: Wearer
) -> None:
    class Listening(QWidget):
        def changeEvent(self, event: QEvent) -> None:
            heard.append(gc.isenabled())
            super().changeEvent(event)

    heard: list[bool] = []
    listening = Listening(stage.frame)
    listening.show()
    heard.clear()
    wearer.wear("dark", 125)
    assert heard
    assert not any(heard)
    assert gc.isenabled()


def test_widgets_that_nobody_holds_do_not_end_the_process(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", _PRESSURE],
        cwd=root,
        # Memory that was given back is overwritten at once, so that whoever still reads it is found out.
        env={**os.environ, "MALLOC_PERTURB_": "165"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_who_has_stopped_follows_nothing_any_more(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = Qt.ColorScheme.Light
    monkeypatch.setattr(Wearer, "_scheme", lambda self: scheme)
    wearer = Wearer(dressed)
    wearer.start()
    wearer.wear("system")
    dressed.processEvents()
    assert wearer.worn is not None
    assert wearer.worn.colours is LIGHT
    scheme = Qt.ColorScheme.Dark
    dressed.styleHints().colorSchemeChanged.emit(scheme)
    wearer.stop()
    dressed.processEvents()
    dressed.styleHints().colorSchemeChanged.emit(scheme)
    dressed.processEvents()
    assert wearer.worn.colours is LIGHT
