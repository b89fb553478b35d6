"""Nobody brings in a device or a kit under an id that belongs to somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stillhere.core.records.bodies import DeviceAdded, DeviceKeys, KitSet
from stillhere.core.records.record import Body
from stillhere.core.state.model import devices
from tests.home.couple import Side, another
from tests.home.hands import hand


@pytest.mark.parametrize(
    "said", [lambda keys: KitSet(keys=keys), lambda keys: DeviceAdded(keys=keys)], ids=["kit", "device"]
)
def test_an_id_is_not_the_partners_to_take(
    two: tuple[Side, Side], tmp_path: Path, said: Callable[[DeviceKeys], Body]
) -> None:
    mia, jon = two
    further = another(jon, tmp_path / "further")
    for each in (jon, mia, jon):
        each.round()
    taken = further.home.memory.mine().device
    further.home.close()
    before = devices(mia.home.memory.state())
    assert before[taken].person == jon.home.memory.mine().person
    mias = hand(mia, tmp_path / "shared")
    n, last = mias.end()
    keys = DeviceKeys(device=taken, sign=mias.device.keys.sign, recipient=mias.device.keys.recipient)
    mias.put(mias.sign(said(keys), n=n + 1, prev=last))
    jon.round()
    assert devices(jon.home.memory.state()) == before
    assert [each.reason for each in jon.home.store.seen.set_aside()] == ["device"]
