"""A folder as a release wrote it, to be read for ever by the releases that come after.

    python -m tests.spec.golden NAME

makes one in ``golden/NAME``: two people's life in it, a recovery kit of each, and what a reader that knows
nothing but the pages of the help makes of it. Law: what lies there is never made anew. These kits open this
folder and no other.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from stillhere.core.acts import Details, Rename, Rest, SoftKnock, StillHere
from stillhere.core.agreements import acts as agreeing
from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.record import Body, RecordErased
from stillhere.core.records.terms import Words
from stillhere.core.state.when import ms_of
from stillhere.home.flow import segments
from stillhere.home.rooms.devices import Devices
from stillhere.home.rooms.kits import Kits
from tests.home.couple import Side, World, couple
from tests.home.test_devices import brought_in, device, rounds
from tests.spec.both import by_the_pages

GOLDEN = Path(__file__).with_name("golden")
PEOPLE = ("mia", "jon")
NIGHT: dict[str, str | tuple[str, ...]] = {"from": "22:00", "to": "07:00", "days": ("sat", "sun")}
QUIET = Words(kind="quiet_hours", title="Quiet", settings=NIGHT)
#: So many small files are packed here.
FEW = 6


def plain(told: Any) -> Any:
    """What was told, as JSON has it."""
    return json.loads(json.dumps(told, sort_keys=True, default=sorted))


def say(who: Side, body: Body) -> str:
    """A word that has no act of its own here: the id of its record."""
    with who.home.store.transaction():
        return who.home.rounds.author().say(body, ms_of(who.home.clock())).id


def live(mia: Side, jon: Side, place: Path, world: World) -> None:
    """All that can be said is said, by one of the two at least."""
    phone = brought_in(mia, place / "phone", world)
    Devices(mia.home).rename(device(phone), "Telephone")
    phone.home.do(Rename("Mimi"))
    rounds(phone, mia, jon)
    mia.home.do(agreeing.Offer(Words(kind="own_words", title="Tea", text="At four.\nWith cake.")))
    rounds(mia, jon)
    jon.home.do(agreeing.Yes(jon.home.agreements()[0].revision))
    jon.home.do(agreeing.Offer(QUIET))
    say(jon, LetterSent(letter="aaaaaaaaaa", text="Dear Mia,\n\nhello.", said_ms=5))
    say(mia, PageShared(page="bbbbbbbbbb", form="mine_yours", question="Whose?", parts=("mine", "yours")))
    erased = PageShared(page="cccccccccc", form="free", question="", parts=("no more",))
    say(mia, RecordErased(record=say(mia, erased)))
    say(mia, LetterPace(pace="one_at_a_time"))
    rounds(mia, jon)
    Devices(mia.home).remove(device(phone))
    phone.home.close()
    for name, side in zip(PEOPLE, (mia, jon), strict=True):
        Kits(side.home).write(place / f"{name}.txt")
    for number in range(FEW):
        jon.home.do(Rename(f"Jon {number}"))
    rounds(mia, jon)
    world.pass_time(hours=25)
    mia.home.do(
        Rest(Details(line="A long week. It isn’t you.", looks=("fewer_words",), checkins="one_knock"))
    )
    jon.home.do(agreeing.Pause(jon.home.agreements()[0].id))
    rounds(mia, jon)
    jon.home.do(SoftKnock())
    mia.home.do(StillHere())
    rounds(mia, jon)


def make(name: str) -> None:
    """Makes the folder ``golden/<name>``."""
    with tempfile.TemporaryDirectory() as given, patch.object(segments, "PACK_AT", FEW):
        place, world, to = Path(given), World(), GOLDEN / name
        mia, jon = couple(place, world)
        live(mia, jon, place, world)
        sides = dict(zip(PEOPLE, (mia, jon), strict=True))
        told = {who: by_the_pages(side, place / "shared") for who, side in sides.items()}
        for side in (mia, jon):
            side.home.close()
        shutil.copytree(place / "shared", to / "shared")
        for who in PEOPLE:
            shutil.copy(place / f"{who}.txt", to)
            text = json.dumps(plain(told[who]), indent=1, sort_keys=True, ensure_ascii=False)
            (to / f"{who}.json").write_text(text + "\n", "utf-8")


def main(arguments: Sequence[str]) -> None:
    """Makes one for each name."""
    for name in arguments:
        make(name)


if __name__ == "__main__":
    main(sys.argv[1:])
