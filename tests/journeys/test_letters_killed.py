"""kill -9 at any moment of sending: afterwards each letter is here or was sent, once, and none is lost.

Law: the moments come from a seed. `--kills N` kills a quarter as often: each child opens what is private.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from tests.home.couple import Side, World, couple
from tests.journeys.until_killed import children, open_again, send

SEED = 20261123
#: A kill comes within the time that so many letters take on this machine.
WITHIN = 6


def _longest(side: Side) -> float:
    """How long (seconds) a child may live: what `WITHIN` letters take here."""
    begun = time.perf_counter()
    with side.home.door().open(None) as private:
        letters = Letters(side.home, private)
        for number in range(WITHIN):
            letters.decide(letters.write(f"letter {number}").id, "send")
            side.round()
    return time.perf_counter() - begun


@pytest.fixture(scope="module")
def run() -> Iterator[Callable[..., None]]:
    with children() as found:
        yield found


def test_each_letter_is_here_or_sent_once(
    run: Callable[..., None], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    mia, jon = couple(tmp_path, World())
    key, latest = mia.home._key, _longest(mia)
    mia.home.close()
    moments, number, kept = random.Random(SEED), WITHIN, 0
    for kill in range(int(request.config.getoption("--kills")) // 4):
        print(f"kill {kill}")
        after = moments.uniform(0, latest)
        run(send, mia.home.paths.data, key, moments.getrandbits(32), number, kill_after=after)
        again = Side(open_again(mia.home.paths.data, key))
        with again.home, again.home.door().open(None) as private:
            assert again.home.store.sound()
            here = [letter.text for letter in Letters(again.home, private).here()]
            sent = [letter.text for letter in Mailbox(again.home).sent()]
            number = len(here) + len(sent)
            assert sorted(here + sent) == sorted(f"letter {each}" for each in range(number))
            kept += len(here)
            again.round()
            jon.round()
            mailbox = Mailbox(jon.home)
            mailbox.open_all()
            assert sorted(letter.text for letter in mailbox.received()) == sorted(sent)
    print(f"{number} letters; {kept} times one was still here")
    assert number > WITHIN
    jon.home.close()
