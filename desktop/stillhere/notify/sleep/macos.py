"""Sleep on macOS: the root power domain asks and tells, and waits until each of its messages is allowed.

Laws. Every message that wants an answer gets one: what only asks whether sleep may come is allowed at once,
what says that it comes is allowed when all is done, or after a bound. All of it happens in one thread with a
run loop of its own; the same thread gives back what it was given.

Not yet run on macOS; its border is tested with frameworks that call as Apple documents it.
Source: Apple's documentation of IORegisterForSystemPower, IOAllowPowerChange and IODeregisterForSystemPower,
its Technical Q&A QA1340, IOKit's IOMessage.h for the two messages, and the references of CFRunLoop and
CFRunLoopSource.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from stillhere.notify.sleep.pause import PATIENCE, Pause

CAN_SYSTEM_SLEEP: Final = 0xE0000270
SYSTEM_WILL_SLEEP: Final = 0xE0000280

_POINTER = ctypes.c_void_p
_PORT = ctypes.c_uint32

#: IOServiceInterestCallback: refcon, service, message, and what to name it by when it is allowed.
Interest = ctypes.CFUNCTYPE(None, _POINTER, _PORT, ctypes.c_uint32, _POINTER)
#: What a source of a run loop calls there once it was signalled.
Perform = ctypes.CFUNCTYPE(None, _POINTER)


class SourceContext(ctypes.Structure):
    """CFRunLoopSourceContext, of which ``perform`` alone is used."""

    _fields_ = (
        ("version", ctypes.c_ssize_t), ("info", _POINTER), ("retain", _POINTER), ("release", _POINTER),
        ("copy_description", _POINTER), ("equal", _POINTER), ("hash", _POINTER), ("schedule", _POINTER),
        ("cancel", _POINTER), ("perform", Perform),
    )  # fmt: skip


class Frameworks(NamedTuple):
    """IOKit, CoreFoundation, and the latter's kCFRunLoopDefaultMode."""

    iokit: Any
    core: Any
    mode: _POINTER


def frameworks() -> Frameworks:
    """Those of this system. `OSError` and `ValueError` where there are none."""
    core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    iokit = ctypes.CDLL("/System/Library/Frameworks/IOKit.framework/IOKit")
    return Frameworks(iokit, core, _POINTER.in_dll(core, "kCFRunLoopDefaultMode"))


_IOKIT: Final = {
    "IORegisterForSystemPower": (_PORT, (_POINTER, _POINTER, Interest, _POINTER)),
    "IODeregisterForSystemPower": (ctypes.c_int, (_POINTER,)),
    "IOAllowPowerChange": (ctypes.c_int, (_PORT, ctypes.c_ssize_t)),
    "IOServiceClose": (ctypes.c_int, (_PORT,)),
    "IONotificationPortGetRunLoopSource": (_POINTER, (_POINTER,)),
    "IONotificationPortDestroy": (None, (_POINTER,)),
}
_CORE: Final = {
    "CFRunLoopGetCurrent": (_POINTER, ()),
    "CFRunLoopRun": (None, ()),
    "CFRunLoopStop": (None, (_POINTER,)),
    "CFRunLoopWakeUp": (None, (_POINTER,)),
    "CFRunLoopAddSource": (None, (_POINTER, _POINTER, _POINTER)),
    "CFRunLoopSourceCreate": (_POINTER, (_POINTER, ctypes.c_ssize_t, _POINTER)),
    "CFRunLoopSourceSignal": (None, (_POINTER,)),
    "CFRunLoopSourceInvalidate": (None, (_POINTER,)),
    "CFRetain": (_POINTER, (_POINTER,)),
    "CFRelease": (None, (_POINTER,)),
}


class MacSleep:
    """Hears of sleep from macOS. ``note`` is told a key where it can't; ``patience`` in seconds."""

    def __init__(
        self,
        tell: Callable[[], object],
        note: Callable[[str], object],
        library: Callable[[], Frameworks] = frameworks,
        patience: float = PATIENCE,
    ) -> None:
        self._pause = Pause(tell, note, patience)
        self._note = note
        self._load = library
        self._interest = Interest(self._heard)
        self._ending = SourceContext(perform=Perform(self._leave))
        self._here: Frameworks | None = None
        self._thread: threading.Thread | None = None
        self._root = 0
        self._loop: int | None = None
        # Stops the loop when it is signalled, whether that runs by then or begins later.
        self._end: int | None = None

    def start(self) -> None:
        """Listens from now on."""
        try:
            here = self._load()
            _declare(here.iokit, _IOKIT)
            _declare(here.core, _CORE)
        except (OSError, AttributeError, ValueError):
            self._note("sleep.no_library")
            return
        self._here = here
        self._end = here.core.CFRunLoopSourceCreate(None, 0, ctypes.byref(self._ending))
        self._thread = threading.Thread(target=self._listen, args=(here,), name="sleep", daemon=True)
        self._thread.start()

    def done(self) -> None:
        """What was to be done before sleep is done. Any thread."""
        self._pause.done()

    def stop(self) -> None:
        """Ends. A message that waits is let go first."""
        self._pause.end()
        if self._here is None or self._thread is None:
            return
        core = self._here.core
        core.CFRunLoopSourceSignal(self._end)
        if self._loop is not None:
            core.CFRunLoopWakeUp(self._loop)
        self._thread.join()
        core.CFRunLoopSourceInvalidate(self._end)
        for held in (self._end, self._loop):
            if held is not None:
                core.CFRelease(held)
        self._here = self._thread = self._end = self._loop = None

    def _listen(self, here: Frameworks) -> None:
        port, notifier = _POINTER(), _PORT()
        self._root = here.iokit.IORegisterForSystemPower(
            None, ctypes.byref(port), self._interest, ctypes.byref(notifier)
        )
        if not self._root:
            self._note("sleep.refused")
            return
        self._run(here, here.iokit.IONotificationPortGetRunLoopSource(port))
        here.iokit.IODeregisterForSystemPower(ctypes.byref(notifier))
        here.iokit.IOServiceClose(self._root)
        here.iokit.IONotificationPortDestroy(port)

    def _run(self, here: Frameworks, messages: int) -> None:
        # Held on to until `stop` is done with it: the thread may be gone when that wakes it.
        self._loop = here.core.CFRetain(here.core.CFRunLoopGetCurrent())
        for source in (messages, self._end):
            here.core.CFRunLoopAddSource(self._loop, source, here.mode)
        here.core.CFRunLoopRun()

    def _leave(self, _info: int | None) -> None:
        if self._here is not None:
            self._here.core.CFRunLoopStop(self._loop)

    def _heard(self, _refcon: int | None, _service: int, message: int, name: int | None) -> None:
        if message not in {CAN_SYSTEM_SLEEP, SYSTEM_WILL_SLEEP} or self._here is None:
            return
        if message == SYSTEM_WILL_SLEEP:
            self._pause.wait()
        self._here.iokit.IOAllowPowerChange(self._root, name or 0)


def _declare(library: Any, calls: dict[str, tuple[Any, tuple[Any, ...]]]) -> None:
    """Says what each call takes and gives, once all of them are known to be there."""
    for call, (gives, takes) in [(getattr(library, name), types) for name, types in calls.items()]:
        call.restype, call.argtypes = gives, takes
