"""When Python's garbage is looked for while the window is there: as it comes to rest, and in its own thread.

Law: nothing of Qt goes in another thread. Left to itself Python looks in whichever thread makes one object
too many, the keeper's or a worker's as well, and deletes there what Qt may be at work on here.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot


class Collector(QObject):
    """Looks as often as Python itself does, which has to be kept from it (`gc.disable`)."""

    def start(self) -> None:
        """Looks from now on, each time when the window's loop has nothing to do; not at what is there now."""
        gc.freeze()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._look)

    @Slot()
    def _look(self) -> None:
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] > limits[0]:
            gc.collect(max(each for each in range(len(counts)) if counts[each] > limits[each]))
