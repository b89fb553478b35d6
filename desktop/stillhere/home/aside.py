"""What is kept beside a store: damaged files of it, and the copies made before it was brought up to date.

They hold what their store held, and go after four weeks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.home.store import old_copies

if TYPE_CHECKING:
    from pathlib import Path

#: How long (seconds) they are kept.
KEPT_SECONDS = 28 * 24 * 60 * 60


def kept_aside(path: Path) -> tuple[Path, ...]:
    """The damaged files that are kept."""
    return tuple(sorted(path.parent.glob(f"{path.name}.damaged-*")))


def forget_old(path: Path, now: float) -> int:
    """Deletes the copies and damaged files that were kept for four weeks; how many. ``now`` in seconds."""
    old = [each for each in (*old_copies(path), *kept_aside(path)) if _age(each, now) > KEPT_SECONDS]
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)


def _age(path: Path, now: float) -> float:
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
