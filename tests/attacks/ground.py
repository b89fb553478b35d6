"""What the attacks stand on: the folder as its carrier has it, and what each of the two believes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.notices import Notice
from stillhere.core.records.terms import Words
from stillhere.core.state.model import State
from tests.home.couple import Side, World
from tests.home.hands import Hand

TEA = Words(kind="own_words", title="Tea before quiet", text="Ten minutes at the kitchen table.")


@dataclass
class Attack:
    """Two homes, their folder, and a hand for each person: that of an app which was altered."""

    world: World
    place: Path
    shared: Path
    mia: Side
    jon: Side
    mias: Hand
    jons: Hand

    @property
    def top(self) -> Path:
        """Below it lies everything that is read."""
        return self.shared / "Still Here" / "v1"

    def rounds(self, times: int = 2) -> list[Notice]:
        """Both keepers look: everything that was told."""
        return [note for _ in range(times) for side in (self.mia, self.jon) for note in side.round()]

    def states(self) -> tuple[State, State]:
        """What both hold to be so."""
        return self.mia.home.memory.state(), self.jon.home.memory.state()

    def files(self) -> dict[str, bytes]:
        """What lies in the folder, by path below ``v1``."""
        found = self.top.rglob("*.age")
        return {str(path.relative_to(self.top)): path.read_bytes() for path in found if path.is_file()}

    def lay(self, files: dict[str, bytes]) -> None:
        """Has exactly these files lie in the folder."""
        for path in self.files():
            (self.top / path).unlink()
        for path, data in files.items():
            (self.top / path).parent.mkdir(parents=True, exist_ok=True)
            (self.top / path).write_bytes(data)

    def offer(self) -> str:
        """Mia offers an agreement, and Jon has heard of it: the revision."""
        self.mia.home.do(Offer(TEA))
        self.rounds()
        (offered,) = self.jon.home.agreements()
        return offered.revision

    def agree(self) -> str:
        """Both say yes to an agreement: the revision."""
        offered = self.offer()
        self.jon.home.do(Yes(offered))
        self.rounds()
        assert self.in_force() == (True, True)
        return offered

    def in_force(self) -> tuple[bool, bool]:
        """Whether any agreement is in force, as each of the two has it."""
        one, other = (
            any(each.state == "in_force" for each in side.home.agreements()) for side in (self.mia, self.jon)
        )
        return one, other

    def set_aside(self) -> list[int]:
        """How many files each of the two has set aside."""
        return [side.home.sharing().set_aside for side in (self.mia, self.jon)]
