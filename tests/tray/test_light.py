"""What the icon waits for: the modules that are loaded by the time it is handed to the bus, not how long."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.window.first_picture import _MAKE

#: The icon shows what was so the last time: none of these is needed for it.
LATER = {
    "PIL", "PySide6", "argparse", "ast", "cryptography", "ctypes", "dataclasses", "dis", "keyring",
    "mnemonic", "nacl", "pyrage", "secretstorage", "segno", "stillhere.command",
    "stillhere.core.agreements.acts", "stillhere.core.agreements.view", "stillhere.core.letters",
    "stillhere.home.flow.intake", "stillhere.home.flow.ledger", "stillhere.home.flow.publisher",
    "stillhere.home.folder.carriers", "stillhere.home.folder.folder", "stillhere.home.folder.scan",
    "stillhere.home.folder.watch", "stillhere.home.keeper", "stillhere.home.mending",
    "stillhere.home.private", "stillhere.home.rooms", "stillhere.seal", "stillhere.window",
    "stillhere.words.window", "subprocess", "tempfile", "tomlkit", "watchdog",
}  # fmt: skip

_TRAY = """
import os
import sys
sys.modules["typing_extensions"] = None  # only the tools of the tests bring it
from pathlib import Path
from msgspec.structs import replace
from stillhere.home import opening
from stillhere.home.paths import paths_for
opening.open_vault = lambda *_, **__: bytes(32)
from stillhere.tray import app
app.gather = lambda: None
app.choose = lambda facts: app.Tray.STATUS_NOTIFIER
app.ICON_FIRST_SECONDS = 60.0
equip = app.equip
def equipped(kind, tell, trouble):
    def run():
        print(*sorted(sys.modules), flush=True)
        os._exit(0)
    return replace(equip(kind, tell, trouble), run=run)
app.equip = equipped
app.run(paths_for(Path(sys.argv[1]), {}))
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="StatusNotifierItem is of Linux desktops")
def test_what_the_icon_does_not_show_is_loaded_after_it(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    subprocess.run([sys.executable, "-c", _MAKE, home], check=True)
    done = subprocess.run([sys.executable, "-c", _TRAY, home], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {"stillhere.tray.sni", "stillhere.core.view", "sqlcipher3"} <= loaded
    assert {
        name for name in loaded if any(name == each or name.startswith(f"{each}.") for each in LATER)
    } == set()


#: What reads a word of the partner needs none of these; OpenSSL comes in with the first.
_NOT_FOR_READING = {"_hashlib", "ast", "dataclasses", "difflib", "dis", "hmac", "mnemonic", "random"}

_READS = """
import sys
sys.modules["typing_extensions"] = None  # only the tools of the tests bring it
import stillhere.tray.menu
import stillhere.home.keeper, stillhere.home.flow.intake
from stillhere.seal.coding import hash32
from stillhere.seal.keys import new_device
new_device("", bytes).sign(hash32(b"").encode())
print(*sorted(sys.modules))
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the tray of these has a library of its own")
def test_what_reads_a_word_brings_no_more_than_it_needs() -> None:
    done = subprocess.run([sys.executable, "-c", _READS], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {"nacl", "pyrage", "pystray", "stillhere.seal.envelope"} <= loaded
    assert loaded & _NOT_FOR_READING == set()


#: Nor does what keeps while nobody says anything, which needs none of these either.
_NOT_AT_REST = _NOT_FOR_READING | {
    "PIL", "argparse", "cryptography", "keyring", "nacl", "pyrage", "secretstorage", "shutil",
    "stillhere.seal", "subprocess", "tempfile", "tomlkit", "watchdog",
}  # fmt: skip

_KEEPS = """
import sys
sys.modules["typing_extensions"] = None  # only the tools of the tests bring it
from pathlib import Path
from stillhere.home.folder.watch import Watch
from stillhere.home.keeper import Keeper
from stillhere.home.opening import open_under
from stillhere.home.paths import paths_for
from stillhere.home.step import step
from stillhere.tray.sni import SniIcon
home, folder = open_under(bytes(32), paths_for(Path(sys.argv[1]), {})), Path(sys.argv[2])
assert home.settings().folder == folder
watch = Watch(home.paths.bell, folder, print)
watch.start()
for _ in range(2):
    watch.rearm(folder)
    step(home, print)
assert watch.events
watch.stop()
print(*sorted(sys.modules))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others' events come by a library")
def test_what_keeps_brings_no_more_than_it_needs(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "shared"
    (folder / "Still Here").mkdir(parents=True)
    subprocess.run([sys.executable, "-c", _MAKE, str(home)], check=True)
    (home / "settings.toml").write_text(f'folder = "{folder}"\n', encoding="utf-8")
    words = [sys.executable, "-c", _KEEPS, str(home), str(folder)]
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)  # what was said on the first day goes out
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {"pystray", "sqlcipher3", "stillhere.home.flow.glance", "stillhere.home.folder.inotify"} <= loaded
    assert loaded & _NOT_AT_REST == set()
