"""The bell: after an act one face rings, and the others look at the store again.

It carries nothing: no content, no count. Whoever hears it reads the store, where the truth is.
"""

from __future__ import annotations

import os
from pathlib import Path

from stillhere.home.files import PRIVATE_FILE, make_dir


def ring(bell: Path) -> None:
    """Writes the one byte of the file `bell` again, which every kind of native event tells about.

    A bell that can't be rung is no failure of the act before it: the store has it, and the poll finds it.
    """
    try:
        _touch(bell)
    except FileNotFoundError:
        try:
            make_dir(bell.parent)
            _touch(bell)
        except OSError:
            return
    except OSError:
        return


def _touch(bell: Path) -> None:
    # Changing the time alone raises no event where only content is watched.
    handle = os.open(bell, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE)
    try:
        os.write(handle, b".")
    finally:
        os.close(handle)
