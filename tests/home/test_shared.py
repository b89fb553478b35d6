"""Pages shared as copies: by a deliberate act, as they were then, and gone everywhere when taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.core.acts import Refused, Rest
from stillhere.home.private import Private, PrivateError
from stillhere.home.rooms.mailbox import Mailbox
from stillhere.home.rooms.shared import Shared
from stillhere.seal import envelope
from tests.home.couple import Side, World, recording, restart, side
from tests.home.test_letters import rounds

TYPED = "The door closed gently, marguerite."


@pytest.fixture
def private(two: tuple[Side, Side]) -> Iterator[Private]:
    """What is private of Jon's, open."""
    with two[1].home.door().open(None) as opened:
        yield opened


def words(side: Side) -> list[tuple[str, ...]]:
    """What `side` reads of the partner's shared pages."""
    return [each.parts for each in Shared(side.home).theirs()]


def in_the_folder(jon: Side, mia: Side, shared: Path) -> bool:
    """Whether any file of the folder holds the words of the page, for those who can read it."""
    identities = jon.home.memory.person().identities
    files = [path.read_bytes() for path in shared.rglob("*.age")]
    plain = [envelope.unseal(data, identities) for data in files]
    return any(b"marguerite" in text for text in plain)


def test_a_page_is_shared_as_it_was_and_stays_its_writers(
    two: tuple[Side, Side], private: Private, tmp_path: Path
) -> None:
    mia, jon = two
    page = private.pages.write([TYPED], question="What did you see?", prompt="waiting.stories.1")
    before = recording(tmp_path / "shared")
    rounds(jon, mia)
    assert recording(tmp_path / "shared") == before
    copy = Shared(jon.home).share(private, page)
    assert jon.round() == []
    assert mia.round() == []
    private.pages.save(page, ["Other words."])
    (theirs,) = Shared(mia.home).theirs()
    assert (theirs.question, theirs.parts, theirs.form) == ("What did you see?", (TYPED,), "free")
    assert (theirs.mine, theirs.since, theirs.id) == (False, "evening", copy.id)
    assert Shared(jon.home).ours() == (copy,)
    assert Shared(jon.home).of(private, page) == (copy,)
    assert Shared(mia.home).ours() == Shared(jon.home).theirs() == ()
    # Which page it is, and which prompt, is its writer's own matter.
    stored = mia.home.store.kept.record(copy.id)
    assert stored is not None
    assert page.encode() not in stored.body
    assert b"waiting.stories" not in stored.body


def test_a_copy_that_is_taken_back_is_nowhere_any_more(
    two: tuple[Side, Side], private: Private, tmp_path: Path
) -> None:
    mia, jon = two
    page = private.pages.write([TYPED])
    copy = Shared(jon.home).share(private, page)
    rounds(jon, mia)
    assert in_the_folder(jon, mia, tmp_path / "shared")
    Shared(jon.home).unshare(copy.id)
    rounds(jon, mia)
    assert words(mia) == []
    assert Shared(jon.home).ours() == Shared(jon.home).of(private, page) == ()
    assert not in_the_folder(jon, mia, tmp_path / "shared")
    for one in (mia, jon):
        stored = one.home.store.kept.record(copy.id)
        assert stored is not None
        assert stored.body == b""
    assert private.pages.get(page) is not None
    with pytest.raises(Refused, match=r"why\.share\.unknown"):
        Shared(jon.home).unshare(copy.id)


def test_a_copy_that_nobody_saw_yet_never_reaches_the_folder(
    two: tuple[Side, Side], private: Private, tmp_path: Path
) -> None:
    mia, jon = two
    copy = Shared(jon.home).share(private, private.pages.write([TYPED]))
    Shared(jon.home).unshare(copy.id)
    rounds(jon, mia)
    assert not in_the_folder(jon, mia, tmp_path / "shared")
    assert words(mia) == []


def test_sharing_again_gives_the_words_of_now_and_the_same_words_change_nothing(
    two: tuple[Side, Side], private: Private, tmp_path: Path
) -> None:
    mia, jon = two
    page, other = private.pages.write([TYPED]), private.pages.write(["Another page."])
    first = Shared(jon.home).share(private, page)
    Shared(jon.home).share(private, other)
    rounds(jon, mia)
    before = recording(tmp_path / "shared")
    assert Shared(jon.home).share(private, page).id == first.id
    rounds(jon, mia)
    assert recording(tmp_path / "shared") == before
    private.pages.save(page, ["That is all I saw."])
    second = Shared(jon.home).share(private, page)
    rounds(jon, mia)
    assert words(mia) == [("That is all I saw.",), ("Another page.",)]
    assert [each.id for each in Shared(jon.home).of(private, page)] == [second.id]
    assert not in_the_folder(jon, mia, tmp_path / "shared")


def test_only_who_shared_it_takes_it_back(two: tuple[Side, Side], private: Private) -> None:
    mia, jon = two
    copy = Shared(jon.home).share(private, private.pages.write([TYPED]))
    rounds(jon, mia)
    with pytest.raises(Refused, match=r"why\.share\.unknown"):
        Shared(mia.home).unshare(copy.id)
    assert words(mia) == [(TYPED,)]


def test_a_rest_keeps_no_copy_back_and_a_wish_for_no_letters_does(
    two: tuple[Side, Side], private: Private
) -> None:
    mia, jon = two
    page = private.pages.write([TYPED])
    Mailbox(mia.home).wish("none")
    rounds(mia, jon)
    assert Shared(jon.home).why_not() == "why.share.none"
    with pytest.raises(Refused, match=r"why\.share\.none"):
        Shared(jon.home).share(private, page)
    Mailbox(mia.home).wish("any")
    mia.home.do(Rest())
    rounds(mia, jon)
    assert Shared(jon.home).why_not() is None
    Shared(jon.home).share(private, page)
    jon.round()
    assert mia.round() == []
    assert words(mia) == [(TYPED,)]


def test_what_has_no_words_or_is_gone_is_not_shared(two: tuple[Side, Side], private: Private) -> None:
    _, jon = two
    with pytest.raises(Refused, match=r"why\.share\.empty"):
        Shared(jon.home).share(private, private.pages.write([" \n"]))
    with pytest.raises(PrivateError, match="page_gone"):
        Shared(jon.home).share(private, "pagepageaa")


def test_alone_there_is_nobody_to_share_with(tmp_path: Path, world: World) -> None:
    alone = side(tmp_path / "alone", "Mia", world)
    with alone.home.door().open(None) as private:
        assert Shared(alone.home).theirs() == ()
        with pytest.raises(Refused, match=r"why\.share\.alone"):
            Shared(alone.home).share(private, private.pages.write([TYPED]))
    alone.home.close()


def test_a_page_that_was_deleted_can_still_be_taken_back(two: tuple[Side, Side], private: Private) -> None:
    mia, jon = two
    page = private.pages.write([TYPED])
    Shared(jon.home).share(private, page)
    private.pages.delete(page)
    restart(jon)
    (copy,) = Shared(jon.home).ours()
    Shared(jon.home).unshare(copy.id)
    rounds(jon, mia)
    assert words(mia) == []


def test_a_copy_is_noted_before_it_is_shared(
    two: tuple[Side, Side], private: Private, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a crash in between, no copy is out that its page doesn't know of."""
    _, jon = two
    page = private.pages.write([TYPED])
    with monkeypatch.context() as patch:
        patch.setattr("stillhere.home.flow.author.Author.say", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Shared(jon.home).share(private, page)
    assert len(private.shares.of(page)) == 1
    assert Shared(jon.home).of(private, page) == ()
    copy = Shared(jon.home).share(private, page)
    assert private.shares.of(page) == (copy.copy,)
