"""What a library imports for a corner of its own that nobody here enters is loaded when it is entered.

Law: it holds for one name, and for whoever imports it first; what has been loaded already stays as it is.

Source: `importlib.util.LazyLoader`, https://docs.python.org/3/library/importlib.html#importlib.util.LazyLoader
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec


@contextmanager
def later(name: str) -> Iterator[None]:
    """The module `name`, if it is imported inside, is loaded once one of its attributes is asked for."""
    finder = _Later(name)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        finder.leave()


class _Later:
    """Finds one module, as the others do, and puts its loading off."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder`."""
        if fullname != self._name:
            return None
        self.leave()
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec

    def leave(self) -> None:
        """Finds nothing any more; harmless when called twice."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
