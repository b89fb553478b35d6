"""``device``: this person's devices. One more comes in by twelve words and a yes, one goes for good.

Words never stand in arguments. Who joins needs no home yet; one is made only after the words were found to
open an invitation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stillhere.command.answer import REFUSED, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.couple.sharing import folder_of, given_words, made, one_standard_input
from stillhere.command.turn import turn
from stillhere.core.acts import Refused
from stillhere.core.state.when import ms_of
from stillhere.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from stillhere.home.home import Home
    from stillhere.home.rooms.devices import Devices, Shown


def device(call: Call) -> Answer:
    """Does what was asked about devices."""
    if call.args.what == "join":
        return _join(call)
    if call.args.what == "list":
        return _list(call)
    from stillhere.home.rooms.devices import Devices

    with call.home() as home, turn(home, patient=True) as own:
        answer = _ACTS[call.args.what](call, home, Devices(home))
        own.publish()
        return answer._replace(hints=own.hints, code=own.code)


def _list(call: Call) -> Answer:
    from stillhere.home.rooms.devices import Devices

    with call.home() as home, turn(home, patient=False):
        found, asking_now = Devices(home).all(), Devices(home).asking()
    hints = [] if asking_now is None or asking_now.asks is None else [say("command.device.asks")]
    return Answer(
        document=[
            {
                "id": one.id,
                "name": one.name,
                "person": one.person,
                "mine": one.mine,
                "this": one.this,
                "kind": "kit" if one.kit else "device",
                "state": "removed" if one.removed else "in_use",
            }
            for one in found
        ],
        lines=[_line(one) for one in found],
        hints=hints,
    )


def _line(one: Shown) -> str:
    name = one.name or say(f"device.unnamed.{one.unnamed}")
    about = [one.person, *([say("device.this")] if one.this and one.name else [])]
    about += [say("device.removed")] if one.removed else []
    return f"{one.id}  {name} ({', '.join(about)})"


def _invite(call: Call, home: Home, devices: Devices) -> Answer:
    open_now, words = devices.asking(), devices.words()
    if open_now is None or words is None or open_now.expires_ms < ms_of(call.clock()):
        with told():
            words = devices.invite()
    numbered = [f"{number:4}  {word}" for number, word in enumerate(words, 1)]
    lines = [say("command.device.words"), "", *numbered, "", say("command.device.next")]
    return Answer(document={"words": list(words), "folder": str(home.settings().folder)}, lines=lines)


def _confirm(_: Call, __: Home, devices: Devices) -> Answer:
    found = devices.asking()
    with told():
        devices.confirm()
    name = found.asks if found is not None and found.asks else say("device.unnamed.device")
    return Answer(
        document={"done": True, "device": name}, lines=[say("command.device.confirmed", device=name)]
    )


def _decline(_: Call, __: Home, devices: Devices) -> Answer:
    devices.withdraw()
    return Answer(document={"done": True}, lines=[say("command.decline.done")])


def _rename(call: Call, _: Home, devices: Devices) -> Answer:
    if call.args.device is None or call.args.name is None:
        raise Stopped(USAGE, say("command.usage.device_name"))
    with told():
        devices.rename(call.args.device, call.args.name)
    return Answer(document={"done": True}, lines=[say("command.device.renamed")])


def _remove(call: Call, _: Home, devices: Devices) -> Answer:
    if call.args.device is None:
        raise Stopped(USAGE, say("command.usage.device"))
    with told():
        devices.remove(call.args.device)
    return Answer(document={"done": True}, lines=[say("command.device.removed"), say("device.remove.text")])


_ACTS = {
    "invite": _invite,
    "confirm": _confirm,
    "decline": _decline,
    "rename": _rename,
    "remove": _remove,
}


def _join(call: Call) -> Answer:
    from stillhere.home.rooms.devices import Devices, invitation_in

    folder = needed_folder(call)
    one_standard_input(call)
    words = given_words(call)
    invitation_in(folder, words, ms_of(call.clock()))
    with arriving(call) as home:
        name = Devices(home).join(folder, words, call.args.name or say("device.default"))
    return Answer(
        document={"done": True, "person": name, "folder": str(folder)},
        lines=[say("command.device.joined", name=name)],
    )


def needed_folder(call: Call) -> Path:
    """The folder that was named. Raises `Stopped` where none was, and `FolderError` where there is none."""
    if call.args.folder is None:
        raise Stopped(USAGE, say("command.usage.which_folder"))
    return folder_of(call)


@contextmanager
def arriving(call: Call, *, kit: bool = False) -> Iterator[Home]:
    """The home of whoever comes into their own person's space here, made where there is none.

    With the ``kit`` a store that can't be read holds nobody up.
    """
    from stillhere.home.keys.vault import open_vault
    from stillhere.home.opening import has_home, open_anew, open_home

    if not has_home(call.paths):
        home = made(call)
    elif kit:
        home = open_anew(open_vault(call.paths, call.passphrase), call.paths, clock=call.clock)
    else:
        home = open_home(call.paths, call.passphrase, clock=call.clock)
    try:
        yield home
    finally:
        home.close()


@contextmanager
def told() -> Iterator[None]:
    """Has a refusal be told as a sentence."""
    try:
        yield
    except Refused as refused:
        raise Stopped(REFUSED, say(refused.why)) from refused
