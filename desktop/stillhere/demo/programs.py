"""Programs that are started and ended here, each by its own process id, the last one first."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stillhere.demo.telling import until


@dataclass
class Program:
    """A program that was started; what it prints is kept."""

    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> list[str]:
        """The lines that it printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()

    def wait_to_say(self, line: str, *, times: int = 1) -> None:
        """Waits until it printed this line this often."""
        until(lambda: self.said().count(line) >= times)


class Programs:
    """Programs that were started and are to be ended, last one first; each leaves its log in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[Program] = []
        self._started = 0

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> Program:
        """Starts a program with exactly this environment."""
        self._started += 1
        path = self._folder / f"{self._started:02}-{Path(command[0]).name}.log"
        with path.open("wb") as log:
            process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        program = Program(process, path)
        self._running.append(program)
        return program

    def end(self, program: Program) -> None:
        """Asks one of them to end, and ends it when it doesn't."""
        self._running.remove(program)
        program.process.terminate()
        try:
            program.process.wait(10)
        except subprocess.TimeoutExpired:
            program.process.kill()
            program.process.wait(10)

    def end_all(self) -> None:
        """Ends all that still run."""
        for program in reversed(self._running.copy()):
            self.end(program)
