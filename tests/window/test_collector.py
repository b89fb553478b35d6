"""Where garbage goes while the window is there: in the window's thread, whoever made it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

#: A window as it runs, in which a part of Qt becomes garbage; and then another thread makes much.
_WINDOW = """
import gc
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from stillhere.home.paths import paths_for
from stillhere.window import app
from stillhere.window.face import Face

made = []

class Part(QObject):
    pass

def went():
    print("went in", threading.current_thread().name, flush=True)

def provoke(face):
    part = Part()
    part.destroyed.connect(went, Qt.ConnectionType.DirectConnection)
    part.destroyed.connect(face.close)
    part.itself = part
    del part
    more = lambda: made.extend([] for _ in range(100_000))
    keeping = threading.Thread(target=more, name="another thread")
    keeping.start()
    keeping.join()
    QTimer.singleShot(20_000, face, face.close)

start = Face.start

def started(face, app, page, pictured):
    def then():
        pictured()
        QTimer.singleShot(0, face, lambda: provoke(face))
    start(face, app, page, then)

Face.start = started
app.run(paths_for(Path(sys.argv[1]), {}))
print("collects" if gc.isenabled() else "rests")
"""


def test_garbage_of_qt_goes_in_the_windows_thread_whoever_makes_one_object_too_many(
    root: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", _WINDOW, str(tmp_path)],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == ["went in MainThread", "collects"]
