"""Law 3: private stays private. Pages, drafts and held letters never enter the shared folder.

Nor do they enter the partner's store, the store of what the two share, the log, or the process that runs all
day. What is looked for is a word that stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.core.acts import Details, Rest
from stillhere.home.private import Private, open_private
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.shared import Shared
from stillhere.home.store import Store
from stillhere.seal import envelope
from tests.home.couple import Side, World, couple, recording
from tests.journeys.people import Pair

WORD = "zwetschgenknoedel"
TEXT = f"She said nothing about the {WORD}, and I made a story of it."


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Side, Side]:
    return couple(tmp_path, World())


@pytest.fixture
def written(sides: tuple[Side, Side]) -> Iterator[Private]:
    """Jon writes privately: pages, drafts, five letters, feelings, prompts and a calming list of his own."""
    _, jon = sides
    with open_private(jon.home.paths, jon.home._key) as private:
        for number in range(3):
            private.pages.write([f"{number} {TEXT}"])
        for number in range(5):
            private.letters.write(f"{number} {TEXT}")
        private.drafts.keep("letter.new", TEXT)
        private.care.keep_calming([TEXT])
        private.prompts.add(TEXT, "waiting")
        yield private


def _plain(store: Store) -> bytes:
    """All that a store holds, as whoever has its key reads it."""
    tables = [name for (name,) in store._db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    cells = [cell for table in tables for row in store._db.rows(f"SELECT * FROM {table}") for cell in row]
    return b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)


def test_held_letters_leave_no_trace_in_names_sizes_or_times(
    sides: tuple[Side, Side], written: Private, tmp_path: Path
) -> None:
    mia, jon = sides
    before = recording(tmp_path / "shared")
    for letter in written.letters.all()[:4]:
        written.letters.save(letter.id, f"{letter.text} And more.")
    mia.round()
    jon.round()
    assert recording(tmp_path / "shared") == before


def test_no_private_word_is_in_the_folder_or_in_either_store(
    sides: tuple[Side, Side], written: Private, tmp_path: Path
) -> None:
    mia, jon = sides
    jon.home.do(Rest(Details(line="Early night.")))
    jon.round()
    mia.round()
    for each in sides:
        held = _plain(each.home.store)
        assert b"Early night." in held, "this reads what a store holds"
        assert WORD.encode() not in held
    mia.home.flip()
    jon.home.flip()
    for each in (mia, jon, mia):
        each.round()
    for each in sides:
        assert WORD.encode() not in _plain(each.home.store)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert WORD.encode() not in path.read_bytes(), path


def test_of_all_that_was_written_only_what_its_writer_sends_or_shares_goes(
    sides: tuple[Side, Side], written: Private, tmp_path: Path
) -> None:
    """One letter of six and one page of four: what they say, as it is then, and nothing else of them."""
    mia, jon = sides
    letters = Letters(jon.home, written)
    letter, page = letters.write("I found the photo."), written.pages.write(["The light went out."])
    letters.decide(letter.id, "send")
    Shared(jon.home).share(written, page)
    written.pages.save(page, [f"The light went out. {TEXT}"])
    for each in (jon, mia, jon):
        each.round()
    identities = mia.home.memory.person().identities
    files = [path.read_bytes() for path in (tmp_path / "shared").rglob("*.age")]
    plain = [envelope.unseal(data, identities) for data in files]
    for text in (b"I found the photo.", b"The light went out."):
        assert text in b"".join(plain), "this reads what lies in the folder"
        assert text in _plain(mia.home.store)
    for hidden in (WORD, page, "waiting"):
        assert hidden.encode() not in b"".join(plain)
        assert hidden.encode() not in _plain(mia.home.store)
    assert len(letters.here()) == 5


def test_the_process_that_runs_all_day_never_loads_what_is_private(linked: Pair) -> None:
    mia, jon, _ = linked
    jon.person.environment["PYTHONPROFILEIMPORTTIME"] = "1"
    mia.start_tray()
    tray = jon.start_tray()
    mia.host.press()
    note = jon.told("Mia is resting, still here.")
    jon.host.press()
    mia.told("Jon is resting, still here.")
    jon.host.click("Fewer words")
    jon.notifications.close(note.number, reason=2)
    assert jon.person.end(tray) == 0
    loaded = (jon.person.place / "tray.log").read_text("utf-8")
    assert "stillhere.tray.face" in loaded
    assert "stillhere.home.flow.intake" in loaded
    assert not [name for name in ("home.private", "PySide6", "stillhere.window") if name in loaded]
