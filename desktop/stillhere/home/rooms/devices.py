"""The devices of this home's person: one more comes in by twelve words and a yes, one goes with a cut-off.

What a removed device says from then on counts nowhere, and what is said to its person from then on it can't
read. What it has, it keeps. The other person sees every change and has no say in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from stillhere.core import device_acts
from stillhere.core.records.roster import Cut
from stillhere.core.state.model import devices, label_of, name_of
from stillhere.core.state.when import ms_of
from stillhere.home import bell
from stillhere.home.errors import HomeError

if TYPE_CHECKING:
    from stillhere.home.flow.letterbox import Letterbox
    from stillhere.home.home import Home
    from stillhere.home.store import Store
    from stillhere.seal.further import DeviceInvite


class Shown(Struct, frozen=True, kw_only=True):
    """A device as both people may see it: what it is called (perhaps nothing), and its owner's name.

    ``mine``: it is this person's; ``this``: it is the one in use. ``first``: its person came with it, and
    nobody was asked for its name. ``kit``: it is a recovery kit. ``removed``: it speaks no more.
    """

    id: str
    name: str
    person: str
    mine: bool
    this: bool
    first: bool
    kit: bool
    removed: bool

    @property
    def unnamed(self) -> Literal["kit", "this", "first", "device"]:
        """What stands for its name where it has none."""
        return "kit" if self.kit else "this" if self.this else "first" if self.first else "device"


class Asking(Struct, frozen=True):
    """The invitation of a further device while it is open: until when (ms), and which device asks.

    ``asks`` is what that one is called; None: nobody asks yet.
    """

    expires_ms: int
    asks: str | None


class Devices:
    """The devices of the person of `home`, and of their partner."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def all(self) -> tuple[Shown, ...]:
        """Every device of both, this person's first, without old kits and what went on as another device."""
        home = self._home
        with home.store.reading():
            state, mine = home.memory.state(), home.memory.mine()
        found = [
            Shown(
                id=one,
                name=label_of(state, one),
                person=name_of(state, of.person),
                mine=of.person == mine.person,
                this=one == mine.device,
                first=not of.by,
                kit=of.kit,
                removed=of.cut is not None,
            )
            for one, of in devices(state).items()
            if of.live or (of.cut is not None and not of.kit)
        ]
        return tuple(sorted(found, key=lambda one: not one.mine))

    def asking(self) -> Asking | None:
        """The open invitation of a further device, and whether one asks."""
        invitation = self._home.memory.device_invitation()
        if invitation is None:
            return None
        asks = None if invitation.asks is None else invitation.asks_name
        return Asking(invitation.expires_ms, asks)

    def words(self) -> tuple[str, ...] | None:
        """The twelve words of the open invitation."""
        from stillhere.seal.words import words_of

        invitation = self._home.memory.device_invitation()
        return None if invitation is None else words_of(invitation.secret)

    def invite(self) -> tuple[str, ...]:
        """Opens an invitation for a further device of this person: its twelve words. An earlier one ends.

        Raises `Refused`, and `HomeError` ("no_folder", and as the folder does).
        """
        from stillhere.home.remembered import DeviceInvitation
        from stillhere.seal.further import write_device_invite
        from stillhere.seal.invite import LIFETIME_MS
        from stillhere.seal.words import SECRET_LENGTH, words_of

        home, now_ms, root = self._home, ms_of(self._home.clock()), self._root()
        device_acts.must_share(home.memory.state(), home.memory.mine())
        self.withdraw()
        with home.store.transaction():
            # The answer is sealed to this device: a copy becomes another one before it.
            home.rounds.author().settle(now_ms)
        state, mine = home.memory.state(), home.memory.mine()
        box = self._letterbox()
        founding = box.founding(state)
        invitation = DeviceInvitation(
            secret=home.random(SECRET_LENGTH),
            founding=(founding.header, founding.signature, founding.body),
            recipient=home.memory.device().identity.recipient,
            expires_ms=now_ms + LIFETIME_MS,
            person=mine.person,
            name=name_of(state, mine.person),
            file="",
        )
        with home.store.transaction():
            name = box.leave(write_device_invite(invitation.invite), "invite", state.space, now_ms)
            home.memory.keep_device_invitation(replace(invitation, file=name))
        home.rounds.publisher().publish(root, now_ms, prepare=True)
        bell.ring(home.paths.bell)
        return words_of(invitation.secret)

    def withdraw(self) -> None:
        """Ends the open invitation; its words open nothing, and whoever asked is forgotten."""
        home = self._home
        invitation = home.memory.device_invitation()
        if invitation is None:
            return
        with home.store.transaction():
            home.memory.keep_device_invitation(None)
            ended = self._letterbox().end(invitation.file)
        self._letterbox().clear(home.settings().folder, ended)
        bell.ring(home.paths.bell)

    def confirm(self) -> None:
        """Yes to the device that asks: it gets this person's keys and reads everything.

        Raises `Refused`, and `HomeError` ("no_device_asks").
        """
        home, now_ms = self._home, ms_of(self._home.clock())
        invitation = home.memory.device_invitation()
        if invitation is None or invitation.asks is None:
            raise HomeError("no_device_asks")
        state, mine = home.memory.state(), home.memory.mine()
        added = device_acts.add(state, mine, invitation.asks, invitation.asks_name)
        with home.store.transaction():
            author = home.rounds.author()
            author.say(added, now_ms)
            author.share_keys()
        self.withdraw()

    def join(self, folder: Path, words: Sequence[str], name: str) -> str:
        """Answers an invitation in `folder`, as a further device called `name`: its person's name.

        Nobody needs to have begun here. Raises `WordsError`, and `HomeError` ("linked_already",
        "invite_unknown", "invite_expired", and as the folder does).
        """
        from stillhere.home.rooms.arriving import Arriving

        home, now_ms = self._home, ms_of(self._home.clock())
        invite = invitation_in(folder, words, now_ms)
        Arriving(home).answer(folder, invite, name)
        home.change_settings(folder=folder)
        return invite.name

    def rename(self, device: str, name: str) -> None:
        """Calls one of this person's devices `name`. Raises `Refused`."""
        home = self._home
        named = device_acts.rename(home.memory.state(), home.memory.mine(), device, name)
        with home.store.transaction():
            home.rounds.author().say(named, ms_of(home.clock()))
        bell.ring(home.paths.bell)

    def remove(self, device: str) -> None:
        """Removes one of this person's devices, from this moment on. Raises `Refused`."""
        home = self._home
        state, mine = home.memory.state(), home.memory.mine()
        bodies = device_acts.remove(state, mine, device, cut_at(home.store, device))
        with home.store.transaction():
            home.rounds.author().cut_off(bodies, ms_of(home.clock()))
        bell.ring(home.paths.bell)

    def _root(self) -> Path:
        root = self._home.settings().folder
        if root is None:
            raise HomeError("no_folder")
        return root

    def _letterbox(self) -> Letterbox:
        from stillhere.home.flow.letterbox import Letterbox

        return Letterbox(self._home.store, self._home.memory)


def invitation_in(folder: Path, words: Sequence[str], now_ms: int) -> DeviceInvite:
    """The invitation of a further device in `folder` that `words` open.

    Raises `WordsError`, `FolderError`, and `HomeError` ("invite_unknown", "invite_expired").
    """
    from stillhere.core.records.record import RecordError
    from stillhere.home.flow.letterbox import files, must_be_there
    from stillhere.home.folder.folder import Folder
    from stillhere.seal.errors import Expired, SealError
    from stillhere.seal.further import read_device_invite
    from stillhere.seal.words import parse_words

    must_be_there(folder)
    typed, expired = " ".join(parse_words(" ".join(words))), False
    for data in files(Folder(folder)):
        try:
            return read_device_invite(data, typed, now_ms)
        except Expired:
            expired = True
        except (SealError, RecordError):
            continue  # another file, or rubbish in the folder, which is the intake's matter
    raise HomeError("invite_expired" if expired else "invite_unknown")


def cut_at(store: Store, device: str) -> Cut:
    """Where a device stands now: what is known of it counts, and nothing beyond that."""
    chain = store.kept.chain(device)
    now = [each.id for each in store.records.all("now") if each.device == device]
    return Cut(chain.n, chain.id, tuple(now[-8:]))
