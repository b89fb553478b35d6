"""The command `stillhere`: parses what was asked, hands it to the verb that runs it, tells what came of it.

It wires and holds no rule. It alone may start the other faces, each by name and only when asked for. Exit
codes: 0 done · 1 refused by a rule or a partner's wish · 2 wrong usage · 3 can't, with the next step ·
4 something in the folder was set aside and the rest was done.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

from stillhere.later import later

TYPE_CHECKING = False  # as type checkers know it: loading anything more belongs behind the start of `main`
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import SimpleNamespace
    from typing import Any

    from stillhere.command.answer import Answer, Stopped
    from stillhere.command.call import Call
    from stillhere.home.errors import HomeError
    from stillhere.home.paths import Paths

#: What has threads and windows of its own, which have to be ended one by one.
_FACES = frozenset({"stillhere.tray", "stillhere.window", "stillhere.demo"})

#: The exit code of a program that SIGINT ends, as shells expect it.
INTERRUPTED = 130

#: After how many new objects garbage is looked for, and how seldom among the older ones (`gc.set_threshold`):
#: in what may stay, and in a plain question, which makes fewer than that.
COLLECTING = (10_000, 10, 10)
COLLECTING_LATE = (100_000, 10, 10)


def main(argv: Sequence[str] | None = None, *, clock: Callable[[], datetime] | None = None) -> int:
    """Runs one call and gives its exit code. ``clock`` stands for the time now."""
    # A call is over soon, and a start is nearly all of it: looking for garbage meanwhile finds none. At the
    # end everything goes at once: what is frozen isn't looked through before.
    gc.set_threshold(*COLLECTING_LATE)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal of another encoding stops no sentence
    with later("ipaddress"):
        import pathlib  # noqa: F401 - paths bring it along, for addresses in web links, at each start
    try:
        args = _asked(sys.argv[1:] if argv is None else argv)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        return _run(args, clock)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        from stillhere.command.answer import let_go

        let_go(sys.stdout)  # whoever read has enough
        return 0


def program() -> None:
    """The process of one call, from its start to its end.

    A call that started no face leaves as soon as all is said and done: what Python would take down piece by
    piece, the system takes down at once. Raises `SystemExit`.
    """
    code = main()
    if _FACES.isdisjoint(sys.modules) and _all_done():
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except OSError:
            sys.exit(code)  # Python says of a place that takes no more what can be said of it
        os._exit(code)
    sys.exit(code)


def _all_done() -> bool:
    """Whether no thread has anything left to do that is to be waited for."""
    threading = sys.modules.get("threading")
    if threading is None:
        return True
    return all(each.daemon or each is threading.main_thread() for each in threading.enumerate())


def tray(call: Call) -> Answer:
    """Starts the tray; stays until it ends. Where there is none to be had, the window takes its place."""
    from stillhere.command.answer import Answer

    _hand_on(call)
    code = _face("stillhere.tray.app")(call.paths, call.passphrase)
    return window(call) if code is None else Answer(code=code)


def window(call: Call) -> Answer:
    """Opens the window, at a page where one was named; stays until it is closed."""
    from stillhere.command.answer import Answer

    _hand_on(call)
    given = call.passphrase if call.passphrase_given else None
    return Answer(code=_face("stillhere.window.app")(call.paths, getattr(call.args, "page", None), given))


def demo(call: Call) -> Answer:
    """Mia and Jon on this computer."""
    from stillhere.command.answer import Answer

    return Answer(code=_face("stillhere.demo")(call.args))


def bare(call: Call) -> Answer:
    """The tray, which opens the window where there is no home yet, no panel, or a tray already.

    Where the home doesn't open and nobody sits at a terminal, the window asks or says what is so.
    """
    from stillhere.command.asking import at_terminal
    from stillhere.home.errors import HomeError

    try:
        return tray(call)
    except HomeError:
        if at_terminal():
            raise
        return window(call)


def _asked(words: Sequence[str]) -> Namespace | SimpleNamespace:
    """What was asked for. Raises `SystemExit` after help and wrong usage."""
    from stillhere.command.plain import plain

    found = plain(words)
    if found is not None:
        return found
    gc.set_threshold(*COLLECTING)
    from stillhere.command.grammar.parser import parse

    return parse(words)


def _run(args: Namespace | SimpleNamespace, clock: Callable[[], datetime] | None) -> int:
    from pathlib import Path

    from stillhere.command.answer import TROUBLE, Stopped, give, tell_stopped
    from stillhere.command.call import Call
    from stillhere.home.clock import local_now
    from stillhere.home.errors import HomeError
    from stillhere.home.paths import paths_for

    paths = paths_for(None if args.home is None else Path(args.home), os.environ)
    typed: list[Path] = []
    try:
        answer = _verb(args.verb)(Call(args, paths, os.environ, clock or local_now, typed))
        while typed:
            typed.pop().unlink(missing_ok=True)
        return give(answer, as_json=args.json)
    except Stopped as stopped:
        return tell_stopped(stopped, as_json=args.json)
    except HomeError as error:
        return tell_stopped(Stopped(TROUBLE, *_sentences(error)), as_json=args.json)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - a person gets a sentence and the log the place, never a trace
        return tell_stopped(_fault(error, paths), as_json=args.json)
    finally:
        _tell_kept(typed)


def _tell_kept(typed: Sequence[Path]) -> None:
    """Says where the texts lie that an editor asked for and that couldn't be used."""
    for place in typed:
        from stillhere.command.answer import put_aside
        from stillhere.words import say

        put_aside(say("command.hint.typed", place=place))


def _verb(name: str | None) -> Callable[[Call], Answer]:
    from importlib import import_module

    from stillhere.command.plain import PLAIN

    if name is None:
        return bare
    run = PLAIN.get(name)
    if run is None:
        from stillhere.command.grammar.verbs import VERBS

        run = VERBS[name].run
    module, _, function = run.partition(":")
    found: Callable[[Call], Answer] = getattr(import_module(module), function)
    return found


def _face(module: str) -> Callable[..., Any]:
    """What starts a face. Raises `Stopped` where the face itself isn't installed."""
    from importlib import import_module

    from stillhere.command.answer import TROUBLE, Stopped
    from stillhere.words import say

    gc.set_threshold(*COLLECTING)
    try:
        run: Callable[..., Any] = import_module(module).run
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise  # the face is there, and something that it needs isn't
        raise Stopped(TROUBLE, say("command.face.missing"), say("command.face.next")) from error
    return run


def _hand_on(call: Call) -> None:
    """What was given as an option holds for the faces that a face starts, too."""
    from pathlib import Path

    from stillhere.command.asking import STANDARD_INPUT, VARIABLE
    from stillhere.home.paths import HOME_VARIABLE

    if call.args.home is not None:
        os.environ[HOME_VARIABLE] = str(Path(call.args.home).expanduser().absolute())
    if call.args.passphrase_file not in {None, STANDARD_INPUT}:
        os.environ[VARIABLE] = str(Path(call.args.passphrase_file).expanduser().absolute())


def _fault(error: Exception, paths: Paths) -> Stopped:
    from stillhere.command.answer import TROUBLE, Stopped
    from stillhere.home.log import Log
    from stillhere.words import say

    Log(paths.log).fault("command.fault", error)
    return Stopped(TROUBLE, say("command.fault.title"), say("command.fault.next", place=paths.log))


def _sentences(error: HomeError) -> tuple[str, str, str]:
    """What is so, what helps, and what helps at a command line in particular."""
    from stillhere.core.records.text import clean
    from stillhere.words import say

    fields = {name: clean(value) for name, value in error.fields.items()}
    hints = {"keyring_none": "command.hint.passphrase", "nothing_begun": "command.hint.begin"}
    hint = say(hints[error.what]) if error.what in hints else ""
    return say(error.title, **fields), say(error.next_step, **fields), hint
