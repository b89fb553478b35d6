"""Mia, Jon, their computers and a carrier: everything that can happen to them, step by step, from one seed.

The same seed makes the same steps and the same trace. `invariants.py` says what has to hold whatever happens.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from random import Random
from typing import NamedTuple

from stillhere.core.acts import (
    Act,
    Back,
    Details,
    PartlyBack,
    Rename,
    Rest,
    SoftKnock,
    StillHere,
    Undo,
)
from stillhere.core.records.bodies import DeviceNamed
from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.record import Body, RecordErased
from stillhere.core.records.terms import Answered, Ended, Offered, Paused, Words
from stillhere.core.state.model import devices_of, members
from stillhere.core.state.standing import between
from stillhere.core.state.when import ms_of
from tests.simulation import households, invariants
from tests.simulation.carrier import Carrier
from tests.simulation.computers import Computer, Crash
from tests.simulation.households import MOST_COMPUTERS, Newcomer

#: Names of steps, and how often each is taken.
Steps = tuple[tuple[str, int], ...]


#: A computer, and what was on its disk and in its replica at the time.
Backup = tuple[Computer, bytes, dict[str, bytes]]


class Template(NamedTuple):
    """The two, linked: their disks and the folder, from which every history begins."""

    mia: bytes
    jon: bytes
    files: dict[str, bytes]


@cache
def linked() -> Template:
    """Mia and Jon as they are when both have heard that they share a space."""
    mia, jon = Computer("mia", "mia", lambda: 0.0), Computer("jon", "jon", lambda: 0.0)
    mia.home.begin("Mia")
    jon.home.begin("Jon")
    words = mia.home.invite(mia.root)
    _bring(mia, jon)
    jon.home.join(jon.root, words)
    for one, other in ((jon, mia), (mia, jon), (jon, mia)):
        _bring(one, other)
        other.round()
        if other.home.memory.request() is not None:
            other.home.confirm()
            other.round()
    files = mia.replica.copy()
    assert files == jon.replica.copy()
    return Template(mia.disk.copy(), jon.disk.copy(), files)


def _bring(one: Computer, other: Computer) -> None:
    for change in one.replica.changes:
        if change.data is None:
            other.replica.files.pop(change.path, None)
        else:
            other.replica.put(change.path, change.data)
    one.replica.changes.clear()


class World:
    """One history. ``trace`` is what happened."""

    def __init__(self, seed: str, *, crashes: bool = True, steps: Steps | None = None) -> None:
        self.random = Random(seed)
        self.steps = STEPS if steps is None else steps
        self.seed = seed
        self.seconds = 0.0
        self.trace: list[str] = []
        self.crashes = crashes
        self.witness = invariants.Witness()
        template = linked()
        self.computers = [
            Computer("mia", f"{seed}mia", lambda: self.seconds, template.mia),
            Computer("jon", f"{seed}jon", lambda: self.seconds, template.jon),
        ]
        self.carrier = Carrier(list(self.computers), self.random)
        for path, data in template.files.items():
            self.carrier.truth[path] = self.carrier.ever[path] = data
            for computer in self.computers:
                computer.replica.put(path, data)
        self.newcomers: list[Newcomer] = []
        self.thieves: list[Computer] = []
        self.papers: dict[str, list[str]] = {}
        self.used_kits: set[str] = set()
        self.settling = False
        self.backups: list[Backup] = []
        self.made = 0

    def step(self) -> None:
        """Something happens."""
        names, weights = zip(*self.steps, strict=True)
        (name,) = self.random.choices(names, weights)
        self.run(name)

    def run(self, name: str) -> None:
        """A certain thing happens."""
        self.seconds += self.random.choice([1, 4, 30, 600, 4000])
        household = households.STEPS.get(name)
        came = getattr(self, name)() if household is None else household(self)
        self.trace.append(f"{name}: {came}")
        self.collect()
        self.witness.look(self)

    # What people do.

    def act(self) -> str:
        computer = self.somebody()
        if computer is None:
            return "nobody can"
        what = self.random.choice(self._acts())
        came = self.guarded(computer, lambda: computer.do(what))
        if came == "done" and isinstance(what, Rename):
            self.witness.accepted[computer].append(what.name)
        return f"{computer.name} {type(what).__name__}: {came}"

    def _acts(self) -> list[Act]:
        self.made += 1
        line = Details(line=f"line {self.made}", checkins="one_knock")
        return [
            Rest(), Rest(line), Back(), PartlyBack("talk"), StillHere(), SoftKnock(), Undo(), Undo(),
            Rename(f"Name {self.made}"),
        ]  # fmt: skip

    def change_of_mind(self) -> str:
        """Somebody rests, is heard or not, and takes it back at once."""
        computer = self.somebody()
        if computer is None:
            return "nobody can"
        came = [
            self.guarded(computer, lambda: computer.do(Back())),
            self.guarded(computer, lambda: computer.do(Rest())),
        ]
        if self.crashes:
            computer.killer.left = self.random.randrange(10)
        came += [
            self.guarded(computer, computer.round),
            self.guarded(computer, lambda: computer.do(Undo())),
        ]
        return f"{computer.name} {', '.join(came)}"

    def agree(self) -> str:
        """Offers, answers, ends or pauses an agreement."""
        computer = self.somebody()
        if computer is None:
            return "nobody can"
        self.made += 1
        known = between(computer.state)
        body: Body
        if not known or self.random.random() < 0.3:
            words = Words(kind="own_words", title=f"Title {self.made}")
            body = Offered(agreement=self.fresh_id(), words=words)
        else:
            one = self.random.choice(known)
            words = Words(kind="own_words", title=f"Title {self.made}")
            said: list[Body] = [
                Answered(revision=one.id, says="yes"), Answered(revision=one.id, says="yes"),
                Ended(agreement=one.agreement), Paused(agreement=one.agreement, paused=True),
                Offered(agreement=one.agreement, words=words, replaces=(one.id,)),
            ]  # fmt: skip
            body = self.random.choice(said)
        came = self.guarded(computer, lambda: computer.say(body))
        if came == "done" and isinstance(body, Offered):
            self.witness.accepted[computer].append(body.words.title)
        return f"{computer.name} {type(body).__name__}: {came}"

    def post(self) -> str:
        """Sends a letter, shares a page, wishes for a pace, names a device, or takes a body away."""
        computer = self.somebody()
        if computer is None:
            return "nobody can"
        self.made += 1
        fresh, text = self.fresh_id(), f"Text {self.made}"
        own = devices_of(computer.state, computer.person)
        said: list[Body] = [
            LetterSent(letter=fresh, text=text, said_ms=self.made), LetterPace(pace="one_at_a_time"),
            PageShared(page=fresh, form="free", question="", parts=(text,)), LetterPace(pace="none"),
            DeviceNamed(device=self.random.choice(own), name=text),
        ]  # fmt: skip
        posted = [*computer.state.letters.items(), *computer.state.pages.items()]
        mine = [record for record, by in posted if by.device in own]
        if mine:
            said += [RecordErased(record=self.random.choice(sorted(mine)))] * 3  # few have said enough for it
        body = self.random.choice(said)
        if isinstance(body, RecordErased):
            self.witness.erase(computer, body.record)
        came = self.guarded(computer, lambda: computer.say(body))
        if came == "done" and isinstance(body, LetterSent | PageShared):
            self.witness.accepted[computer].append(text)
        return f"{computer.name} {type(body).__name__}: {came}"

    def rounds(self) -> str:
        """The keepers look."""
        return ", ".join(f"{one.name} {self._round(one)}" for one in list(self.computers))

    def one_round(self) -> str:
        """One keeper looks."""
        computer = self.random.choice(self.computers)
        return f"{computer.name} {self._round(computer)}"

    # What happens to computers.

    def back_up(self) -> str:
        """A computer is backed up, its folder with it."""
        computer = self.random.choice(self.computers)
        self.backups.append((computer, computer.disk.copy(), computer.replica.copy()))
        return computer.name

    def restore(self) -> str:
        """A computer breaks, and a new one begins with its backup."""
        return self._from_backup(broken=True)

    def clone(self) -> str:
        """A second computer begins with the backup of one that goes on."""
        return self._from_backup(broken=False)

    def _from_backup(self, *, broken: bool) -> str:
        usable = [each for each in self.backups if each[0] in self.computers]
        usable = [each for each in usable if not (broken and households.misled(self, each[0]))]
        if not usable:
            return "no backup"
        backup = self.random.choice(usable)
        if not broken and self.count(backup[0].person) >= MOST_COMPUTERS:
            return "enough"
        return self.go_on_from(backup, broken=broken)

    def go_on_from(self, backup: Backup, *, broken: bool) -> str:
        """Another computer begins with a backup of one that is ``broken``, or goes on."""
        old, content, files = backup
        self.made += 1
        new = Computer(f"{old.name}~{self.made}", f"{self.seed}~{self.made}", lambda: self.seconds, content)
        for path, data in files.items():
            new.replica.put(path, data)
        self.computers.append(new)
        self.collect()
        self.carrier.join(new)
        if broken:
            self.lose(old)
            for one in [one for one in self.newcomers if one.host is old]:
                one.host = new  # the words count on, as far as its backup knows them
        self.witness.copied(old, new)
        return f"{new.name} from {old.name}, which {'broke' if broken else 'goes on'}"

    def crash(self) -> str:
        """The next thing that a computer does is cut off at some step."""
        if not self.crashes:
            return "not here"
        computer = self.random.choice(self.computers)
        computer.killer.left = self.random.randrange(12)
        return f"{computer.name} at step {computer.killer.left}"

    def jump(self) -> str:
        """A clock is wrong from now on."""
        computer = self.random.choice(self.computers)
        computer.offset += self.random.choice([-3e5, -4000, 4000, 3e5, 2e9])
        return f"{computer.name} {computer.offset}"

    def plug(self) -> str:
        """A folder goes out of reach, or comes back."""
        computer = self.random.choice(self.computers)
        computer.replica.reachable = not computer.replica.reachable
        return f"{computer.name} {computer.replica.reachable}"

    def fill(self) -> str:
        """A disk is full, or its folder can't be written; or all is well again."""
        computer = self.random.choice(self.computers)
        troubles = ("folder_full", "folder_read_only", "folder_trouble", None)
        computer.replica.trouble = self.random.choice(troubles)
        computer.disk.full = self.random.random() < 0.3
        return f"{computer.name} {computer.replica.trouble} {computer.disk.full}"

    def day(self) -> str:
        """More than a day goes by, so that what was packed has been lying long enough."""
        self.seconds += 90_000
        return "gone by"

    # What the carrier does.

    def carry(self) -> str:
        return self.carrier.carry(self.random.choice([1, 3, 10, 100]))

    def carrier_fault(self) -> str:
        carrier = self.carrier
        faults: list[Callable[[], str]] = [
            carrier.lose, carrier.find, carrier.double, carrier.harm, carrier.spoil, carrier.litter,
            carrier.misname, carrier.take_away, carrier.back_up, carrier.rewind, carrier.undelete,
        ]  # fmt: skip
        fault = self.random.choice(faults)
        return f"{fault.__name__} {fault()}"

    # The end.

    def settle(self) -> None:
        """The carrier is honest from now on, and everybody does one more thing, for the folder to heal."""
        self.settling = True
        self.settle_down_all()
        households.complete(self)
        for turn in range(6):
            restored = any(one.home.memory.restored() for one in self.computers)
            if turn >= 2 and not restored and self._all_have_their_keys():
                break
            for computer in self.computers:
                self.seconds += 5000
                if computer.ready():
                    came = computer.do(Rename(f"{computer.name.title()} {turn}"))
                    self.trace.append(f"last act: {computer.name} {came}")
            self.settle_down()
        invariants.agree(self.computers)
        self._last_words()

    def _all_have_their_keys(self) -> bool:
        """Whether all computers of a person have the same keys; one gives them to others as it acts."""
        have = {(one.person, frozenset(one.home.memory.person().identities)) for one in self.computers}
        return len(have) == len({person for person, _ in have})

    def settle_down_all(self) -> None:
        """Every disk and folder is well, and everybody takes in what there is."""
        for computer in self.carrier.computers:
            computer.killer.left = None
            computer.replica.reachable, computer.replica.trouble = True, None
            computer.disk.full = False
        self.settle_down()

    def _last_words(self) -> None:
        """Who rests now, by any of their computers, rests everywhere, whatever the clocks said before."""
        for person in [member.person.id for member in members(self.computers[0].state)]:
            computer = self.random.choice(
                [one for one in self.computers if one.person == person and one.ready()]
            )
            # Two copies of a clock that is ahead of time count on alike: then nobody's word is the later one.
            if self.witness.copies and computer.home.memory.clock().ms <= ms_of(computer.now()):
                computer = self._speaks_twice(computer)
            line = f"last {computer.name}"
            computer.do(Back())
            assert computer.do(Rest(Details(line=line))) == "done"
            self.witness.last_line[person] = line
        self.settle_down()
        restored = [one for one in self.computers if one.home.memory.restored()]
        for computer in restored:
            computer.do(Rename(f"{computer.name.title()} at last"))
        if restored:
            self.settle_down()

    def _speaks_twice(self, computer: Computer) -> Computer:
        """A copy of `computer`, which has said more since, but earlier than what the copy is to say."""
        self.made += 1
        name, clock = f"{computer.name}~{self.made}", lambda: self.seconds
        new = Computer(name, f"{self.seed}~{self.made}", clock, computer.disk.copy())
        new.offset = computer.offset
        for path, data in computer.replica.copy().items():
            new.replica.put(path, data)
        self.computers.append(new)
        self.collect()
        self.carrier.join(new)
        self.witness.copied(computer, new)
        for act in (Back(), Rest(), Back(), Rest(), Back()):
            computer.do(act)
        computer.round()
        self.seconds += 5000
        return new

    def collect(self) -> None:
        self.witness.note_removals(self)
        self.carrier.collect()

    def settle_down(self) -> None:
        """Rounds, until nothing moves any more. Whom nothing moved since their last round needs no other."""
        still: dict[Computer, object] = {}
        for _ in range(30):
            self.all_is_carried()
            moved = [one for one in self.computers if still.get(one) != one.stands()]
            if not moved:
                return
            for computer in moved:
                before = computer.stands()
                self.trace.append(f"settling: {computer.name} {computer.round()}")
                if computer.stands() == before:
                    still[computer] = before
            self.collect()
            self.witness.look(self)
        raise AssertionError("it never comes to rest")

    def _round(self, computer: Computer) -> str:
        # What a copy said, and the other one's words would hide, it says again at once: that is its act, too.
        outbox = computer.home.store.outbox
        may_write = outbox.count() or outbox.ended() or self.witness.is_copy(computer)
        before = len(computer.replica.changes)
        came = self.guarded(computer, computer.round)
        if not may_write:
            assert len(computer.replica.changes) == before, "a look at the folder wrote into it"
        if not may_write and came.startswith("looked"):
            invariants.missing_files_are_told(computer)
        return came

    def guarded(self, computer: Computer, do: Callable[[], str]) -> str:
        try:
            return do()
        except Crash:
            computer.start()
            self.witness.crashes += 1
            return "killed"

    def somebody(self) -> Computer | None:
        ready = [computer for computer in self.computers if computer.ready()]
        return self.random.choice(ready) if ready else None

    # What the steps of `households` ask for.

    def count(self, person: str) -> int:
        """How many computers a person has, or is about to have."""
        people = [one.person for one in self.computers] + [one.person for one in self.newcomers]
        return people.count(person)

    def all_is_carried(self) -> None:
        """Time goes by, and everything lies where it belongs."""
        self.collect()
        self.seconds += 5000
        self.carrier.honest(self.computers, self.witness.copies)

    def newcomer(self, like: str) -> Computer:
        """A new computer beside one with the name `like`: the folder is on its way to it."""
        self.made += 1
        name = f"{like.split('.', maxsplit=1)[0]}.{self.made}"
        new = Computer(name, f"{self.seed}{name}", lambda: self.seconds)
        self.collect()
        self.carrier.join(new)
        return new

    def lose(self, computer: Computer) -> None:
        """A computer is gone, with what it told nobody."""
        self.collect()
        self.computers.remove(computer)
        self.carrier.leave(computer)
        self.witness.accepted.pop(computer, None)

    def fresh_id(self) -> str:
        """An id that nothing else has."""
        self.made += 1
        return sha256(f"{self.seed}{self.made}".encode()).hexdigest().translate(_LETTERS)[:10]


#: The steps of a history in which computers that say words break, or are copied, before these are answered.
WORDS_OF_COPIES: Steps = (
    ("copied_host", 12), ("coming", 25), ("further", 4), ("act", 20), ("one_round", 25), ("rounds", 6),
    ("carry", 25), ("carrier_fault", 5), ("back_up", 4), ("restore", 2), ("clone", 2), ("crash", 6),
    ("remove", 1), ("write_kit", 1), ("jump", 1), ("plug", 1), ("day", 1),
)  # fmt: skip

#: Steps by which devices are removed by several others, each of which has yet to hear of the others.
REMOVED_APART: Steps = (
    ("remove_apart", 30), ("remove", 6), ("thief", 5), ("further", 20), ("coming", 8), ("act", 15),
    ("agree", 8), ("post", 8), ("one_round", 25), ("rounds", 8), ("carry", 25), ("carrier_fault", 5),
    ("jump", 1), ("plug", 1), ("day", 2), ("crash", 3),
)  # fmt: skip

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

#: What can happen in a step, and how often.
STEPS: Steps = (
    ("act", 30), ("agree", 12), ("rounds", 12), ("one_round", 20), ("carry", 25), ("carrier_fault", 14),
    ("further", 2), ("coming", 2), ("remove", 2), ("thief", 5), ("write_kit", 1), ("lose_all", 4),
    ("unknown", 2), ("back_up", 4), ("restore", 2), ("clone", 2), ("crash", 8), ("jump", 3), ("plug", 3),
    ("fill", 3), ("day", 2), ("change_of_mind", 6), ("post", 10),
)  # fmt: skip
