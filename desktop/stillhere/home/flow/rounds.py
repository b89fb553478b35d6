"""What the keeper does each round: publish what waits, take in what came; between two it keeps a glance.

The usual round finds nothing new, and then costs one look at names; what reads and seals is loaded only when
there is something to read or to publish.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from stillhere.core.state.fold import EDITION
from stillhere.core.state.model import devices
from stillhere.home.flow.silence import gone, silenced
from stillhere.home.memory import Memory
from stillhere.home.store import Store
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.flow.author import Author
    from stillhere.home.flow.glance import Glance
    from stillhere.home.flow.intake import Along
    from stillhere.home.flow.publisher import Publisher
    from stillhere.home.folder.nudge import Nudge
    from stillhere.home.folder.scan import Scan
    from stillhere.seal.keys import Random


#: With keys and authors that came, files that were only looked at by name are read: in so many looks at most.
LOOKS = 5


class Looked(Struct, frozen=True):
    """What a look at the folder came to: how many ``files`` were looked into.

    ``lying``: what lies there, where nothing more was to be taken in.
    """

    files: int = 0
    lying: Scan | None = None


class Rounds:
    """The rounds of one home. ``random`` gives fresh bytes. ``now_ms``: milliseconds since 1970 (UTC).

    ``nudge`` is for the `Publisher`.
    """

    def __init__(self, store: Store, memory: Memory, random: Random, nudge: Nudge) -> None:
        self._store = store
        self._memory = memory
        self._random = random
        self._nudge = nudge
        self._glance: Glance | None = None

    def take_in(self, root: Path, now_ms: int, along: Along | None = None) -> int:
        """Takes in what lies in the folder at `root`: how many files were looked at. Raises `HomeError`."""
        return self.look(root, now_ms, along).files

    def look(self, root: Path, now_ms: int, along: Along | None = None) -> Looked:
        """Takes in what lies in the folder at `root`, if there is anything new. Raises `HomeError`.

        ``along`` hears how far it is, where there is much, and may stop it.
        """
        from stillhere.home.folder.answering import must_answer
        from stillhere.home.folder.folder import Folder

        if not self._memory.begun() or gone(self._memory):
            return Looked()
        must_answer(root)
        folder = Folder(root)
        glance, looked = self._kept_glance(), 0
        for _ in range(LOOKS):
            scan = folder.scan(first=self._places(), known=glance.known())
            if self._settled(glance, scan):
                return Looked(looked, scan)
            from stillhere.home.flow.intake import Intake

            intake = Intake(self._store, self._memory, self.author(), glance, along)
            # After a power cut it lies in the folder as before. Nothing of ours goes out before the disk has
            # it all: what is claimed for that waits for the disk.
            with self._store.relaxed():
                looked += intake.take_in(folder, scan, now_ms)
            if intake.stopped or glance.known().issuperset(scan.known):
                break
        return Looked(looked)

    def settled(self, root: Path) -> Scan | None:
        """What lies in the folder at `root`, where nothing in it is to be taken in. Raises `FolderError`."""
        from stillhere.home.folder.answering import must_answer
        from stillhere.home.folder.folder import Folder

        must_answer(root)
        glance = self._kept_glance()
        scan = Folder(root).scan(known=glance.known())
        return scan if self._settled(glance, scan) else None

    def publish(self, root: Path, now_ms: int) -> int:
        """Publishes what is waiting into the folder at `root`: how many files. Raises `HomeError`."""
        outbox = self._store.outbox
        if not (outbox.count() or outbox.ended()) or silenced(self._store, self._memory):
            return 0
        from stillhere.home.folder.answering import must_answer

        must_answer(root)
        publisher = self.publisher()
        lying: Scan | None = publisher.listing(root)
        if lying is not None and publisher.strangers(lying):
            self.take_in(root, now_ms)
            lying = None
        over = () if self._memory.joining() is not None else ("join",)
        return publisher.publish(root, now_ms, over=over, lying=lying)

    def author(self) -> Author:
        """Who writes this device's records."""
        from stillhere.home.flow.author import Author

        return Author(self._store, self._memory, self._random)

    def publisher(self) -> Publisher:
        """Who puts them into the folder."""
        from stillhere.home.flow.publisher import Publisher

        return Publisher(self._store, self._memory, say("folder.readme"), self._nudge)

    def _kept_glance(self) -> Glance:
        from stillhere.home.flow.glance import Glance

        self._glance = self._glance or Glance(self._store, self._memory)
        return self._glance

    def _settled(self, glance: Glance, scan: Scan) -> bool:
        same = self._memory.noticed() == glance.noticed(scan) and self._memory.edition() == EDITION
        return same and glance.nothing_new(scan)

    def _places(self) -> list[str]:
        """The places in the folder that are looked at before what else lies there."""
        joining = self._memory.joining()
        states = [self._memory.state()] + ([] if joining is None else [joining.state])
        return [place for state in states for place in (state.space, *devices(state))]
