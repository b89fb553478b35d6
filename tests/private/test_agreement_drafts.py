"""Drafts of agreements lie behind the lock, and nothing typed is lost on the way there or to the partner.

Law: what is outside is read as who has the keyring's key reads it, free pages and logs too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from stillhere.core.acts import Refused
from stillhere.core.agreements.acts import DropDraft, End, KeepDraft, Offer, Suggest, TakeBack, Yes
from stillhere.core.agreements.drawer import Draft
from stillhere.core.records.terms import Words
from stillhere.home.memory import Memory
from stillhere.home.private import PrivateError
from stillhere.home.private.agreements import AgreementDrafts
from stillhere.home.rooms.drafts import Drafts
from stillhere.home.rooms.exporting import Exporting
from tests.home.couple import Side, World, couple, recording
from tests.private.raw import holds
from tests.private.test_law_3_private_stays_private import everything

WORD = "hollyhock"
DRAFT = Draft(id="draftdraft", kind="own_words", title="Tea", text=f"Ten minutes under the {WORD}.")
WORDS = Words(kind="own_words", title="Tea", text=f"Ten minutes under the {WORD}.")
LOCK = "four words for jon"


class Gone(BaseException):
    """The process dies here."""


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    """Mia and Jon, linked."""
    both = couple(tmp_path, World())
    yield both
    for each in both:
        each.home.close()


@contextmanager
def drafts(side: Side, passphrase: str = "") -> Iterator[Drafts]:
    """The drafts of a side, open."""
    with side.home.door().open(lambda: passphrase) as private:
        yield Drafts(side.home, private)


def outside(side: Side) -> list[str]:
    """The drafts in the drawer of the ordinary store."""
    return list(side.home.memory.drawer().drafts)


def put_outside(side: Side, draft: Draft = DRAFT) -> None:
    """A draft where an earlier edition kept it."""
    home = side.home
    with home.store.transaction():
        drawer = home.memory.drawer()
        home.memory.keep_drawer(replace(drawer, drafts={**drawer.drafts, draft.id: draft}))


def meet(*sides: Side) -> None:
    for _ in range(2):
        for side in sides:
            side.round()


def where_it_stands(side: Side, folder: Path) -> list[str]:
    """Every file in which the keyring's key finds the word."""
    return [name for name, data in everything(side, folder).items() if holds(data, WORD)]


# --- The lock --------------------------------------------------------------------------------------------


def test_behind_a_lock_no_draft_can_be_read_with_the_keyring_as_cryptography_shows(
    two: tuple[Side, Side], tmp_path: Path
) -> None:
    _, jon = two
    shared = tmp_path / "shared"
    put_outside(jon)
    assert where_it_stands(jon, shared), "this finds a word where it lies"
    jon.home.door().relock(None, LOCK)
    assert where_it_stands(jon, shared) == []
    with drafts(jon, LOCK) as found:
        found.do(KeepDraft(replace(DRAFT, text=f"{WORD}, and more")))
        found.do(KeepDraft(replace(DRAFT, id="otherdraft")))
        found.do(DropDraft("otherdraft"))
        assert [each.words.text for each in found.shown()] == [f"{WORD}, and more"]
    meet(*two)
    assert where_it_stands(jon, shared) == []


def test_without_the_passphrase_agreements_are_read_answered_and_ended(two: tuple[Side, Side]) -> None:
    mia, jon = two
    jon.home.door().relock(None, LOCK)
    mia.home.do(Offer(WORDS))
    meet(*two)
    (offered,) = jon.home.agreements()
    jon.home.do(Yes(offered.revision))
    jon.home.do(End(offered.id))
    assert [each.state for each in jon.home.agreements()] == ["ended"]
    with pytest.raises(PrivateError, match="private_locked"):
        jon.home.door().open(None)


def test_what_is_taken_back_waits_outside_and_goes_behind_the_lock(two: tuple[Side, Side]) -> None:
    """Its words were said, so they are no secret; from here on they may be changed, and then they are."""
    mia, _ = two
    mia.home.door().relock(None, LOCK)
    mia.home.do(Offer(WORDS))
    mia.home.do(TakeBack(mia.home.agreements()[0].revision))
    assert len(outside(mia)) == 1
    assert mia.home.agreements() == (), "behind a lock no draft is shown"
    with drafts(mia, LOCK) as found:
        assert [each.words for each in found.shown()] == [WORDS]
    assert outside(mia) == []


# --- From where they were --------------------------------------------------------------------------------


def test_drafts_of_an_earlier_edition_move_once_and_what_is_here_is_newer(two: tuple[Side, Side]) -> None:
    _, jon = two
    second = replace(DRAFT, id="seconddraf", title="Soup")
    put_outside(jon)
    put_outside(jon, second)
    with drafts(jon) as found:
        assert list(found.all()) == [DRAFT.id, second.id]
        assert outside(jon) == []
        found.do(KeepDraft(replace(DRAFT, title="Newer")))
    put_outside(jon)
    with drafts(jon) as found:
        assert [each.title for each in found.all().values()] == ["Newer", "Soup"]


def test_a_crash_between_the_two_stores_leaves_a_draft_in_both(
    two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, jon = two
    put_outside(jon)
    with monkeypatch.context() as patched:
        patched.setattr(Memory, "keep_drawer", _dies)
        with pytest.raises(Gone):
            jon.home.door().open(None)
    assert outside(jon) == [DRAFT.id]
    with drafts(jon) as found:
        assert list(found.all().values()) == [DRAFT]
    assert outside(jon) == []


def test_a_crash_before_it_is_in_leaves_a_draft_where_it_was(
    two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, jon = two
    put_outside(jon)
    with monkeypatch.context() as patched:
        patched.setattr(AgreementDrafts, "_keep", _dies)
        with pytest.raises(Gone):
            jon.home.door().open(None)
    assert outside(jon) == [DRAFT.id]
    with drafts(jon) as found:
        assert list(found.all().values()) == [DRAFT]


def _dies(*_: object) -> None:
    raise Gone


# --- To the partner --------------------------------------------------------------------------------------


def test_an_offer_takes_the_place_and_the_id_of_its_draft(two: tuple[Side, Side], tmp_path: Path) -> None:
    mia, jon = two
    before = recording(tmp_path / "shared")
    with drafts(mia) as found:
        found.do(KeepDraft(DRAFT))
        meet(*two)
        assert recording(tmp_path / "shared") == before
        found.do(Offer(WORDS, DRAFT.id))
        assert found.shown() == ()
    meet(*two)
    assert [(each.id, each.words) for each in jon.home.agreements()] == [(DRAFT.id, WORDS)]


def test_what_is_refused_stays_a_draft(two: tuple[Side, Side]) -> None:
    mia, _ = two
    mia.home.do(Offer(replace(WORDS, title="Soup")))
    with drafts(mia) as found:
        found.do(KeepDraft(DRAFT))
        with pytest.raises(Refused, match=r"why\.agreement\.week"):
            found.do(Offer(WORDS, DRAFT.id))
        assert list(found.all()) == [DRAFT.id]


def test_after_a_crash_what_was_offered_is_no_draft_any_more(two: tuple[Side, Side]) -> None:
    mia, _ = two
    with drafts(mia) as found:
        found.do(KeepDraft(DRAFT))
    mia.home.do(Offer(WORDS, DRAFT.id))
    with drafts(mia) as found:
        assert found.shown() == ()


def test_after_a_crash_what_has_other_words_by_now_is_another_draft(two: tuple[Side, Side]) -> None:
    mia, _ = two
    with drafts(mia) as found:
        found.do(KeepDraft(DRAFT))
    mia.home.do(Offer(WORDS, DRAFT.id))
    with mia.home.door().open(None) as private:
        private.agreements.keep(replace(DRAFT, text="Five."))
    with drafts(mia) as found:
        ((name, kept),) = found.all().items()
    assert name != DRAFT.id
    assert kept.text == "Five."


def test_a_suggestion_takes_the_place_of_its_draft(two: tuple[Side, Side]) -> None:
    mia, jon = two
    mia.home.do(Offer(replace(WORDS, text="Five.")))
    meet(*two)
    (offered,) = jon.home.agreements()
    with drafts(jon) as found:
        found.do(KeepDraft(replace(DRAFT, revision=offered.revision)))
        (shown,) = found.shown()
        assert shown.changes == offered.revision
        found.do(Suggest(offered.revision, WORDS, DRAFT.id))
        assert found.shown() == ()
    meet(*two)
    assert [each.words for each in mia.home.agreements()] == [WORDS]


def test_a_draft_that_fits_nothing_yet_is_kept_as_it_was_typed(two: tuple[Side, Side]) -> None:
    _, jon = two
    half = Draft(id="halfhalfha", kind="guess", settings={"guess": "op"})
    with drafts(jon) as found:
        found.do(KeepDraft(half))
        assert list(found.all().values()) == [half]


def test_an_export_holds_every_draft(two: tuple[Side, Side]) -> None:
    _, jon = two
    put_outside(jon)
    texts = [text for chapter in Exporting(jon.home).chapters(None) for text in chapter.texts]
    assert [(text.title, text.parts[0][1]) for text in texts if WORD in str(text.parts)] == [
        ("Tea", DRAFT.text)
    ]
