"""What a library imports for a corner of its own that nobody here enters is loaded when it is entered.

Law: it holds for whoever imports the module inside the `with`; all others get the module itself, and what has
been loaded already stays as it is. What was put off is read anew each time it is asked for something, so that
any thread may be the first, and none ever sees half a module.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType

TYPE_CHECKING = False  # a start is what this is for: it loads nothing for the sake of types
if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def later(name: str, **known: object) -> Iterator[None]:
    """The module `name`, where it is imported inside, is loaded once something of it is asked for.

    ``known``: what is asked of it while it is put off, and answered without it.
    """
    if name in sys.modules:
        yield
        return
    unloaded = sys.modules[name] = _Unloaded(name, known)
    try:
        yield
    finally:
        unloaded.leave()


class _Unloaded(ModuleType):
    """Stands for a module, and asks it."""

    def __init__(self, name: str, known: dict[str, object]) -> None:
        super().__init__(name)
        vars(self).update(known)

    def __getattr__(self, name: str) -> object:
        # Python looks for names like __path__ in every module, and wants nothing of this one.
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        from importlib import import_module

        self.leave()
        found: object = getattr(import_module(self.__name__), name)
        return found

    def leave(self) -> None:
        """From now on an import finds the module itself. Harmless when called twice."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
