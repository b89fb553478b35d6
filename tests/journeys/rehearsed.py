"""Loads, once for all children that are killed, what a flip and an arrival load when they first happen.

Law: imported by nobody but the process that the children are forked from; what it writes is thrown away.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from stillhere.home.folder.watch import system_source
from stillhere.home.keeper import Keeper  # noqa: F401
from tests.home.couple import World, couple

system_source()
with tempfile.TemporaryDirectory() as _place:
    _mia, _jon = couple(Path(_place), World())
    for _each in (_mia, _jon):
        _each.home.flip()
        _each.round()
        _each.home.close()
