"""Coming into the space of one's own person as a further device: by an invitation's words, or by the kit.

Until the yes is in the records this home stays what it is. Everything arrives from the folder by itself then;
if that is on its way still, the rest comes as it does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stillhere.core.acts import Refused
from stillhere.core.device_acts import in_use, kits
from stillhere.core.records.bodies import NAME_LENGTH, DeviceAdded
from stillhere.core.records.roster import MAX_DEVICES
from stillhere.core.records.text import clean
from stillhere.core.state.model import State, devices, members
from stillhere.core.state.when import ms_of
from stillhere.home.errors import HomeError
from stillhere.home.flow.keyholder import Keyholder
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.letterbox import Letterbox, files
from stillhere.home.flow.moving import Moving
from stillhere.home.flow.pen import Pen
from stillhere.home.remembered import Joining
from stillhere.seal import envelope
from stillhere.seal.errors import SealError
from stillhere.seal.further import write_device_join
from stillhere.seal.keyring import read_keyring
from stillhere.seal.keys import decode_device, encode_device, further_device
from stillhere.words import say

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.seal.further import DeviceInvite
    from stillhere.seal.keyring import Keyring
    from stillhere.seal.keys import DeviceSecrets
    from stillhere.seal.kit import Kit


class Arriving:
    """Brings `home` into the space of its person. ``now`` is the home's clock."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._ledger = Ledger(home.store, home.memory)
        self._letterbox = Letterbox(home.store, home.memory)

    def answer(self, root: Path, invite: DeviceInvite, name: str) -> None:
        """Leaves the answer to `invite` in the folder at `root`. Raises `HomeError`.

        Answered again, it is the same device that asks: the first answer is the one that gets the yes.
        """
        home, now_ms = self._home, ms_of(self._home.clock())
        self._must_be_single()
        fresh = self._asked_already(invite) or further_device(invite.space, invite.person, home.random)
        data, join = write_device_join(invite, name=clean(name)[:NAME_LENGTH], keys=fresh.keys, signing=fresh)
        founding = envelope.open_founding(invite.founding)
        with home.store.transaction():
            if not home.memory.begun():
                home.link().begin(invite.name, now_ms)
            self._letterbox.forget_unread()
            self._letterbox.leave(data, "join", invite.space, now_ms, device=fresh.device)
            home.memory.keep_joining(
                Joining(
                    state=State(space=invite.space),
                    hash=join.hash,
                    name=say("device.other"),
                    expires_ms=invite.expires_ms,
                    person=invite.person,
                    device=encode_device(fresh),
                )
            )
            self._ledger.take([(invite.founding, founding)], now_ms)
            self._ledger.refold(now_ms)  # what is known from an earlier answer is nothing new, and counts
        home.rounds.publisher().publish(root, now_ms, prepare=True)

    def _asked_already(self, invite: DeviceInvite) -> DeviceSecrets | None:
        """The device by which this home has answered `invite` before."""
        joining = self._home.memory.joining() if self._home.memory.begun() else None
        if joining is None or not joining.device:
            return None
        before = (joining.state.space, joining.person, joining.expires_ms)
        same = before == (invite.space, invite.person, invite.expires_ms)
        return decode_device(joining.device) if same else None

    def open_with(self, kit: Kit, root: Path, own_name: str) -> None:
        """Has the keys that lie in the folder at `root` for the kit be tried; doing it again goes on.

        Whoever hasn't begun is called `own_name` until they move in. Raises `FolderError`, and `HomeError`
        ("linked_already", or "kit_unknown": nothing in the folder opens with this kit).
        """
        home, found = self._home, must_open(kit, root)
        with home.store.transaction():
            self._wait(kit, own_name)
            for keyring in found:
                Keyholder(home.memory).offer(keyring)
            self._letterbox.forget_unread()

    def come_in(self, kit: Kit, name: str) -> None:
        """The kit says that this device, called `name`, is its person's; then this home moves in.

        Raises `Refused`, and `HomeError`: "kit_incomplete" while the folder doesn't hold everything yet,
        "kit_over" for a kit that was replaced.
        """
        home, now_ms = self._home, ms_of(self._home.clock())
        joining = home.memory.joining()
        if joining is None:
            raise HomeError("kit_incomplete")
        state, secrets = joining.state, kit.secrets
        facts = devices(state).get(secrets.device)
        whole = state.founder is not None and state.founder.id == kit.founding
        if not whole or facts is None or facts.keys != secrets.keys:
            raise HomeError("kit_incomplete")
        if not facts.live:
            raise HomeError("kit_over")
        if len(in_use(state, kit.person)) >= MAX_DEVICES:
            raise Refused("why.device.many")
        added = DeviceAdded(keys=decode_device(joining.device).keys, name=clean(name)[:NAME_LENGTH])
        pen = Pen(home.store, home.memory, home.random)
        people = [one.person for one in members(state)]
        with home.store.transaction():
            pair = pen.compose(state.space, added, people, now_ms, by=secrets)
            self._ledger.take([pair], now_ms, act=True)
            author = home.rounds.author()
            if not Moving(home.store, home.memory, author).move_in(now_ms):
                raise HomeError("kit_incomplete")
            pen.queue(*pair, people)
            if len(kits(state, kit.person)) > 1:
                # Written at the same time, each with a key that the others may never have been given: what
                # is sealed to it can't be read here, and nothing shows that there is one.
                author.renew_keys(now_ms)
            else:
                author.share_keys()

    def _wait(self, kit: Kit, own_name: str) -> None:
        """Makes this home one that comes into the kit's space; doing it again goes on."""
        home = self._home
        joining = home.memory.joining() if home.memory.begun() else None
        if joining is not None and (joining.state.space, joining.person) == (kit.space, kit.person):
            return
        self._must_be_single()
        fresh = further_device(kit.space, kit.person, home.random)
        with home.store.transaction():
            if not home.memory.begun():
                home.link().begin(own_name, ms_of(home.clock()))
            home.memory.keep_joining(
                Joining(
                    state=State(space=kit.space),
                    hash="",
                    name=own_name,
                    expires_ms=0,
                    person=kit.person,
                    device=encode_device(fresh),
                )
            )

    def _must_be_single(self) -> None:
        memory = self._home.memory
        if memory.begun() and len(members(memory.state())) > 1:
            raise HomeError("linked_already")


def must_open(kit: Kit, root: Path) -> tuple[Keyring, ...]:
    """As `keyrings`. Raises `HomeError` "kit_unknown" where there are none, and `FolderError`."""
    found = keyrings(kit, root)
    if not found:
        raise HomeError("kit_unknown")
    return found


def keyrings(kit: Kit, root: Path) -> tuple[Keyring, ...]:
    """The keys of the kit's person that lie in the folder at `root` for the kit. Raises `FolderError`."""
    from stillhere.home.folder.folder import Folder
    from stillhere.seal.envelope import Opener

    opener, found = Opener.of([kit.identity]), []
    for data in files(Folder(root)):
        try:
            keyring = read_keyring(opener.unseal(data))
        except SealError:
            continue  # nearly every file of the folder is for other readers
        if (keyring.space, keyring.person) == (kit.space, kit.person):
            found.append(keyring)
    return tuple(found)
