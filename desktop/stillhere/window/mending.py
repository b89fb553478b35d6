"""The ways on from a store that can't be read: the recovery kit, a backup, or a new beginning.

The key is asked for before the first step, and the store is kept aside behind the last one: who turns round
in between finds everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stillhere.window.damaged import AnewPage, DamagedPage
from stillhere.window.dialogs import Dialogs

if TYPE_CHECKING:
    from pathlib import Path

    from stillhere.home.errors import HomeError
    from stillhere.home.home import Home
    from stillhere.home.paths import Paths
    from stillhere.window.frame import Frame
    from stillhere.window.welcome.beginning import Beginning
    from stillhere.window.worker import Worker


class Mending:
    """Over the home at ``paths``; ``ask`` gives its passphrase, where it has one.

    ``again`` opens it as at the start. ``begun`` goes in behind a beginning, ``enter`` into a home of the
    window's own thread; both get the passphrase, or None.
    """

    def __init__(
        self,
        paths: Paths,
        frame: Frame,
        worker: Worker,
        ask: Callable[[], str] | None,
        *,
        again: Callable[[], object],
        begun: Callable[[Beginning, str | None], object],
        enter: Callable[[Home, str | None], None],
    ) -> None:
        self._paths = paths
        self._frame = frame
        self._worker = worker
        self._ask = ask
        self._again = again
        self._begun = begun
        self._enter = enter

    def show(self, error: HomeError) -> None:
        """Says what is so, and which ways there are."""
        from stillhere.home.settings import load

        def go_with_kit() -> None:
            page.busy(True)
            self._worker.ask(
                lambda: (self._key(), load(self._paths.settings).settings.folder),
                lambda found: self._with_kit(*found, error),
                page.failed,
            )

        page = DamagedPage(
            error,
            self._paths.store,
            kit=go_with_kit,
            again=self._again,
            anew=lambda: self._ask_anew(error),
        )
        self._frame.hold(page, page)
        page.come("")

    def _key(self) -> bytes:
        from stillhere.home.keys.vault import open_vault

        return open_vault(self._paths, self._ask)

    def _with_kit(self, key: bytes, folder: Path | None, error: HomeError) -> None:
        from stillhere.home.opening import open_anew
        from stillhere.window.welcome.beginning import Beginning
        from stillhere.window.welcome.page import Welcome

        beginning = Beginning(lambda _: open_anew(key, self._paths), lambda home: home.memory.begun())
        welcome = Welcome(
            beginning,
            self._worker,
            lambda: self._begun(beginning, None if self._ask is None else self._ask()),
            dialogs=Dialogs(),
            turn_round=lambda: self.show(error),
            folder=folder,
        )
        self._frame.hold(welcome, welcome)
        welcome.page.come("back")  # the keyboard's place was lost on the way into the frame

    def _ask_anew(self, error: HomeError) -> None:
        def job() -> Home:
            from stillhere.home.opening import open_anew

            home = open_anew(self._key(), self._paths)
            if not home.memory.begun():
                home.change_settings(folder=None)  # the folder of the space before
            home.close()  # it belongs to the worker's thread; the window opens a twin
            return home

        def go_on() -> None:
            page.busy(True)
            self._worker.ask(
                job,
                lambda home: self._enter(home.twin(), None if self._ask is None else self._ask()),
                page.failed,
            )

        page = AnewPage(go_on, lambda: self.show(error))
        self._frame.hold(page, page)
        page.come("")
