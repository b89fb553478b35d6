"""One call of the command: what was asked, whose home it is about, and the clock.

It opens the home and closes it. A passphrase is asked for only where the home has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from stillhere.home.errors import HomeError
from stillhere.home.paths import Paths

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime
    from pathlib import Path
    from types import SimpleNamespace

    from stillhere.home.home import Home
    from stillhere.home.store import Store


class Call(NamedTuple):
    """``args`` as parsed, the ``paths`` of the home, the ``environ`` of the process, and ``clock``.

    ``typed`` grows with each text that an editor asks for: its file, which goes once the call is done.
    ``opened``: the store and its key, where it was opened before; `home` closes it.
    """

    args: Namespace | SimpleNamespace
    paths: Paths
    environ: Mapping[str, str]
    clock: Callable[[], datetime]
    typed: list[Path]
    opened: tuple[Store, bytes] | None = None

    @contextmanager
    def home(self) -> Iterator[Home]:
        """The home of somebody who has begun. Raises `HomeError`: "nothing_begun" when nobody has,
        "store_gone" where only the key is left.
        """
        from stillhere.home.opening import has_home, home_over, lacks_store, open_home

        if not has_home(self.paths):
            raise HomeError("store_gone" if lacks_store(self.paths) else "nothing_begun")
        if self.opened is None:
            home = open_home(self.paths, self.passphrase, clock=self.clock)
        else:
            home = home_over(*self.opened, self.paths, clock=self.clock)
        try:
            if not home.memory.begun():
                raise HomeError("nothing_begun")
            yield home
        finally:
            home.close()

    @property
    def passphrase_given(self) -> bool:
        """Whether a passphrase was given beside the call, so that nobody needs to be asked."""
        from stillhere.command import asking

        return asking.passphrase_file(self.args.passphrase_file, self.environ) is not None

    def passphrase(self) -> str:
        """The passphrase, from its file or a prompt. Raises `VaultError` "passphrase_needed"."""
        from stillhere.command import asking

        return asking.passphrase(self.args.passphrase_file, self.environ)
