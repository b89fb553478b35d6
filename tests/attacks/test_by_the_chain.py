"""A run of records is believed by its last signature: what nobody who writes into the folder makes of that.

Mia says what is real. Somebody who can read it puts it into the folder anew, with other signatures, and a
device that has seen nothing of it comes upon that first.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from stillhere.core.records.bodies import DeviceAdded, DeviceRemoved, PersonNamed, Status
from stillhere.core.records.posted import LetterSent
from stillhere.core.records.record import decode_header
from stillhere.core.state.model import devices, members
from stillhere.home.rooms.bundles import Bundles
from stillhere.seal.envelope import Signed
from stillhere.seal.keys import further_device
from tests.attacks.ground import Attack
from tests.home.couple import Side, another
from tests.home.hands import Hand, id_of
from tests.seal.making import random_from


def run(hand: Hand, count: int, after: Signed | None = None) -> list[Signed]:
    """So many names that a device says in one line, after what it said or what is given."""
    n, prev = hand.end() if after is None else (number_of(after), id_of(after))
    made: list[Signed] = []
    for number in range(n + 1, n + count + 1):
        made.append(hand.sign(PersonNamed(name=f"Name {number}"), n=number, prev=prev))
        prev = id_of(made[-1])
    return made


def number_of(signed: Signed) -> int:
    return decode_header(signed.header).n


def named(signed: Signed) -> str:
    """What a word of a `run` says."""
    return f"Name {number_of(signed)}"


def spoilt(signed: Signed) -> Signed:
    """It with a signature that is none."""
    return replace(signed, signature=b"\1" * 64)


def known(side: Side, *signed: Signed) -> list[bool]:
    return [side.home.store.records.has(id_of(each)) for each in signed]


def signatures(side: Side, *signed: Signed) -> list[bytes]:
    found = [side.home.store.kept.record(id_of(each)) for each in signed]
    return [each.signature for each in found if each is not None]


def reasons(side: Side) -> list[str]:
    """Why files were set aside."""
    return [verdict.reason for verdict in side.home.store.seen.set_aside()]


def refused(attack: Attack, hand: Hand, *signed: Signed) -> bool:
    """Whether Jon, who comes upon a file of these, believes nothing in it, for its signatures."""
    path = hand.put(*signed)
    attack.jon.round()
    reason = reasons(attack.jon)
    path.unlink()
    attack.jon.round()
    return reason == ["signature"] and not any(known(attack.jon, *signed))


def test_a_garbage_signature_in_the_middle_does_no_lasting_harm(attack: Attack) -> None:
    third = another(attack.mia, attack.place / "third")
    attack.rounds()
    third.round()
    third.home.change_settings(folder=None)
    words = run(attack.mias, 6)
    attack.jons.put(*map(spoilt, words[:-1]), words[-1])
    attack.jon.round()
    assert all(known(attack.jon, *words))
    assert attack.jon.home.partner_name() == named(words[-1])
    # What came so can be handed on again: whoever does so ends no file in the middle of the run.
    Bundles(attack.jon.home).out(attack.place / "words.bundle")
    assert Bundles(third.home).take_in(attack.place / "words.bundle").left_out == 0
    assert all(known(third, *words))
    # Where a good signature comes, it stays.
    attack.mias.put(words[2])
    attack.mias.put(*words[:2])
    attack.jon.round()
    assert signatures(attack.jon, *words[:3]) == [each.signature for each in words[:3]]
    assert signatures(attack.jon, *words[3:5]) == [spoilt(each).signature for each in words[3:5]]


def test_what_is_known_with_a_good_signature_keeps_it(attack: Attack) -> None:
    words = run(attack.mias, 5)
    attack.mias.put(*words)
    attack.jon.round()
    attack.jons.put(*map(spoilt, words[:-1]), words[-1])
    attack.jon.round()
    assert signatures(attack.jon, *words) == [each.signature for each in words]


def test_good_and_spoilt_in_one_look_leave_the_good_one(attack: Attack) -> None:
    words = run(attack.mias, 5)
    for each in words:
        attack.mias.put(each)
    attack.jons.put(*map(spoilt, words[:-1]), words[-1])
    attack.jon.round()
    assert signatures(attack.jon, *words) == [each.signature for each in words]


def test_a_header_spliced_in_with_the_right_number_and_another_word_before_it(attack: Attack) -> None:
    one, two, three = run(attack.mias, 3)
    n, _ = attack.mias.end()
    foreign = spoilt(attack.mias.sign(PersonNamed(name="Nobody"), n=n + 2, prev=id_of(one)))
    assert refused(attack, attack.jons, one, foreign, three)
    assert refused(attack, attack.jons, one, foreign, two, three)
    elsewhere = spoilt(attack.mias.sign(PersonNamed(name="Nobody"), n=n + 2, prev="b" * 52))
    assert refused(attack, attack.jons, one, elsewhere, three)


def test_where_the_last_signature_is_broken_nothing_of_the_run_is_believed(attack: Attack) -> None:
    words = run(attack.mias, 4)
    assert refused(attack, attack.jons, *words[:-1], spoilt(words[-1]))
    assert refused(attack, attack.jons, *map(spoilt, words))


def test_a_run_that_was_cut_short_has_no_last_signature(attack: Attack) -> None:
    words = run(attack.mias, 4)
    assert refused(attack, attack.jons, *map(spoilt, words[:3]))
    attack.jons.put(*map(spoilt, words[:2]), words[2])
    attack.jon.round()
    assert known(attack.jon, *words) == [True, True, True, False]


def test_of_two_runs_in_a_file_each_needs_its_last_signature(attack: Attack) -> None:
    words = run(attack.mias, 5)
    first, second = words[:2], words[3:]
    assert refused(attack, attack.jons, first[0], spoilt(first[1]), *second)
    assert refused(attack, attack.jons, *first, second[0], spoilt(second[1]))
    attack.jons.put(spoilt(first[0]), first[1], spoilt(second[0]), second[1])
    attack.jon.round()
    assert all(known(attack.jon, *first, *second))


def test_in_the_reversed_order_each_needs_its_own_signature(attack: Attack) -> None:
    words = run(attack.mias, 3)
    for at in range(3):
        hostile = [spoilt(each) if number == at else each for number, each in enumerate(words)]
        assert refused(attack, attack.jons, *reversed(hostile))
    attack.jons.put(*reversed(words))
    attack.jon.round()
    assert all(known(attack.jon, *words))


def test_nobody_signs_for_another_device_in_a_file_of_both(attack: Attack) -> None:
    mias, jons = run(attack.mias, 2), run(attack.jons, 2)
    n, _ = attack.mias.end()
    named = attack.jons.sign(PersonNamed(name="Jonathan"), n=n + 2, prev=id_of(mias[0]))
    assert refused(attack, attack.jons, spoilt(mias[0]), named)
    attack.jons.put(spoilt(mias[0]), spoilt(jons[0]), mias[1], jons[1])
    attack.jon.round()
    assert all(known(attack.jon, *mias))


def test_a_founding_record_is_never_signed_by_what_follows(attack: Attack) -> None:
    third = another(attack.mia, attack.place / "third")
    attack.mia.round()
    lying = attack.files()
    founder = members(attack.states()[0])[0].keys.device
    store = attack.mia.home.store
    first, *rest = [Signed(one.header, one.signature, one.body) for one in store.kept.records(founder)]
    attack.lay({})
    attack.mias.put(spoilt(first), *rest)
    third.round()
    assert reasons(third) == ["signature"]
    assert members(third.home.memory.state()) == ()
    attack.lay(lying)
    third.round()
    assert third.home.memory.state() == attack.states()[0]


def test_nothing_of_another_space_and_no_word_about_now_is_signed_by_a_run(attack: Attack) -> None:
    n, prev = attack.mias.end()
    one = attack.mias.sign(PersonNamed(name="Mimi"), n=n + 1, prev=prev, space="otherspace")
    two = attack.mias.sign(PersonNamed(name="Mia"), n=n + 2, prev=id_of(one))
    attack.jons.put(spoilt(one), two)
    attack.jon.round()
    assert not any(known(attack.jon, one, two))
    now = attack.mias.sign(Status(state="resting", since_ms=1), n=n + 1, prev=prev, lane="now")
    after = attack.mias.sign(PersonNamed(name="Mia"), n=n + 2, prev=id_of(now))
    assert refused(attack, attack.jons, spoilt(now), after)


def test_a_body_that_its_owner_took_away_leaves_the_run_whole(attack: Attack) -> None:
    n, prev = attack.mias.end()
    letter = attack.mias.sign(LetterSent(letter="letteraaaa", text="gone", said_ms=1), n=n + 1, prev=prev)
    bare = replace(letter, body=b"")
    (after,) = run(attack.mias, 1, after=letter)
    other = replace(letter, body=letter.body.replace(b"gone", b"here"))
    attack.jons.put(spoilt(other), after)
    attack.jon.round()
    assert reasons(attack.jon) == ["body_hash"]
    attack.jons.put(spoilt(bare), after)
    attack.jon.round()
    assert known(attack.jon, letter, after) == [True, True]
    attack.mias.put(letter)
    attack.jon.round()
    assert signatures(attack.jon, letter) == [letter.signature]


@pytest.mark.parametrize("heard_first", [True, False])
def test_what_lies_beyond_a_cut_says_whose_the_rest_is_and_counts_nowhere(
    attack: Attack, heard_first: bool
) -> None:
    """A file is believed or isn't, whether the removal is known by then or comes later."""
    phone = phone_of(attack)
    within = run(phone, 2)
    beyond = run(phone, 2, after=within[-1])
    broken = [*within, beyond[0], spoilt(beyond[1])]
    assert refused(attack, phone, *broken)
    if heard_first:
        remove(attack, phone, within[-1])
        assert refused(attack, phone, *broken)
    phone.put(*map(spoilt, [*within, beyond[0]]), beyond[1])
    attack.jon.round()
    assert all(known(attack.jon, *within, *beyond))
    read = [attack.jon.home.store.kept.has_body(id_of(each)) for each in (*within, *beyond)]
    assert read == [True, True, not heard_first, not heard_first]
    if not heard_first:
        assert attack.jon.home.partner_name() == named(beyond[1])
        remove(attack, phone, within[-1])
    assert attack.jon.home.partner_name() == named(within[1])


def phone_of(attack: Attack) -> Hand:
    """A further device of Mia's, of which both have heard."""
    state, person = attack.states()[0], attack.mia.home.mine().person
    phone = Hand(attack.mia.home, attack.shared, further_device(state.space, person, random_from("phone")))
    n, prev = attack.mias.end()
    attack.mias.put(attack.mias.sign(DeviceAdded(keys=phone.device.keys, name="Phone"), n=n + 1, prev=prev))
    attack.rounds()
    return phone


def remove(attack: Attack, phone: Hand, last: Signed) -> None:
    """Mia removes it, with what counts of it, and Jon hears of that."""
    n, prev = attack.mias.end()
    cut = DeviceRemoved(device=phone.device.device, n=number_of(last), id=id_of(last))
    attack.mias.put(attack.mias.sign(cut, n=n + 1, prev=prev))
    attack.jon.round()
    assert devices(attack.states()[1])[phone.device.device].cut is not None
