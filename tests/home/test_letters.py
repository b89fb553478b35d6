"""Letters between two homes: held here alone, sent once, opened by choice, and no trace of the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stillhere.core.acts import Back, Refused, Rest
from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.letters import Letter
from stillhere.core.records.terms import Value, Words
from stillhere.home.errors import StoreError
from stillhere.home.flow.author import Author
from stillhere.home.private import Private, PrivateError
from stillhere.home.rooms.letters import Letters
from stillhere.home.rooms.mailbox import Mailbox
from tests.home.couple import Side, World, recording, restart

FIVE = [f"I found the photo from the ferry, marguerite{number}." for number in range(5)]


@pytest.fixture
def private(two: tuple[Side, Side]) -> Iterator[Private]:
    """What is private of Jon's, open."""
    with two[1].home.door().open(None) as opened:
        yield opened


def of(side: Side, private: Private) -> Letters:
    return Letters(side.home, private)


def held(letters: Letters, *texts: str) -> list[Letter]:
    """These letters, held; as they lie there then."""
    found = [letters.decide(letters.write(text).id, "hold") for text in texts]
    return [letter for letter in found if letter is not None]


def texts(side: Side) -> list[str]:
    """What `side` reads of all that came."""
    mailbox = Mailbox(side.home)
    mailbox.open_all()
    return [each.text for each in mailbox.received()]


def rounds(*sides: Side) -> None:
    """The keepers' rounds, until nothing moves any more."""
    for _ in range(2):
        for side in sides:
            side.round()


def agree(mia: Side, jon: Side, kind: str, **settings: Value) -> None:
    """Both say yes to an agreement."""
    mia.home.do(Offer(Words(kind=kind, title=kind, settings=settings)))
    rounds(mia, jon)
    (offered,) = [each for each in jon.home.agreements() if each.to_answer]
    jon.home.do(Yes(offered.revision))
    rounds(jon, mia)


def test_five_letters_one_sent_and_four_let_go(
    two: tuple[Side, Side], private: Private, tmp_path: Path, world: World
) -> None:
    """The second journey: the folder doesn't change, and nothing of the four is there or with Mia."""
    mia, jon = two
    mia.home.do(Rest())
    rounds(mia, jon)
    before = recording(tmp_path / "shared")
    letters = of(jon, private)
    five = held(letters, *FIVE)
    for letter in five:
        letters.change(letter.id, letter.text + " And more.")
    jon.round()
    assert recording(tmp_path / "shared") == before
    assert letters.to_ask() == ()
    world.pass_time(hours=14)
    mia.home.do(Back())
    rounds(mia, jon)
    asked = letters.to_ask()
    assert [letter.id for letter in asked] == [letter.id for letter in five]
    for letter in asked:
        letters.asked(letter.id)
    assert letters.to_ask() == ()
    letters.decide(asked[2].id, "send")
    for letter in (*asked[:2], *asked[3:]):
        assert letters.decide(letter.id, "let_go") is None
    rounds(jon, mia)
    assert letters.here() == ()
    assert texts(mia) == [FIVE[2] + " And more."]
    for number in (0, 1, 3, 4):
        for side in (mia, jon):
            stored = [each.body for each in side.home.store.records.all()]
            assert [body for body in stored if f"marguerite{number}".encode() in body] == []


def test_a_letter_that_came_is_opened_by_choice_and_the_folder_never_hears_of_it(
    two: tuple[Side, Side], private: Private, tmp_path: Path, world: World
) -> None:
    mia, jon = two
    letters = of(jon, private)
    for text in ("first", "second", "third"):
        letters.decide(letters.write(text).id, "send")
        world.pass_time(minutes=1)
    jon.round()
    assert mia.round() == []
    before, mailbox = recording(tmp_path / "shared"), Mailbox(mia.home)
    closed = mailbox.received()
    assert [(each.opened, each.text, each.came) for each in closed] == [(False, "", "evening")] * 3
    assert mailbox.unopened() == 3
    opened = mailbox.open(closed[-1].id)
    assert (opened.opened, opened.text) == (True, "first")
    assert mailbox.unopened() == 2
    assert [each.text for each in mailbox.received()] == ["", "", "first"]
    assert [each.text for each in mailbox.open_all()] == ["third", "second"]
    assert mailbox.open_all() == ()
    rounds(mia, jon)
    assert mailbox.unopened() == 0
    assert mia.home.store.outbox.count() == 0
    assert recording(tmp_path / "shared") == before
    restart(mia)
    assert Mailbox(mia.home).unopened() == 0
    with pytest.raises(Refused, match=r"why\.letter\.unknown"):
        Mailbox(mia.home).open("a" * 52)


def test_what_was_sent_is_the_writers_too_and_says_nothing_of_what_became_of_it(
    two: tuple[Side, Side], private: Private
) -> None:
    mia, jon = two
    letters = of(jon, private)
    letters.decide(letters.write("Dear \u202eMia,\n\nI am here. ").id, "send")
    before = letters.mailbox.sent()
    assert [each.text for each in before] == ["Dear Mia,\n\nI am here."]
    rounds(jon, mia)
    texts(mia)
    rounds(mia, jon)
    assert letters.mailbox.sent() == before
    assert Mailbox(mia.home).sent() == ()
    assert Mailbox(jon.home).received() == ()


def test_who_rests_is_asked_about_nothing(two: tuple[Side, Side], private: Private, world: World) -> None:
    mia, jon = two
    mia.home.do(Rest())
    rounds(mia, jon)
    letters = of(jon, private)
    (letter,) = held(letters, "Dear Mia")
    jon.home.do(Rest())
    world.pass_time(hours=1)
    mia.home.do(Back())
    rounds(mia, jon)
    assert letters.to_ask() == ()
    jon.home.do(Back())
    assert letters.to_ask() == (letter,)


# What stands in the way


def why_not(letters: Letters, text: str = "Dear Mia") -> str:
    letter = letters.write(text)
    try:
        letters.decide(letter.id, "send")
    except Refused as refused:
        assert letters.here()[0].text == text
        return refused.why
    return ""


def test_a_rest_of_the_partner_holds_a_letter_here(two: tuple[Side, Side], private: Private) -> None:
    mia, jon = two
    mia.home.do(Rest())
    rounds(mia, jon)
    assert why_not(of(jon, private)) == "why.letter.resting"


def test_a_wish_for_no_letters_holds_them_until_it_ends(two: tuple[Side, Side], private: Private) -> None:
    mia, jon = two
    letters = of(jon, private)
    Mailbox(mia.home).wish("none")
    assert mia.round() == []
    assert jon.round() == []
    assert why_not(letters) == "why.letter.none"
    assert (Mailbox(mia.home).pace(), Mailbox(jon.home).pace()) == ("none", "any")
    Mailbox(mia.home).wish("one_at_a_time")
    rounds(mia, jon)
    assert why_not(letters) == ""
    assert why_not(letters) == "why.letter.one"
    Mailbox(mia.home).wish("any")
    Mailbox(mia.home).wish("any")
    rounds(mia, jon)
    assert why_not(letters) == ""


def test_one_at_a_time_is_one_a_day(two: tuple[Side, Side], private: Private, world: World) -> None:
    mia, jon = two
    letters = of(jon, private)
    agree(mia, jon, "letters", pace="one_at_a_time", form="short")
    assert why_not(letters, "x" * 2001) == "why.letter.short"
    assert [why_not(letters), why_not(letters)] == ["", "why.letter.one"]
    world.pass_time(days=1)
    assert why_not(letters) == ""


def test_low_contact_and_quiet_hours_hold_letters(
    two: tuple[Side, Side], private: Private, world: World
) -> None:
    mia, jon = two
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hours: dict[str, Value] = {"from": "19:00", "to": "21:00", "days": days}
    agree(mia, jon, "quiet_hours", **hours)
    letters = of(jon, private)
    assert why_not(letters) == "why.letter.quiet"
    world.pass_time(hours=2)
    assert why_not(letters) == ""
    agree(mia, jon, "low_contact", practical_only=True)
    assert why_not(letters) == "why.letter.none"


def test_a_wish_needs_somebody_to_hear_it(two: tuple[Side, Side], tmp_path: Path, world: World) -> None:
    from tests.home.couple import side

    alone = side(tmp_path / "alone", "Mia", world)
    with pytest.raises(Refused, match=r"why\.pace\.alone"):
        Mailbox(alone.home).wish("none")
    assert Mailbox(alone.home).received() == ()
    alone.home.close()


# Whatever happens on the way out


class Killed(BaseException):
    """The program ends here."""


STEPS = ["decide", "say", "said", "went"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_on_the_way_out_a_letter_is_here_or_sent_once(
    step: str, two: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = two
    with jon.home.door().open(None) as private:
        letter = held(of(jon, private), "Dear Mia")[0]
    with monkeypatch.context() as patch:
        kill_at(step, patch)
        with pytest.raises(Killed), jon.home.door().open(None) as private:
            of(jon, private).decide(letter.id, "send")
    restart(jon)
    with jon.home.door().open(None) as private:
        letters = of(jon, private)
        here = letters.here()
        rounds(jon, mia)
        assert len(here) + len(texts(mia)) == 1
        for one in here:
            assert (one.text, one.state) == ("Dear Mia", "asked" if step != "decide" else "held")
            letters.decide(one.id, "send")
        rounds(jon, mia)
        assert letters.here() == ()
    assert texts(mia) == ["Dear Mia"]


def kill_at(step: str, patch: pytest.MonkeyPatch) -> None:
    """Ends the program at a step of sending: before it is decided or said, after it is said, at the end."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    places = {
        "decide": "stillhere.core.letters.decide",
        "say": "stillhere.home.flow.author.Author.say",
        "said": "stillhere.home.bell.ring",
        "went": "stillhere.home.private.letters.Letters.went",
    }
    patch.setattr(places[step], killed)
    if step != "went":
        # A program that ended settles nothing.
        patch.setattr(Letters, "settle", lambda _: None)


def test_a_full_disk_leaves_the_letter_here(
    two: tuple[Side, Side], private: Private, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, jon = two
    letters = of(jon, private)
    letter = letters.write("Dear Mia")
    with monkeypatch.context() as patch:
        patch.setattr(Author, "say", lambda *_: (_ for _ in ()).throw(StoreError("disk_full")))
        with pytest.raises(StoreError, match="disk_full"):
            letters.decide(letter.id, "send")
    assert [(each.text, each.state) for each in letters.here()] == [("Dear Mia", "asked")]
    assert letters.mailbox.sent() == ()


def test_two_processes_send_a_letter_once(two: tuple[Side, Side], private: Private) -> None:
    mia, jon = two
    twin = jon.home.twin()
    with twin.door().open(None) as other:
        letter = of(jon, private).write("Dear Mia")
        leaving = private.letters.decide(letter.id, "send", Mailbox(jon.home).post(), jon.home.clock())
        assert leaving is not None
        # Another window settles in between, and its writer sends it again there.
        elsewhere = Letters(twin, other)
        elsewhere.decide(elsewhere.here()[0].id, "send")
        of(jon, private)._say(leaving)
        of(jon, private).settle()
    twin.close()
    rounds(jon, mia)
    assert texts(mia) == ["Dear Mia"]


def test_what_comes_in_between_holds_the_letter_after_all(
    two: tuple[Side, Side], private: Private, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, jon = two
    letters = of(jon, private)
    letter = letters.write("Dear Mia")
    decide = private.letters.decide

    def meanwhile(*args: object) -> object:
        decided = decide(*args)  # type: ignore[arg-type]
        mia.home.do(Rest())
        rounds(mia, jon)
        return decided

    monkeypatch.setattr(private.letters, "decide", meanwhile)
    with pytest.raises(Refused, match=r"why\.letter\.resting"):
        letters.decide(letter.id, "send")
    assert [each.state for each in letters.here()] == ["asked"]


def test_a_backup_sends_nothing_again(two: tuple[Side, Side], tmp_path: Path, world: World) -> None:
    """Everything private comes back as it was before; what went since isn't here, and other words are."""
    import shutil

    mia, jon = two
    with jon.home.door().open(None) as private:
        letters = of(jon, private)
        went, rewritten = held(letters, "Dear Mia", "I was scared")
    jon.home.store.checkpoint()
    backup = shutil.copytree(jon.home.paths.data / "private", tmp_path / "backup")
    with jon.home.door().open(None) as private:
        letters = of(jon, private)
        for letter in (went, rewritten):
            letters.decide(letter.id, "send")
    rounds(jon, mia)
    shutil.rmtree(jon.home.paths.data / "private")
    shutil.copytree(backup, jon.home.paths.data / "private")
    with jon.home.door().open(None) as private:
        private.letters.save(rewritten.id, "I am calm now")
        (left,) = of(jon, private).here()
        assert left.text == "I am calm now"
        of(jon, private).decide(left.id, "send")
    rounds(jon, mia)
    assert sorted(texts(mia)) == ["Dear Mia", "I am calm now", "I was scared"]


def test_a_letter_that_is_gone_is_told(two: tuple[Side, Side], private: Private) -> None:
    letters = of(two[1], private)
    letter = letters.write("Dear Mia")
    letters.decide(letter.id, "let_go")
    with pytest.raises(PrivateError, match="letter_gone"):
        letters.decide(letter.id, "send")
    with pytest.raises(PrivateError, match="letter_gone"):
        letters.change(letter.id, "I am here.")
