"""A passphrase stretched into a key by Argon2id, the same way for the store and for what is private.

It takes its time on purpose. How much work it is stands beside each salt; what is fit, whoever reads it says.
"""

from __future__ import annotations

KEY_BYTES = 32


def stretch(passphrase: str, salt: bytes, passes: int, memory_kib: int) -> bytes:
    """The key of 32 bytes for `passphrase` and a `salt` of 16. Raises `MemoryError` where there is no room.

    Argon2id as in RFC 9106, with libsodium's one lane: `passes` over `memory_kib` kibibytes.
    """
    import unicodedata

    from nacl.pwhash import argon2id

    # The same letters may come composed or not, by the keyboard; half a character can't be typed again.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")
    try:
        return bytes(argon2id.kdf(KEY_BYTES, typed, salt, opslimit=passes, memlimit=memory_kib * 1024))
    except RuntimeError:
        # libsodium's only failure here: the memory isn't to be had.
        raise MemoryError from None
