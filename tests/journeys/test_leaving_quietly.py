"""Journey 8: Mia exports and leaves quietly. No approval, no letter released, no further write; no news."""

from __future__ import annotations

from pathlib import Path

import pytest

from stillhere.core.acts import Refused
from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.records.terms import Words
from stillhere.home.private.export import export
from stillhere.home.rooms import erasing
from stillhere.home.rooms.exporting import Exporting
from stillhere.home.rooms.leaving import Leaving
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.words import say
from tests.home.couple import Side, World, couple, recording

HELD = ("A letter that is held.", "Another one that is held.")
TEA = Words(kind="own_words", title="Tea", text="Ten minutes at the kitchen table.")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def two(tmp_path: Path, world: World) -> tuple[Side, Side]:
    mia, jon = couple(tmp_path, world)
    mia.home.do(Offer(TEA))
    mia.round()
    jon.round()
    jon.home.do(Yes(jon.home.agreements()[0].revision))
    jon.round()
    mia.round()
    with mia.home.door().open(None) as private:
        letters = Letters(mia.home, private)
        for text in HELD:
            letters.decide(letters.write(text).id, "hold")
    return mia, jon


def test_mia_exports_and_leaves_and_nothing_more_is_written(
    two: tuple[Side, Side], tmp_path: Path, world: World
) -> None:
    mia, jon = two
    before = recording(tmp_path / "shared")
    place = export(tmp_path / "mine", Exporting(mia.home).chapters(None), world.now)
    written = "\n".join(path.read_text() for path in place.glob("*.md"))
    assert all(text in written for text in (*HELD, TEA.text))

    Leaving(mia.home).leave(quietly=True)
    for _ in range(4):
        world.pass_time(days=6)
        assert mia.round() == []
        assert jon.round() == []
    assert recording(tmp_path / "shared") == before

    shown = jon.home.look()
    assert (shown.link, shown.news) == ("linked", "none")
    assert say("news.none") == "No news. That is all it means."
    assert Mailbox(jon.home).received() == ()

    with mia.home.door().open(None) as private:
        letters = Letters(mia.home, private)
        assert sorted(each.text for each in letters.here()) == sorted(HELD)
        assert letters.to_ask() == ()
        for each in letters.here():
            with pytest.raises(Refused) as refused:
                letters.decide(each.id, "send")
            assert refused.value.why == "why.letter.left"
    assert mia.home.agreed().guess is None
    assert [copy.words for copy in mia.home.own_copies()] == [TEA]

    mia.home.close()
    erasing.erase(mia.home.paths)
    assert recording(tmp_path / "shared") == before


def test_a_letter_on_its_way_out_stays_here_when_its_writer_leaves(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    mia, jon = two
    (tmp_path / "shared").rename(tmp_path / "away")
    with mia.home.door().open(None) as private:
        letters = Letters(mia.home, private)
        letters.decide(letters.here()[0].id, "send")
    mia.round()
    assert mia.home.store.outbox.count() == 1
    Leaving(mia.home).leave(quietly=False)
    (tmp_path / "away").rename(tmp_path / "shared")
    mia.round()
    assert [notice.kind for notice in jon.round()] == ["left"]
    assert Mailbox(jon.home).received() == ()
    assert jon.home.troubles() == ()
