"""What this device remembers of its own person and never shares: preset, an undo, a question answered."""

from msgspec import Struct

from stillhere.core.records.record import CheckIns, Guess, Look, Status

#: How long a flip can be taken back, in milliseconds.
UNDO_MS = 10_000


class Preset(Struct, frozen=True, kw_only=True):
    """The last details chosen: what the next single click says."""

    looks: tuple[Look, ...] = ()
    line: str = ""
    guess: Guess | None = None
    checkins: CheckIns = "not_now"


class Undoable(Struct, frozen=True, kw_only=True):
    """A flip of this device that may be taken back: its ``n``, when it was, and the status before it."""

    n: int
    at_ms: int
    before: Status


class Mine(Struct, frozen=True, kw_only=True):
    """Who acts on this device, and what it remembers for them.

    ``chosen``: their check-ins were chosen once, so that the preset says them and no agreement does.
    ``asked`` is the guess (as `guess_id`) whose passing was answered, so that it is asked once. ``heard`` is
    the rest at which the partner's knock was told, so that it is told once. ``put_off`` names the rest or
    return whose agreed steps were put off.
    """

    person: str
    device: str
    preset: Preset = Preset()
    chosen: bool = False
    undo: Undoable | None = None
    asked: str = ""
    heard: str = ""
    put_off: str = ""


def guess_id(status: Status) -> str:
    """Names one guess of one rest."""
    return f"{status.rest}:{status.until_ms}"
