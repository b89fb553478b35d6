"""The power managers of Windows and macOS, as libraries of C that call what was registered with them.

Every call goes through C and back: a wrong signature, or a routine that nobody holds, fails here as it would
there. Sources: as in `stillhere.notify.sleep`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_int, c_ssize_t, c_uint32, c_void_p, cast
from types import SimpleNamespace
from typing import Any, Protocol

from stillhere.notify.sleep.macos import (
    CAN_SYSTEM_SLEEP,
    SYSTEM_WILL_SLEEP,
    Frameworks,
    Interest,
    MacSleep,
    SourceContext,
)
from stillhere.notify.sleep.windows import PBT_APMSUSPEND, Recipient, Routine, WindowsSleep
from tests.waiting import LIMIT

_RESUMES, _POWERED_ON = 7, 0xE0000300


class Power(Protocol):
    """One of them. ``held``: what was given out and isn't back yet. ``slept``: how often it went to sleep."""

    held: set[str]
    slept: int
    refuses: bool

    def listener(self, tell: Callable[[], object], note: Callable[[str], object], patience: float) -> Any:
        """The program's own part, on this library."""

    def lose(self) -> None:
        """From now on a call that the program needs isn't there."""

    def sleeps(self) -> None:
        """Begins to sleep, beside whoever calls this; it slept once the program lets it."""

    def wakes(self) -> None:
        """Tells that it is awake, and has been heard when this comes back."""


class Powrprof:
    """powrprof.dll, and the thread of Windows that calls from it."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.slept = 0
        self.refuses = False
        self.flags: list[int] = []
        self._routine = 0
        self.library = SimpleNamespace(
            PowerRegisterSuspendResumeNotification=CFUNCTYPE(c_uint32, c_uint32, c_void_p, c_void_p)(
                self._register
            ),
            PowerUnregisterSuspendResumeNotification=CFUNCTYPE(c_uint32, c_void_p)(self._unregister),
        )

    def listener(
        self, tell: Callable[[], object], note: Callable[[str], object], patience: float
    ) -> WindowsSleep:
        return WindowsSleep(tell, note, lambda: self.library, patience)

    def lose(self) -> None:
        del self.library.PowerUnregisterSuspendResumeNotification

    def sleeps(self) -> None:
        threading.Thread(target=self._sleep, daemon=True).start()

    def wakes(self) -> None:
        self._call(_RESUMES)

    def _sleep(self) -> None:
        self._call(PBT_APMSUSPEND)
        self.slept += 1

    def _call(self, kind: int) -> None:
        if self.held:
            assert Routine(self._routine)(None, kind, None) == 0

    def _register(self, flags: int, recipient: int, handle: int) -> int:
        if self.refuses:
            return 5
        self.flags.append(flags)
        self._routine = cast(cast(recipient, POINTER(Recipient)).contents.Callback, c_void_p).value or 0
        cast(handle, POINTER(c_void_p))[0] = 0x51EE
        self.held.add("registration")
        return 0

    def _unregister(self, handle: int) -> int:
        assert handle == 0x51EE
        self.held.remove("registration")
        return 0


_ROOT, _NOTIFIER, _PORT, _LOOP, _MESSAGES, _END, _MODE = 7, 9, 0x1000, 0x2000, 0x3000, 0x4000, 0x5000


class Mac:
    """IOKit with one port for messages, and CoreFoundation with the one run loop of whoever asks for it."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.slept = 0
        self.refuses = False
        #: What each message was named by that was allowed.
        self.allowed: list[int] = []
        #: Is called before the loop runs.
        self.before: Callable[[], object] = lambda: None
        self._told = threading.Condition()
        self._messages: list[tuple[int, int]] = []
        self._sources: set[int] = set()
        self._signalled = self._stopped = False
        self._interest = self._perform = 0
        self._named = 40
        self._heard = 40
        self.iokit = SimpleNamespace(
            IORegisterForSystemPower=_call(self._register, c_uint32, c_void_p, c_void_p, c_void_p, c_void_p),
            IODeregisterForSystemPower=_call(self._deregister, c_int, c_void_p),
            IOAllowPowerChange=_call(self._allow, c_int, c_uint32, c_ssize_t),
            IOServiceClose=_call(lambda root: self._give_back("root", root == _ROOT), c_int, c_uint32),
            IONotificationPortGetRunLoopSource=_call(self._source_of, c_void_p, c_void_p),
            IONotificationPortDestroy=_call(
                lambda port: self._give_back("port", port == _PORT), None, c_void_p
            ),
        )
        self.core = SimpleNamespace(
            CFRunLoopGetCurrent=_call(lambda: _LOOP, c_void_p),
            CFRunLoopRun=_call(self._run, None),
            CFRunLoopStop=_call(self._stop, None, c_void_p),
            CFRunLoopWakeUp=_call(self._wake, None, c_void_p),
            CFRunLoopAddSource=_call(self._add, None, c_void_p, c_void_p, c_void_p),
            CFRunLoopSourceCreate=_call(self._create, c_void_p, c_void_p, c_ssize_t, c_void_p),
            CFRunLoopSourceSignal=_call(self._signal, None, c_void_p),
            CFRunLoopSourceInvalidate=_call(self._sources.discard, None, c_void_p),
            CFRetain=_call(self._retain, c_void_p, c_void_p),
            CFRelease=_call(self._release, None, c_void_p),
        )

    def listener(
        self, tell: Callable[[], object], note: Callable[[str], object], patience: float
    ) -> MacSleep:
        return MacSleep(tell, note, lambda: Frameworks(self.iokit, self.core, c_void_p(_MODE)), patience)

    def lose(self) -> None:
        del self.core.CFRunLoopWakeUp

    def sleeps(self) -> None:
        self._send(SYSTEM_WILL_SLEEP)

    def asks(self) -> int:
        """Asks whether it may sleep; what that is named by."""
        return self._send(CAN_SYSTEM_SLEEP)

    def wakes(self) -> None:
        awake = self._send(_POWERED_ON)
        with self._told:
            assert not self.held or self._told.wait_for(lambda: self._heard >= awake, LIMIT)

    def _send(self, message: int) -> int:
        with self._told:
            self._named += 1
            self._messages.append((message, self._named))
            self._told.notify_all()
            return self._named

    def _register(self, _refcon: int | None, port: int, interest: int, notifier: int) -> int:
        if self.refuses:
            return 0
        self._interest = interest
        cast(port, POINTER(c_void_p))[0] = _PORT
        cast(notifier, POINTER(c_uint32))[0] = _NOTIFIER
        self.held |= {"root", "port", "notifier"}
        return _ROOT

    def _deregister(self, notifier: int) -> int:
        return self._give_back("notifier", cast(notifier, POINTER(c_uint32))[0] == _NOTIFIER)

    def _allow(self, root: int, name: int) -> int:
        assert root == _ROOT
        self.allowed.append(name)
        return 0

    def _source_of(self, port: int) -> int:
        assert port == _PORT
        return _MESSAGES

    def _create(self, _allocator: int | None, _order: int, context: int) -> int:
        given = cast(context, POINTER(SourceContext)).contents
        self._perform = cast(given.perform, c_void_p).value or 0
        self.held.add("source")
        return _END

    def _add(self, loop: int, source: int, mode: int) -> None:
        assert (loop, mode) == (_LOOP, _MODE)
        self._sources.add(source)

    def _retain(self, what: int) -> int:
        self.held.add("loop")
        return what

    def _release(self, what: int) -> None:
        self._give_back({_LOOP: "loop", _END: "source"}[what])

    def _signal(self, source: int) -> None:
        # As there: it is remembered, and wakes nobody.
        assert source == _END
        self._signalled = True

    def _wake(self, loop: int) -> None:
        assert loop == _LOOP
        with self._told:
            self._told.notify_all()

    def _stop(self, loop: int) -> None:
        assert loop == _LOOP
        self._stopped = True

    def _run(self) -> None:
        self.before()
        assert self._sources == {_MESSAGES, _END}
        while not self._stopped:
            with self._told:
                self._told.wait_for(lambda: self._messages or self._signalled)
                message = self._messages.pop(0) if self._messages else None
            if self._signalled:
                CFUNCTYPE(None, c_void_p)(self._perform)(None)
            elif message is not None:
                self._deliver(*message)

    def _deliver(self, message: int, name: int) -> None:
        Interest(self._interest)(None, 1, message, name)
        if message == SYSTEM_WILL_SLEEP:
            assert self.allowed[-1] == name
            self.slept += 1
        with self._told:
            self._heard = name
            self._told.notify_all()

    def _give_back(self, what: str, same: bool = True) -> int:
        assert same
        self.held.remove(what)
        return 0


def _call(does: Callable[..., Any], gives: Any, *takes: Any) -> Any:
    """A function of C that `does` this."""
    return CFUNCTYPE(gives, *takes)(does)
