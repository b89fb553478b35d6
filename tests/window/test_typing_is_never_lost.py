"""Law 8, on the whole window: kill -9 in mid-sentence, at random moments, takes the last second at most.

Law: the window is a process of its own on a real home, the keys are real key events, and what is left is read
by another process. ``--kills-in-mid-sentence 100`` asks for more deaths than the handful of an ordinary run.
Each field's longest loss is written down, also where it is too long.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from stillhere.core.acts import Rest
from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.records.terms import Words
from stillhere.home.clock import local_now
from stillhere.home.home import Home
from stillhere.home.opening import create_home, open_home
from stillhere.home.paths import Paths, paths_for
from tests.home.couple import Side, World, link, side
from tests.window import typist

SECRET = "blue kettle"
OURS = Words(kind="own_words", title="Tea", text="Ten minutes at the kitchen table.")
#: A second of the typist's typing, in letters.
SECOND = 1000 // typist.EVERY_MS

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")


class Field(NamedTuple):
    """Where something is typed: page, class of the field, key of its name, keys of what is pressed before.

    ``kept`` reads what is left of it.
    """

    page: str
    kind: str
    name: str
    pressed: str
    kept: Callable[[Home], str]


def _page(home: Home) -> str:
    with home.door().open(None) as private:
        parts = [page.parts[0] for page in private.pages.all()]
    assert len(parts) <= 1, "one page was written, and no second one"
    return "".join(parts)


def _line(home: Home) -> str:
    return home.draft("line")


def _letter(home: Home) -> str:
    with home.door().open(None) as private:
        letters = private.letters.all()
        assert len(letters) <= 1, "one letter was written, and no second one"
        for letter in letters:
            private.letters._forget(letter.id)
    return "".join(letter.text for letter in letters)


def _draft(home: Home) -> str:
    with home.door().open(None) as private:
        drafts = private.agreements.all().values()
        assert len(drafts) <= 1, "one agreement was drafted, and no second one"
        for draft in drafts:
            private.agreements.drop(draft.id)
    return "".join(draft.text for draft in drafts)


def _change(home: Home) -> str:
    """What the draft of the change says; without one, the words that it would change."""
    return _draft(home) or OURS.text


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "a page in Reflect": Field("reflect", "Writing", "", "", _page),
        "the line on Today": Field("today", "Line", "today.details.line", "", _line),
        "a letter": Field("letters", "Area", "letters.paper", "letters.write", _letter),
        "the draft of an agreement": Field(
            "agreements", "Lines", "agreements.text", "agreements.offer", _draft
        ),
        "a suggested change": Field(
            "agreements", "Lines", "agreements.text", "agreements.do.suggest", _change
        ),
    }
)


@pytest.fixture
def deaths(request: pytest.FixtureRequest) -> int:
    """How often the window is killed in each field."""
    asked: int = request.config.getoption("--kills-in-mid-sentence")
    return asked


@pytest.fixture
def home_of_mia(tmp_path: Path) -> Paths:
    """Mia, who rests, has a home of her own with a passphrase, and one agreement with Jon."""
    paths, shared, world = paths_for(tmp_path / "mia", {}), tmp_path / "shared", World(local_now())
    shared.mkdir()
    with create_home(paths, SECRET) as home:
        home.begin("Mia")
        mia, jon = Side(home), side(tmp_path / "jon", "Jon", world)
        link(mia, jon, shared)
        home.do(Offer(OURS))
        mia.round()
        jon.round()
        jon.home.do(Yes(jon.home.agreements()[0].revision))
        jon.round()
        mia.round()
        home.do(Rest())
        jon.home.close()
    return paths


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("where", FIELDS)
def test_kill_9_in_mid_sentence_takes_the_last_second_at_most(
    where: str, deaths: int, home_of_mia: Paths, artefacts: Path
) -> None:
    from tests.bench.figures import write_down  # it weighs processes, which Windows has another way for

    field, seed = FIELDS[where], random.randrange(2**32)
    print(f"seed {seed}")
    moments, lost, death, ever_kept = random.Random(seed), [0], 0, 0
    # Where each death comes before the first keeping, a few more show that there is one.
    while death < deaths or (not ever_kept and death < 10 * deaths):
        death += 1
        before, typed, asked = _typed_until_killed(home_of_mia, field, moments)
        with open_home(home_of_mia, lambda: SECRET) as home:
            kept = field.kept(home)
        assert (before + typed).startswith(kept), f"{before + typed!r} became {kept!r}"
        assert kept.startswith(before), "what was kept in an earlier life is there"
        lost.append(len(before + typed) - len(kept))
        ever_kept += len(kept)
        figure = f"{where}: {death} deaths, at most {max(lost) * typist.EVERY_MS} ms of typing lost"
        write_down(artefacts, f"typing-in-{where.replace(' ', '-')}", [figure, f"seed {seed}"])
        gone = len(before) + asked - len(kept)
        assert gone <= SECOND, f"{gone * typist.EVERY_MS} ms of typing were not on their way to the disk"
    assert ever_kept, "something was typed and kept"


def _typed_until_killed(paths: Paths, field: Field, moments: random.Random) -> tuple[str, str, int]:
    """What stood in the field when the window came, and what was typed until it was killed.

    And how many letters of it were typed before the window asked for what wasn't done yet: a disk that is
    busy may take its time over those that came after.
    """
    words = [paths.data, SECRET, field.page, field.kind, field.name, field.pressed]
    command = [sys.executable, typist.__file__, *map(str, words), str(moments.getrandbits(32))]
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'desktop'}{os.pathsep}{root}"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as window:
        assert window.stdout is not None
        first = window.stdout.readline()
        assert first, "the window never came"
        # Long enough that several keepings are under way, short enough that many come before the first.
        time.sleep(moments.uniform(0.0, 3.0))
        window.send_signal(signal.SIGKILL)
        rest = window.stdout.read()
    ready, before = json.loads(first)
    assert ready == "ready"
    typed, asked = "", dict[int, int]()
    for line in [json.loads(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]:
        match line:
            case ["asked", number]:
                asked[number] = len(typed)
            case ["done", number]:
                asked.pop(number, None)
            case _:
                typed += line
    return before, typed, min(asked.values(), default=len(typed))
