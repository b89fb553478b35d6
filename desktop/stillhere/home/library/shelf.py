"""Reading the content's files: what has its shape is given out, what hasn't is reported.

Each data file is read once, and none is ever changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
from msgspec import Struct

from stillhere.core import typed
from stillhere.home.errors import HomeError
from stillhere.home.plain_toml import plain

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

S = TypeVar("S", bound=Struct)

#: No file of the content is larger than this (bytes).
_MAX_BYTES = 1024 * 1024


class Broken(Struct, frozen=True, kw_only=True):
    """Something that can't be read: ``place`` is the entry in ``file`` ("" for the whole file)."""

    file: str
    place: str

    @property
    def error(self) -> HomeError:
        """The same as trouble that a person can be told about."""
        what = "library_entry" if self.place else "library_file"
        return HomeError(what, file=self.file, place=self.place)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


class Files:
    """The files below ``root``."""

    def __init__(self, root: Traversable) -> None:
        self._root = root
        self._tables: dict[str, dict[str, Any]] = {}
        self._broken: dict[Broken, None] = {}

    @property
    def broken(self) -> tuple[Broken, ...]:
        """What couldn't be read so far, each once."""
        return tuple(self._broken)

    def report(self, file: str, place: str = "") -> None:
        """Notes that something can't be read; of a file that can't be read at all, only that."""
        if Broken(file=file, place="") not in self._broken:
            self._broken[Broken(file=file, place=place)] = None

    def text(self, file: str) -> str:
        """The words of a file; empty where they can't be read."""
        try:
            data = self._root.joinpath(file).read_bytes()
            text = data.decode("utf-8-sig") if len(data) <= _MAX_BYTES else None
        except (OSError, UnicodeDecodeError):
            text = None
        if text is None:
            self.report(file)
        return text or ""

    def table(self, file: str) -> dict[str, Any]:
        """A data file as it stands; empty where it can't be read."""
        if file not in self._tables:
            text = self.text(file)
            found = plain(text)
            self._tables[file] = self._parsed(file, text) if found is None else found
        return self._tables[file]

    def _parsed(self, file: str, text: str) -> dict[str, Any]:
        import tomllib

        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError):
            self.report(file)
            return {}

    def string(self, file: str, key: str) -> str:
        """One text of a data file; empty where it has none."""
        found = self.table(file).get(key, "")
        if isinstance(found, str) and found:
            return found
        self.report(file, key)
        return ""

    def entries(self, file: str, key: str, shape: type[S]) -> tuple[S, ...]:
        """The entries under `key` that have their shape."""
        entries = self.table(file).get(key, [])
        if isinstance(entries, list):
            return self.fit_all(file, key, entries, shape)
        self.report(file, key)
        return ()

    def fit_all(self, file: str, place: str, entries: Any, shape: type[S]) -> tuple[S, ...]:
        """Those of `entries` that have their shape; the others are reported by their number."""
        fitted = [self.fit(file, f"{place} {n}", each, shape) for n, each in enumerate(entries, 1)]
        return tuple(each for each in fitted if each is not None)

    def fit(self, file: str, place: str, entry: Any, shape: type[S]) -> S | None:
        """An entry in its shape, or None and a report."""
        try:
            return typed.convert(entry, shape)
        except msgspec.ValidationError:
            self.report(file, place)
            return None

    def each_once(self, file: str, entries: tuple[N, ...]) -> tuple[N, ...]:
        """`entries` without those whose id was there before: the first one counts, the copy is reported."""
        kept: dict[str, N] = {}
        for entry in entries:
            if kept.setdefault(entry.id, entry) is not entry:
                self.report(file, entry.id)
        return tuple(kept.values())
