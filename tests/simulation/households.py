"""Devices that come and go, by words, by the kit, lost, stolen; and people who leave: steps of a `World`.

Law: whoever comes in does so as a person does, by the home's own rooms, and may be killed at any step of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stillhere.core.acts import Act, Back, Details, Rename, Rest, SoftKnock, StillHere
from stillhere.core.device_acts import in_hand, in_use, kits
from stillhere.core.records.bodies import DeviceAdded, DeviceRemoved, PersonKey, PersonLeft, Status
from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.record import Body, Lane, PersonNamed
from stillhere.core.records.roster import Cut
from stillhere.core.records.terms import Answered, Ended, Offered, Words
from stillhere.core.state.model import State, cuts, devices, has_left, keys_of
from stillhere.core.state.standing import between
from stillhere.core.state.when import ms_of
from stillhere.home.flow.resealing import Audience
from stillhere.home.rooms.devices import cut_at
from stillhere.seal.envelope import Opener
from stillhere.seal.errors import SealError
from stillhere.seal.keyring import read_keyring
from stillhere.seal.keys import decode_device, further_device, new_identity
from stillhere.seal.kit import read_kit
from tests.simulation.computers import Computer

if TYPE_CHECKING:
    from tests.simulation.world import World

MOST_COMPUTERS = 3  #: of one person
#: So often everybody moves on, until who can come in has come in.
TURNS = 6
#: How long settling takes at most (ms): an invitation that is over by then may be over for whoever comes.
LONG = 6 * 24 * 3600 * 1000


@dataclass
class Newcomer:
    """A computer on its way into the space of `person`: by ``words`` that `host` said, or by a ``paper``."""

    computer: Computer
    person: str
    host: Computer | None = None
    words: tuple[str, ...] = ()
    paper: str = ""
    asked: bool = False

    @property
    def device(self) -> str:
        """The device that it is about to be; empty before it asked."""
        joining = self.computer.home.memory.joining() if self.computer.knows_itself() else None
        return "" if joining is None or not joining.device else decode_device(joining.device).device


def further(world: World) -> str:
    """A person takes a further device: it is to come in by the words that one of theirs says."""
    host = world.somebody()
    if host is None or world.count(host.person) >= MOST_COMPUTERS:
        return "enough"
    words: list[tuple[str, ...]] = []

    def invite() -> str:
        said, came = host.invite_device()
        words.append(said)
        return came

    came = world.guarded(host, invite)
    if not words or not words[0]:
        return f"{host.name} couldn't: {came}"
    new = world.newcomer(host.name)
    one = Newcomer(new, host.person, host=host, words=words[0])
    world.newcomers.append(one)
    how = _side_by_side(world, one) if world.random.random() < 0.6 else coming(world)
    return f"{new.name} invited by {host.name}: {came}, {how}"


def copied_host(world: World) -> str:
    """A person says words on a computer that is backed up then; soon it breaks, or has a copy of itself."""
    host = world.somebody()
    if host is None or world.count(host.person) >= MOST_COMPUTERS:
        return coming(world)
    came = world.guarded(host, lambda: host.invite_device()[1])
    words = host.invite_words()
    if not words:
        return f"{host.name} couldn't: {came}"
    one = Newcomer(world.newcomer(host.name), host.person, host=host, words=words)
    world.newcomers.append(one)
    backup = (host, host.disk.copy(), host.replica.copy())
    if world.random.random() < 0.7:  # what it says beyond its backup is how that is known for one
        world.guarded(host, lambda: host.do(Rest(Details(line="beyond the backup"))))
        world.guarded(host, host.round)
    broken = world.count(host.person) >= MOST_COMPUTERS or world.random.random() < 0.6
    return f"{host.name}: {came}, {world.go_on_from(backup, broken=broken)}, {coming(world)}"


def _side_by_side(world: World, one: Newcomer) -> str:
    """Both computers are in one room, and the carrier is quick between them."""
    said = []
    for _ in range(3):
        for goes_on in (_goes_on, _says_yes):
            world.collect()
            world.carrier.hurry({one.computer, one.host})
            said.append(goes_on(world, one))
        if one not in world.newcomers or one.host not in world.computers:
            break
    return ", ".join(said)


def coming(world: World) -> str:
    """Who is on the way in goes on, and so does whoever said the words; the carrier takes part."""
    if not world.newcomers:
        return further(world)
    one = world.random.choice(world.newcomers)
    said = [_goes_on(world, one)]
    for _ in range(world.random.randrange(3)):
        world.collect()
        said.append(world.carrier.carry(world.random.choice([3, 10, 100])))
        said.append(_says_yes(world, one))
        said.append(_goes_on(world, one))
    return ", ".join(said)


def _goes_on(world: World, one: Newcomer) -> str:
    """One more thing that the newcomer does, and what came of it."""
    computer = one.computer
    if one not in world.newcomers:
        return "is in"
    _may_be_killed(world, computer)
    if one.paper and not _is_in(one):
        came = world.guarded(computer, lambda: computer.restore_with(one.paper))
        said = f"{computer.name} with the kit: {came}"
    elif not one.asked:
        came = world.guarded(computer, lambda: computer.join_as_device(one.words))
        one.asked = computer.knows_itself() and computer.home.memory.joining() is not None
        said = f"{computer.name} with words: {came}"
    else:
        said = f"{computer.name} waits: {world.guarded(computer, computer.round)}"
    if _is_in(one):
        world.newcomers.remove(one)
        world.computers.append(computer)
        return f"{said}, moved in"
    return said


def _may_be_killed(world: World, computer: Computer) -> None:
    if world.crashes and not world.settling and world.random.random() < 0.25:
        computer.killer.left = world.random.randrange(10)


def _is_in(one: Newcomer) -> bool:
    computer = one.computer
    return computer.knows_itself() and computer.person == one.person and computer.ready()


def _says_yes(world: World, one: Newcomer) -> str:
    host = one.host
    if host is None or host not in world.computers:
        return "nobody to say yes"
    came = world.guarded(host, host.round)
    if host.asked():
        _may_be_killed(world, host)
        invitation = host.home.memory.device_invitation()
        earlier = " to words of an earlier self" if invitation is not None and invitation.opens else ""
        came += f", yes{earlier}: {world.guarded(host, host.confirm_device)}"
        return f"{host.name} {came}, {world.guarded(host, host.round)}"
    return f"{host.name} {came}"


def remove(world: World) -> str:
    """A person removes another device of theirs. Its computer is a thief's from now on, or runs no more."""
    host = world.somebody()
    if host is None or world.witness.is_copy(host):
        return "nobody can"
    known = in_hand(host.state, host.person)
    kept = world.witness.copies | {one.device for one in world.computers if misled(world, one)}
    lost = [one for one in known if one != host.device and one not in kept]
    return removes(world, host, world.random.choice(lost)) if lost else further(world)


def remove_apart(world: World) -> str:
    """Two devices of a person remove a third one, each before it heard of the other."""
    hosts = [one for one in world.computers if one.ready() and not world.witness.is_copy(one)]
    world.random.shuffle(hosts)
    for lost in (one for one in hosts if not misled(world, one)):
        known = [one for one in hosts if one.person == lost.person and one is not lost]
        apart = [one for one in known if lost.device in in_hand(one.state, one.person)][:2]
        if len(apart) == 2:
            return ", ".join([_heard_in_part(world, lost, apart), *_both_remove(world, lost, apart)])
    return further(world)


def _heard_in_part(world: World, one: Computer, others: list[Computer]) -> str:
    """What `one` says, each of the `others` hears up to where it happens to stop."""
    said = []
    for _ in range(world.random.randrange(1, 5)):
        said.append(_says_something(world, one))
        said.append(world.guarded(one, one.round))
        world.collect()
        for other in others:
            if world.random.random() < 0.5:
                world.carrier.hurry({other})
                said.append(f"{other.name} {world.guarded(other, other.round)}")
    return f"{one.name} {', '.join(said)}"


def _says_something(world: World, one: Computer) -> str:
    """Says whatever its person might say."""
    world.made += 1
    text = f"last {world.made}"
    act = world.random.choice([None, None, Rest(Details(line=text)), StillHere(), SoftKnock(), Back()])
    if act is not None:
        return f"{type(act).__name__}: {world.guarded(one, lambda: one.do(act))}"
    body = world.random.choice([body for body in _hostile(world, one, text) if not isinstance(body, Status)])
    return f"{type(body).__name__}: {world.guarded(one, lambda: one.say(body))}"


def _both_remove(world: World, lost: Computer, others: list[Computer]) -> list[str]:
    return [removes(world, one, lost.device) for one in others if one in world.computers]


def removes(world: World, host: Computer, device: str) -> str:
    """`host` removes a device of its person, which another one may have removed, too."""
    again = world.witness.stolen.get(device)
    cut = cut_at(host.home.store, device)
    stolen = next((one for one in world.computers if one.device == device), None)
    came = world.guarded(host, lambda: host.remove_device(device))
    facts = devices(host.state).get(device)
    if facts is None or facts.cut is None:
        return f"{host.name} didn't: {came}"
    for one in [one for one in world.newcomers if one.device == device]:
        _turns_away(world, one)  # it hears no more than that it can't come in
    if stolen is not None:
        world.computers.remove(stolen)
        world.witness.stolen[device] = stolen
    world.witness.removed_at(device, cut)
    for each in _brought_in_beyond(world, device, cut):
        world.witness.cast_out(each)
        if each in world.computers:
            world.lose(each)
    world.newcomers[:] = [one for one in world.newcomers if one.paper or one.host in world.computers]
    if again is not None:
        return f"{host.name} removes {again.name}, too: {came}"
    if stolen is None:
        return f"{host.name} removes one that nobody has: {came}"
    if world.random.random() < 0.6:
        world.thieves.append(stolen)
        came += f", {world.guarded(host, host.round)}, {thief(world)}"
    else:
        world.carrier.leave(stolen)
    return f"{host.name} removes {stolen.name}: {came}"


def _brought_in_beyond(world: World, device: str, cut: Cut) -> list[Computer]:
    """The computers that hang on what the removed `device` said beyond its cut-off, stolen ones, too."""
    found = []
    for one in (*world.computers, *world.witness.stolen.values()):
        known, at = devices(one.state), one.device
        while at in known and known[at].by:
            above = known[at].by
            introduction = one.state.added[above][at]
            if above in world.witness.outcasts or (above == device and introduction.n > cut.n):
                found.append(one)
                break
            at = above
    return found


def thief(world: World) -> str:
    """Who has a removed computer goes on with it: by the program, or by whatever its keys can say.

    The other person hears of the removal before that, or only afterwards.
    """
    if not world.thieves:
        return remove(world)
    one, said = world.random.choice(world.thieves), list[str]()
    others = [each for each in world.computers if each.person != one.person]
    world.collect()
    if world.random.random() < 0.4:
        world.carrier.hurry({*others})
        said += [world.guarded(each, each.round) for each in others]
    knowing = [each for each in world.computers if one.device in cuts(each.state)]
    if not any(each in others or not each.home.store.outbox.count() for each in knowing):
        return f"{one.name} waits"  # a removal that is nowhere else may be lost: then a thief is none
    for _ in range(world.random.randrange(3, 9)):
        by_the_program = world.random.random() < 0.3
        said.append(_by_the_program(world, one) if by_the_program else _by_the_keys(world, one))
        if world.random.random() < 0.3:
            said.append(_answered(world, one, others))
    return f"{one.name} {', '.join(said)}"


def _answered(world: World, one: Computer, others: list[Computer]) -> str:
    """The other person hears what a thief says, whatever else is under way, and speaks."""
    world.collect()
    world.carrier.hurry({*others}, one.device)
    if not others:
        return "nobody hears"
    other, said = world.random.choice(others), list[str]()
    unheard = one.device not in cuts(other.state)
    said.append(world.guarded(other, other.round))
    words: list[Act] = [
        Rest(Details(line=f"meanwhile {world.made}")),
        Rename(f"{other.name.title()} {world.made}"),
    ]
    said.append(world.guarded(other, lambda: other.do(world.random.choice(words))))
    said.append(world.guarded(other, other.round))
    return f"{'heard first' if unheard else 'heard'} by {other.name}: {', '.join(said)}"


def misled(world: World, one: Computer) -> bool:
    """Whether a computer said something that the other person can't read, as these know their own keys.

    It alone says it anew, once it knows better: one that is lost before that takes it along.
    """
    audiences = [Audience.of(each.state, one.person) for each in world.computers if each.person != one.person]
    said = one.home.store.addressed.all()
    return any(not audience.right(readers) for audience in audiences for readers in said)


def _by_the_program(world: World, one: Computer) -> str:
    if world.random.random() < 0.5:  # it hears that it was removed
        world.collect()
        world.carrier.hurry({one})
        world.guarded(one, one.round)
    came = world.guarded(one, lambda: one.do(Rest(Details(line="thief"))))
    return f"by the program: {came}, {world.guarded(one, one.round)}"


def _by_the_keys(world: World, one: Computer) -> str:
    """Says what no program would say any more: it knows its keys, and heeds nothing."""
    world.made += 1
    body, said = world.random.choice(_hostile(world, one, f"thief {world.made}")), list[str]()

    def speak() -> str:
        said.extend(one.say_whatever_holds(body))
        return "said" if said else "couldn't"

    came = world.guarded(one, speak)
    world.witness.said_beyond(one, said)
    if isinstance(body, Ended):
        world.witness.doubtful.add(body.agreement)
    return f"{type(body).__name__}: {came}, {world.guarded(one, one.round)}"


def _hostile(world: World, one: Computer, text: str) -> list[Body]:
    state, now_ms = one.state, ms_of(one.now())
    fresh = further_device(state.space, one.person, one.random.randbytes)
    known = between(state)
    said: list[Body] = [
        Status(state="resting", since_ms=now_ms, line=text), PersonNamed(name=text),
        LetterSent(letter=world.fresh_id(), text=text, said_ms=now_ms), LetterPace(pace="one_at_a_time"),
        PageShared(page=world.fresh_id(), form="free", question="", parts=(text,)),
        Offered(agreement=world.fresh_id(), words=Words(kind="own_words", title=text)),
        DeviceAdded(keys=fresh.keys, name=text),
    ]  # fmt: skip
    if known:
        chosen = world.random.choice(known)
        said += [Answered(revision=chosen.id, says="yes"), Ended(agreement=chosen.agreement)]
    own = [each for each in world.computers if each.person == one.person]
    if own and all(one.device in cuts(each.state) for each in own):
        # Or else one of them may remove the one that removed it, not knowing that: then it is no thief.
        fresh_key, epoch = new_identity(one.random.randbytes), keys_of(own[0].state, one.person)[-1].epoch + 1
        said += [PersonKey(epoch=epoch, recipient=fresh_key.recipient), PersonLeft()] * 2
        if all(_gone_for_good(each.state, one.device) for each in own):
            other = world.random.choice([each for each in devices(own[0].state) if each != one.device])
            cut = world.random.choice([Cut(0, ""), cut_at(one.home.store, other)])
            said += [DeviceRemoved(device=other, n=cut.n, id=cut.id, now=cut.now)] * 4
    return said


def _gone_for_good(state: State, device: str) -> bool:
    """Whether one that goes before a removed device removed it: then nothing that it says changes that."""
    order = list(devices(state))
    by = [one for one, said in state.removed.items() if device in said and one in order]
    return any(devices(state)[one].kit or order.index(one) < order.index(device) for one in by)


def write_kit(world: World) -> str:
    """A person writes a recovery kit on paper."""
    computer = world.somebody()
    if computer is None:
        return "nobody can"
    papers = world.papers.setdefault(computer.person, [])
    came = world.guarded(computer, lambda: computer.write_kit(papers))
    return f"{computer.name} {came}, paper {len(papers)}"


def lose_all(world: World) -> str:
    """A person loses every computer. With the kit, the folder brings them back."""
    people = sorted({one.person for one in world.computers})
    able = [(person, paper) for person in people for paper in _good_papers(world, person)]
    if not able or len(people) < 2:
        said = write_kit(world)
        for computer in world.computers:
            world.collect()
            world.carrier.hurry({*world.computers})
            world.guarded(computer, computer.round)
        return said
    person, paper = world.random.choice(able)
    lost = [one for one in world.computers if one.person == person]
    for one in lost:
        world.lose(one)
    world.newcomers[:] = [one for one in world.newcomers if one.person != person]
    new = world.newcomer(lost[0].name)
    world.newcomers.append(Newcomer(new, person, paper=paper))
    kit = read_kit(paper).secrets.device
    if kit in world.used_kits:  # what it said before may be on its way still: then it says it twice
        world.witness.copies.add(kit)
    world.used_kits.add(kit)
    return f"{', '.join(one.name for one in lost)}, {new.name} comes with the kit"


def _good_papers(world: World, person: str) -> list[str]:
    """The papers that bring this person back: the folder holds, or held, everything that is needed."""
    own = [one for one in world.computers if one.person == person]
    whole = all(one.ready() and not one.home.store.outbox.count() for one in own)
    if not own or not whole or any(world.witness.is_copy(one) or misled(world, one) for one in own):
        return []
    papers = {read_kit(paper).secrets.device: paper for paper in world.papers.get(person, ())}
    alike = [set(kits(one.state, person)) for one in own]
    everywhere = set.intersection(*alike)
    present = {keys_of(one.state, person)[-1] for one in own}
    known = {in_use(one.state, person) for one in own}
    if len(present) != 1 or len(known) != 1:
        return []  # they have yet to hear of each other what the kit's reader needs
    needed = {key.recipient for key in keys_of(own[0].state, person)}
    good = [papers[kit] for kit in sorted(everywhere & papers.keys())]
    # Of two that were written at one time, one has yet to be given the other's key, by somebody's next act.
    return [paper for paper in good if needed <= _keys_for(world, paper)]


def _keys_for(world: World, paper: str) -> set[str]:
    """The public halves of the keys that the folder holds, or held, for whoever has this paper."""
    opener, found = Opener.of([read_kit(paper).identity]), set[str]()
    for path in world.carrier.ever.keys() - world.carrier.removed:
        with suppress(SealError):  # nearly every file is for other readers
            keyring = read_keyring(opener.unseal(world.carrier.ever[path]))
            found |= {identity.recipient for identity in keyring.identities}
    return found


def unknown(world: World) -> str:
    """A later version says something of which this one knows nothing; seldom it has to be understood."""
    computer = world.somebody()
    if computer is None:
        return "nobody can"
    crit = world.random.random() < 0.2
    lane: Lane = world.random.choice(["now", "kept"])
    kind = f"later.{lane}{'.must' if crit else ''}"
    came = world.guarded(computer, lambda: computer.say_unknown(kind, lane, crit=crit))
    return f"{computer.name} {kind}: {came}"


def complete(world: World) -> None:
    """The carrier is honest: who can come in comes in, and who can't any more turns away."""
    for turn in range(TURNS):
        for one in [one for one in world.newcomers if not one.asked and _may_fail(world, one)]:
            _turns_away(world, one)
        if not world.newcomers:
            break
        for computer in world.computers if turn == 1 else ():
            computer.do(Rename(f"{computer.name.title()} again"))  # so that what was spoilt comes back
            computer.round()
        for one in list(world.newcomers):
            world.trace.append(f"coming in: {_goes_on(world, one)}, {_says_yes(world, one)}")
        world.all_is_carried()
    for one in list(world.newcomers):
        assert _may_fail(world, one), f"{one.computer.name} doesn't come in"
        _turns_away(world, one)
    world.settle_down()


def _turns_away(world: World, one: Newcomer) -> None:
    world.newcomers.remove(one)
    world.carrier.leave(one.computer)


def _may_fail(world: World, one: Newcomer) -> bool:
    host = one.host
    if host is None or (host in world.computers and one.device in in_use(host.state, host.person)):
        return False
    if host not in world.computers:
        return True
    invitation = host.home.memory.device_invitation()
    if invitation is None or host.invite_words() != one.words:
        return True  # taken back, or another one took its place
    clocks = [ms_of(each.now()) for each in (host, one.computer)]
    return invitation.expires_ms < max(clocks) + LONG or len(in_use(host.state, host.person)) >= 12


def leave(world: World) -> None:
    """At the end somebody leaves: with a note everybody knows; quietly, nothing at all goes out."""
    ready = [one for one in world.computers if one.ready() and not one.home.memory.restored()]
    computer = world.random.choice(ready)
    quietly = world.random.random() < 0.3
    files = computer.replica.copy()
    world.trace.append(f"leaves: {computer.name} {'quietly' if quietly else 'with a note'}")
    assert computer.leave(quietly=quietly) == "done"
    if quietly:
        computer.round()
        assert computer.replica.copy() == files, "who left quietly wrote something"
        assert not computer.home.store.notes.take(), "who left is told something"
        return
    world.settle_down()
    others = [one for one in world.computers if one.person != computer.person]
    for one in world.computers:
        assert has_left(one.state, computer.person), f"{one.name} doesn't know who left"
        assert all(each.ended for each in between(one.state)), "an agreement without the other one"
    before = world.carrier.ever.keys() | set()
    for one in others:
        one.do(Rename("After all"))
        one.do(Rest(Details(line="after all")))
        world.settle_down()
    keys = computer.opening()
    opened = [path for path in world.carrier.ever.keys() - before if world.witness.opens(world, path, keys)]
    assert not opened, f"after the other one left, these can be read there: {opened}"


#: Steps of a `World` by their names.
STEPS: Mapping[str, Callable[[World], str]] = {
    "further": further, "copied_host": copied_host, "coming": coming, "remove": remove,
    "remove_apart": remove_apart, "thief": thief, "write_kit": write_kit, "lose_all": lose_all,
    "unknown": unknown,
}  # fmt: skip
