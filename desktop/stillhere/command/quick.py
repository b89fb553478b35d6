"""``status``, told at once where the last answer still holds, and found anew where it doesn't.

It loads next to nothing for the first, and gives exactly what the second would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillhere.command.answer import Answer

if TYPE_CHECKING:
    from stillhere.command.call import Call
    from stillhere.home.last_answer import Told
    from stillhere.home.store import Store


def status(call: Call) -> Answer:
    """Both people as they are now."""
    from stillhere.home.keys.vault import vault_kind

    # A passphrase takes its time, and is asked for where it is needed.
    if call.paths.has_home() and vault_kind(call.paths) == "keyring":
        store, key = _opened(call)
        try:
            told = _told(call, store)
        except BaseException:
            store.close()
            raise
        if told is not None:
            store.close()
            return Answer(document=told.document, lines=told.lines, hints=told.hints)
        call = call._replace(opened=(store, key))
    from stillhere.command import status as anew

    return anew.status(call)


def _opened(call: Call) -> tuple[Store, bytes]:
    from stillhere.home.keys.vault import open_vault
    from stillhere.home.opening import open_store

    key = open_vault(call.paths, None)
    return open_store(call.paths, key, call.clock), key


def _told(call: Call, store: Store) -> Told | None:
    from stillhere.home.last_answer import LastAnswer

    return LastAnswer(store, call.paths, call.environ, call.clock()).given()
