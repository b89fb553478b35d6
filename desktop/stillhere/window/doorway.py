"""What stands before the pages: the welcome of somebody new, a passphrase to type, a keyring to wait for, and
the ways on where the store can't be read.

Making and opening a home happens beside the window; whoever comes in gets a home of the window's own thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stillhere.home.errors import HomeError
from stillhere.window.dialogs import Dialogs

if TYPE_CHECKING:
    from stillhere.home.home import Home
    from stillhere.home.paths import Paths
    from stillhere.window.frame import Frame
    from stillhere.window.opening import Needs, Opening
    from stillhere.window.welcome.beginning import Beginning, Wish
    from stillhere.window.worker import Worker

#: Starts the tray; it gets the passphrase that was typed, or None.
StartTray = Callable[[str | None], object]


class Doorway:
    """The way into the home at ``paths``. ``enter`` shows its pages: whether anybody has begun there. Where
    nobody has, the `welcome` follows.

    ``given`` gives the passphrase, where it was given beside the window. ``start_tray`` is called once
    somebody began here, or opened what was locked.
    """

    def __init__(
        self,
        paths: Paths,
        frame: Frame,
        worker: Worker,
        enter: Callable[[Home], bool],
        *,
        given: Callable[[], str] | None,
        start_tray: StartTray,
    ) -> None:
        self._paths = paths
        self._frame = frame
        self._worker = worker
        self._enter = enter
        self._given = given
        self._start_tray = start_tray

    def open(self) -> None:
        """Goes in as far as nobody has to be asked, and asks there."""
        from stillhere.home.keys.vault import vault_kind
        from stillhere.home.opening import open_home, unreadable

        if not self._paths.has_home():
            self.welcome(None, None)
            return
        passphrase = vault_kind(self._paths) == "passphrase"
        if passphrase and self._given is None:
            self._ask("passphrase")
            return
        try:
            home = open_home(self._paths, self._given, prompt=False)
            if not self._enter(home):
                self.welcome(home, self._given() if passphrase and self._given is not None else None)
        except HomeError as error:
            if error.what == "keyring_locked":
                # The window stands there and says so before the keyring asks for its password.
                self._ask("keyring")
            elif unreadable(error):
                self._mend(error, self._given)
            else:
                self._ask("passphrase" if passphrase else "again").failed(error)

    def welcome(self, unfinished: Home | None, passphrase: str | None) -> None:
        """Shows the way to begin; in the `unfinished` home, where one was made already, which `passphrase`
        opened (None: the keyring did).
        """
        from stillhere.home.opening import create_home, lacks_store
        from stillhere.window.welcome.beginning import Beginning
        from stillhere.window.welcome.page import Welcome

        def make(wish: Wish) -> Home:
            return create_home(self._paths, wish.passphrase) if unfinished is None else unfinished.twin()

        beginning = Beginning(make, lambda home: home.memory.begun())
        welcome = Welcome(
            beginning,
            self._worker,
            lambda: self._begun(beginning, beginning.passphrase if unfinished is None else passphrase),
            dialogs=Dialogs(),
            store_gone=lacks_store(self._paths) and not self._paths.erasing.exists(),
        )
        self._frame.hold(welcome, welcome)

    def _begun(self, beginning: Beginning, passphrase: str | None) -> None:
        own = beginning.twin()
        self._worker.ask(beginning.let_go, lambda _: None)
        self._come_in(own, passphrase)

    def _mend(self, error: HomeError, ask: Callable[[], str] | None) -> None:
        """Shows the ways on from a store that can't be read; ``ask`` gives its passphrase, if it has one."""
        from stillhere.window.mending import Mending

        Mending(
            self._paths,
            self._frame,
            self._worker,
            ask,
            again=self.open,
            begun=self._begun,
            enter=self._come_in,
        ).show(error)

    def _ask(self, what: Needs) -> Opening:
        from stillhere.home.opening import open_home, unreadable
        from stillhere.window.opening import Opening

        def job(typed: str | None) -> Home:
            home = open_home(self._paths, None if typed is None else lambda: typed)
            home.close()  # it belongs to the worker's thread; the window opens a twin
            return home

        def try_open(typed: str | None) -> None:
            page.busy(True)
            self._worker.ask(
                lambda: job(typed),
                lambda home: self._come_in(home.twin(), typed),
                lambda error: failed(error, typed),
            )

        def failed(error: Exception, typed: str | None) -> None:
            if isinstance(error, HomeError) and unreadable(error):
                self._mend(error, None if typed is None else lambda: typed)
            else:
                page.failed(error)

        page = Opening(try_open, what)
        self._frame.hold(page, page)
        page.come("")
        return page

    def _come_in(self, home: Home, passphrase: str | None) -> None:
        if self._enter(home):
            self._worker.ask(lambda: self._start_tray(passphrase), lambda _: None)
        else:
            self.welcome(home, passphrase)
