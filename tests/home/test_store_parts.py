"""Records, outbox, verdicts and notes of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from stillhere.home.store import Note, Outgoing, Store, Verdict
from stillhere.home.store.outbox import ENDED, STATES
from tests.home.ground import JON, KEY, MIA, SPACE, a_store, name_of, sealed, settled, stored


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as opened:
        yield opened


def _queue(store: Store, n: int, *, lane: str = "now", kind: str = "status", device: str = MIA) -> str:
    data = sealed(n)
    assert store.outbox.queue(name_of(data), data, lane=lane, kind=kind, n=n, space=SPACE, device=device)
    return name_of(data)


def _order(store: Store) -> list[int]:
    return [entry.n for entry in store.outbox.waiting()]


# Records


def test_a_record_comes_back_as_it_was_signed(store: Store) -> None:
    record = stored(1)
    assert store.records.add(record)
    assert list(store.records.all()) == [record]
    assert store.records.has(record.id)
    assert not store.records.has("another")


def test_a_record_twice_changes_nothing(store: Store) -> None:
    store.records.add(stored(1))
    before = store.generation()
    assert not store.records.add(stored(1))
    assert store.generation() == before
    assert store.records.count() == 1


def test_records_come_in_the_order_in_which_they_were_added(store: Store) -> None:
    numbers = [5, 1, 9, *range(100, 900), 2]
    with store.transaction():
        for number in numbers:
            store.records.add(stored(number, lane="now" if number % 2 else "kept"))
    assert [record.n for record in store.records.all()] == numbers
    assert [record.n for record in store.records.all("now")] == [n for n in numbers if n % 2]


def test_records_may_be_added_while_they_are_walked(store: Store) -> None:
    with store.transaction():
        for number in range(300):
            store.records.add(stored(number))
    seen = []
    for record in store.records.all():
        seen.append(record.n)
        if record.n < 300:
            store.records.add(stored(record.n + 1000))
    assert seen[:300] == list(range(300))
    assert len(set(seen)) == len(seen)


def test_the_newest_of_a_device_counts_by_lane(store: Store) -> None:
    for number in (3, 7, 5):
        store.records.add(stored(number, lane="now"))
        store.records.add(stored(number + 10, lane="kept", device=JON))
    assert store.records.newest("now", MIA) == (7, stored(7, lane="now").id)
    assert store.records.newest("kept", JON) == (17, stored(17, device=JON).id)
    assert store.records.newest("kept", MIA) is None


def test_only_what_a_newer_word_replaced_is_dropped(store: Store) -> None:
    for number in (1, 2, 3):
        store.records.add(stored(number, lane="now", kind="status"))
        store.records.add(stored(number, lane="now", kind="pulse"))
        store.records.add(stored(number, lane="now", kind="status", device=JON))
        store.records.add(stored(number, lane="kept", kind="status"))
    assert store.records.drop_superseded(MIA, "status", 3) == 2
    left = [(record.device, record.lane, record.kind, record.n) for record in store.records.all()]
    assert (MIA, "now", "status", 3) in left
    assert not {(MIA, "now", "status", 1), (MIA, "now", "status", 2)} & set(left)
    assert len(left) == 10


def test_all_records_of_a_device_can_be_forgotten(store: Store) -> None:
    for lane in ("now", "kept"):
        store.records.add(stored(1, lane=lane))
        store.records.add(stored(1, lane=lane, device=JON))
    assert store.records.forget(MIA) == 2
    assert {record.device for record in store.records.all()} == {JON}


# Outbox


def test_the_outbox_is_in_order_and_outlives_the_process(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        names = [_queue(store, number) for number in (4, 2, 8)]
        store.outbox.claim(names[1])
    with Store.open(tmp_path / "store.db", KEY) as store:
        assert _order(store) == [4, 2, 8]
        assert [entry.state for entry in store.outbox.waiting()] == ["waiting", "claimed", "waiting"]
        assert store.outbox.waiting()[0] == Outgoing(
            name=names[0], space=SPACE, device=MIA, lane="now", kind="status", n=4, size=len(sealed(4)),
            state="waiting",
        )  # fmt: skip
        assert store.outbox.data(names[0]) == sealed(4)
        assert store.outbox.count() == 3


def test_the_same_bytes_are_queued_once(store: Store) -> None:
    name = _queue(store, 1)
    again = {"lane": "now", "kind": "status", "n": 2, "space": SPACE, "device": MIA}
    assert not store.outbox.queue(name, sealed(1), **again)  # type: ignore[arg-type]
    store.outbox.claim(name)
    store.outbox.settle(name)
    assert not store.outbox.queue(name, sealed(1), **again)  # type: ignore[arg-type]
    assert store.outbox.count() == 0


def test_what_was_taken_back_before_it_was_claimed_never_goes_out(store: Store) -> None:
    name = _queue(store, 1)
    assert store.outbox.cancel(name)
    assert not store.outbox.claim(name)
    assert store.outbox.data(name) is None
    assert not store.outbox.cancel(name)


def test_what_was_claimed_cant_be_taken_back(store: Store) -> None:
    name = _queue(store, 1)
    assert store.outbox.claim(name)
    assert not store.outbox.cancel(name)
    assert store.outbox.claim(name)
    store.outbox.settle(name)
    assert not store.outbox.cancel(name)
    assert not store.outbox.claim(name)


def test_a_claim_is_committed_when_it_returns(tmp_path: Path) -> None:
    with a_store(tmp_path) as store, Store.open(tmp_path / "store.db", KEY) as other:
        name = _queue(store, 1)
        store.outbox.claim(name)
        assert not other.outbox.cancel(name)
        with store.transaction(), pytest.raises(RuntimeError, match="committed"):
            store.outbox.claim(name)


def test_what_was_said_offline_leaves_no_history(store: Store) -> None:
    claimed = _queue(store, 1)
    store.outbox.claim(claimed)
    for number in (2, 3, 4):
        _queue(store, number)
    _queue(store, 5, kind="pulse")
    _queue(store, 6, lane="kept")
    _queue(store, 7, device=JON)
    assert store.outbox.cancel_superseded(MIA, "status", 4) == 2
    assert _order(store) == [1, 4, 5, 6, 7]


def test_what_was_published_keeps_its_bytes_and_can_go_out_again(store: Store) -> None:
    name = _queue(store, 1)
    store.outbox.settle(name)
    assert store.outbox.published() == ()
    store.outbox.claim(name)
    store.outbox.settle(name)
    assert [entry.name for entry in store.outbox.published()] == [name]
    assert store.outbox.published("pulse") == ()
    assert store.outbox.data(name) == sealed(1)
    assert store.outbox.requeue(name)
    assert not store.outbox.requeue(name)
    assert [entry.state for entry in store.outbox.waiting()] == ["claimed"]
    store.outbox.settle(name)
    store.outbox.forget_published(name)
    assert store.outbox.data(name) is None


def test_an_entry_that_is_on_its_way_isnt_forgotten(store: Store) -> None:
    name = _queue(store, 1)
    store.outbox.forget_published(name)
    store.outbox.claim(name)
    store.outbox.forget_published(name)
    assert store.outbox.count() == 1


class OutboxLife(RuleBasedStateMachine):
    """Whatever is asked in whatever order, an entry moves along the table of states and nowhere else."""

    NAMES = st.integers(0, 3)

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self._place = tempfile.TemporaryDirectory()
        self._store = Store.create(Path(self._place.name) / "store.db", KEY)
        self._expected: dict[str, str] = {}

    def teardown(self) -> None:
        self._store.close()
        self._place.cleanup()

    @rule(n=NAMES)
    def queue(self, n: int) -> None:
        data = sealed(n)
        new = self._store.outbox.queue(
            name_of(data), data, lane="now", kind="status", n=n, space=SPACE, device=MIA
        )
        assert new == (name_of(data) not in self._expected)
        self._expected.setdefault(name_of(data), "waiting")

    @rule(n=NAMES)
    def claim(self, n: int) -> None:
        name = name_of(sealed(n))
        possible = self._expected.get(name) in {"waiting", "claimed"}
        assert self._store.outbox.claim(name) == possible
        if possible:
            self._expected[name] = "claimed"
            for older in range(n):  # who was offline leaves no history
                if self._expected.get(name_of(sealed(older))) == "waiting":
                    del self._expected[name_of(sealed(older))]

    @rule(n=NAMES)
    def cancel(self, n: int) -> None:
        name = name_of(sealed(n))
        possible = self._expected.get(name) == "waiting"
        assert self._store.outbox.cancel(name) == possible
        if possible:
            del self._expected[name]

    @rule(n=NAMES)
    def settle(self, n: int) -> None:
        name = name_of(sealed(n))
        self._store.outbox.settle(name)
        if self._expected.get(name) == "claimed":
            self._expected[name] = "published"

    @rule(n=NAMES)
    def requeue(self, n: int) -> None:
        name = name_of(sealed(n))
        possible = self._expected.get(name) == "published"
        assert self._store.outbox.requeue(name) == possible
        if possible:
            self._expected[name] = "claimed"

    @rule(n=NAMES)
    def forget(self, n: int) -> None:
        name = name_of(sealed(n))
        self._store.outbox.forget_published(name)
        if self._expected.get(name) == "published":
            del self._expected[name]

    @invariant()
    def nothing_moved_but_along_the_table(self) -> None:
        entries = (*self._store.outbox.waiting(), *self._store.outbox.published())
        assert {entry.name: entry.state for entry in entries} == self._expected
        assert {entry.state for entry in entries} <= set(STATES)
        waiting = [entry for entry in self._store.outbox.waiting() if entry.state == "waiting"]
        newest = max((entry.n for entry in entries), default=0)
        assert [entry.n for entry in self._store.outbox.due() if entry.state == "waiting"] == [
            entry.n for entry in waiting if entry.n == newest
        ]


TestOutboxLife = OutboxLife.TestCase
TestOutboxLife.settings = hypothesis_settings(max_examples=20, stateful_step_count=20, deadline=None)


# Verdicts


def test_a_verdict_is_kept_with_the_time_it_was_first_given(store: Store) -> None:
    store.seen.judge("s/d/a.age", 700, 5, "again", "hash", 1000)
    store.seen.judge("s/d/a.age", 800, 6, "again", "hash", 2000)
    assert store.seen.verdict("s/d/a.age") == Verdict("s/d/a.age", 800, 6, "again", "hash", 1000)
    store.seen.judge("s/d/a.age", 800, 6, "set_aside", "damaged", 3000)
    assert store.seen.verdict("s/d/a.age") == Verdict("s/d/a.age", 800, 6, "set_aside", "damaged", 3000)
    assert store.seen.verdict("s/d/b.age") is None


def test_the_same_verdict_again_changes_nothing(store: Store) -> None:
    store.seen.judge("a", 1, 1, "taken", "", 1000)
    before = store.generation()
    store.seen.judge("a", 1, 1, "taken", "", 2000)
    assert store.generation() == before


def test_what_is_settled_needs_no_second_look(store: Store) -> None:
    store.seen.judge("a", 1, 10, "taken", "", 0)
    store.seen.judge("b", 2, 20, "again", "hash", 0)
    store.seen.judge("c", 3, 30, "set_aside", "link", 0)
    assert settled(store) == {"a": (1, 10), "c": (3, 30)}
    assert [each.path for each in store.seen.set_aside()] == ["c"]


def test_verdicts_are_tried_again_when_keys_come(store: Store) -> None:
    for path, kind in (("a", "not_for_me"), ("b", "unknown_author"), ("c", "taken"), ("d", "not_for_me")):
        store.seen.judge(path, 1, 1, kind, "", 0)  # type: ignore[arg-type]
    assert store.seen.forget_verdicts("not_for_me") == 2
    assert set(settled(store)) == {"b", "c"}


def test_files_that_are_gone_are_forgotten(store: Store) -> None:
    for path in ("a", "b", "c"):
        store.seen.judge(path, 1, 1, "taken", "", 0)
    assert store.seen.keep_only(["b", "new"]) == 2
    assert set(settled(store)) == {"b"}
    assert store.seen.keep_only([]) == 1


# Notes


def test_notes_come_once_and_in_order(tmp_path: Path) -> None:
    with a_store(tmp_path) as store, Store.open(tmp_path / "store.db", KEY) as other:
        store.notes.add("resting", "Mia")
        store.notes.add("knock", "Jon")
        assert other.notes.take() == (Note("resting", "Mia"), Note("knock", "Jon"))
        assert store.notes.take() == ()


def test_a_note_of_a_transaction_that_was_undone_is_never_told(store: Store) -> None:
    def undone() -> None:
        with store.transaction():
            store.notes.add("resting", "Mia")
            raise KeyError

    with pytest.raises(KeyError):
        undone()
    assert store.notes.take() == ()


def test_a_transaction_that_is_left_after_the_end_says_nothing_more(tmp_path: Path) -> None:
    """One that nobody left, because an exception was kept, is left once Python collects it, at any time."""
    for begin in (Store.transaction, Store.reading, Store.relaxed):
        store = Store.create(tmp_path / f"{begin.__name__}.db", KEY)
        left = begin(store)
        left.__enter__()
        if begin is Store.transaction:
            store.put("word", b"half")
        store._db.close()
        gone = GeneratorExit()
        assert not left.__exit__(GeneratorExit, gone, None)
    with Store.open(tmp_path / "transaction.db", KEY) as store:
        assert store.get("word") is None


def test_to_whom_a_file_is_sealed_is_forgotten_with_it(store: Store) -> None:
    first, second = _queue(store, 1), _queue(store, 2)
    both, alone = frozenset({"age1mia", "age1jon"}), frozenset({"age1mia"})
    store.addressed.note(first, both)
    store.addressed.note(second, alone)
    assert store.addressed.all() == {both, alone}
    assert [store.addressed.to(each) for each in (both, alone)] == [frozenset({first}), frozenset({second})]
    assert store.outbox.cancel(first)
    assert store.addressed.all() == {alone}


def test_a_file_that_another_one_replaced_is_written_no_more(store: Store) -> None:
    waiting, claimed = _queue(store, 1, lane="kept"), _queue(store, 2, lane="kept")
    assert store.outbox.claim(claimed)
    for name in (waiting, claimed):
        store.addressed.end(name)
    assert (store.outbox.waiting(), store.outbox.data(waiting)) == ((), None)
    assert [out.name for out in store.outbox.published(ENDED)] == [claimed]  # its first bytes may lie there
