"""What a person can do about agreements, as values. Each speaks for its own person alone.

What is done with a draft is said to nobody: it happens among what is private.
"""

from __future__ import annotations

from msgspec import Struct

from stillhere.core.agreements.drawer import Draft
from stillhere.core.records.terms import Words


class Offer(Struct, frozen=True):
    """To offer a new agreement; it takes the place, and the id, of the `draft` that has this one."""

    words: Words
    draft: str = ""


class Suggest(Struct, frozen=True):
    """To offer other words in place of a revision: an answer, a correction, or a change of what holds."""

    revision: str
    words: Words
    draft: str = ""


class Yes(Struct, frozen=True):
    """Yes to exactly this revision, which the other person offered."""

    revision: str


class NotNow(Struct, frozen=True):
    """Not now. A yes can follow as long as the offer is open."""

    revision: str


class TakeBack(Struct, frozen=True):
    """To take one's own open offer back. Its words are a draft again."""

    revision: str


class Pause(Struct, frozen=True):
    """To pause an agreement, alone."""

    agreement: str


class Resume(Struct, frozen=True):
    """To lift one's own pause."""

    agreement: str


class Renew(Struct, frozen=True):
    """Yes to going on with a revision whose review is due."""

    revision: str


class End(Struct, frozen=True):
    """To end an agreement, alone, for good. Where nothing was agreed yet, it takes one's own offer back."""

    agreement: str


class KeepDraft(Struct, frozen=True):
    """To keep a draft as it is now."""

    draft: Draft


class DropDraft(Struct, frozen=True):
    """To drop a draft."""

    draft: str


class PutAway(Struct, frozen=True):
    """To put one's own copy of an agreement away that is over: it is shown no longer."""

    agreement: str


class BringBack(Struct, frozen=True):
    """To have a copy again that was put away."""

    agreement: str


AgreementAct = Offer | Suggest | Yes | NotNow | TakeBack | Pause | Resume | Renew | End | PutAway | BringBack

DraftAct = KeepDraft | DropDraft

#: Whatever a person can do about agreements.
Deed = AgreementAct | DraftAct
