"""The window as a face of its home: what its frame holds, and the threads beside it.

The first picture waits for nothing but the home. Keeping, looking at the folder and asking the system begin
behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from stillhere.core.acts import Refused
from stillhere.home.errors import HomeError
from stillhere.window.desk import Desk
from stillhere.window.doorway import Doorway, StartTray
from stillhere.window.frame import Frame
from stillhere.window.later import soon
from stillhere.window.pages import places
from stillhere.window.reflect.journal import Journal
from stillhere.window.reflect.thoughts import Thoughts
from stillhere.window.shell import Shell
from stillhere.window.single import Single
from stillhere.window.wear import Wearer
from stillhere.window.worker import Worker

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.paths import Paths
    from stillhere.home.settings import Settings
    from stillhere.window.beside import Beside
    from stillhere.window.ending import Ending


#: Where nothing is painted (behind another window, on another screen), all else begins so late.
UNSEEN_MS: Final = 2000


class Face(QObject):
    """``single`` is taken before `start`; `stop` follows the end of the application's loop.

    ``given`` gives the home's passphrase, where it was given beside the window; else the window asks for it.
    ``start_tray`` starts the tray once somebody began or unlocked here; it gets the passphrase, or None.
    ``place`` puts the frame where it is to stand, before it is shown.
    """

    def __init__(
        self,
        paths: Paths,
        given: Callable[[], str] | None = None,
        start_tray: StartTray = lambda _: None,
        place: Callable[[Frame], object] = lambda _: None,
    ) -> None:
        super().__init__()
        self._paths = paths
        self._given = given
        self._start_tray = start_tray
        self._place = place
        self._page = ""
        self._app: QApplication | None = None
        self._waiting = False
        self._later: list[tuple[QWidget, Callable[[], object]]] = []
        self._told_pictured: Callable[[], object] = lambda: None
        self._moving = False
        self._erased = False
        self._ending: Ending | None = None
        self._frame: Frame | None = None
        self._wearer: Wearer | None = None
        self._worker = Worker("window", self)
        self._home: Home | None = None
        self._desk: Desk | None = None
        self._shell: Shell | None = None
        self._journal: Journal | None = None
        self._beside: Beside | None = None
        self.single = Single(paths.data / "window", self._asked, self)

    @property
    def frame(self) -> Frame:
        """The window on the screen. Only after `start`."""
        if self._frame is None:
            raise LookupError("the window has not started")
        return self._frame

    def start(self, app: QApplication, page: str, pictured: Callable[[], object] = lambda: None) -> None:
        """Shows the first picture; ``pictured`` is called once it is on the screen."""
        self._page = page
        self._told_pictured = pictured
        self._app = app
        self._wearer = Wearer(app)
        self._wearer.start()
        self._wear(self._settings())
        self._frame = Frame()
        self._place(self._frame)
        self._frame.gone.connect(app.quit)
        self._worker.failed.connect(self.note_fault)
        self._worker.start()
        self._waiting = True
        self._way_in().open()
        self._frame.pictured.connect(self._pictured)
        self._frame.show()
        QTimer.singleShot(UNSEEN_MS, self, self._pictured)

    def close(self) -> None:
        """Closes the window, as its own button does."""
        self.frame.close()

    def stop(self) -> None:
        """Ends everything beside the window, after what it was asked for is done."""
        self._waiting = False
        if self._wearer is not None:
            self._wearer.stop()
        if self._ending is not None:
            self._ending.stop()
        self._let_go()
        self._worker.stop()

    def _let_go(self) -> None:
        """Ends all that holds the home."""
        self.single.leave()
        for part in (self._beside, self._desk, self._journal):
            if part is not None:
                part.stop()
        if self._home is not None:
            self._home.close()
        self._beside = self._desk = self._journal = self._home = None

    def _erase(self) -> None:
        """Ends everything, and then erases everything; the last page says so."""
        from stillhere.home.rooms.erasing import erase
        from stillhere.window.erased import ErasedPage

        page = ErasedPage(self.close, self._erase)
        self.frame.hold(page, page)
        self._shell = None
        self._let_go()
        self._erased = True
        self._worker.ask(lambda: erase(self._paths), page.done, page.failed)

    def _lock(self, then: Callable[[], object]) -> None:
        if self._shell is not None and self._journal is not None:
            self._shell.lock()
            self._journal.after(then)

    def _settings(self) -> Settings:
        from stillhere.home.settings import load

        return load(self._paths.settings).settings

    def _enter(self, home: Home) -> bool:
        """Shows the pages of `home`: True; or False, where nobody has begun in it, or has come back yet."""
        from stillhere.home.remembered import half_way

        if not home.memory.begun() or half_way(home.memory.joining()):
            self._home = home
            return False
        if self._home is not None:
            self._home.close()
        self._home = home
        self._desk = Desk(home, self)
        self._desk.changed.connect(self._follow)
        self._desk.failed.connect(self.note_fault)
        thoughts = self._thoughts(home)
        self._desk.read.connect(thoughts.journal.check)
        pages = places(prompt=thoughts, reflect=thoughts, erase=self._erase, later=self._do_later)
        self._shell = Shell(
            self._desk,
            pages,
            moving=lambda: self._moving,
            later=self._do_later,
            parent=self.frame.inside,
        )
        self._shell.vanish.connect(self.frame.vanish)
        self._shell.fit(self.frame.size())
        self._shell.open(self._page if self._shell.has(self._page) else "today")
        self.frame.hold(self._shell, self._shell)
        if self.frame.isVisible():
            self._keep()
        return True

    def _way_in(self) -> Doorway:
        return Doorway(
            self._paths, self.frame, self._worker, self._enter, given=self._given, start_tray=self._start_tray
        )

    def _thoughts(self, home: Home) -> Thoughts:
        from stillhere.home.library import library

        self._journal = Journal(home.door(), self, wait=self._waiting)
        self._journal.failed.connect(self.note_fault)
        return Thoughts(self._journal, library)

    def _pictured(self) -> None:
        if self._waiting and self._app is not None:
            self._waiting = False
            self._after_first_picture(self._app)

    def _after_first_picture(self, app: QApplication) -> None:
        from stillhere.window.ending import Ending
        from stillhere.window.motion import may_move

        self._told_pictured()
        self._ending = Ending(self.close, self)
        self._ending.start()
        self.frame.start(app)
        self.single.listen()
        self.frame.setWindowIcon(self.frame.icon())
        self._worker.ask(may_move, self._move)
        if self._journal is not None:
            self._journal.begin()
        self._keep()
        for owner, do in self._later:
            if isValid(owner):
                soon(owner, do)
        self._later.clear()

    def _do_later(self, owner: QWidget, do: Callable[[], object]) -> None:
        """Does it once the first picture is on the screen, if `owner` is still there then."""
        if self._waiting:
            self._later.append((owner, do))
        else:
            soon(owner, do)

    def _keep(self) -> None:
        """Begins to work for the pages, and to keep the home while no other face does."""
        if self._home is None or self._desk is None or self._beside is not None:
            return
        from stillhere.window.beside import Beside

        self._beside = Beside(self._home, self._desk, self.frame, lambda: self._asked("today"), self._lock)
        self._beside.start()
        self._follow()

    def _move(self, may: bool) -> None:
        self._moving = may

    def _follow(self) -> None:
        if self._desk is not None:
            self._wear(self._desk.present.settings)
            if self._beside is not None and self._app is not None:
                self._beside.follow(self._app, self._desk.present.settings)

    def _wear(self, settings: Settings) -> None:
        if self._wearer is not None:
            self._wearer.wear(settings.theme, settings.text_size)

    def _asked(self, page: str) -> None:
        if self._shell is not None and self._shell.has(page):
            self._shell.open(page)
        self.frame.raise_up()

    def note_fault(self, error: BaseException) -> None:
        """Notes a fault of ours in the log; a refusal or trouble isn't one."""
        if not isinstance(error, Refused | HomeError) and not self._erased:
            from stillhere.home.log import Log

            Log(self._paths.log).fault("window.fault", error)
