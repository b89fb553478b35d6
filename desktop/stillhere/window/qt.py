"""Loads Qt, and of PySide what is used. All else of the window that needs Qt is loaded after it.

PySide comes with some three thousand lines of Python that say what was wrong with a call, show signatures
and write stub files, and with an ``import`` of its own. At each start it unpacks, compiles and runs all of
them: a fifth of what the first picture took. Law: they are where they always are, and run when something of
them is asked for; Python keeps its own ``import``. What isn't where it is expected loads as PySide loads it.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from threading import RLock
from types import MappingProxyType, ModuleType
from typing import Final

#: What PySide asks nothing of before something is wrong, by the package that it is in. Not its ``mapping``:
#: that is read from C, past everything that could stand for it.
SPARED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "shibokensupport": frozenset({"feature"}),
        "shibokensupport.signature": frozenset({"errorhandler", "layout", "parser"}),
        "shibokensupport.signature.lib": frozenset({"enum_sig", "pyi_generator", "tool"}),
    }
)

_LOADING = RLock()


def load_qt() -> None:
    """Loads Qt's widgets, if they aren't loaded yet.

    PySide's own ``import`` is for a way of writing names that nothing here uses (``from __feature__ import
    snake_case``). It reads the source of every module that is imported from then on: a tenth of a start.
    """
    own = builtins.__import__

    def sparing(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - Python names it so
        locals: Mapping[str, object] | None = None,  # noqa: A002 - Python names it so
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        for part in SPARED.get(name, frozenset()).intersection(fromlist or ()):
            _stand_in(name, part)
        return own(name, globals, locals, fromlist or (), level)

    builtins.__import__ = sparing
    try:
        import PySide6  # which puts its own import there
    finally:
        builtins.__import__ = own
    import PySide6.QtWidgets  # noqa: F401 - for what it does


class StandIn(ModuleType):
    """A module that runs once something of it is asked for. ``unread`` is where it is found, until then."""

    unread: ModuleSpec | None

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = spec
        # PySide publishes it under another name, too, and writes that into its own.
        self.unread = ModuleSpec(spec.name, spec.loader, origin=spec.origin)

    def __getattr__(self, name: str) -> object:
        # Names like __path__ are looked for in every module, by who wants nothing of this one.
        if not name.startswith("__"):
            with _LOADING:
                self._run()
        if name in vars(self):
            return vars(self)[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def _run(self) -> None:
        unread, self.unread = self.unread, None  # what it runs may ask something of it
        if unread is None or unread.loader is None:
            return
        published, self.__spec__ = self.__spec__, unread
        try:
            unread.loader.exec_module(self)
        except BaseException:
            self.unread = unread  # whoever asks next tries anew, as with an import
            raise
        finally:
            self.__spec__ = published


def _stand_in(package: str, part: str) -> None:
    from importlib.util import find_spec

    name = f"{package}.{part}"
    spec = None if name in sys.modules else find_spec(name)
    if spec is None:
        return
    sys.modules[name] = module = StandIn(spec)
    setattr(sys.modules[package], part, module)
    if part == "feature":
        # PySide's own import asks these two about each module, until it is taken out of its place again.
        vars(module).update(feature_import=_no_feature, feature_imported=_no_feature)


def _no_feature(*_: object, **__: object) -> None:
    """No module is written in that way."""
