"""Why bytes were refused. An error carries a reason from one closed list, and never any content."""

from __future__ import annotations

from typing import Literal

#: Every reason there is. Keys, not sentences: what a person reads is made from them elsewhere.
Reason = Literal[
    "size",  # the file, or a record in it, is over its limit
    "header_size",  # the age header is over its limit
    "stanzas",  # too many recipients in the age header
    "truncated",  # shorter than the smallest possible file, or cut off
    "not_age",  # not an age file at all
    "armor",  # age's text form, which is not used here
    "age_version",  # a later version of the age format
    "recipient_type",  # a passphrase, ssh, plugin or unknown recipient
    "age_header",  # an age header that is not well formed
    "no_match",  # sealed to other keys
    "payload",  # does not decrypt: altered, cut off or mixed
    "padding",  # the text inside is not padded as written
    "form",  # the text inside is not of this form or version
    "lines",  # the text inside is not divided into lines as written
    "key",  # a key or identity that is none
    "signature",  # the signature does not belong to this key and header
    "body_hash",  # another body than the signed header names
    "body_erased",  # its owner erased this body
    "device",  # a device speaks in another one's name
    "founding",  # not the first record of a space
    "space",  # a record of another space
    "audience",  # a record that was not for this reader
    "mac",  # made without the words of the invitation, or altered
    "invite",  # an answer to another invitation
    "removed",  # said by a device after it was removed
    "expired",  # the invitation is over
    "secrets",  # stored keys that do not decode
    "word",  # a word that is not in the list
    "word_count",  # not twelve words
    "checksum",  # twelve words of the list that do not belong together
]


class SealError(Exception):
    """Bytes or words were refused; ``reason`` is the key of why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class NotForMe(SealError):
    """Sealed to other keys. Perhaps they come later: worth another try then."""


class Damaged(SealError):
    """Cut off, altered, or never well formed."""


class Forged(SealError):
    """Well formed, and not from the one it claims to be from, or not for here."""


class TooLarge(SealError):
    """Over a limit of the format."""


class UnknownFormat(SealError):
    """Perhaps of a later version, or of another program."""


class Expired(SealError):
    """The invitation is over."""


class WordsError(SealError):
    """The typed words of an invitation can't be right."""


class UnknownWord(WordsError):
    """The word at ``position`` (from 1) isn't in the list; ``close`` are words of the list that look like it.

    Neither stands in the message, for both are close to a secret.
    """

    def __init__(self, position: int, close: tuple[str, ...]) -> None:
        super().__init__("word")
        self.position = position
        self.close = close


class WrongCount(WordsError):
    """There are ``count`` words instead of twelve."""

    def __init__(self, count: int) -> None:
        super().__init__("word_count")
        self.count = count


class BadChecksum(WordsError):
    """Every word is in the list, and together they are no invitation: one was swapped or misheard."""

    def __init__(self) -> None:
        super().__init__("checksum")
