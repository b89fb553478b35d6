"""Private pages on the other devices of their writer: off until turned on, and under a key of their own.

Law: only the deliberate acts here (turning on, joining, new words, taking a page across) queue anything for
the folder. Taking in writes to the private store alone. The key lies there, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stillhere.core.across import Mark
from stillhere.core.acts import Refused
from stillhere.core.device_acts import must_share
from stillhere.core.state.model import State, devices, has_left
from stillhere.core.state.when import ms_of
from stillhere.home import bell
from stillhere.home.errors import HomeError
from stillhere.home.flow.silence import cut_off
from stillhere.home.private.across import Key
from stillhere.home.rooms.across_standing import Standing
from stillhere.seal.across import Revision, Sheaf, fits, pages_identity, sheaves, write_own
from stillhere.seal.envelope import file_name
from stillhere.seal.words import SECRET_LENGTH, secret_of, words_of

if TYPE_CHECKING:
    from stillhere.core.records.roster import Device
    from stillhere.home.home import Home
    from stillhere.home.private import Private
    from stillhere.home.private.sending import Sending
    from stillhere.home.rooms.across_reading import AcrossReading

#: How the files of pages stand in the outbox.
LANE = KIND = "own"

#: A page of fewer bytes fits into a file in any case.
_LONG = 500_000


class Across:
    """The pages of the person of `home`, over what is private and open."""

    def __init__(self, home: Home, private: Private) -> None:
        self._home = home
        self._private = private

    def standing(self) -> Standing:
        """How it is now. Nothing is looked at in the folder for it."""
        home, across = self._home, self._private.across
        with self._private.reading():
            key, judged = across.key(), across.judged()
            on = key is not None and key.on
            # Where nothing travels nothing waits, and nobody has to go through all pages to know it.
            changed, erased = (across.changed(), across.taken_away()) if on else ((), ())
            too_long = sum(not self._fits(page) for page in across.changed(longer=_LONG)) if on else 0
            waiting = len(changed) + len(erased)
            if on and key is not None and key.pending:
                waiting = max(waiting, across.live())
        outgoing = home.store.outbox.lane(LANE)
        return Standing(
            on=on,
            known=key is not None,
            waiting=waiting - too_long,
            too_long=too_long,
            files=len(outgoing),
            unsent=sum(out.state != "published" for out in outgoing),
            elsewhere=len(self._elsewhere()),
            heard=any(each.verdict == "taken" for each in judged.values()),
            other_words=sum(each.verdict == "other_words" for each in judged.values()),
            odd=tuple(sorted(path for path, each in judged.items() if each.verdict == "set_aside")),
        )

    def turn_on(self) -> tuple[str, ...]:
        """Has pages travel from now on, all that are here: the twelve words, the same ones as before if any.

        Raises `Refused`, `HomeError` ("no_folder"), and `PrivateError`.
        """
        self._may()
        before = self._private.across.key()
        key = Key(secret=self._home.random(SECRET_LENGTH)) if before is None else before
        self._private.across.keep_key(replace(key, on=True, pending=True))
        self._reading().take_in()
        self.now()
        return words_of(key.secret)

    def words(self) -> tuple[str, ...] | None:
        """The twelve words; None where they were never made or typed here."""
        key = self._private.across.key()
        return None if key is None else words_of(key.secret)

    def join(self, words: Sequence[str]) -> int:
        """Turns it on with the words of another device: how many pages came.

        Raises `WordsError`, `Refused`, `PrivateError`, and `HomeError` ("no_folder", "across_words_other").
        """
        self._may()
        secret = secret_of(" ".join(words))
        reading = self._reading()
        reading.take_in()
        if not reading.opens_something(pages_identity(secret)):
            raise HomeError("across_words_other")
        return self._begin_with(secret)

    def renew(self) -> tuple[str, ...]:
        """Makes new words: what the old ones open goes out of the folder, and everything goes in anew.

        The other devices ask for the new words. Raises as `turn_on` does.
        """
        self._may()
        self._reading().take_in()
        secret = self._home.random(SECRET_LENGTH)
        self._begin_with(secret)
        return words_of(secret)

    def off(self, *, remove: bool) -> None:
        """Has no page travel any more; ``remove``: this device's files go out of the folder, too.

        The pages stay on every device. Raises `PrivateError`.
        """
        key = self._private.across.key()
        if key is None:
            return
        with self._private.transaction(), self._home.store.transaction():
            self._private.across.keep_key(replace(key, on=False))
            if remove:
                self._end_all()
        bell.ring(self._home.paths.bell)

    def now(self) -> int:
        """Takes all across that is written here: how many pages. Raises as `turn_on` does.

        What no file of this person holds any more goes in again, unless other words hold by now, or only who
        wrote it could miss it: a device that takes its files out has the pages, and wants them out.
        """
        across = self._private.across
        key, judged = across.key(), across.judged().values()
        newer = any(each.verdict == "other_words" for each in judged)
        missing = not newer or (key is not None and key.pending)
        return self._send(lambda sending: sending.written(across.changed()), missing=missing)

    def leave(self, page: str) -> int:
        """Its writer closes a page: it goes across, with what was erased. 0 where this is off, or can't be.

        Raises `PrivateError`.
        """
        key = self._private.across.key()
        if key is None or not key.on or self._why_not() is not None or self._home.settings().folder is None:
            return 0
        return self._send(lambda sending: sending.written([page]), missing=False)

    def take_in(self, *, ready: str = "") -> int:
        """Takes in what other devices wrote: how many pages it changed. Raises `HomeError`.

        ``ready`` is a page that stands open with everything kept: where it was written on here and not taken
        across, or went elsewhere, it waits all the same.
        """
        key = self._private.across.key()
        if key is None or not key.on or has_left(self._state, self._home.mine().person):
            return 0
        return self._reading().take_in(ready=ready)

    @property
    def _state(self) -> State:
        return self._home.memory.state()

    @property
    def _device(self) -> str:
        return self._home.mine().device

    def _devices(self) -> dict[str, Device]:
        mine = self._home.mine().person
        return {one: of for one, of in devices(self._state).items() if of.person == mine and not of.kit}

    def _elsewhere(self) -> set[str]:
        """The other devices of the same person."""
        return {one for one, of in self._devices().items() if of.live and one != self._device}

    def _reading(self) -> AcrossReading:
        from stillhere.home.rooms.across_reading import AcrossReading

        return AcrossReading(self._home, self._private, self._devices())

    def _why_not(self) -> str | None:
        if has_left(self._state, self._home.mine().person):
            return "why.left"
        return "why.device.removed" if cut_off(self._home.memory) else None

    def _may(self) -> None:
        why = self._why_not()
        if why is not None:
            raise Refused(why)
        must_share(self._state, self._home.mine())
        if self._home.settings().folder is None:
            raise HomeError("no_folder")

    def _fits(self, page: str) -> bool:
        merging = self._private.merging()
        row = merging.row(page)
        if row is None:
            return True
        mark = Mark(at=(0, 0), by=self._device)
        return fits(Revision(page=page, mark=mark, words=row.words))

    def _begin_with(self, secret: bytes) -> int:
        across, before = self._private.across, self._private.across.key()
        clock = (0, 0) if before is None else before.clock
        with self._private.transaction(), self._home.store.transaction():
            if before is None or before.secret != secret:
                self._end_all()
            across.keep_key(Key(secret=secret, clock=clock, pending=True))
        came = self._reading().take_in()
        self.now()
        return came

    def _end_all(self) -> None:
        for out in self._home.store.outbox.lane(LANE):
            self._home.store.outbox.end(out.name)
            self._private.across.let_go(out.name)

    def _send(self, of: Callable[[Sending], Iterable[Revision]], *, missing: bool) -> int:
        self._may()
        home, private, now_ms = self._home, self._private, ms_of(self._home.clock())
        key = private.across.key()
        if key is None or not key.on:
            raise Refused("why.across.off")
        with private.transaction(), home.store.transaction():
            home.rounds.author().settle(now_ms)
            reading = self._reading()
            reading.adopt()
            sending = private.sending(self._device, now_ms)
            found = [*of(sending), *sending.erased()]
            said = len(found)
            ended, again = sending.rewritten()
            sent = {(one.page, one.mark.place): one for one in (*found, *again)}
            if missing:
                elsewhere = self._elsewhere()
                reader = elsewhere.pop() if len(elsewhere) == 1 and not key.pending else ""
                wanted = sending.missing(reading.held_elsewhere(), reader)
                sent |= {(one.page, one.mark.place): one for one in wanted}
                private.across.arrived()
            self._queue(key, sent.values())
            for name in ended:
                home.store.outbox.end(name)
                private.across.let_go(name)
        bell.ring(home.paths.bell)
        return said

    def _queue(self, key: Key, revisions: Iterable[Revision]) -> None:
        home, across = self._home, self._private.across
        space, signer, identity = self._state.space, home.memory.device(), pages_identity(key.secret)
        for part in sheaves(revisions):
            sheaf = Sheaf(space, home.mine().person, signer.device, part)
            data = write_own(sheaf, signer, identity, home.random)
            name = file_name(data)
            for one in part:
                across.hold(name, one.page, one.mark, own=True)
            home.store.outbox.queue(name, data, lane=LANE, kind=KIND, n=0, space=space, device=signer.device)
