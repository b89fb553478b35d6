"""One of the two: a home, and the program in processes of its own.

Passphrases go by files that nobody else can read.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stillhere.demo.telling import PATIENCE, NotSeen
from stillhere.home.paths import paths_for
from stillhere.home.role import holder

PROGRAM = (sys.executable, "-m", "stillhere")


class Person:
    """`name` with all that is theirs below `place`; ``environment`` is of the desktop they sit at."""

    def __init__(self, name: str, place: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.place = place
        self.home = place / "home"
        self._passphrase = place / "passphrase"
        self.environment = {
            **environment,
            "STILLHERE_HOME": str(self.home),
            "STILLHERE_PASSPHRASE_FILE": str(self._passphrase),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        self._running: list[subprocess.Popen[bytes]] = []

    def prepare(self) -> None:
        """Makes the place, with a passphrase that nobody will need again."""
        self.place.mkdir(parents=True)
        descriptor = os.open(self._passphrase, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(18) + "\n")

    def ask(self, *words: str, given: str = "") -> Any:
        """What the command answers, as JSON values. Raises `NotSeen` where it didn't do it."""
        done = subprocess.run(
            [*PROGRAM, *words, "--json"],
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode != 0:
            (self.place / "refused.log").write_text(done.stderr, encoding="utf-8")
            raise NotSeen
        return json.loads(done.stdout)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Starts a face that stays until `end`; what it prints lies in its place."""
        with (self.place / f"{words[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [*PROGRAM, *words], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._running.append(process)
        return process

    def kept(self) -> bool:
        """Whether a face keeps: what arrives is taken in and told."""
        return holder(paths_for(self.home, {}).role) is not None

    def end(self) -> None:
        """Ends what was started, the last one first."""
        while self._running:
            process = self._running.pop()
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def link(mia: Person, jon: Person, shared: Path) -> str:
    """Mia starts a space in `shared`, Jon joins with her words, Mia confirms: the words."""
    words = " ".join(mia.ask("start", "--name", mia.name, "--folder", str(shared))["words"])
    jon.ask("join", "--name", jon.name, "--folder", str(shared), "--words-file", "-", given=words)
    mia.ask("sync")
    mia.ask("confirm")
    jon.ask("sync")
    return words
