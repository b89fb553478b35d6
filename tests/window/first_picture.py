"""What the window's first picture costs beside the smallest honest Qt program: 30 widgets, painted once.

``python -m tests.window.first_picture`` prints processor time in milliseconds, the least of several starts.
Both end at the first picture, on the spot: what a program does on its way out is nobody's waiting.
Nothing is asserted, for machines differ. The home is real; its key is handed over as a keyring would.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

_STARTS = 8

_BARE = """
import os
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
class Bare(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))
app = QApplication([])
bare = Bare()
column = QVBoxLayout(bare)
for number in range(15):
    column.addWidget(QLabel(str(number)), alignment=Qt.AlignmentFlag.AlignLeft)
    column.addWidget(QPushButton(str(number)))
bare.resize(1040, 720)
bare.show()
app.exec()
"""

_WINDOW = """
import gc
import os
import sys
from pathlib import Path
from stillhere.cli import COLLECTING
gc.set_threshold(*COLLECTING)  # as each start of the program does
from stillhere.home import opening
from stillhere.home.keys import vault
from stillhere.home.paths import paths_for
opening.open_vault = lambda *_, **__: bytes(32)
vault.vault_kind = lambda paths: "keyring"
from stillhere.window import app
gc.freeze = lambda: os._exit(0)  # what comes first once the picture is there
sys.exit(app.run(paths_for(Path(sys.argv[1]), {})))
"""

_MAKE = """
import os
import sys
from pathlib import Path
from stillhere.home import opening
from stillhere.home.home import Home
from stillhere.home.paths import paths_for
from stillhere.home.store import Store
opening.create_vault = lambda *args, **named: None
home = opening.create_home(paths_for(Path(sys.argv[1]), {}), None, random=lambda count: bytes(count))
home.close()
home = Home(home.paths, Store.open(home.paths.store, bytes(32)), bytes(32), random=os.urandom)
home.begin("Mia")
home.close()
"""


def main() -> int:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as place:
        home = str(Path(place) / "home")
        subprocess.run([sys.executable, "-c", _MAKE, home], check=True)
        bare = min(_cost(_BARE) for _ in range(_STARTS))
        window = min(_cost(_WINDOW, home) for _ in range(_STARTS))
    print(f"bare 30 widgets {bare:.0f} ms · the window {window:.0f} ms · {window / bare:.2f} times")
    return 0


def _cost(code: str, *arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    sys.exit(main())
