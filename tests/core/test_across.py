"""Pages on several devices: the newest words stand, nothing typed is lost, and no order matters."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from stillhere.core.across import (
    Mark,
    apart,
    beside,
    covers,
    joined,
    knowing,
    on_its_own,
    standing,
    unknown_to,
)
from stillhere.core.records.order import Stamp
from tests.core.laid_out import laid_out

A, B, C = "aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"
PAGE = "pppppppppp"


def mark(by: str, ms: int, *after: Mark, digest: str | None = None) -> Mark:
    """A revision by a device at a time, whose writer knew `after`."""
    words = f"{by}{ms}" if digest is None else digest
    return Mark(at=(ms, 0), by=by, after=knowing(joined(after)), digest=words)


def test_a_revision_covers_what_its_writer_knew_and_itself() -> None:
    first = mark(A, 1)
    second = mark(B, 2, first)
    assert covers(second, first)
    assert covers(second, second)
    assert not covers(first, second)
    assert not covers(mark(C, 9), first)
    assert covers(mark(A, 5, second), first)


def test_only_what_nothing_was_written_after_counts() -> None:
    first = mark(A, 1)
    second, apart_from_it = mark(A, 3, first), mark(B, 2, first)
    assert joined([first, second, apart_from_it, first]) == (apart_from_it, second)
    assert joined([]) == ()


def test_the_newest_words_stand_and_a_deletion_gives_way_to_words_it_did_not_know() -> None:
    words, deletion = mark(A, 1), mark(B, 9, digest="")
    assert standing(joined([words, deletion])) == words
    assert standing(joined([words, mark(B, 9, words, digest="")])) == mark(B, 9, words, digest="")
    assert standing(()) is None
    assert not deletion.live


def test_other_words_stand_beside_and_the_same_words_once() -> None:
    shown, older = mark(A, 3, digest="x"), mark(B, 2, digest="y")
    same, again = mark(C, 1, digest="x"), mark(C, 1, digest="y")
    assert beside(joined([shown, older, same]), "x") == (older,)
    assert len(beside(joined([shown, older, again]), "x")) == 1
    assert beside(joined([shown, mark(B, 2, digest="")]), "x") == ()


def test_whoever_writes_on_knows_what_they_wrote_on() -> None:
    base = mark(A, 1)
    came, older = mark(B, 2, base), base
    assert unknown_to(base, (older, came)) == (came,)
    assert unknown_to(None, (older, came)) == (older, came)
    assert knowing((mark(A, 5, came),)) == {A: Stamp(5, 0), B: Stamp(2, 0)}


def test_a_page_beside_has_the_same_id_everywhere_and_begins_anew() -> None:
    late = mark(B, 2, mark(A, 1))
    assert apart(PAGE, late) == apart(PAGE, mark(B, 2)) == "b6hds5hom3"
    assert apart(PAGE, late) != apart(PAGE, mark(B, 3))
    assert on_its_own(late) == Mark(at=(2, 0), by=B, digest=late.digest)


def test_what_is_shown_of_two_that_were_written_apart() -> None:
    base = mark(A, 1)
    here, there = mark(A, 2, base), mark(B, 3, base)
    assert laid_out({PAGE: [base, here, there]}) == {PAGE: there, apart(PAGE, here): on_its_own(here)}
    assert laid_out({PAGE: []}) == {}


def test_a_page_beside_goes_with_its_words() -> None:
    base = mark(A, 1)
    here, there = mark(A, 2, base), mark(B, 3, base)
    later = mark(C, 4, here)  # whoever wrote it had not seen the other
    shown = laid_out({PAGE: [base, there, here, later]})
    assert shown == {PAGE: later, apart(PAGE, there): on_its_own(there)}
    both = mark(C, 5, here, there)
    assert laid_out({PAGE: [here, there, both]}) == {PAGE: both}


def test_a_page_beside_that_was_written_on_stays_as_it_was_written() -> None:
    here, there = mark(A, 2), mark(B, 3)
    child = apart(PAGE, here)
    on = mark(C, 9, on_its_own(here))
    assert laid_out({PAGE: [here, there], child: [on]}) == {PAGE: there, child: on}
    assert laid_out({child: [on], PAGE: [here, there]}) == {PAGE: there, child: on}


def test_what_is_laid_out_follows_a_page_that_is_settled_later() -> None:
    # A page beside one that is itself beside another: whichever is looked at first.
    here, there = mark(A, 2), mark(B, 3)
    child = apart(PAGE, here)
    other = mark(C, 1)
    known = {child: [other], PAGE: [here, there]}
    turned = dict(reversed(known.items()))
    expected = {PAGE: there, child: on_its_own(here), apart(child, other): on_its_own(other)}
    assert laid_out(known) == laid_out(turned) == expected


class Writer:
    """A device that writes on one page, knowing what it took in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.known: list[Mark] = []

    def shown(self) -> tuple[Mark, ...]:
        """What its person can read."""
        return joined(self.known)


Step = tuple[int, int, bool]


def history(steps: Sequence[Step]) -> list[Mark]:
    """What three devices write while they hear of each other now and then."""
    writers = [Writer(A), Writer(B), Writer(C)]
    said: list[Mark] = []
    for now, (who, hears, deletes) in enumerate(steps, 1):
        writer = writers[who]
        writer.known += writers[hears].known
        heads = writer.shown()
        words = "" if deletes and heads else f"words {now}"
        one = mark(writer.name, now, *heads, digest=words)
        writer.known.append(one)
        said.append(one)
    return said


steps = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=12)


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_no_order_of_arrival_matters(done: Sequence[Step], random: object) -> None:
    said = history(done)
    mixed = [*said, *said]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one_by_one: tuple[Mark, ...] = ()
    for one in mixed:
        one_by_one = joined([*one_by_one, one])
    assert one_by_one == joined(said)
    assert laid_out({PAGE: mixed}) == laid_out({PAGE: said}) == laid_out({PAGE: one_by_one})


@given(steps)
@settings(max_examples=200, deadline=None)
def test_nothing_typed_is_lost(done: Sequence[Step]) -> None:
    said = history(done)
    shown = {one.digest for one in laid_out({PAGE: said}).values()}
    for one in said:
        known_by = any(covers(other, one) for other in said if other != one)
        assert not one.live or known_by or one.digest in shown
