"""Attacks 3, 8, 9, 13, 16 and 17: what an altered app of one of the two can do to the other.

It signs for its own person, and for nobody else.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

import pytest

from stillhere.core.acts import Back, Details, Rename, Rest
from stillhere.core.notices import Notice
from stillhere.core.records.record import Body, DeviceAdded, PersonJoined, PersonNamed, Status
from stillhere.core.records.terms import Answered, Ended, Offered
from stillhere.core.state.model import devices, members
from stillhere.core.state.when import ms_of
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from stillhere.seal.keys import device_id, further_device
from tests.attacks.ground import TEA, Attack
from tests.home.hands import Hand, id_of
from tests.seal.making import random_from, under_the_same_header


class Place(TypedDict):
    """Where a kept record stands in its device's chain."""

    n: int
    prev: str


def next_of(hand: Hand) -> Place:
    """Number and predecessor of the next kept record of a hand's device."""
    n, prev = hand.end()
    return {"n": n + 1, "prev": prev}


def in_anothers_name(by: Hand, of: Hand, said: Body) -> Signed:
    """A record that says it is by the device of `of`, and that `by` signed."""
    genuine = of.sign(said, **next_of(of))
    return Signed(genuine.header, by.device.sign(b"still-here/1\0" + genuine.header), genuine.body)


def test_attack_3_the_partner_forges_the_others_yes_in_the_others_name(attack: Attack) -> None:
    revision = attack.offer()
    yes = Answered(revision=revision, says="yes")
    attack.mias.put(in_anothers_name(attack.mias, attack.jons, yes))
    forged = in_anothers_name(attack.mias, attack.jons, yes)
    attack.jons.put(forged)
    attack.mias.put(attack.mias.sign(yes, **next_of(attack.mias)))
    attack.rounds(3)
    assert attack.in_force() == (False, False)
    assert attack.states()[0].forks == {}


def test_attack_3_the_partner_puts_a_yes_under_the_header_of_the_others_own_file(attack: Attack) -> None:
    """The age format proves no author: either of the two can put another text under its header."""
    revision = attack.offer()
    attack.jon.home.do(Rename("Jonathan"))
    attack.jon.round()
    (path,) = [path for path in attack.files() if attack.jons.device.device in path][-1:]
    forged = in_anothers_name(attack.mias, attack.jons, Answered(revision=revision, says="yes"))
    identity = attack.mia.home.memory.person().identities[0]
    data = under_the_same_header(attack.files()[path], identity, envelope.write(forged))
    attack.lay(attack.files() | {path: data, f"{path[:-4]} 2.age": data})
    attack.rounds(3)
    assert attack.in_force() == (False, False)


def test_attack_3_the_partner_brings_in_a_device_for_the_other(attack: Attack) -> None:
    """Nobody changes the other's devices: one that Mia's app made for Jon belongs to Mia, or to nobody."""
    revision = attack.offer()
    state, jon = attack.states()[0], attack.jon.home.mine().person
    made = further_device(state.space, jon, random_from("made by Mia"))
    attack.mias.put(attack.mias.sign(DeviceAdded(keys=made.keys), **next_of(attack.mias)))
    puppet = Hand(attack.mia.home, attack.shared, made)
    puppet.put(puppet.sign(Answered(revision=revision, says="yes"), n=1))
    attack.rounds(3)
    assert made.device not in devices(attack.states()[1])
    assert attack.in_force() == (False, False)
    hers = further_device(state.space, attack.mia.home.mine().person, random_from("Mia's own"))
    assert hers.keys.device == device_id(state.space, attack.mia.home.mine().person, hers.keys.sign)


def test_attack_3_a_third_person_is_never_let_in(attack: Attack) -> None:
    before = members(attack.states()[1])
    fresh = further_device(attack.states()[0].space, "ccccccccccccc"[:10], random_from("third"))
    third = PersonJoined(
        person="cccccccccc",
        name="Jon",
        recipient=attack.mia.home.memory.person().recipient,
        keys=fresh.keys,
        join="j" * 52,
    )
    attack.mias.put(attack.mias.sign(third, **next_of(attack.mias)))
    attack.rounds(3)
    assert members(attack.states()[1]) == members(attack.states()[0]) == before


def test_attack_3_a_yes_to_other_words_is_none_to_these(attack: Attack) -> None:
    """An acceptance names the record of the exact offer; the same words offered again are another one."""
    revision = attack.offer()
    at = (ms_of(attack.world.now), 0)
    again = attack.mias.sign(Offered(agreement="bbbbbbbbbb", words=TEA), **next_of(attack.mias), at=at)
    attack.mias.put(again)
    answered = Answered(revision=revision, says="yes")
    attack.jons.put(attack.jons.sign(answered, **next_of(attack.jons)))
    attack.rounds(3)
    found = {each.revision: each.state for each in attack.mia.home.agreements()}
    assert found == {revision: "in_force", id_of(again): "offered"}


def test_attack_8_a_device_that_shows_two_histories_is_told_and_binds_nobody(attack: Attack) -> None:
    """Mia's altered app says one thing in the one history and another one in the other."""
    revision = attack.agree()
    (agreement,) = [each.id for each in attack.jon.home.agreements()]
    after = next_of(attack.mias)
    attack.mias.put(attack.mias.sign(PersonNamed(name="Mimi"), **after))
    attack.mias.put(attack.mias.sign(PersonNamed(name="Maria"), **after))
    told = attack.rounds(3)
    assert [note.kind for note in told].count("two_histories") == 2, "each of the two is told once"
    assert attack.states()[1].forks == {attack.mias.device.device: after["n"]}
    later: Place = {"n": after["n"] + 1, "prev": "a" * 52}
    attack.mias.put(attack.mias.sign(Offered(agreement="bbbbbbbbbb", words=TEA), **later))
    attack.rounds()
    assert [each.revision for each in attack.jon.home.agreements()] == [revision]
    later = {"n": after["n"] + 2, "prev": "a" * 52}
    attack.mias.put(attack.mias.sign(Ended(agreement=agreement), **later))
    attack.rounds()
    assert attack.jon.home.agreements()[0].state == "ended", "taking back counts even then"


def test_attack_9_a_record_moved_to_another_space_lane_or_audience_says_nothing(attack: Attack) -> None:
    before = attack.states()
    rest = Status(state="resting", since_ms=1)
    strange = ("cccccccccc.1", "dddddddddd.1")
    moved = [
        attack.mias.sign(rest, n=9, lane="now", space="bbbbbbbbbb"),
        attack.mias.sign(rest, n=9, lane="kept"),
        attack.mias.sign(rest, n=9, lane="now", to=strange),
        attack.mias.sign(PersonNamed(name="Mimi"), n=9, lane="now"),
        attack.mias.sign(rest, n=9, lane="now", space=""),
    ]
    for signed in moved:
        attack.mias.put(signed)
    genuine = attack.mias.sign(rest, n=9, lane="now")
    shifted = genuine.header.replace(b'"lane":"now"', b'"lane":"kept"')
    attack.mias.put(Signed(shifted, genuine.signature, genuine.body))
    assert attack.rounds(3) == []
    assert attack.states() == before
    in_jons_place = attack.mias.put(genuine)
    in_jons_place.rename(attack.jons.place / in_jons_place.name)
    assert Notice("resting", "Mia") in attack.rounds(), "a place is a hint, and the signature decides"


def test_attack_13_no_path_is_ever_taken_from_content(
    attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = attack.place / "trap"
    trap.mkdir()
    evil = [f"{'../' * count}{trap.relative_to('/')}/x" for count in (1, 5, 20)] + [
        str(trap / "x"),
        "..",
        "~/x",
    ]
    for number, text in enumerate(evil, 1):
        attack.mias.put(attack.mias.sign(PersonNamed(name=text), n=attack.mias.end()[0] + number, prev=""))
        attack.mias.put(
            attack.mias.sign(Status(state="resting", since_ms=1, line=text), n=number, lane="now")
        )
        for name in ("space", "device"):
            body = attack.mias.sign(Status(state="here", since_ms=1), n=90 + number, lane="now")
            own = attack.states()[0].space if name == "space" else attack.mias.device.device
            header = body.header.replace(f'"{name}":"{own}"'.encode(), f'"{name}":"{text}"'.encode())
            signed = Signed(header, attack.mias.device.sign(b"still-here/1\0" + header), body.body)
            attack.mias.put(signed)
    before, named = set(attack.place.rglob("*")), set[str]()

    def noting(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            named.update(str(each) for each in args if isinstance(each, str | Path))
            return real(*args, **more)

        return call

    for call in ("open", "stat", "lstat", "mkdir", "unlink", "rename", "replace", "scandir"):
        monkeypatch.setattr(os, call, noting(getattr(os, call)))
    attack.rounds(3)
    monkeypatch.undo()
    assert attack.jon.home.partner_name() in evil, "the texts came in, as texts"
    assert len([path for path in named if path.endswith(".age")]) >= len(evil)
    assert [path for path in named if "trap" in path or ".." in path or "~/" in path] == []
    assert set(attack.place.rglob("*")) == before
    assert list(trap.iterdir()) == []


def test_attack_16_a_clock_in_2099_leaves_both_able_to_speak_last(attack: Attack) -> None:
    far = ms_of(datetime(2099, 1, 1, tzinfo=UTC))
    rests = Status(state="resting", since_ms=far, line="from 2099")
    attack.mias.put(attack.mias.sign(rests, n=1, lane="now", at=(far, 0)))
    attack.rounds()
    assert attack.jon.home.look().headline == "partner_rests"
    partner = attack.jon.home.look().partner
    assert partner is not None
    assert partner.since is not None, "clamped for display"
    clock = attack.jon.home.memory.clock().ms
    assert clock <= ms_of(attack.world.now) + 10 * 60 * 1000, (
        "a partner's stamp doesn't pull one's own clock along"
    )
    attack.jon.home.do(Rest(Details(line="now")))
    attack.rounds()
    assert attack.mia.home.look().headline == "both_rest"
    attack.jon.home.do(Back())
    attack.mia.home.do(Back())
    attack.rounds()
    assert attack.jon.home.look().headline == "both_here", "the next word of a device counts by its number"


def test_attack_16_clocks_never_decide_consent(attack: Attack) -> None:
    revision = attack.agree()
    (agreement,) = [each.id for each in attack.mia.home.agreements()]
    attack.jons.put(attack.jons.sign(Ended(agreement=agreement), **next_of(attack.jons), at=(1, 0)))
    attack.rounds()
    assert attack.in_force() == (False, False), "an ending of 1970 ends"
    far = ms_of(datetime(2099, 1, 1, tzinfo=UTC))
    late = attack.jons.sign(Answered(revision=revision, says="yes"), **next_of(attack.jons), at=(far, 0))
    attack.jons.put(late)
    attack.rounds()
    assert attack.in_force() == (False, False), "and a yes of 2099 brings nothing back"


HOSTILE = (
    "<b onmouseover=alert(1)>x</b>",
    "</span><img src='http://example.invalid/x.png'>",
    "\u202emoc.evil//:sptth\u202c",
    "\u2066hidden\u2069\u200f",
    "a\x00b\x1b[31mred\x07",
    "line\nbreak\r\nand\ttab\u2028more",
    "%s {name} $HOME `id`",
    "\U000e0041\U000e0042\ufeff\u200b",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_attack_17_hostile_text_is_plain_text_without_disguise(text: str, attack: Attack) -> None:
    n, prev = attack.mias.end()
    attack.mias.put(attack.mias.sign(PersonNamed(name=text[:40]), n=n + 1, prev=prev))
    attack.mias.put(attack.mias.sign(Status(state="resting", since_ms=1, line=text), n=1, lane="now"))
    told = attack.rounds()
    partner = attack.jon.home.look().partner
    assert partner is not None
    for shown in (partner.name, partner.status.line, *(note.name for note in told)):
        bad = [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"}]
        assert bad == []
        assert "\u2028" not in shown
    assert {note.kind for note in told} <= {"resting"}
