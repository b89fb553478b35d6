"""A device's kept records as a chain: nothing is taken out or put in unseen, in whatever order they come."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillhere.core.records.chain import (
    Chain,
    Link,
    Survey,
    claimed,
    counts,
    follow,
    link_of,
    need_of,
    survey,
)
from stillhere.core.records.record import (
    KINDS,
    PersonNamed,
    RecordError,
    carries_seen,
    decode_header,
    encode_header,
)
from tests.core.making import MIAS, proved, record


def line(length: int, mark: str = "a", after: Link | None = None) -> list[Link]:
    """`length` links in a row, the first of them after `after`."""
    links: list[Link] = []
    last = after or Link(0, "", "")
    for n in range(last.n + 1, last.n + length + 1):
        links.append(Link(n, f"{mark}{n}", last.id))
        last = links[-1]
    return links


def taken(parts: Iterable[Sequence[Link]]) -> Chain:
    """The chain after `parts` came in one after the other, as a home takes them in."""
    chain, known = Chain(), list[Link]()
    for part in parts:
        new = [link for link in part if link not in known]
        found = follow(chain, new, [link for link in known if link.n > chain.n])
        known += new
        chain = survey(known, chain.top).chain if found is None else found[0]
    return chain


A = line(5)
#: After the second record of A another history.
B = line(3, "b", A[1])


def test_what_comes_in_order_is_followed() -> None:
    found = follow(Chain(), A, [])
    assert found == (Chain(n=5, id="a5", top=5), A)
    chain, _ = found
    assert follow(chain, [], []) == (chain, [])
    assert not chain.gap


def test_a_gap_is_known_and_what_comes_after_it_waits() -> None:
    found = follow(Chain(), [*A[:2], A[3]], [])
    assert found == (Chain(n=2, id="a2", top=4), A[:2])
    chain, _ = found
    assert chain.gap
    assert follow(chain, [A[4]], [A[3]]) == (Chain(n=2, id="a2", top=5), [])
    assert follow(chain, [A[2]], [A[3], A[4]]) == (Chain(n=5, id="a5", top=5), A[2:])


def test_who_is_believed_to_know_of_more_makes_a_gap() -> None:
    chain = claimed(Chain(n=2, id="a2", top=2), 3)
    assert chain.gap
    assert claimed(chain, 1) == chain
    assert follow(chain, [A[2]], []) == (Chain(n=3, id="a3", top=3), [A[2]])
    assert survey(A[:2], top=9).chain.gap


@pytest.mark.parametrize(
    ("known", "new", "fork"),
    [
        pytest.param(A, B[:1], 3, id="another header at a number that is taken"),
        pytest.param(A[:2], [A[2], B[0]], 3, id="two headers with one number at once"),
        pytest.param([*A[:2], A[4]], [B[2]], 4, id="two headers with one number beyond a gap"),
        pytest.param(A[:3], B[1:2], 3, id="it names another header than the one that is known"),
        pytest.param([*A[:2], A[3]], B[2:], 4, id="it names another header beyond a gap"),
        pytest.param([], [Link(1, "x", "y")], 0, id="it begins after a record that can't be"),
    ],
)
def test_two_histories_are_a_fork(known: list[Link], new: list[Link], fork: int) -> None:
    before = taken([known])
    assert before.fork is None
    assert follow(before, new, [link for link in known if link.n > before.n]) is None
    assert taken([known, new]).fork == fork
    assert taken([known, new]) == taken([new, known]) == survey([*known, *new]).chain


def test_after_a_fork_only_everything_together_decides() -> None:
    forked = taken([A, B])
    assert follow(forked, [Link(6, "a6", "a5")], []) is None


def test_a_device_goes_on_from_its_longest_history() -> None:
    longer = [*A, *line(4, "b", A[1])]
    assert survey(longer).chain == Chain(n=6, id="b6", top=6, fork=3)
    assert survey([*A, *B]).chain.id == "b5"  # of two equally long ones the same one everywhere


def test_what_is_missing_breaks_the_path_of_its_own_history_alone() -> None:
    found = survey([*A, B[0], B[2]])
    assert found.path == {"a1", "a2", "a3", "a4", "a5", "b3"}
    assert survey([]) == Survey(Chain(), frozenset())
    assert survey([Link(7, "jump", "")]).path == frozenset()


NEEDS = {
    "space.founded": "none",
    "person.joined": "path",
    "person.named": "none",
    "person.left": "none",
    "device.added": "path",
    "device.named": "none",
    "device.removed": "path",
    "person.key": "path",
    "kit.set": "path",
    "record.erased": "none",
    "letter.sent": "none",
    "page.shared": "none",
}


def test_statuses_and_what_takes_back_need_nothing_and_membership_the_whole_path() -> None:
    kept = {kind for kind, (lane, _) in KINDS.items() if lane == "kept"}
    assert {kind: need_of(kind) for kind in kept if not kind.startswith("agreement.")} == NEEDS
    assert {need_of(kind) for kind in KINDS if kind not in kept} == {"none"}
    assert need_of("letter.sent") == need_of("agreement.ended") == need_of("agreement.paused") == "none"
    assert need_of("agreement.offered") == need_of("agreement.accepted") == "line"


def counting(kind: str, links: list[Link]) -> list[str]:
    found = survey(links)
    return [link.id for link in links if counts(kind, link, found)]


def test_a_gap_holds_back_only_what_needs_the_chain() -> None:
    gapped = [*A[:2], *A[3:]]
    assert counting("letter.sent", gapped) == ["a1", "a2", "a4", "a5"]
    assert counting("agreement.ended", gapped) == ["a1", "a2", "a4", "a5"]
    assert counting("agreement.accepted", gapped) == ["a1", "a2"]
    assert counting("device.added", gapped) == ["a1", "a2"]
    assert counting("agreement.accepted", A) == ["a1", "a2", "a3", "a4", "a5"]


def test_from_a_fork_on_nothing_binds_and_nobody_is_put_out() -> None:
    forked = [*A, *B]
    assert counting("agreement.accepted", forked) == ["a1", "a2"]
    assert counting("agreement.ended", forked) == [link.id for link in forked]
    assert counting("device.added", forked) == [link.id for link in forked]
    assert counting("device.added", [*A, *B[1:]]) == ["a1", "a2", "a3", "a4", "a5"]


def test_a_record_of_the_kept_lane_is_a_link() -> None:
    one = record(PersonNamed(name="Mimi"), MIAS, n=4)
    assert link_of(one.header, one.id) == Link(4, one.id, "")


#: Up to three histories of one device, as a list of links.
trees = st.builds(
    lambda length, forks: [
        *line(length),
        *itertools.chain.from_iterable(
            line(more, mark, line(length)[at])
            for mark, (at, more) in zip("bc", forks, strict=False)
            if at < length
        ),
    ],
    st.integers(0, 6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=2),
)


@given(trees, st.data())
@proved()
def test_the_order_in_which_records_come_never_matters(links: list[Link], data: st.DataObject) -> None:
    some = [link for link in links if data.draw(st.booleans())]
    orders = [data.draw(st.permutations(some)) for _ in range(2)]
    cuts = [data.draw(st.integers(1, 4)) for _ in orders]
    chains = [
        taken([order[at : at + cut] for at in range(0, len(order), cut)])
        for order, cut in zip(orders, cuts, strict=True)
    ]
    assert chains[0] == chains[1] == survey(some).chain


@given(trees, st.sets(st.integers(0, 20)))
@proved()
def test_an_honest_device_is_never_taken_for_one_with_two_histories(
    links: list[Link], lost: set[int]
) -> None:
    honest = [link for link in links if link.id.startswith("a")]
    left = [link for place, link in enumerate(honest) if place not in lost]
    chain = taken([left])
    assert chain.fork is None
    assert chain.gap == (any(link.n > chain.n for link in left))


@pytest.mark.parametrize(
    ("kind", "lane", "fits"),
    [
        ("agreement.accepted", "kept", True),
        ("device.added", "kept", True),
        ("person.joined", "kept", True),
        ("person.key", "kept", True),
        ("kit.set", "kept", True),
        ("agreement.accepted", "now", False),
        ("status", "now", False),
        ("knock", "now", False),
        ("letter.sent", "kept", False),
        ("page.shared", "kept", False),
        ("person.named", "kept", False),
        ("agreement", "kept", False),
    ],
)
def test_only_agreements_and_membership_tell_what_was_seen(kind: str, lane: str, fits: bool) -> None:
    one = record(None, MIAS).header
    bare = encode_header(one).replace(b"tomorrow.kind", kind.encode()).replace(b'"now"', f'"{lane}"'.encode())
    full = bare[:-1] + b',"seen":{"eeeeeeeeee":7}}'
    assert decode_header(bare).seen == {}
    if fits:
        assert decode_header(full).seen == {"eeeeeeeeee": 7}
        assert carries_seen(kind)
    else:
        with pytest.raises(RecordError, match="what was seen"):
            decode_header(full)


@pytest.mark.parametrize("seen", [b'{"short":1}', b'{"eeeeeeeeee":0}', b'{"eeeeeeeeee":"1"}', b"[]"])
def test_what_was_seen_is_numbers_of_devices(seen: bytes) -> None:
    one = record(PersonNamed(name="Mimi"), MIAS).header
    header = encode_header(one).replace(b"person.named", b"device.added")
    assert decode_header(header).seen == {}
    with pytest.raises(RecordError, match="seen"):
        decode_header(header[:-1] + b',"seen":' + seen + b"}")
