"""What can be said, as frozen values: the body of each kind of record, which `records` reads strictly.

Each shape refuses what no app of ours would say; texts and names have their limits here.
"""

from typing import Annotated, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from stillhere.core.records.posted import LetterPace, LetterSent, PageShared
from stillhere.core.records.shapes import Count, Hash, Id
from stillhere.core.records.terms import Answered, Ended, Offered, Paused, Renewed

PersonState = Literal["here", "resting", "partly_back"]
Look = Literal["shorter_replies", "fewer_words", "less_touch", "near_but_quiet", "plans_may_move"]
Guess = Literal["this_evening", "tomorrow", "few_days", "open"]
CheckIns = Literal["not_now", "one_knock", "practical"]
Partly = Literal["practical", "company", "talk"]

LINE_LENGTH: Final = 140  #: characters of a warm line
NAME_LENGTH: Final = 40  #: characters of a person's or device's name
MAX_KEYS: Final = 16  #: earlier epochs that a person's next key names
MAX_KNOWN: Final = 64  #: devices that one person ever had here, those that were removed included

Key = Annotated[str, Meta(pattern=r"^[A-Za-z0-9+/]{43}=\Z")]
Recipient = Annotated[str, Meta(pattern=r"^age1[02-9ac-hj-np-z]{58}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH)]


class Status(Struct, frozen=True, kw_only=True):
    """What a person last said of themselves, whole: a later one replaces it and nothing is added up.

    ``rest`` names this one rest (a knock answers to it); ``since_ms`` is when the present state began;
    ``until_ms`` is where the guess ends; ``checkins`` is left out where nothing was chosen; ``undoes`` is the
    ``n`` of its device's status that it takes back.
    """

    state: PersonState
    since_ms: Count
    rest: Annotated[str, Meta(pattern=r"^([a-z2-7]{10})?\Z")] = ""
    looks: Annotated[tuple[Look, ...], Meta(max_length=5)] = ()
    line: Annotated[str, Meta(max_length=LINE_LENGTH)] = ""
    guess: Guess | None = None
    until_ms: Count | None = None
    checkins: CheckIns | UnsetType = UNSET
    partly: Partly | None = None
    undoes: Count = 0


class Pulse(Struct, frozen=True, kw_only=True):
    """The rester says "still here" during ``rest``, at ``said_ms`` by the clock of that moment.

    A stamp wouldn't do for "today": once a clock ran far ahead, every later stamp stays ahead with it.
    """

    rest: Id
    said_ms: Count


class Knock(Struct, frozen=True, kw_only=True):
    """The one who waits says "here too" to the partner's ``rest``. It carries no text."""

    rest: Id


class DeviceKeys(Struct, frozen=True, kw_only=True):
    """The public half of a device: Ed25519 key (base64) and its own age recipient."""

    device: Id
    sign: Key
    recipient: Recipient


class SpaceFounded(Struct, frozen=True, kw_only=True):
    """The first record of a space; its id, shortened, is the space's name."""

    person: Id
    name: Name
    recipient: Recipient
    keys: DeviceKeys


class PersonJoined(Struct, frozen=True, kw_only=True):
    """The founder confirms the partner. ``join`` is the hash of the join message that was confirmed."""

    person: Id
    name: Name
    recipient: Recipient
    keys: DeviceKeys
    join: Hash


class PersonNamed(Struct, frozen=True, kw_only=True):
    """A person's name from here on."""

    name: Name


class PersonLeft(Struct, frozen=True, kw_only=True):
    """Its person no longer shares here."""


class DeviceAdded(Struct, frozen=True, kw_only=True):
    """A further device of the same person, by one of their devices; the id follows from its key.

    ``name`` is what its person calls it. ``instead``: its writer came back from an old copy and ends here.
    """

    keys: DeviceKeys
    name: Annotated[str, Meta(max_length=NAME_LENGTH)] = ""
    instead: bool = False


class DeviceNamed(Struct, frozen=True, kw_only=True):
    """What its person calls one of their devices from here on."""

    device: Id
    name: Annotated[str, Meta(max_length=NAME_LENGTH)]


class DeviceRemoved(Struct, frozen=True, kw_only=True):
    """A device of the same person speaks for them no more.

    ``n`` and ``id`` are its last kept record that counts (0 and "": none does), ``now`` the ids of its words
    about now that do.
    """

    device: Id
    n: Count
    id: Annotated[str, Meta(pattern=r"^([a-z2-7]{52})?\Z")] = ""
    now: Annotated[tuple[Hash, ...], Meta(max_length=8)] = ()


class PersonKey(Struct, frozen=True, kw_only=True):
    """The key of a person's next epoch: its number, and the recipient for what is said to them from here on.

    ``without`` are the removed devices, which don't have it. ``knows`` are the recipients of the last epochs
    before of which its writer has the secrets: another one may be lost.
    """

    epoch: Annotated[int, Meta(ge=2, le=999_999_999)]
    recipient: Recipient
    without: Annotated[tuple[Id, ...], Meta(max_length=MAX_KNOWN)] = ()
    knows: Annotated[tuple[Recipient, ...], Meta(max_length=MAX_KEYS)] = ()


class KitSet(Struct, frozen=True, kw_only=True):
    """A recovery kit of the same person, which speaks for them where all devices are lost."""

    keys: DeviceKeys


class RecordErased(Struct, frozen=True, kw_only=True):
    """Its person takes the body of a record away; the header stays, so the chain still verifies."""

    record: Hash


Body = (
    Status
    | Pulse
    | Knock
    | SpaceFounded
    | PersonJoined
    | PersonNamed
    | PersonLeft
    | DeviceAdded
    | DeviceNamed
    | DeviceRemoved
    | PersonKey
    | KitSet
    | RecordErased
    | Offered
    | Answered
    | Paused
    | Ended
    | Renewed
    | LetterSent
    | PageShared
    | LetterPace
)
