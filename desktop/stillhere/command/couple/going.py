"""``export``, ``leave`` and ``erase``. None of them is held up, asks why, or waits for anybody else.

Each says what it does and can't do before it begins: at a terminal, where Enter goes on, unless ``--yes`` was
given. Scripts are told afterwards.

The PDF is the window's to make. It is found by its name when it is asked for, and needs no screen.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stillhere.command import asking, private_way
from stillhere.command.answer import REFUSED, TROUBLE, USAGE, Answer, Stopped
from stillhere.command.call import Call
from stillhere.command.turn import turn
from stillhere.core.acts import Refused
from stillhere.home.errors import HomeError
from stillhere.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from stillhere.home.private.chapters import Chapter

_PDF = "stillhere.window.pdf"


def export(call: Call) -> Answer:
    """Writes everything of one's own into a new folder; what is locked stays out where that is asked for."""
    from stillhere.home.rooms.exporting import Exporting

    to = Path(call.args.to).expanduser().absolute()
    if _tells_first(call):
        asking.told_first([say("settings.export.text"), say("export.reach"), str(to)])
    with private_way.home_call(call).home() as home:
        left_out = call.args.without_locked and home.door().lock() == "passphrase"
        own = Exporting(home)
        own.must_lie_apart(to)
        try:
            chapters = own.unlocked() if left_out else own.chapters(lambda: private_way.passphrase(call))
        except HomeError as error:
            if error.what != "private_locked":
                raise
            raise Stopped(TROUBLE, say(error.title), say("command.export.locked")) from error
    place = _written(to, chapters, call.clock(), pdf=_pdf() if call.args.pdf else None)
    texts = sum(len(chapter.texts) for chapter in chapters)
    return Answer(
        document={
            "done": True,
            "folder": str(place),
            "texts": texts,
            "pdf": call.args.pdf,
            "whole": not left_out,
        },
        lines=[say("command.export.done", place=place), say("command.export.plain")],
        hints=[say("export.without_locked")] if left_out else [],
    )


def leave(call: Call) -> Answer:
    """Leaves, with a note or quietly, and says what that means."""
    from stillhere.home.rooms.leaving import Leaving, happens

    with call.home() as home:
        leaving, name = Leaving(home), home.look().me.name
        before, told_first = leaving.before(), _tells_first(call)
        if before is not None and told_first:
            # Nobody's turn is held while somebody reads.
            asking.told_first(happens(before, name, told=not call.args.quietly))
        with turn(home, patient=True) as own:
            before = leaving.before()
            try:
                told = leaving.leave(quietly=call.args.quietly)
            except Refused as refused:
                raise Stopped(REFUSED, say(refused.why)) from refused
            if told:
                own.publish()
            waiting = home.store.outbox.count()
        said = "told" if told and not waiting else "waiting" if told else "quietly"
        code = own.code
    partner = "" if before is None else before.name
    meant = () if before is None or told_first else happens(before, name, told=told)
    return Answer(
        document={"done": True, "told": told, "outbox": waiting},
        lines=[say(f"leave.said.{said}", name=partner), *meant],
        code=code,
    )


def erase(call: Call) -> Answer:
    """Erases everything of this home on this computer; without the word for it, says what that means."""
    from stillhere.home.rooms import erasing

    if not call.args.yes_erase:
        what = [say("erase.what"), say("erase.stays"), say("erase.once")]
        raise Stopped(USAGE, "\n".join(what), say("command.erase.yes"))
    done = erasing.erase(call.paths)
    hints = [say("erase.beside"), *([] if done.keyring else [say("erase.keyring")])]
    hints += [say("erase.left", place=place) for place in done.left]
    return Answer(
        document={"done": True, "keyring": done.keyring, "left": [str(place) for place in done.left]},
        lines=[say("erase.done")],
        hints=hints,
    )


def _tells_first(call: Call) -> bool:
    """Whether somebody sits there who is told first."""
    return not call.args.yes and asking.at_terminal()


def _pdf() -> Any:
    try:
        return import_module(_PDF)
    except ImportError as error:
        raise Stopped(TROUBLE, say("command.face.missing"), say("command.face.next")) from error


def _written(to: Path, chapters: Sequence[Chapter], now: datetime, *, pdf: Any | None) -> Path:
    """Writes the export; where there is no window to make a PDF, there is none."""
    from stillhere.home.private.export import export as write
    from stillhere.home.private.export import title

    if pdf is None:
        return write(to, chapters, now, progress=_progress)
    # Kept until the end: without an application there is no type.
    with pdf.application(sys.argv[:1]):
        return write(
            to,
            chapters,
            now,
            progress=_progress,
            more=lambda place: pdf.write(chapters, place / f"{title(now)}.pdf", now),
        )


def _progress(done: int, of: int) -> None:
    """How far it is, for who watches."""
    if sys.stderr.isatty():
        print(
            say("command.export.progress", done=done, of=of),
            end="\n" if done == of else "\r",
            file=sys.stderr,
        )
