"""One call of the command: what was asked, whose home it is about, and the clock.

It opens the home and closes it. A passphrase is asked for only where the home has one.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from msgspec import Struct

from stillhere.command import asking
from stillhere.home.errors import HomeError
from stillhere.home.home import Home
from stillhere.home.paths import Paths


class Call(Struct, frozen=True):
    """``args`` as parsed, the ``paths`` of the home, the ``environ`` of the process, and ``clock``."""

    args: Namespace
    paths: Paths
    environ: Mapping[str, str]
    clock: Callable[[], datetime]

    @contextmanager
    def home(self) -> Iterator[Home]:
        """The home of somebody who has begun. Raises `HomeError` ("nothing_begun" when nobody has)."""
        from stillhere.home.opening import has_home, open_home

        if not has_home(self.paths):
            raise HomeError("nothing_begun")
        home = open_home(self.paths, self.passphrase, clock=self.clock)
        try:
            if not home.memory.begun():
                raise HomeError("nothing_begun")
            yield home
        finally:
            home.close()

    @property
    def passphrase_given(self) -> bool:
        """Whether a passphrase was given beside the call, so that nobody needs to be asked."""
        return asking.passphrase_file(self.args.passphrase_file, self.environ) is not None

    def passphrase(self) -> str:
        """The passphrase, from its file or a prompt. Raises `VaultError` "passphrase_needed"."""
        return asking.passphrase(self.args.passphrase_file, self.environ)
