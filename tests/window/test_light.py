"""What the first picture waits for: the modules that are loaded by then, never how long it took."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from stillhere.window.qt import SPARED
from stillhere.words import say
from tests.window import eyes
from tests.window.first_picture import _MAKE, _WINDOW
from tests.window.hands import button
from tests.window.scenes import SCENES, Stage

#: None of these is seen in the first picture.
LATER = {
    "PySide6.QtNetwork", "importlib.resources", "jeepney", "keyring", "mnemonic", "nacl.public",
    "nacl.signing", "pyrage", "segno",
    "stillhere.home.flow.intake", "stillhere.home.flow.publisher", "stillhere.home.folder.watch",
    "stillhere.home.keeper", "stillhere.home.private", "stillhere.home.rooms", "stillhere.notify",
    "stillhere.seal.envelope", "stillhere.seal.keys",
    "stillhere.window.agreements", "stillhere.window.ease", "stillhere.window.help",
    "stillhere.window.letters", "stillhere.window.opening", "stillhere.window.reflect.page",
    "stillhere.window.safety", "stillhere.window.settings", "stillhere.window.welcome",
    "subprocess", "tomlkit", "tomllib", "watchdog", "zxingcpp",
}  # fmt: skip

WATCHED = """
import sys
asked = []
class Asked:
    def find_spec(self, name, path=None, target=None):
        asked.append(name)
sys.meta_path.insert(0, Asked())
"""
TOLD = """
from stillhere.window.qt import load_qt
load_qt()
from PySide6.QtCore import QEvent, QObject
from shiboken6 import getCppPointer
class Painted(QObject):
    names = set()
    dressed = []
    def eventFilter(self, what, event):
        if event.type() == QEvent.Type.Paint:
            self.names.add(f"painted:{type(what).__name__}")
        if event.type() == QEvent.Type.StyleChange:
            self.dressed.append(getCppPointer(what)[0])  # not itself: it may be half made
        return False
from stillhere.window.face import Face
painted = Painted()
start, first = Face.start, Face._after_first_picture
def started(self, app, page, **named):
    app.installEventFilter(painted)
    start(self, app, page, **named)
def told(self, app):
    print(*asked, *painted.names)
    print("most:", max(map(painted.dressed.count, painted.dressed)))
    print(*(f"unread:{name}" for name, module in sys.modules.items() if vars(module).get("unread")))
    app.removeEventFilter(painted)
    first(self, app)
    app.quit()
Face.start, Face._after_first_picture = started, told
"""


#: Calls that no signature allows, and a look at a signature and at what tells it.
WRONG = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
for call in (lambda: QLabel(1, 2, 3), lambda: QLabel().setText(4), lambda: QLabel(nonsense=5)):
    try:
        call()
    except Exception as error:
        print(type(error), error)
print(QLabel.setText.__doc__)
import PySide6.support.signature.parser as parser
import PySide6.support.signature.lib.enum_sig as enum_sig
import PySide6.support.feature as feature
print(parser.__name__, parser.__spec__.name, enum_sig.HintingEnumerator, feature.info("stillhere"))
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What was imported before the first picture, in order."""
    home = str(tmp_path_factory.mktemp("light") / "home")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", _MAKE, home], check=True, env=environment)
    lines = _WINDOW.splitlines()
    last = next(at for at, line in enumerate(lines) if line.startswith("gc.freeze"))
    code = WATCHED + "\n".join([*lines[:last], *TOLD.splitlines(), *lines[last + 1 :]])
    done = subprocess.run(
        [sys.executable, "-c", code, home], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.split()


def test_the_first_picture_is_of_today_and_on_the_screen_before_anything_else_begins(
    asked: list[str],
) -> None:
    assert {"painted:Frame", "painted:Today", "painted:Thought", "painted:Sidebar"} <= set(asked)
    assert {"stillhere.window.today.page", "stillhere.window.today.thought", "stillhere.home.library"} <= set(
        asked
    )


def test_what_is_in_the_first_picture_is_made_where_it_stands(asked: list[str]) -> None:
    # Once it is in its card, and once more with the card at most: never again with the page and the window.
    assert int(asked[asked.index("most:") + 1]) <= 2


@pytest.mark.parametrize(
    ("scene", "keys"),
    [
        ("today partner rests", ("today.knock", "today.sit")),
        ("today you partly", ("today.rest", "partly.company", "today.thought.another")),
    ],
)
def test_what_is_made_later_is_reached_by_the_tab_key_where_it_stands(
    stage: Stage, scene: str, keys: tuple[str, ...]
) -> None:
    SCENES[scene](stage)
    stage.settle()
    chain: list[QWidget] = [button(stage.frame, say(key)) for key in keys]
    chain[0].setFocus()
    met = [stage.focus]
    for _ in eyes.stops(stage.frame):
        QTest.keyClick(stage.focus, Qt.Key.Key_Tab)
        met.append(stage.focus)
    # Around to the first.
    assert [each for each in met if each in chain] == [*chain, chain[0]]


def test_what_is_not_in_the_first_picture_is_not_loaded_before_it(asked: list[str]) -> None:
    assert {
        name for name in asked if any(name == each or name.startswith(f"{each}.") for each in LATER)
    } == set()


def test_what_only_explains_a_wrong_call_is_not_run_before_the_first_picture(asked: list[str]) -> None:
    assert {f"unread:{package}.{part}" for package, parts in SPARED.items() for part in parts} <= set(asked)


def test_a_wrong_call_is_explained_as_ever() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
        ).stdout
        for code in (WRONG, f"from stillhere.window.qt import load_qt; load_qt()\n{WRONG}")
    ]
    assert "Supported signatures:" in told[0]
    assert told[0] == told[1]


def test_pythons_own_import_is_in_its_place_once_qt_is_loaded() -> None:
    code = (
        "import builtins; own = builtins.__import__; from stillhere.window.qt import load_qt; load_qt();"
        "from PySide6.QtGui import QIcon; from stillhere.window import style;"
        "print(builtins.__import__ is own)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]


def test_a_page_is_loaded_when_it_is_opened(root: Path) -> None:
    pages = (root / "desktop" / "stillhere" / "window" / "pages.py").read_text("utf-8")
    loaded = [line for line in pages.splitlines() if line.startswith("from stillhere.window.")]
    assert [line.split()[1].rpartition(".")[2] for line in loaded] == ["dialogs", "later", "shell"]
