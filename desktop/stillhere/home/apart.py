"""What is for one person alone lies apart: no export and no kit is written into the shared folder.

The partner reads what lies there, and so does whoever carries it.
"""

from __future__ import annotations

import os
from pathlib import Path

from stillhere.home.errors import HomeError


def must_lie_apart(place: Path, shared: Path | None) -> None:
    """Raises `HomeError` ("inside_shared") where `place` is, or would be, in the folder `shared`.

    Links are followed, and `place` needn't be there yet. Nothing lies in None.
    """
    if shared is None:
        return
    real = Path(os.path.realpath(place))
    if any(_same(each, shared) for each in (real, *real.parents)):
        raise HomeError("inside_shared", place=str(shared))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them isn't there, and the names are all there is
        return one == Path(os.path.realpath(other))
