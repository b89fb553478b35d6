"""How two people come to share a space: begin, invite, join, confirm. Each step is somebody's deliberate act.

The inviter sees the other's name and says yes; nobody comes in by knowing the words alone. What was said
alone is said to the other only as far as it still holds, at the join or the confirmation.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from stillhere.core.acts import valid_name
from stillhere.core.records.record import PersonJoined, RecordError, SpaceFounded
from stillhere.core.state.mine import Mine
from stillhere.core.state.model import HERE, Person, State, members, name_of, status_of
from stillhere.home.errors import HomeError
from stillhere.home.flow.author import Author
from stillhere.home.flow.ledger import Ledger
from stillhere.home.flow.letterbox import Letterbox, files, must_be_there
from stillhere.home.flow.publisher import Publisher
from stillhere.home.folder.folder import Folder
from stillhere.home.memory import Memory
from stillhere.home.remembered import Invitation, Joining
from stillhere.home.store import Store
from stillhere.seal import envelope
from stillhere.seal.envelope import Signed
from stillhere.seal.errors import Expired, NotForMe, SealError
from stillhere.seal.invite import LIFETIME_MS, Invite, read_invite, write_invite
from stillhere.seal.join import write_join
from stillhere.seal.keys import Random, new_device, new_id, new_person
from stillhere.seal.words import SECRET_LENGTH, parse_words, words_of


class Link:
    """The steps between one person and two, over an open store. ``random`` gives fresh bytes."""

    def __init__(
        self, store: Store, memory: Memory, author: Author, publisher: Publisher, random: Random
    ) -> None:
        self._store = store
        self._memory = memory
        self._author = author
        self._publisher = publisher
        self._random = random
        self._ledger = Ledger(store, memory)
        self._letterbox = Letterbox(store, memory)

    def begin(self, name: str, now_ms: int) -> None:
        """A person, a device and a space of their own; nothing leaves this computer. Raises `Refused`."""
        name = valid_name(name)
        device = new_device(new_id(self._random), self._random)
        person = new_person(new_id(self._random), self._random)
        me = Person(id=person.person, name=name, recipient=person.recipient)
        founded = SpaceFounded(person=me.id, name=name, recipient=me.recipient, keys=device.keys)
        with self._store.transaction():
            self._memory.keep_secrets(device, person)
            self._memory.keep_mine(Mine(person=me.id, device=device.device))
            pair = self._author.compose("", founded, [me], now_ms)
            self._memory.keep_state(State(space=envelope.space_of(pair[1].id)))
            self._ledger.take([pair], now_ms, act=True)

    def invite(self, root: Path, now_ms: int, before: Path | None) -> tuple[str, ...]:
        """Opens an invitation and writes it into the folder: the twelve words. An earlier one ends.

        ``before`` is the folder until now, in which that one lies. Raises `FolderError`, and `HomeError`
        ("linked_already").
        """
        self._must_be_single()
        must_be_there(root)
        self.withdraw(before)
        device, state = self._memory.device(), self._memory.state()
        invite = Invite(
            secret=self._random(SECRET_LENGTH),
            founding=self._letterbox.founding(state),
            recipient=device.identity.recipient,
            expires_ms=now_ms + LIFETIME_MS,
        )
        data = write_invite(invite)
        with self._store.transaction():
            self._memory.keep_invitation(
                Invitation(
                    secret=invite.secret,
                    founding=_parts(invite.founding),
                    recipient=invite.recipient,
                    expires_ms=invite.expires_ms,
                    name=self._letterbox.leave(data, "invite", state.space, now_ms),
                )
            )
        self._publisher.publish(root, now_ms, prepare=True)
        return words_of(invite.secret)

    def words(self) -> tuple[str, ...] | None:
        """The words of the open invitation."""
        invitation = self._memory.invitation()
        return None if invitation is None else words_of(invitation.secret)

    def withdraw(self, root: Path | None) -> None:
        """Ends the open invitation, forgets who asked, and takes its file out of the folder."""
        invitation = self._memory.invitation()
        if invitation is None:
            return
        with self._store.transaction():
            self._memory.keep_invitation(None)
            self._memory.keep_request(None)
            self._store.notes.drop(("asks_to_join",))  # it was seen, or is nobody's matter any more
            ended = self._letterbox.end(invitation.name)
        self._letterbox.clear(root, ended)

    def join(self, root: Path, words: Sequence[str], now_ms: int) -> str:
        """Answers the invitation that `words` open: the inviter's name. The inviter then confirms.

        Raises `WordsError`, `FolderError`, and `HomeError` ("invite_unknown", "invite_expired", "invite_own",
        "linked_already").
        """
        self._must_be_single()
        invite = invitation_in(root, words, now_ms)
        founder = invite.founder
        theirs, ours = State(space=envelope.space_of(founder.id)), self._memory.state()
        if theirs.space == ours.space:
            raise HomeError("invite_own")
        mine, device, person = self._memory.mine(), self._memory.device(), self._memory.person()
        data, join = write_join(
            invite,
            name=name_of(ours, mine.person),
            person=person.person,
            recipient=person.recipient,
            keys=device.keys,
            signing=device,
        )
        inviter = cast(SpaceFounded, founder.body).name
        with self._store.transaction():
            self._letterbox.forget_unread()
            self._letterbox.leave(data, "join", theirs.space, now_ms)
            self._memory.keep_joining(
                Joining(state=theirs, hash=join.hash, name=inviter, expires_ms=invite.expires_ms)
            )
            self._ledger.take([(invite.founding, founder)], now_ms)
            self._ledger.refold(now_ms)  # what is known from an earlier answer is nothing new, and counts
        self._publisher.publish(root, now_ms, prepare=True)
        return inviter

    def turn_back(self) -> None:
        """Takes back what `join` said: its file goes out of the folder with the next round.

        What the inviter has read of it by then stays read.
        """
        with self._store.transaction():
            self._memory.keep_joining(None)
            for out in self._store.outbox.lane("now"):
                if out.kind == "join":
                    self._store.outbox.end(out.name)

    def confirm(self, root: Path | None, now_ms: int) -> None:
        """The inviter says yes to the one who asks. Raises `HomeError` ("nobody_asks")."""
        request = self._memory.request()
        if request is None:
            raise HomeError("nobody_asks")
        joined = PersonJoined(
            person=request.person,
            name=request.name,
            recipient=request.recipient,
            keys=request.keys,
            join=request.hash,
        )
        partner = Person(id=request.person, name=request.name, recipient=request.recipient)
        with self._store.transaction():
            state = self._memory.state()
            founder = members(state)[0].person
            self._author.introduce(joined, (founder, partner), now_ms)
            self._letterbox.forget_unread()
            self._memory.keep_heard(now_ms)  # what asked for this yes
            own = status_of(state, founder.id)
            if own != HERE:
                self._author.say(own, now_ms)
        self.withdraw(root)

    def _must_be_single(self) -> None:
        if len(members(self._memory.state())) > 1:
            raise HomeError("linked_already")


def invitation_in(root: Path, words: Sequence[str], now_ms: int) -> Invite:
    """The invitation of a partner in the folder at `root` that `words` open.

    Raises `WordsError`, `FolderError`, and `HomeError` ("folder_unknown", "invite_unknown" or
    "invite_expired").
    """
    must_be_there(root)
    typed, expired = " ".join(parse_words(" ".join(words))), False
    for data in files(Folder(root)):
        try:
            return read_invite(data, typed, now_ms)
        except NotForMe:
            continue
        except Expired:
            expired = True
        except (SealError, RecordError):
            continue  # rubbish in the folder is the intake's matter, not the joiner's
    raise HomeError("invite_expired" if expired else "invite_unknown")


def _parts(signed: Signed) -> tuple[bytes, bytes, bytes]:
    return (signed.header, signed.signature, signed.body)
