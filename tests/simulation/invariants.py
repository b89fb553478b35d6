"""What holds whatever a carrier, a clock, a crash or a backup does. Each rule is checked against plain facts.

Law: nothing here asks the code under test for its own opinion where the records themselves can be asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from stillhere.core.records.bodies import DeviceRemoved
from stillhere.core.records.chain import need_of
from stillhere.core.records.posted import LetterSent, PageShared
from stillhere.core.records.record import PersonNamed, Record, decode_header
from stillhere.core.records.roster import Cut
from stillhere.core.records.terms import Answered, Ended, Offered
from stillhere.core.state.model import (
    State,
    cuts,
    devices,
    devices_of,
    has_left,
    keys_of,
    label_of,
    last,
    members,
    name_of,
    status_of,
    status_stamp,
    update_needed,
)
from stillhere.core.state.standing import between
from stillhere.home.flow.healing import belonging, path_of
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.linking import read_back
from stillhere.home.flow.resealing import Audience
from stillhere.home.flow.troubles import Trouble, troubles
from stillhere.home.store import Segment, Stored
from stillhere.seal import envelope
from stillhere.seal.envelope import Opener, file_name
from stillhere.seal.errors import SealError
from stillhere.seal.keys import Identity
from tests.simulation.seal import stanza

if TYPE_CHECKING:
    from tests.simulation.computers import Computer
    from tests.simulation.world import World

#: How long a small file stays beside the file into which it was packed.
DAY = timedelta(hours=24)


class Witness:
    """Watches a history from outside and remembers what it saw."""

    def __init__(self) -> None:
        self.crashes = 0
        self.copies: set[str] = set()
        self.mixed: set[str] = set()
        self.were: dict[str, set[str]] = defaultdict(set)
        self.forks_seen: dict[str, set[str]] = defaultdict(set)
        self._forks_before: dict[str, set[str]] = defaultdict(set)
        self._linked: set[str] = set()
        self._generations: dict[str, int] = {}
        self._kept: dict[Computer, set[str]] = defaultdict(set)
        self._ended: dict[Computer, set[str]] = defaultdict(set)
        self._published: dict[str, frozenset[str]] = {}
        self._lay: dict[Computer, dict[str, datetime]] = defaultdict(dict)
        self._went: dict[Computer, set[str]] = defaultdict(set)
        self._erased: set[str] = set()
        #: To whom a computer speaks, and which of its own files were once for others than these.
        self._audiences: dict[Computer, Audience] = {}
        self._doubted: dict[Computer, set[str]] = defaultdict(set)
        #: Names and titles that were said and accepted, by the computer that has them to itself at first.
        self.accepted: dict[Computer, list[str]] = defaultdict(list)
        #: What removed devices said beyond a cut-off, with its number in the kept lane, else 0: beyond the
        #: one that counts in the end it counts nowhere.
        self.beyond: dict[str, dict[str, int]] = defaultdict(dict)
        #: Agreements that a removed device ended beyond its cut-off: some hear that before it isn't so.
        self.doubtful: set[str] = set()
        #: Devices that only what lies beyond a cut-off brought in.
        self.outcasts: set[str] = set()
        #: The computers of removed devices, by these.
        self.stolen: dict[str, Computer] = {}
        self._places: dict[str, tuple[str, int]] = {}
        #: With which line each person said at last that they rest.
        self.last_line: dict[str, str] = {}

    def copied(self, old: Computer, new: Computer) -> None:
        """Two computers are or were one device. Either can say something the other says as well."""
        self.copies |= {old.device, new.device}
        self.mixed |= {old.name, new.name}

    def is_copy(self, computer: Computer) -> bool:
        """Whether a computer's device is or was on two."""
        return computer.device in self.copies or computer.home.memory.restored()

    def removed_at(self, device: str, cut: Cut) -> None:
        """A device was removed: what it said that the one who removed it doesn't know may count no more."""
        stolen = self.stolen.get(device)
        for each in () if stolen is None else stolen.home.store.records.all():
            if each.device == device and not _is_within(cut, each.id, _n_of(each)):
                self._may_not_count(each)
        if stolen is not None:
            self.accepted.pop(stolen, None)

    def said_beyond(self, thief: Computer, ids: Iterable[str]) -> None:
        """Who has a removed device said something with it, which has these ids."""
        for each in map(thief.home.store.kept.record, ids):
            if each is not None:
                self._may_not_count(each)

    def cast_out(self, computer: Computer) -> None:
        """Only what lies beyond a cut-off brought in the device of a computer."""
        self.outcasts.add(computer.device)
        for each in computer.home.store.records.all():
            if each.device == computer.device:
                self._may_not_count(each)

    def _may_not_count(self, said: Stored) -> None:
        self.beyond[said.device][said.id] = _n_of(said)
        body = read_back(said).body
        if isinstance(body, Ended):
            self.doubtful.add(body.agreement)

    def look(self, world: World) -> None:
        """After every step."""
        for computer in world.computers:
            self.were[computer.name].add(computer.device)
            generation = computer.home.generation()
            if self._generations.get(computer.name) == generation:
                continue
            self._generations[computer.name] = generation
            state = computer.state
            self._doubt(world, computer)
            if not self.copies:
                assert not state.forks, "two histories where nobody has two"
                assert not computer.home.memory.restored(), "a copy where there is none"
            if computer.name in self._linked:  # who comes into a space is told of nothing that was before
                self.forks_seen[computer.name] |= set(state.forks) - self._forks_before[computer.name]
            else:
                self._forks_before[computer.name] = set(state.forks)
            if len(members(state)) == 2:
                self._linked.add(computer.name)
            self._nothing_lost(world, computer)
            self._nothing_comes_back(computer, state)
            _gaps_are_noticed(computer, state)
            if computer.ready():
                _is_heard(computer, state)

    def _nothing_lost(self, world: World, computer: Computer) -> None:
        rows = computer.home.store._db.rows("SELECT id FROM records WHERE lane = 'kept'")
        now = {record for (record,) in rows}
        gone = self._kept[computer] - now
        if gone and computer.name not in self.mixed:
            assert not gone & self.published(world), "a record that others can have seen is gone"
        self._kept[computer] = now

    def _nothing_comes_back(self, computer: Computer, state: State) -> None:
        stands = between(state)
        ended = self._ended[computer] - self.doubtful
        back = [one for one in stands if one.agreement in ended and not one.ended]
        assert not back, f"{computer.name}: what was ended is back"
        if not any(has_left(state, one.person.id) for one in members(state)):  # that may be a thief's word
            self._ended[computer] |= {one.agreement for one in stands if one.ended}

    def published(self, world: World) -> frozenset[str]:
        """The ids of all kept records that ever lay in the folder."""
        return frozenset().union(*(self._held(world, *file) for file in world.carrier.ever.items()))

    def counting(self, world: World, state: State) -> frozenset[str]:
        """Of these, those that lie before the cut-offs of their devices."""
        ids, cut, out = self.published(world), cuts(state), self.cast(state)
        return frozenset(one for one in ids if _is_before(cut, out, *self._places[one]))

    def cast(self, state: State) -> frozenset[str]:
        """The outcasts, without whom a cut-off that goes before another one brought back."""
        return frozenset(self.outcasts - devices(state).keys())

    def opens_records(self, world: World, path: str, keys: Sequence[Identity]) -> bool:
        """The same, of records: invitations, answers and keys are nobody's to judge but their readers'."""
        try:
            return bool(envelope.read(Opener.of(keys).unseal(world.carrier.ever[path])))
        except SealError:
            return False

    def opens(self, world: World, path: str, keys: Sequence[Identity]) -> bool:
        """Whether a file that ever lay in the folder opens with `keys`."""
        try:
            Opener.of(keys).unseal(world.carrier.ever[path])
        except SealError:
            return False
        return True

    def erase(self, computer: Computer, record: str) -> None:
        """A body is taken away by its person's wish: nobody misses it."""
        found = computer.home.store.kept.record(record)
        gone = () if found is None else texts(read_back(found))
        for said in self.accepted.values():
            said[:] = [text for text in said if text not in gone]
        self._erased.add(record)

    def note_removals(self, world: World) -> None:
        """A small file goes a day after a file that holds the same lay there, by its owner's clock.

        One that is sealed to a key which counts no more goes at once, where another one lies there. Which
        keys count may change again before the file is gone.
        """
        for computer in world.computers:
            lay, now = self._lay[computer], computer.now()
            for path, since in lay.items():
                lay[path] = min(since, now)  # a clock that went back makes the day no longer
            for path, data in computer.replica.changes:
                if data is not None:
                    lay.setdefault(path, now)
                elif computer.name not in self.mixed and path in world.carrier.ever:
                    if path not in self._went[computer]:  # what a carrier brings back goes again at once
                        self._was_held(world, computer, path)
                    self._went[computer].add(path)

    def _doubt(self, world: World, computer: Computer) -> None:
        audience = Audience.of(computer.state, computer.person)
        if self._audiences.get(computer) == audience:
            return
        self._audiences[computer] = audience
        for path in self._lay[computer]:
            data = world.carrier.ever.get(path)
            if data is not None and not _reads_right(data, computer):
                self._doubted[computer].add(path)

    def _was_held(self, world: World, computer: Computer, path: str) -> None:
        ids = self._held(world, path, world.carrier.ever[path])
        if not ids or ids & self._erased:
            return
        files = {**world.carrier.ever, **computer.replica.copy()}
        others = [(other, since) for other, since in self._lay[computer].items() if other != path]
        data = world.carrier.ever[path]
        at_once = path in self._doubted[computer] or not _reads_right(data, computer)
        long = [
            other for other, since in others if other in files and (at_once or computer.now() - since >= DAY)
        ]
        held = [ids <= self._held(world, other, files[other]) for other in long]
        assert any(held), f"{computer.name}: a file went before another one held it for a day"

    def _held(self, world: World, path: str, data: bytes) -> frozenset[str]:
        if path not in self._published:
            opener = Opener.of([key for one in world.computers for key in one.opening()])
            try:
                records = envelope.read(opener.unseal(data))
            except SealError:
                return frozenset()  # a copy that a carrier made, and spoilt, or no record at all
            headers = {envelope.record_id(one.header): decode_header(one.header) for one in records}
            kept = {one: header for one, header in headers.items() if header.lane == "kept"}
            self._places |= {one: (header.device, header.n) for one, header in kept.items()}
            self._published[path] = frozenset(kept)
        return self._published[path]


def check(world: World) -> None:
    """Everything that has to hold once the carrier is honest and everybody did one more thing."""
    computers = world.computers
    agree(computers)
    state = computers[0].state
    cut, out = cuts(state), world.witness.cast(state)
    kept = [_within(kept_records(computer), cut, out) for computer in computers]
    assert all(each.keys() == kept[0].keys() for each in kept), "not all have the same records"
    assert set(kept[0]) == world.witness.counting(world, state), "not all that was published is known"
    for computer in computers:
        _nothing_is_wrong(world, computer)
        _folds_to_itself(computer)
        _nothing_beyond_counts(world, computer)
    _removals_hold(computers[0].state, kept[0])
    _thieves_read_nothing_new(world)
    _forks_are_told(world, computers, kept[0])
    _consent_has_two(computers[0].state, kept[0])
    _withdrawals_hold(computers[0].state, kept[0])
    _accepted_is_known(world, kept[0])
    _last_words_hold(world, computers)
    _folder_in_order(world, computers)


def _reads_right(data: bytes, computer: Computer) -> bool:
    """Whether one of its own files is sealed to keys that count, and each who is to read it can."""
    audience = Audience.of(computer.state, computer.person)
    readers = frozenset(each for each in audience.counts if stanza(each) in data)
    return len(readers) == data.count(b"-> X25519 ") and audience.right(readers)


def agree(computers: list[Computer]) -> None:
    """Whether all of them hold the same to be so."""
    meanings = [meaning(computer.state) for computer in computers]
    for computer, found in zip(computers, meanings, strict=True):
        assert found == meanings[0], _difference(computers[0], meanings[0], computer, found)


def meaning(state: State) -> dict[str, Any]:
    """What a state says to people, without numbers and ids of words that nobody else saw."""
    people = [member.person.id for member in members(state)]
    return {
        "people": people,
        "devices": dict(devices(state)),
        "labels": {device: label_of(state, device) for device in devices(state)},
        "keys": [keys_of(state, one) for one in people],
        "letters": dict(state.letters),
        "pages": dict(state.pages),
        "paces": [_what(state.paces, state, one) for one in people],
        "names": [name_of(state, one) for one in people],
        "status": [replace(status_of(state, one), undoes=0) for one in people],
        "stamps": [status_stamp(state, one) for one in people],
        "pulse": [_what(state.pulse, state, one) for one in people],
        "knock": [_what(state.knock, state, one) for one in people],
        "left": [has_left(state, one) for one in people],
        "agreements": between(state),
        "forks": dict(state.forks),
        "erased": dict(state.erased),
        "update": update_needed(state),
    }


def _what(said: Mapping[str, Any], state: State, person: str) -> object:
    found = last(said, devices_of(state, person))
    return None if found is None else found.what


def kept_records(computer: Computer) -> dict[str, Record]:
    """What a computer has of the kept lane, by id."""
    return {each.id: read_back(each) for each in computer.home.store.records.all("kept")}


def _within(records: Mapping[str, Record], cut: Mapping[str, Cut], out: Collection[str]) -> dict[str, Record]:
    """Those that lie before the cut-offs of their devices, and are by none of the devices `out`."""
    return {
        one: each for one, each in records.items() if _is_before(cut, out, each.header.device, each.header.n)
    }


def _is_before(cut: Mapping[str, Cut], out: Collection[str], device: str, n: int) -> bool:
    return device not in out and (device not in cut or n <= cut[device].n)


def _n_of(said: Stored) -> int:
    return said.n if said.lane == "kept" else 0


def _is_within(cut: Cut, record: str, n: int) -> bool:
    """Whether a record counts by a cut-off: one about now, without a number, has to be named there."""
    return 0 < n <= cut.n or record in cut.now


def _nothing_beyond_counts(world: World, computer: Computer) -> None:
    """What a removed device said beyond its cut-off stands nowhere in what is so."""
    known, out = cuts(computer.state), world.witness.cast(computer.state)
    saying = _saying(computer.state)
    for device, ids in world.witness.beyond.items():
        for one, n in ids.items():
            void = device in out or (device in known and not _is_within(known[device], one, n))
            assert not (void and one in saying), f"{computer.name}: what {device} said counts"


def _saying(state: State) -> set[str]:
    """The ids of the records that a state holds, without those that others only name."""
    said: tuple[Mapping[str, Any], ...] = (
        state.joins, state.status, state.pulse, state.knock, state.named, state.left, state.paces,
        *state.added.values(), *state.removed.values(), *state.labels.values(),
        *state.agreements.pauses.values(), state.agreements.revisions,
    )  # fmt: skip
    found = {one.id for each in said for one in each.values()}
    return found | {key.id for keys in state.keyed.values() for key in keys} | {*state.letters, *state.pages}


def _removals_hold(state: State, records: Mapping[str, Record]) -> None:
    """Whom a device removed that took part, and wasn't removed itself before, is removed."""
    known = devices(state)
    for one in records.values():
        by = known.get(one.header.device)
        if isinstance(one.body, DeviceRemoved) and by is not None and one.body.device in known:
            assert known[one.body.device].cut is not None, "a device that was removed speaks"


def _thieves_read_nothing_new(world: World) -> None:
    """What is said to a person by a key that is without a removed device, that device can't read."""
    state = world.computers[0].state
    for thief in world.thieves:
        fresh = [key for key in keys_of(state, thief.person) if thief.device in key.without]
        stanzas = {stanza(key.recipient) for key in fresh}
        keys = thief.opening()
        assert not {key.recipient for key in fresh} & {key.recipient for key in keys}
        for path, data in world.carrier.ever.items():
            if any(each in data for each in stanzas):
                assert not world.witness.opens(world, path, keys), f"{thief.name} reads {path}"


def _is_heard(computer: Computer, state: State) -> None:
    """Whoever has a record knows when their own person said it, and what its device had seen by then."""
    store, known = computer.home.store, devices(state)
    counting = {one: of for one, of in known.items() if of.cut is None}
    own = [one for one, of in counting.items() if of.person == computer.person]
    stamps = store._db.rows("SELECT device, max(at_ms) FROM records GROUP BY device")
    latest = max((ms for device, ms in stamps if device in own), default=0)
    assert computer.home.memory.clock().ms >= latest, f"{computer.name}'s clock is behind its person's words"
    rows = store._db.rows(
        "SELECT header, device FROM records WHERE lane = 'kept'"
        " AND (kind LIKE 'agreement.%' OR kind LIKE 'device.%' OR kind IN ('person.key', 'kit.set'))"
    )
    tops: dict[str, int] = defaultdict(int)
    for header, device in rows:
        for of, n in _seen_in(header).items() if device in counting else ():
            tops[of] = max(tops[of], n)
    for device in tops.keys() & known.keys() - {computer.device}:
        assert store.kept.chain(device).top >= tops[device], f"{computer.name} misses nothing"


@cache
def _seen_in(header: bytes) -> Mapping[str, int]:
    return decode_header(header).seen


def forked(records: Mapping[str, Record]) -> dict[str, int]:
    """Where each device shows two histories, told from the records alone."""
    claims: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in records.values():
        claims[one.header.device][one.header.n].add(one.id)
        claims[one.header.device][one.header.n - 1].add(one.header.prev)
    found = {device: [n for n, ids in numbers.items() if len(ids) > 1] for device, numbers in claims.items()}
    return {device: min(numbers) for device, numbers in found.items() if numbers}


def _nothing_is_wrong(world: World, computer: Computer) -> None:
    home = computer.home
    found = [trouble for trouble in home.troubles() if not _anothers(world, computer, trouble)]
    ahead = [Trouble("update_needed")] if _says_what_is_needed(computer) else []
    assert found == ahead, f"{computer.name} has {found}"
    assert home.store.outbox.count() == 0
    assert not home.memory.restored()
    for device, of in devices(computer.state).items():
        chain = home.store.kept.chain(device)
        whole = not chain.gap if of.cut is None else chain.n >= of.cut.n
        assert whole, f"{computer.name} misses something of {device}: {chain}"


def _says_what_is_needed(computer: Computer) -> bool:
    """Whether somebody said what only a later version understands, and has to; told from the records."""
    cut, known = cuts(computer.state), devices(computer.state)
    headers = [decode_header(each.header) for each in computer.home.store.records.all()]
    return any(
        header.crit and header.device in known
        for header in headers
        if header.device not in cut or header.lane == "now" or header.n <= cut[header.device].n
    )


def _anothers(world: World, computer: Computer, trouble: Trouble) -> bool:
    """Whether a file is gone that both copies of a device knew, and the other one had replaced."""
    if trouble.kind != "files_missing" or computer.name not in world.witness.mixed:
        return False
    store = computer.home.store
    kept = belonging(store, computer.device).keys() - computer.replica.files.keys()
    gone = [out for out in store.outbox.published() if path_of(out) in kept]
    return all(out.lane == "now" and out.device != computer.device for out in gone)


def _folds_to_itself(computer: Computer) -> None:
    """The state that grew record by record is the one that all records make together."""
    before = computer.state
    store = computer.home.store
    with store.transaction():
        Ledger(store, computer.home.memory).refold(0)
    assert computer.state == before, "the state is not what its records make"


def _forks_are_told(world: World, computers: list[Computer], records: Mapping[str, Record]) -> None:
    expected = forked(records)
    assert dict(computers[0].state.forks) == expected, "not the forks that there are"
    assert set(expected) <= world.witness.copies, "two histories of a device that was never on two computers"
    if world.witness.crashes == 0:
        for computer in computers:
            # One that its own last word as a device made is told to everybody else; here it was "restored".
            if world.witness.forks_seen[computer.name] - world.witness.were[computer.name]:
                assert "two_histories" in computer.told, f"{computer.name} was not told"


def _consent_has_two(state: State, records: Mapping[str, Record]) -> None:
    """Whatever is agreed to stands in two records by devices of two people, neither of them forked before."""
    owner = {device: facts.person for device, facts in devices(state).items()}
    forks = forked(records)
    counting = [
        one
        for one in records.values()
        if one.header.n < forks.get(one.header.device, 2**60) and need_of(one.header.kind) == "line"
    ]
    for wording in between(state):
        if not wording.agreed:
            continue
        offer = records[wording.id]
        yes = [
            one
            for one in counting
            if isinstance(one.body, Answered) and one.body.revision == wording.id and one.body.says == "yes"
        ]
        assert isinstance(offer.body, Offered)
        assert offer in counting
        people = {owner[one.header.device] for one in yes} | {owner[offer.header.device]}
        assert len(people) == 2, "an agreement without two people"


def _withdrawals_hold(state: State, records: Mapping[str, Record]) -> None:
    known = devices(state)
    ended = {
        one.body.agreement
        for one in records.values()
        if isinstance(one.body, Ended) and one.header.device in known
    }
    back = [one for one in between(state) if one.agreement in ended and not one.ended]
    assert not back, "what somebody ended is there"


def _accepted_is_known(world: World, records: Mapping[str, Record]) -> None:
    """What a computer accepted and lived on to say is among what all have."""
    said = {text for one in records.values() for text in texts(one)}
    lost = [text for each in world.witness.accepted.values() for text in each if text not in said]
    assert not lost, f"accepted and lost: {lost}"


def texts(record: Record) -> tuple[str, ...]:
    """What a person wrote in a record, as far as it is watched here."""
    match record.body:
        case PersonNamed(name=name):
            return (name,)
        case Offered(words=words):
            return (words.title,)
        case LetterSent(text=text):
            return (text,)
        case PageShared(parts=parts):
            return parts
        case _:
            return ()


def _last_words_hold(world: World, computers: list[Computer]) -> None:
    for computer in computers:
        for person, line in world.witness.last_line.items():
            status = status_of(computer.state, person)
            assert (status.state, status.line) == ("resting", line), f"{computer.name}: {status}"


def _gaps_are_noticed(computer: Computer, state: State) -> None:
    """Whoever has a later kept record of a device than one that is missing knows that it is missing."""
    store = computer.home.store
    rows = store._db.rows("SELECT device, n FROM records WHERE lane = 'kept'")
    numbers: dict[str, set[int]] = defaultdict(set)
    for device, n in rows:
        numbers[device].add(n)
    told = {gap.device for gap in store.kept.gaps()}
    missing = {device for device, known in numbers.items() if len(known) < max(known)}
    assert missing <= told, f"{computer.name} doesn't know what is missing of {missing - told}"
    if not missing:
        return
    shown = {
        trouble.name for trouble in troubles(store, computer.home.memory, 2**52) if trouble.kind == "gap"
    }
    known = devices(state)
    stay = [known[device] for device in missing if device in known and known[device].cut is None]
    people = {name_of(state, of.person) for of in stay if not has_left(state, of.person)}
    assert people <= shown, f"{computer.name} isn't told of the gap"


def missing_files_are_told(computer: Computer) -> None:
    """After a look at the folder: own files are gone from it, or none is, and that is what is said."""
    home = computer.home
    published = home.store.outbox.published()
    packed = any(out.kind == "segment" for out in published)  # what it holds needn't lie there
    gone = [out for out in published if path_of(out) not in computer.replica.files]
    lasting = [out for out in gone if out.lane == "kept"]  # of what is so now the older word needn't either
    told = any(trouble.kind == "files_missing" for trouble in home.troubles())
    assert told or not lasting or packed, f"{computer.name} isn't told that files are gone"
    assert not told or gone, f"{computer.name} is told that files are gone"


def _folder_in_order(world: World, computers: list[Computer]) -> None:
    """Of what each computer's device says about now, one file of a kind lies in the folder: no history."""
    for computer in computers:
        store = computer.home.store
        published = [out for out in store.outbox.published() if out.device == computer.device]
        about_now = [out.kind for out in published if out.lane == "now"]
        assert len(about_now) == len(set(about_now)), "two words about now lie in the folder"
        ours = {out.name for out in published}
        packed = [one for one in store.packed.all() if one.name in ours]
        spare = {out.name for out in published if any(one.first <= out.n <= one.last for one in packed)}
        wide = {one.name for one in packed if not any(_wider(other, one) for other in packed)}
        place = f"{computer.state.space}/{computer.device}/"
        lying = {path.removeprefix(place) for path in world.carrier.truth if path.startswith(place)}
        assert ours - spare | wide <= lying, "a file that belongs there is gone"
        if computer.device not in world.witness.copies:  # of the other copy's words it knows no file
            whole = {name for name in lying if file_name(world.carrier.truth[place + name]) == name}
            stray = whole - ours  # rubbish is a person's to look at
            keys = computer.opening()
            stray = {name for name in stray if world.witness.opens_records(world, place + name, keys)}
            assert not stray, "a file lies there that says nothing"


def _wider(one: Segment, other: Segment) -> bool:
    within = one.device == other.device and one.first <= other.first and one.last >= other.last
    return within and one.last - one.first > other.last - other.first


def _difference(one: Computer, first: dict[str, Any], other: Computer, second: dict[str, Any]) -> str:
    parts = [f"{key}: {first[key]} / {second[key]}" for key in first if first[key] != second[key]]
    return f"{one.name} and {other.name} differ: " + "; ".join(parts)
