"""``completions`` and ``man``: what the command says about itself, made from its parser."""

from __future__ import annotations

from collections.abc import Iterator

from stillhere import __version__
from stillhere.command.answer import Answer
from stillhere.command.call import Call
from stillhere.command.grammar.outline import Entry, Option, Outline, outline
from stillhere.command.grammar.parser import EXIT_CODES
from stillhere.words import say


def completions(call: Call) -> Answer:
    """The completions for the shell that was named."""
    from stillhere.command.grammar import shells

    script = {"bash": shells.bash, "zsh": shells.zsh, "fish": shells.fish}[call.args.shell](outline())
    return Answer(lines=script.splitlines())


def man(_: Call) -> Answer:
    """The manual page, for ``man -l``."""
    return Answer(lines=list(_page(outline())))


def _page(made: Outline) -> Iterator[str]:
    yield f'.TH STILLHERE 1 "" {_quoted(f"Still Here {__version__}")} ""'
    yield from _section("name", f"stillhere \\- {_plain(say('command.man.line'))}")
    yield from _section("synopsis", _call(_bold("stillhere"), made.first), f"[{_italic('VERB')} ...]")
    yield from _section("description", *_paragraphs(say("command.description"), say("command.bare")))
    yield from _section("options", *(line for option in made.first for line in _option(option)))
    yield from _section("verbs", *(line for entry in made.entries for line in _entry(entry)))
    codes = [line for code in EXIT_CODES for line in _item(_bold(str(code)), say(f"command.exit.{code}"))]
    yield from _section("exit", *codes)


def _section(name: str, *lines: str) -> Iterator[str]:
    yield f".SH {_quoted(say(f'command.man.{name}').upper())}"
    yield from lines


def _entry(entry: Entry) -> Iterator[str]:
    yield f".SS {_quoted(entry.verb)}"
    yield _call(_bold(f"stillhere {entry.verb}"), entry.options)
    yield from (".PP", _plain(entry.about))
    for option in entry.options:
        yield from _option(option)
    yield from (".PP", _plain(say("command.example")), ".EX", f"    {_plain(entry.example)}", ".EE")


def _call(name: str, options: tuple[Option, ...]) -> str:
    return " ".join([name, *(f"[{_title(option)}]" for option in options)])


def _option(option: Option) -> Iterator[str]:
    choices = f" ({', '.join(option.choices)})" if option.choices and not option.several else ""
    yield from _item(_title(option), option.help + choices)


def _title(option: Option) -> str:
    flags = ", ".join(map(_bold, option.flags))
    more = " ..." if option.several else ""
    return " ".join(part for part in (flags, _italic(option.value) if option.value else "") if part) + more


def _item(title: str, text: str) -> Iterator[str]:
    yield from (".TP", title, _plain(text))


def _paragraphs(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from (".PP", _plain(text))


def _bold(text: str) -> str:
    return f"\\fB{_plain(text)}\\fR"


def _italic(text: str) -> str:
    return f"\\fI{_plain(text)}\\fR"


def _quoted(text: str) -> str:
    return '"' + _plain(text).replace('"', "\\(dq") + '"'


def _plain(text: str) -> str:
    """`text` as roff says it (groff_char(7)): nothing in it is a request or an escape."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    ascii_only = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in escaped)
    return f"\\&{ascii_only}" if ascii_only.startswith((".", "'")) else ascii_only
