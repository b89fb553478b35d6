"""Help, completions and the manual page: made from the parser, and true."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from stillhere import __version__
from stillhere.command.grammar import shells
from stillhere.command.grammar.outline import Option, Outline, outline
from stillhere.command.grammar.parser import every_verb, parse
from stillhere.command.grammar.terms import WINDOW
from stillhere.command.grammar.verbs import VERBS, offered
from stillhere.window.pages import places
from tests.command.people import call
from tests.waiting import LIMIT

VERBS_HERE = every_verb()


def test_the_help_names_every_verb_and_every_exit_code() -> None:
    done = call("--help")
    assert (done.code, done.err) == (0, "")
    for verb in VERBS_HERE:
        assert re.search(rf"^    {re.escape(verb)} ", done.out, re.MULTILINE), verb
    for code in range(5):
        assert f"\n  {code}  " in done.out


@pytest.mark.parametrize("verb", VERBS_HERE)
def test_each_verb_has_help_with_an_example_that_parses(verb: str) -> None:
    done = call(verb, "--help")
    assert (done.code, done.err) == (0, "")
    example = done.out.rpartition("Example:\n  ")[2].strip()
    program, *words = shlex.split(example.partition(" > ")[0])
    assert (program, parse(words).verb) == ("stillhere", verb)


@pytest.mark.parametrize("verb", VERBS_HERE)
def test_the_help_of_each_verb_names_all_that_it_takes(verb: str) -> None:
    shown = call(verb, "--help").out
    entry = next(entry for entry in outline().entries if entry.verb == verb)
    for option in entry.options:
        for choice in option.choices:
            assert re.search(r"[\s,{(]" + re.escape(choice) + r"[\s,.})]", shown), (option, choice)


def test_the_pages_that_the_command_names_are_those_that_the_window_lists() -> None:
    thoughts = cast(Any, SimpleNamespace(journal=object()))
    listed = [place.id for place in places(reflect=thoughts) if place.entry]
    assert listed == list(WINDOW)


def test_help_is_set_to_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (60, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        paragraphs = [line for line in call("rest", "--help").out.splitlines() if line[:1].isupper()]
        assert columns - 20 < max(map(len, paragraphs)) <= columns


def test_the_version_is_told() -> None:
    assert call("--version").out == f"Still Here {__version__}\n"


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (("parcel",), ("start", "join")),
        (("letter", "burn"), ("list", "let-go")),
        (("rest", "--guess", "someday"), ("this_evening", "none")),
        (("rest", "--looks", "grey"), ("shorter_replies", "none")),
        (("window", "attic"), ("today", "safety")),
    ],
)
def test_what_can_not_be_chosen_is_said_with_what_can(
    words: tuple[str, ...], choices: tuple[str, ...]
) -> None:
    done = call(*words)
    assert (done.code, done.out) == (2, "")
    last = done.err.splitlines()[-2]
    assert f"“{words[-1]}” isn’t one of: " in last
    assert all(choice in last for choice in choices)


def test_only_what_exists_is_offered() -> None:
    assert not offered("parcel")
    assert call("parcel").code == 2
    missing = VERBS["status"]._replace(needs="stillhere.not_there.at_all")
    assert not shown_with("status", missing)
    assert shown_with("status", VERBS["status"])


def shown_with(name: str, verb: object) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(VERBS, name, verb)
        return name in every_verb()


def test_the_outline_holds_every_option_of_help() -> None:
    made = outline()
    assert [entry.verb for entry in made.entries] == list(VERBS_HERE)
    for entry in made.entries:
        shown = set(re.findall(r"^  (--[a-z-]+)", call(entry.verb, "--help").out, re.MULTILINE))
        known = {flag for option in (*entry.options, *made.everywhere) for flag in option.flags}
        assert shown == {flag for flag in known if flag.startswith("--")} - {"--help"}


# The manual page


def test_the_manual_names_every_verb_and_option() -> None:
    page = call("man").out
    made = outline()
    for entry in made.entries:
        assert f'\n.SS "{_roff(entry.verb)}"\n' in page
        for option in entry.options:
            assert all(_roff(flag) in page for flag in option.flags)
    assert page.isascii()
    assert page.startswith(f'.TH STILLHERE 1 "" "Still Here {__version__}" ""\n')


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_manual_is_good_roff(tmp_path: Path) -> None:
    (tmp_path / "stillhere.1").write_text(call("man").out)
    done = _run("groff", "-man", "-Tutf8", "-ww", str(tmp_path / "stillhere.1"))
    assert done.stderr == ""
    assert "“still here”" in done.stdout


def test_no_line_of_the_manual_is_taken_for_a_request() -> None:
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".EX", ".EE"}
    requests = {line.split()[0] for line in call("man").out.splitlines() if line.startswith((".", "'"))}
    assert requests <= known


def _roff(text: str) -> str:
    return text.replace("-", "\\-")


# Completions

#: What is typed → what is offered, among others that the shell itself may add.
OFFERED = {
    "stillhere re": {"rest", "rename"},
    "stillhere --home /tmp st": {"start", "status", "still-here"},
    "stillhere rest --gu": {"--guess"},
    "stillhere rest --guess t": {"this_evening", "tomorrow"},
    "stillhere rest --looks f": {"fewer_words"},
    "stillhere back --partly c": {"company"},
    "stillhere notifications d": {"discreet"},
    "stillhere completions z": {"zsh"},
    "stillhere start --al": {"--alone"},
    "stillhere status --js": {"--json"},
}


@pytest.fixture(params=["bash", "zsh", "fish"])
def script(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A shell and its script, in a file."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    path = tmp_path / f"completions.{request.param}"
    path.write_text(call("completions", request.param).out, encoding="utf-8")
    return request.param, path


def test_a_shell_takes_its_script_without_a_word(script: tuple[str, Path]) -> None:
    shell, path = script
    done = _run(shell, "--no-execute" if shell == "fish" else "-n", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("typed", OFFERED)
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_offers_it(typed: str, tmp_path: Path) -> None:
    words = shlex.join(shlex.split(typed))
    program = (
        f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _stillhere; "
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = _run("bash", "-c", f"{call('completions', 'bash').out}\n{program}")
    assert (done.stderr, set(done.stdout.split())) == ("", OFFERED[typed])


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_offers_places_with_blanks_in_their_names(tmp_path: Path) -> None:
    (tmp_path / "our folder").mkdir()
    (tmp_path / "our file").touch()
    for option, offered_places in (
        ("--folder", ["our folder"]),
        ("--words-file", ["our file", "our folder"]),
    ):
        program = (
            f"COMP_WORDS=(stillhere join {option} ou); COMP_CWORD=3; _stillhere; "
            "printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        done = _run("bash", "-c", f"{call('completions', 'bash').out}\n{program}", where=tmp_path)
        assert sorted(done.stdout.splitlines()) == offered_places


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_offers_it(tmp_path: Path) -> None:
    (tmp_path / "stillhere.fish").write_text(call("completions", "fish").out, encoding="utf-8")
    for typed, wanted in OFFERED.items():
        program = f"source {tmp_path}/stillhere.fish; complete -C {shlex.quote(typed)}"
        done = _run("fish", "--no-config", "-c", program)
        assert {line.split("\t")[0] for line in done.stdout.splitlines()} == wanted, typed


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes_what_is_typed(tmp_path: Path) -> None:
    (tmp_path / "stillhere.zsh").write_text(call("completions", "zsh").out, encoding="utf-8")
    for typed, wanted in OFFERED.items():
        if len(wanted) == 1:
            assert _completed_by_zsh(tmp_path, typed) == f"{typed.rpartition(' ')[0]} {next(iter(wanted))}", (
                typed
            )


@pytest.mark.parametrize(
    ("shell", "make"), [("bash", shells.bash), ("zsh", shells.zsh), ("fish", shells.fish)]
)
def test_no_text_leaves_its_quotes(shell: str, make: Callable[[Outline], str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    hostile = "it's $(touch gone) `touch gone` \\ \" ; touch gone"
    made = outline()
    option = Option(("--odd",), "WHAT", (), several=False, help=hostile)
    odd = made._replace(entries=(made.entries[0]._replace(help=hostile, options=(option,)),))
    done = subprocess.run(
        [shell, "--no-execute" if shell == "fish" else "-n", "/dev/stdin"],
        input=make(odd),
        text=True,
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    assert (done.returncode, done.stderr) == (0, "")


def _completed_by_zsh(place: Path, typed: str) -> str:
    """The line that a real zsh shows after Tab."""
    program = f"""
        zmodload zsh/zpty zsh/datetime
        zpty shell zsh -f -i
        until_shown() {{
            local chunk end=$((EPOCHREALTIME + 30))
            shown=''
            while [[ $shown != *"$1"* ]]; do
                (( EPOCHREALTIME < end )) || {{ print -r -- "never shown: $1 in $shown"; exit 1 }}
                if zpty -r -t shell chunk; then shown+=$chunk; else sleep 0.02; fi
            done
        }}
        zpty -w shell "PS1= PROMPT_SP= ; unsetopt prompt_sp prompt_cr; autoload -Uz compinit; compinit -u -D"
        zpty -w shell "source {place}/stillhere.zsh; bindkey '^I' complete-word; print read''y"
        until_shown ready
        zpty -w shell "show() {{ BUFFER=\\"print -r -- '<\\$BUFFER>'\\"; zle accept-line }}"
        zpty -w shell "zle -N show; bindkey '^X^X' show; print set''up"
        until_shown setup
        zpty -w -n shell {shlex.quote(typed)}$'\\t\\x18\\x18'
        until_shown '>'
        until_shown $'\\n'
        print -r -- $shown
    """
    done = _run("zsh", "-f", "-c", program)
    found = re.search(r"<([^<>\r\n]*)>", done.stdout)
    assert found, (done.stdout, done.stderr)
    return found[1].strip()


def _run(*command: str, where: Path | None = None) -> subprocess.CompletedProcess[str]:
    words: Sequence[str] = command
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=LIMIT, cwd=where)
