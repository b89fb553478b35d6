"""Completions for bash, zsh and fish, made from the outline of the command, so that they offer what there is.

While somebody types, a script asks the program nothing. Every text in a script is quoted for its shell.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from stillhere.command.grammar.outline import Entry, Option, Outline

_BASH = """\
# Completions of stillhere for bash.
_stillhere() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} IFS=$' \\n'
    local verb='' flag='' words='' i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${{COMP_WORDS[i]}} in
            {valued}) flag=${{COMP_WORDS[i]}}; [[ $verb ]] || ((i++)) ;;
            -*) flag=${{COMP_WORDS[i]}} ;;
            *) [[ $verb ]] || verb=${{COMP_WORDS[i]}} ;;
        esac
    done
    case $before in
{values}
    esac
    case $verb in
{verbs}
    esac
    case $flag in
{several}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
_stillhere_places() {{
    local IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen "$1" -- "$2"))
}}
complete -F _stillhere stillhere
"""

_ZSH = """\
#compdef stillhere
# Completions of stillhere for zsh.
_stillhere() {{
    local curcontext=$curcontext state line
    local -a everywhere verbs
    everywhere=(
{everywhere}
    )
    verbs=(
{verbs}
    )
    _arguments -C $everywhere '1:verb:->verb' '*::argument:->rest'
    case $state in
        verb) _describe -t verbs verb verbs ;;
        rest)
            case $words[1] in
{cases}
            esac ;;
    esac
}}
if [[ $funcstack[1] == _stillhere ]]; then _stillhere "$@"; else compdef _stillhere stillhere; fi
"""


def bash(made: Outline) -> str:
    """The script for bash 3.2 and later."""
    options = [*made.everywhere, *(option for entry in made.entries for option in entry.options)]
    with_value = [option for option in options if option.flags and option.value]
    everywhere = _typed(made.everywhere)
    names = [entry.verb for entry in made.entries]
    verbs = [
        f"{entry.verb}) words={_list([*_typed(entry.options), *everywhere])} ;;" for entry in made.entries
    ]
    several = [
        f'{"|".join(option.flags)}) words={_list(option.choices)}" $words" ;;'
        for option in with_value
        if option.several
    ]
    return _BASH.format(
        valued="|".join(flag for option in made.everywhere if option.value for flag in option.flags),
        values=_indented([_bash_value(option) for option in _once(with_value)]),
        verbs=_indented([f"'') words={_list([*names, *_typed(made.first)])} ;;", *verbs]),
        several=_indented(several),
    )


def zsh(made: Outline) -> str:
    """The script for zsh; it may be sourced, or lie in ``fpath`` as ``_stillhere``."""
    cases = [
        f"{entry.verb}) _arguments {' '.join(['$everywhere', *map(_zsh_option, entry.options)])} ;;"
        for entry in made.entries
    ]
    return _ZSH.format(
        everywhere=_indented([_zsh_option(option) for option in made.everywhere]),
        verbs=_indented([shlex.quote(f"{entry.verb}:{entry.help}") for entry in made.entries]),
        cases=_indented(cases, 16),
    )


def fish(made: Outline) -> str:
    """The script for fish."""
    none_yet = f"not __fish_seen_subcommand_from {' '.join(entry.verb for entry in made.entries)}"
    lines = ["# Completions of stillhere for fish.", "complete -c stillhere -f"]
    lines += [f"complete -c stillhere {_fish_option(option)}" for option in made.everywhere]
    for entry in made.entries:
        lines.append(f"complete -c stillhere -n {_fish(none_yet)} -a {entry.verb} -d {_fish(entry.help)}")
        lines += [_fish_of(entry, option) for option in entry.options]
    return "\n".join(lines) + "\n"


def _bash_value(option: Option) -> str:
    flags = "|".join(option.flags)
    if option.choices:
        return f'{flags}) COMPREPLY=($(compgen -W {_list(option.choices)} -- "$current")); return ;;'
    if option.value in {"FILE", "DIR"}:
        kind = "-f" if option.value == "FILE" else "-d"
        return f'{flags}) _stillhere_places {kind} "$current"; return ;;'
    return f"{flags}) COMPREPLY=(); return ;;"


def _zsh_option(option: Option) -> str:
    what = option.help.replace("[", "(").replace("]", ")").replace(":", ",")
    values = {"FILE": "_files", "DIR": "_files -/"}.get(option.value, "")
    action = f"({' '.join(option.choices)})" if option.choices else values
    if not option.flags:
        return shlex.quote(f"::{what}:{action}")
    value = f":{option.value.lower().replace(':', '')}:{action}" if option.value else ""
    return " ".join(
        shlex.quote(f"{'*' if option.several else ''}{flag}[{what}]{value}") for flag in option.flags
    )


def _fish_of(entry: Entry, option: Option) -> str:
    seen = _fish(f"__fish_seen_subcommand_from {entry.verb}")
    return f"complete -c stillhere -n {seen} {_fish_option(option)}"


def _fish_option(option: Option) -> str:
    names = [
        f"-l {flag.removeprefix('--')}" if flag.startswith("--") else f"-s {flag.removeprefix('-')}"
        for flag in option.flags
    ]
    takes = {"FILE": ["-r", "-F"], "DIR": ["-x", "-a", "'(__fish_complete_directories)'"]}
    values = takes.get(option.value, ["-x"] if option.flags and option.value else [])
    if option.choices:
        values = [*(["-x"] if option.flags else []), "-a", _fish(" ".join(option.choices))]
    return " ".join([*names, *values, "-d", _fish(option.help)])


def _typed(options: Iterable[Option]) -> list[str]:
    """What may be typed: the flags, and the choices of a word that follows the verb."""
    return [word for option in options for word in (option.flags or option.choices)]


def _once(options: Iterable[Option]) -> list[Option]:
    """Each flag once; the options of several verbs are the same where their flags are."""
    return list({option.flags: option for option in options}.values())


def _list(words: Iterable[str]) -> str:
    return shlex.quote(" ".join(words))


def _indented(lines: Iterable[str], by: int = 8) -> str:
    return "\n".join(" " * by + line for line in lines)


def _fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
