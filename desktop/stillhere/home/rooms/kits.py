"""The recovery kit: one sheet of paper by which its person comes back where every computer is lost.

It is written once, into a file that this program never opens again; here stays its public half alone. A new
kit ends the one before, which opens nothing that is said from then on. Coming back takes the kit and the
folder, and may be done again until the folder holds everything.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.core import device_acts
from stillhere.core.state.model import members, name_of
from stillhere.core.state.when import local, ms_of
from stillhere.core.veiled import Veiled
from stillhere.home import bell, files
from stillhere.home.apart import must_lie_apart
from stillhere.home.errors import HomeError
from stillhere.home.rooms.devices import cut_at
from stillhere.home.rooms.mended import came_back
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.seal.kit import Kit

#: How often the folder is looked through for what the kit's keys open; each look may open the next file.
LOOKS = 5

#: Sentences above the kit on its sheet, and those below, each `kit.sheet.<name>` in the catalogue.
ABOVE = ("what", "keep", "lost")
BELOW = ("age", "age.save", "age.keys", "age.read")


class Sheet(Veiled, frozen=True, kw_only=True):
    """What stands on the paper, from top to bottom. ``kit`` and ``code`` are secret.

    ``code`` is the QR code row by row, True for dark.
    """

    title: str
    above: tuple[str, ...]
    kit: str
    below: tuple[tuple[str, str], ...]
    code: tuple[tuple[bool, ...], ...]

    @property
    def text(self) -> str:
        """The sheet as a text that is an identity file of the age program, too. Secret."""
        below = [line for what, command in self.below for line in (what, f"    {command}") if line.strip()]
        return _comments([self.title, "", *self.above, ""]) + self.kit + _comments(["", *below])


#: Puts a sheet into a new, empty file. Raises `OSError` or `HomeError`.
Draw = Callable[[Sheet, Path], None]


class Kits:
    """The recovery kit of the person of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def there(self) -> bool:
        """Whether this person has a kit that holds."""
        state, mine = self._home.memory.state(), self._home.memory.mine()
        return bool(device_acts.kits(state, mine.person))

    def write(self, to: Path, draw: Draw | None = None) -> None:
        """Makes a new kit and writes its sheet to `to`, a new file; the kit before ends with it.

        Without ``draw`` it is a text. Raises `Refused`, and `HomeError` ("kit_exists", "kit_denied",
        "disk_full", "inside_shared").
        """
        from stillhere.seal.kit import new_kit, qr_matrix

        home = self._home
        must_lie_apart(to, home.settings().folder)
        state, mine = home.memory.state(), home.memory.mine()
        device_acts.must_share(state, mine)
        kit = new_kit(members(state)[0].id, mine.person, home.random)
        before = {one: cut_at(home.store, one) for one in device_acts.kits(state, mine.person)}
        bodies = device_acts.set_kit(state, mine, kit.secrets.keys, before)
        sheet = self._sheet(kit.text, qr_matrix(kit))
        # The paper comes first: a kit that counts and stands nowhere would help nobody.
        try:
            files.put_new(to, lambda place: (draw or _as_text)(sheet, place))
        except FileExistsError as error:
            raise HomeError("kit_exists", place=str(to)) from error
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            raise HomeError("disk_full" if full else "kit_denied", place=str(to)) from error
        with home.store.transaction():
            home.rounds.author().set_kit(bodies, renew=bool(before), now_ms=ms_of(home.clock()))
        bell.ring(home.paths.bell)

    def restore(self, kit: Kit, folder: Path, name: str) -> str:
        """Brings this computer, called `name`, into the space of the kit's person: that person's name.

        Nobody needs to have begun here. Raises `HomeError`: "kit_unknown", "kit_over", "linked_already",
        "folder_unknown", as the folder does, and "kit_incomplete": then it can be done again later.
        """
        from stillhere.home.flow.letterbox import must_be_there
        from stillhere.home.rooms.arriving import Arriving

        home = self._home
        must_be_there(folder)
        arriving = Arriving(home)
        arriving.open_with(kit, folder, say("kit.meanwhile"))
        home.change_settings(folder=folder)
        self._look_through()
        arriving.come_in(kit, name)
        came_back(home)
        home.rounds.publisher().publish(folder, ms_of(home.clock()), prepare=True)
        self._look_through()
        bell.ring(home.paths.bell)
        return name_of(home.memory.state(), home.memory.mine().person)

    def _look_through(self) -> None:
        for _ in range(LOOKS):
            if not self._home.take_in():
                break

    def _sheet(self, kit: str, code: tuple[tuple[bool, ...], ...]) -> Sheet:
        home = self._home
        state, mine, now = home.memory.state(), home.memory.mine(), home.clock()
        fields = {
            "name": name_of(state, mine.person),
            "day": f"{local(ms_of(now), now):%Y-%m-%d}",
            "space": state.space,
        }
        return Sheet(
            title=say("kit.sheet.title", **fields),
            above=tuple(say(f"kit.sheet.{each}", **fields) for each in ABOVE),
            kit=kit,
            below=tuple((say(f"kit.sheet.{each}", **fields), _COMMANDS.get(each, "")) for each in BELOW),
            code=code,
        )


#: What does the step in a shell, with the age program alone (https://age-encryption.org).
_COMMANDS = {
    "age.keys": "age -d -i kit.txt KEYS.age >> me.txt",
    "age.read": "age -d -i me.txt RECORD.age",
}


def _comments(lines: list[str]) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _as_text(sheet: Sheet, place: Path) -> None:
    place.write_text(sheet.text, "utf-8")
