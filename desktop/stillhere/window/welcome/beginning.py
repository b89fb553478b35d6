"""Making a home from what was filled in. It can be tried again after trouble: what was made stays made.

Law: nothing is made before the words of an invitation, or the kit, were found to open something.

It runs beside the window, in the one thread that may hold the home that it makes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from stillhere.core.acts import Rename
from stillhere.core.state.when import ms_of
from stillhere.core.veiled import Veiled
from stillhere.home.clock import Clock, local_now

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.seal.kit import Kit

Way = Literal["start", "join", "alone", "back"]


class Wish(Veiled, frozen=True, kw_only=True):
    """What was filled in. ``passphrase`` None: the keyring keeps the key.

    ``device`` is what this computer is called, where it is a further one of its person.
    """

    way: Way
    name: str
    notifications: Literal["named", "discreet", "none"]
    folder: Path | None = None
    words: tuple[str, ...] = ()
    kit: Kit | None = None
    passphrase: str | None = None
    device: str = ""


class Beginning:
    """``make`` makes an empty home for what was filled in; ``begun`` tells whether a person has begun in one.

    ``home`` is the one that was made, ``passphrase`` what it was locked with, if with one.
    """

    def __init__(
        self, make: Callable[[Wish], Home], begun: Callable[[Home], bool], clock: Clock = local_now
    ) -> None:
        self._make = make
        self._begun = begun
        self._clock = clock
        self.home: Home | None = None
        self.passphrase: str | None = None
        self._back = False
        #: When the invitation that was made is over, in milliseconds since 1970; None where there is none.
        self.expires_ms: int | None = None

    def fulfil(self, wish: Wish) -> tuple[str, ...]:
        """Does what is left to do: the words to give away, or none.

        Raises `Refused`, `HomeError`, and `WordsError` of the seal.
        """
        from stillhere.home.remembered import half_way

        if self.home is None:
            self._must_open(wish)
            self.home = self._make(wish)
            self.passphrase = wish.passphrase
        home = self.home
        if wish.kit is not None and wish.folder is not None:
            self._come_back(home, wish.kit, wish.folder, wish.device)
        elif not self._begun(home):
            home.begin(wish.name)
        else:
            if half_way(home.memory.joining()):
                home.turn_back()  # whoever came half way with a kit goes another way now
            if home.look().me.name != wish.name:
                home.do(Rename(wish.name))
        home.change_settings(notifications=wish.notifications, chosen_notifications=True)
        if wish.way == "join" and wish.folder is not None:
            from stillhere.home.rooms.invited import answered

            answered(home, wish.folder, wish.words, wish.device)
        if wish.way == "start" and wish.folder is not None:
            words = home.invitation() or home.invite(wish.folder)
            self.expires_ms = home.sharing().expires_ms
            return words
        return ()

    def _must_open(self, wish: Wish) -> None:
        if wish.folder is None:
            return
        if wish.kit is not None:
            from stillhere.home.rooms.arriving import must_open

            must_open(wish.kit, wish.folder)
        elif wish.way == "join":
            from stillhere.home.rooms.invited import must_be_invited

            must_be_invited(wish.folder, wish.words, ms_of(self._clock()))

    def _come_back(self, home: Home, kit: Kit, folder: Path, name: str) -> None:
        from stillhere.home.rooms.kits import Kits

        if not self._back:
            Kits(home).restore(kit, folder, name)
            self._back = True

    def twin(self) -> Home:
        """The home that was made, for the thread that calls. Raises `LookupError` where none was."""
        if self.home is None:
            raise LookupError("no home was made")
        return self.home.twin()

    def let_go(self) -> None:
        """Closes the home; who wants to hold it takes a twin before."""
        if self.home is not None:
            self.home.close()
