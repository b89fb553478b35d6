"""kill -9 while somebody types: what a save acknowledged is there, and at most a second of typing is not.

``STILLHERE_KILLS`` asks for more than the twenty deaths of an ordinary run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stillhere.home.private import set_lock
from tests.private.making import HOME_KEY, opened, place

KILLS = int(os.environ.get("STILLHERE_KILLS", "20"))

#: Types a letter every 10 ms of its own time into a page, a letter and a draft, and saves when it is time to,
#: as the window does. It says what it typed and what was saved.
_TYPIST = """
import sys, time
from pathlib import Path
from stillhere.core.pages import save_at
from stillhere.home.private import open_private
from tests.private.making import HOME_KEY, place
private = open_private(place(Path(sys.argv[1])), HOME_KEY, lambda: "words")
page = private.pages.write([""])
letter = private.letters.write("").id
print("page", page, letter, flush=True)
text, now, first = "", 0, None
while True:
    now += 10
    text += chr(ord("a") + now // 10 % 26)
    first = now if first is None else first
    print("typed", len(text), now, flush=True)
    if len(text) % 40 == 0:
        now += 350          # a pause to think
    if now + 10 >= save_at(first, now):
        with private.transaction():
            private.pages.save(page, [text])
            private.letters.save(letter, text)
            private.drafts.keep("line", text)
        first = None
        if len(text) % 3 == 0:
            private.pages.search(text[-5:])
        print("saved", len(text), now, flush=True)
    time.sleep(0.0005)
"""


def typed_and_killed(folder: Path, root: Path, after: float) -> list[list[str]]:
    """What the typist said before it was killed, in whole lines."""
    environment = {**os.environ, "PYTHONPATH": f"{root / 'desktop'}{os.pathsep}{root}"}
    with subprocess.Popen(
        [sys.executable, "-c", _TYPIST, folder], stdout=subprocess.PIPE, text=True, env=environment
    ) as typist:
        assert typist.stdout is not None
        first = typist.stdout.readline()
        time.sleep(after)
        typist.send_signal(signal.SIGKILL)
        lines = (first + typist.stdout.read()).splitlines(keepends=True)
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
@pytest.mark.timeout(60 + 10 * KILLS)
@pytest.mark.parametrize("passphrase", [None, "words"])
def test_a_crash_takes_less_than_a_second_of_typing_where_kill_9_is(
    passphrase: str | None, tmp_path: Path, root: Path
) -> None:
    if passphrase is not None:
        set_lock(place(tmp_path), HOME_KEY, passphrase)
    moments = random.Random(9)
    for _ in range(KILLS // 2):
        said = typed_and_killed(tmp_path, root, moments.uniform(0.0, 0.3))
        page, letter = said[0][1:]
        saved = max((int(length) for what, length, _ in said[1:] if what == "saved"), default=0)
        typed = {int(length): int(when) for what, length, when in said[1:] if what == "typed"}
        with opened(tmp_path, passphrase=passphrase) as private:
            kept = private.pages.get(page)
            assert kept is not None
            text = kept.parts[0]
            held = private.letters.get(letter)
            assert held is not None
            assert held.text == private.drafts.get("line") or (text, held.text) == ("", "")
            assert held.text == text, "what was saved together is there together"
            if len(text) > 4:
                assert page in [one.heading.id for one in private.pages.search(text[:5])]
            private.drafts.drop("line")
        assert len(text) >= saved, "what was acknowledged is there"
        assert text == "".join(chr(ord("a") + n) for n in _letters(typed, len(text)))
        last = max(typed.values(), default=0)
        lost = [when for length, when in typed.items() if length > len(text)]
        assert last - min(lost, default=last) < 1000, "less than a second of typing is gone"


def _letters(typed: dict[int, int], length: int) -> list[int]:
    # Each letter tells when it was typed, so that no letter can stand in for another.
    return [typed[place] // 10 % 26 for place in range(1, length + 1)]
