"""Sleep on Windows: the power manager calls a routine of ours, and goes on when that returns.

Laws. For the one event that says that sleep comes the routine tells and waits within its bound; for any other
it returns at once. What Windows may call lives as long as this object, registered or not.

Not yet run on Windows; its border is tested with a library that calls as Windows documents it.
Source: the Windows documentation of PowerRegisterSuspendResumeNotification, of
PowerUnregisterSuspendResumeNotification, of DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS and of PBT_APMSUSPEND, which
gives about two seconds.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any, Final

from stillhere.notify.sleep.pause import PATIENCE, Pause

DEVICE_NOTIFY_CALLBACK: Final = 2
PBT_APMSUSPEND: Final = 4
_ERROR_SUCCESS: Final = 0

_DWORD = ctypes.c_uint32

#: ULONG DeviceNotifyCallbackRoutine(PVOID Context, ULONG Type, PVOID Setting), called as Windows calls.
Routine = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)(_DWORD, ctypes.c_void_p, _DWORD, ctypes.c_void_p)


class Recipient(ctypes.Structure):
    """DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS."""

    _fields_ = (("Callback", Routine), ("Context", ctypes.c_void_p))


def power_library() -> Any:
    """powrprof.dll. `OSError` where there is none."""
    if sys.platform == "win32":
        return ctypes.WinDLL("powrprof")
    raise OSError("powrprof.dll is a part of Windows")


class WindowsSleep:
    """Hears of sleep from Windows. ``note`` is told a key where it can't; ``patience`` in seconds."""

    def __init__(
        self,
        tell: Callable[[], object],
        note: Callable[[str], object],
        library: Callable[[], Any] = power_library,
        patience: float = PATIENCE,
    ) -> None:
        self._pause = Pause(tell, note, patience)
        self._note = note
        self._load = library
        self._recipient = Recipient(Routine(self._called), None)
        self._handle = ctypes.c_void_p()
        self._unregister: Callable[[ctypes.c_void_p], object] | None = None

    def start(self) -> None:
        """Listens from now on."""
        try:
            library = self._load()
            register = library.PowerRegisterSuspendResumeNotification
            unregister = library.PowerUnregisterSuspendResumeNotification
        except (OSError, AttributeError):
            self._note("sleep.no_library")
            return
        register.argtypes = (_DWORD, ctypes.c_void_p, ctypes.c_void_p)
        register.restype = unregister.restype = _DWORD
        unregister.argtypes = (ctypes.c_void_p,)
        recipient, handle = ctypes.byref(self._recipient), ctypes.byref(self._handle)
        if register(DEVICE_NOTIFY_CALLBACK, recipient, handle) != _ERROR_SUCCESS:
            self._note("sleep.refused")
            return
        self._unregister = unregister

    def done(self) -> None:
        """What was to be done before sleep is done. Any thread."""
        self._pause.done()

    def stop(self) -> None:
        """Ends. A routine that waits is let go first: Windows may wait for it."""
        self._pause.end()
        unregister, self._unregister = self._unregister, None
        if unregister is not None:
            unregister(self._handle)

    def _called(self, _context: int | None, kind: int, _setting: int | None) -> int:
        if kind == PBT_APMSUSPEND:
            self._pause.wait()
        return _ERROR_SUCCESS
