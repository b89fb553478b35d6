"""The way in as a whole: which step follows which, and what happens when all is filled in.

Every step stays as it was left, so that going back loses nothing. Trouble is told on the step that can help.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from stillhere.core.acts import Refused
from stillhere.home.errors import FolderError, HomeError, VaultError
from stillhere.seal.errors import WordsError
from stillhere.window.components.page import Page
from stillhere.window.dialogs import Dialogs
from stillhere.window.welcome.beginning import Beginning, Way, Wish
from stillhere.window.welcome.device_step import DeviceStep, one_more
from stillhere.window.welcome.given import GivenStep
from stillhere.window.welcome.kit_step import KitStep
from stillhere.window.welcome.step import Step
from stillhere.window.welcome.steps import FolderStep, NameStep, NotificationsStep, PassphraseStep
from stillhere.window.welcome.ways import Ways
from stillhere.window.welcome.words_step import WordsStep
from stillhere.window.worker import Worker
from stillhere.words import say

S = TypeVar("S", bound=Step)

_STEPS: dict[Way, tuple[str, ...]] = {
    "start": ("name", "folder", "notifications"),
    "join": ("name", "folder", "words", "notifications"),
    "alone": ("name", "notifications"),
    "back": ("folder", "kit", "device", "notifications"),
}

#: The steps that need nothing but the ways on and back.
_FIELDS: dict[str, Callable[[Callable[[], None], Callable[[], None]], Step]] = {
    "name": NameStep,
    "device": DeviceStep,
    "notifications": NotificationsStep,
}

#: The keyring is there and stayed shut, because nobody unlocked it.
_SHUT = frozenset({"keyring_locked", "keyring_dismissed"})


class Welcome(QStackedWidget):
    """``done`` is called, in the window's thread, when the home is made: ``beginning`` holds it.

    With ``turn_round``, which is called before the first step, there is the way back with the kit alone.
    ``folder`` is the one that was shared before; another can be chosen. ``store_gone``: a space was here, and
    only the key of its store is left.
    """

    def __init__(
        self,
        beginning: Beginning,
        worker: Worker,
        done: Callable[[], object],
        *,
        dialogs: Dialogs,
        turn_round: Callable[[], object] | None = None,
        folder: Path | None = None,
        store_gone: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._beginning = beginning
        self._worker = worker
        self._done = done
        self._dialogs = dialogs
        self._turn_round = turn_round
        self._folder = folder
        self._store_gone = store_gone
        self._way: Way = "start"
        self._one_more = False
        self._steps: dict[str, Page] = {}
        self._at = ""
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.step_back)
        if turn_round is None:
            self._open("ways")
        else:
            self._begin("back")

    @property
    def page(self) -> Page:
        """The step in sight."""
        return self._steps[self._at]

    def leave(self) -> None:
        """Goes out of sight."""
        self.page.leave()

    def step_back(self) -> None:
        """Escape: one step back."""
        self.page.step_back()

    def _begin(self, way: Way) -> None:
        self._way = way
        self._open(self._path()[0])

    def _path(self) -> tuple[str, ...]:
        steps = _STEPS[self._way]
        return (*steps[:-1], "device", steps[-1]) if self._way == "join" and self._one_more else steps

    def _go(self, step: int) -> None:
        place = self._path().index(self._at) + step
        if place < 0 and self._turn_round is not None:
            self._turn_round()
        elif place < 0:
            self._open("ways")
        elif place == len(self._path()):
            self._fulfil(None)
        else:
            self._open(self._path()[place])

    def _look_at_words(self) -> None:
        """Whose device the words are for is known from the folder."""
        folder, words = self._step(FolderStep).folder, self._step(WordsStep).words
        if folder is not None:
            self._busy(True)
            self._worker.ask(lambda: one_more(folder, words), self._looked, self._failed)

    def _looked(self, one_more: bool) -> None:
        self._busy(False)
        self._one_more = one_more
        self._go(1)

    def _open(self, name: str) -> None:
        if self._at:
            self.page.leave()
        if name not in self._steps:
            self._steps[name] = self._make(name)
            self.addWidget(self._steps[name])
        self._at = name
        self.setCurrentWidget(self.page)
        self.page.come(self._way)

    def _make(self, name: str) -> Page:
        def go_on() -> None:
            self._go(1)

        def go_back() -> None:
            self._go(-1)

        if name in _FIELDS:
            return _FIELDS[name](go_on, go_back)
        match name:
            case "ways":
                return Ways(self._begin, lambda: self._open("safety"), store_gone=self._store_gone)
            case "safety":
                return self._safety()
            case "folder":
                return FolderStep(self._worker, go_on, go_back, self._dialogs, self._folder)
            case "words":
                return WordsStep(self._worker, self._look_at_words, go_back, self._dialogs)
            case "kit":
                return KitStep(self._worker, go_on, go_back, self._dialogs)
            case "passphrase":
                return PassphraseStep(
                    lambda: self._fulfil(self._step(PassphraseStep).passphrase),
                    lambda: self._open("notifications"),
                    lambda: self._fulfil(None),
                )
            case _:
                return GivenStep(self._done)

    def _safety(self) -> Page:
        from stillhere.home.library import library
        from stillhere.window.safety.page import SafetyPage

        return SafetyPage(library(), back=lambda: self._open("ways"))

    def _fulfil(self, passphrase: str | None) -> None:
        notifications = self._step(NotificationsStep).chosen
        if notifications is None:
            self._open("notifications")
            return
        shared = self._way != "alone"
        wish = Wish(
            way=self._way,
            name="" if self._way == "back" else self._step(NameStep).name,
            notifications=notifications,
            folder=self._step(FolderStep).folder if shared else None,
            words=self._step(WordsStep).words if self._way == "join" else (),
            kit=self._step(KitStep).kit if self._way == "back" else None,
            passphrase=passphrase,
            device=self._step(DeviceStep).name if "device" in self._path() else "",
        )
        self._busy(True)
        self._worker.ask(lambda: self._beginning.fulfil(wish), self._fulfilled, self._failed)

    def _fulfilled(self, words: tuple[str, ...]) -> None:
        self._busy(False)
        if not words:
            self._done()
            return
        self._open("given")
        self._step(GivenStep).show_words(words, self._beginning.expires_ms)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        at = _place_of(error)
        if at in self._path() or at == "passphrase":
            self._open(at)
        if isinstance(error, VaultError) and error.what in _SHUT:
            # Nothing was made yet, so what helps is another thing than where a space is waiting.
            self.page.note.tell(say(error.title), say("welcome.keyring.shut"))
            return
        self.page.tell(error)

    def _busy(self, working: bool) -> None:
        if isinstance(self.page, Step):
            self.page.busy(working)

    def _step(self, kind: type[S]) -> S:
        return next(step for step in self._steps.values() if isinstance(step, kind))


def _place_of(error: Exception) -> str:
    """The step that can help."""
    match error:
        case VaultError():
            return "passphrase"
        case FolderError():
            return "folder"
        case WordsError():
            return "words"
        case HomeError(what=what) if what.startswith("invite_"):
            return "words"
        case HomeError(what=what) if what.startswith("kit_"):
            return "kit"
        case Refused():
            return "name"
    return ""
