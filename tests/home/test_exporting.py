"""What an export of a home holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.records.terms import Words
from stillhere.home.errors import HomeError
from stillhere.home.private import set_lock
from stillhere.home.private.chapters import Chapter
from stillhere.home.private.export import ExportStopped, export
from stillhere.home.rooms.exporting import Exporting
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.home.rooms.shared import Shared
from stillhere.words import say
from tests.home.couple import World, couple, recording

TEA = Words(
    kind="before_rest", title="Tea", text="If there is time.", settings={"steps": ("Put the kettle on",)}
)


def test_everything_of_ones_own_is_in_it_and_the_folder_stays_as_it_is(tmp_path: Path) -> None:
    world = World()
    mia, jon = couple(tmp_path, world)
    mia.home.do(Offer(TEA))
    mia.round()
    jon.round()
    jon.home.do(Yes(jon.home.agreements()[0].revision))
    jon.round()
    mia.round()
    with mia.home.door().open(None) as private:
        private.pages.write(["What I saw."])
        private.letters.write("Later.")
    before = recording(tmp_path / "shared")
    heard = list[tuple[int, int]]()
    to = tmp_path / "out"
    place = export(
        to, Exporting(mia.home).chapters(None), world.now, progress=lambda *done: heard.append(done)
    )
    written = "\n".join(path.read_text() for path in place.rglob("*.md"))
    for words in ("What I saw.", "Later.", "Put the kettle on", "If there is time.", "Agreed on 2026-11-20"):
        assert words in written
    assert heard[-1] == (3, 3)
    assert recording(tmp_path / "shared") == before


@pytest.mark.parametrize("locked", [False, True])
def test_of_a_damaged_file_what_can_be_read_is_in_it_and_it_says_so(tmp_path: Path, locked: bool) -> None:
    mia, _ = couple(tmp_path, World())
    home = mia.home
    with home.door().open(None) as private:
        for number in range(40):
            private.pages.write([f"Page {number}. {'x' * 2500}"])
        private.letters.write("Later.")
    if locked:
        home.door().relock(None, "pages")
    (file,) = home.paths.private.glob("*.db")
    whole, kept = file.read_bytes(), set[int]()
    for page in range(1, len(whole) // 4096, 23 if locked else 5):
        file.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        chapters = Exporting(home).chapters(lambda: "pages")
        texts = {text.parts[0][1] for chapter in chapters for text in chapter.texts}
        found = {int(words.split()[1][:-1]) for words in texts if words.startswith("Page ")}
        told = say("export.rescued.text") in texts
        assert told or (len(found), "Later." in texts) == (40, True)
        kept.add(len(found))
    assert max(kept) == 40
    assert locked or any(35 <= each < 40 for each in kept), kept


def test_the_letters_between_the_two_are_in_it_and_a_closed_one_stays_closed(tmp_path: Path) -> None:
    world = World()
    mia, jon = couple(tmp_path, world)
    with jon.home.door().open(None) as private:
        letters = Letters(jon.home, private)
        for text in ("The first letter.", "The second letter."):
            letters.decide(letters.write(text).id, "send")
        page = private.pages.write(["A page for both."])
        Shared(jon.home).share(private, page)
        own = Exporting(jon.home).chapters(None)
    jon.round()
    mia.round()
    mailbox = Mailbox(mia.home)
    mailbox.open(mailbox.received()[-1].id)
    theirs = Exporting(mia.home).chapters(None)
    assert "The second letter." in _texts(own)
    assert {"The first letter.", "A page for both."} <= _texts(theirs)
    assert "The second letter." not in _texts(theirs)
    assert mailbox.unopened() == 1


def _texts(chapters: Iterable[Chapter]) -> set[str]:
    """All words in them."""
    return {words for chapter in chapters for text in chapter.texts for _, words in text.parts}


def test_a_lock_is_opened_by_its_passphrase_alone(tmp_path: Path) -> None:
    mia, _ = couple(tmp_path, World())
    set_lock(mia.home.paths, mia.home._key, "pages")
    with pytest.raises(HomeError) as locked:
        Exporting(mia.home).chapters(None)
    assert locked.value.what == "private_locked"
    assert Exporting(mia.home).chapters(lambda: "pages")


def test_stopped_nothing_of_it_is_there(tmp_path: Path) -> None:
    mia, _ = couple(tmp_path, World())
    with mia.home.door().open(None) as private:
        private.pages.write(["One."])

    def stop(*_: int) -> None:
        raise ExportStopped

    with pytest.raises(ExportStopped):
        export(tmp_path / "out", Exporting(mia.home).chapters(None), mia.home.clock(), progress=stop)
    assert list((tmp_path / "out").iterdir()) == []
