"""What is private: pages, drafts, held letters. An encrypted store of its own, which nothing ever leaves.

Neither the shared folder nor the store of the couple's records holds a word of it. Only the window and the
command open it, so that the process that runs all day never has its key. With a lock its key is wrapped under
a passphrase that no keyring holds.
"""

from __future__ import annotations

from stillhere.home.private.errors import PrivateError
from stillhere.home.private.journal import Private
from stillhere.home.private.lock import change_lock, remove_lock, set_lock
from stillhere.home.private.opening import Lock, erase_private, lock_of, open_private

__all__ = [
    "Lock",
    "Private",
    "PrivateError",
    "change_lock",
    "erase_private",
    "lock_of",
    "open_private",
    "remove_lock",
    "set_lock",
]
