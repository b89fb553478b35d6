"""The import contracts really catch what they name.

Law: every contract of pyproject.toml is broken here once, on a small copy of the layout, and is kept by the
same layout without the offence.
"""

import os
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.programs import outcome

LINT = Path(sys.executable).parent / "lint-imports"

LAYOUT = {
    "__init__.py": "import os.path\n",
    "cli.py": "from stillhere import command\n",
    "command/__init__.py": "from stillhere.home import home\n",
    "words.py": "",
    "core/__init__.py": "",
    "core/model.py": "import datetime\n",
    "seal/__init__.py": "from stillhere.core import model\n",
    "home/__init__.py": "from stillhere import seal, words\n",
    "home/home.py": "import time\n",
    "tray/__init__.py": "",
    "tray/app.py": "import pystray, PIL.Image\nfrom stillhere import home, words\n",
    "tray/qt.py": "import PySide6.QtWidgets\n",
    "window/__init__.py": "",
    "window/app.py": "import PySide6.QtCore\nfrom stillhere import home, words\n",
}

OFFENCES = {
    "core reads the clock": ("core/model.py", "import time\n", "pure-core"),
    "core reaches the disk, lazily": ("core/model.py", "def f():\n    import pathlib\n", "pure-core"),
    "core knows the seal": ("core/model.py", "from stillhere import seal\n", "layers"),
    "seal knows home": ("seal/__init__.py", "from stillhere.home import home\n", "layers"),
    "seal speaks": ("seal/__init__.py", "from stillhere import words\n", "layers"),
    "tray knows the window": ("tray/app.py", "from stillhere.window import app\n", "faces"),
    "the window knows the command": ("window/app.py", "from stillhere import command\n", "layers"),
    "the command knows the tray": ("cli.py", "def f():\n    from stillhere.tray import app\n", "faces"),
    "a module stands in no layer": ("helpers.py", "import json\n", "layers"),
    "words knows core": ("words.py", "from stillhere.core import model\n", "words"),
    "two siblings know each other": ("home/home.py", "from stillhere import home, cli\n", "acyclic"),
    "Qt in the light tray": ("tray/app.py", "import PySide6.QtGui\n", "qt"),
    "Qt at home": ("home/home.py", "from PySide6 import QtCore\n", "qt"),
    "Pillow in the window": ("window/app.py", "from PIL import Image\n", "tray-libraries"),
    "pystray at home": ("home/home.py", "import pystray\n", "tray-libraries"),
}


def lint(root: Path, place: Path, offence: tuple[str, str] | None) -> dict[str, bool]:
    """Which contracts are kept, by id, on the layout with one `offence` (path, lines) added."""
    for name, text in LAYOUT.items():
        path = place / "stillhere" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if offence:
        with (place / "stillhere" / offence[0]).open("a") as file:
            file.write(offence[1])
    shutil.copy(root / "pyproject.toml", place)
    # PYTHONPATH outranks the installed package, so the copy is what gets read.
    environment = {**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200"}
    done = outcome(LINT, "--no-cache", cwd=place, env=environment)
    rules = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    kept = {rule["id"]: f"{rule['name']} KEPT" in done.stdout for rule in rules}
    known = [f"{rule['name']} {word}" in done.stdout for rule in rules for word in ("KEPT", "BROKEN")]
    assert sum(known) == len(rules), done.stdout + done.stderr
    return kept


def test_the_layout_itself_keeps_every_contract(root: Path, tmp_path: Path) -> None:
    assert all(lint(root, tmp_path, None).values())


@pytest.mark.parametrize("name", OFFENCES)
def test_an_offence_breaks_its_contract(name: str, root: Path, tmp_path: Path) -> None:
    path, lines, contract = OFFENCES[name]
    assert not lint(root, tmp_path, (path, lines))[contract]


def test_every_contract_has_an_offence(root: Path) -> None:
    rules = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {rule["id"] for rule in rules} == {contract for _, _, contract in OFFENCES.values()}
