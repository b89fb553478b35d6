"""The tray's loop: what was pressed becomes an act, and what changed is shown, one after another.

It holds no rule: what may be done, `Home` says. Whatever goes wrong, the icon stays and says the truth.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Mapping

from msgspec import Struct

from stillhere.core.acts import Act, Back, PartlyBack, Refused, Rest, SoftKnock, StillHere, Undo
from stillhere.core.notices import Notice
from stillhere.core.state.mine import UNDO_MS
from stillhere.core.view import View
from stillhere.home.errors import HomeError
from stillhere.home.home import Home
from stillhere.notify.note import Note, Notifier, Pressed
from stillhere.notify.telling import OWN, PARTNER, note_for, words_for
from stillhere.tray import shown
from stillhere.tray.choices import act_for
from stillhere.tray.icon import Activated, Asked, Chosen, Event, HostChanged, TrayIcon
from stillhere.tray.pictures import icon_set
from stillhere.words import say

#: How long (seconds) a panel may take to come, at login, before the window opens in its place.
GRACE = 10.0


class Changed(Struct, frozen=True):
    """What is to be shown may have changed, by whichever face."""


class Told(Struct, frozen=True):
    """The keeper has something to tell."""

    notice: Notice


class Ended(Struct, frozen=True):
    """The icon's own loop has ended."""


#: What the one who acted is told; an act that isn't here is its own answer.
ANSWERS: Mapping[type[Act], str] = {
    Rest: "headline.you_rest",
    PartlyBack: "headline.you_partly",
    Back: "notice.own.back",
    StillHere: "pulse.said",
    SoftKnock: "knock.left",
}

#: Opens the window on a page; the second word lets it come to the front, where the desktop gave one.
OpenWindow = Callable[[str, str], None]

Heard = Event | Pressed | Changed | Told | Ended


def show(home: Home, icon: TrayIcon) -> None:
    """Has `icon` show what is so in `home` at this moment."""
    view, settings = home.look(), home.settings()
    tooltip = shown.tooltip(view, kept=_kept(home, view))
    icon.show(icon_set(view.mark), tooltip, shown.menu(view, settings.notifications))


def _kept(home: Home, view: View) -> str:
    """Why what is said here doesn't go out, in a sentence: the folder is away, or none is chosen. Else ""."""
    folder = home.settings().folder
    if folder is None:
        return say("tray.unchosen") if view.link == "linked" else ""
    if not home.store.outbox.count():
        return ""
    # The icon, which waits for nothing, needs this only now.
    from stillhere.home.flow.sharing import kept_back

    return say("notice.own.kept") if kept_back(home.store, folder) else ""


class Face:
    """Obeys what comes through ``events`` until it is told to quit.

    ``clock``: monotonic seconds.
    """

    def __init__(
        self,
        home: Home,
        icon: TrayIcon,
        notifier: Notifier,
        events: queue.SimpleQueue[Heard],
        open_window: OpenWindow,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._home = home
        self._icon = icon
        self._notifier = notifier
        self._events = events
        self._open_window = open_window
        self._clock = clock
        self._undo_until: float | None = None
        self._host_until: float | None = None
        self._host_known = False

    def run(self) -> None:
        """Shows what is so, and obeys until quit."""
        self.show()
        while True:
            try:
                heard = self._events.get(timeout=self._patience())
            except queue.Empty:
                self._times_up()
                continue
            if isinstance(heard, Ended) or heard == Chosen("quit"):
                return
            self.obey(heard)

    def show(self) -> None:
        """Shows what is so at this moment."""
        show(self._home, self._icon)

    def obey(self, heard: Heard) -> None:
        """Does what one event asks for."""
        match heard:
            case Activated():
                self._act(None)
            case Asked():
                self._open_window("today", "")
            case Chosen(key):
                self._chosen(key)
            case Pressed():
                self._pressed(heard)
            case Told(notice):
                self._tell(notice)
            case Changed():
                self.show()
            case HostChanged(present):
                self._host(present)

    def _chosen(self, key: str) -> None:
        subject, _, choice = key.partition(".")
        if key == "flip":
            self._act(None)
        elif key == "window":
            self._open_window("today", "")
        elif key == "knock.letter":
            self._open_window("letters", "")
        elif subject == "notifications":
            self._home.change_settings(notifications=choice)
            self.show()
        elif (act := act_for(key, self._home.look().me.status)) is not None:
            self._act(act)

    def _act(self, act: Act | None) -> None:
        """Does `act`, or the flip; then says so to the one who did it."""
        before = self._home.mine().undo
        try:
            done = self._home.flip() if act is None else self._home.do(act)
        except Refused:
            self.show()  # the menu was of a moment ago; the new one says why
            return
        except HomeError as error:
            self._notifier.show(
                Note(OWN, say(error.title, **error.fields), say(error.next_step, **error.fields))
            )
            return
        self.show()
        undo = self._home.mine().undo
        self._answer(done, flipped=undo is not None and undo != before)

    def _answer(self, done: Act, *, flipped: bool) -> None:
        """What the one who acted sees of it. After a flip it can be taken back for ten seconds."""
        if isinstance(done, Undo):
            self._notifier.withdraw(OWN)
            return
        key = ANSWERS.get(type(done))
        if key is None or (isinstance(done, Rest) and not flipped):
            return  # changed details are their own answer: the menu shows them
        self._undo_until = self._clock() + UNDO_MS / 1000 if flipped else None
        settings = self._home.settings()
        text = words_for(key, settings.notifications)
        if text is not None:
            named = settings.notifications == "named"
            kept = _kept(self._home, self._home.look()) if named else ""
            undo = ("undo", say("notice.undo")) if flipped else None
            self._notifier.show(Note(OWN, text, kept, button=undo))

    def _patience(self) -> float | None:
        ends = [end for end in (self._undo_until, self._host_until) if end is not None]
        return max(0.0, min(ends) - self._clock()) if ends else None

    def _times_up(self) -> None:
        now = self._clock()
        if self._undo_until is not None and self._undo_until <= now:
            self._undo_over()
        if self._host_until is not None and self._host_until <= now:
            self._host_until = None
            self._open_window("today", "")

    def _undo_over(self) -> None:
        self._undo_until = None
        self._notifier.withdraw(OWN)
        self.show()

    def _tell(self, notice: Notice) -> None:
        self.show()  # the icon says it no later than the notification
        if notice.kind == "withdraw":
            self._notifier.withdraw(PARTNER)
            return
        note = note_for(notice, self._home.settings().notifications)
        if note is not None:
            self._notifier.show(note)

    def _pressed(self, pressed: Pressed) -> None:
        if (pressed.tag, pressed.key) == (OWN, "undo"):
            self._act(Undo())
        else:
            self._open_window("today", pressed.token)

    def _host(self, present: bool) -> None:
        # Without anything that shows the icon the window is the only door; it opens by itself, once.
        self._host_until = None if present or self._host_known else self._clock() + GRACE
        self._host_known = True
