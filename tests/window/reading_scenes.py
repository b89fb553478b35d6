"""The scenes of what is read and written: Reflect on a store of its own, five minutes, Help and Safety.

Law: what stands on a page was typed by this file's people, so that every other text has to be the program's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from stillhere.core.acts import Rest
from stillhere.core.prompts import Prompt
from stillhere.home.library import library
from stillhere.home.private import Private
from stillhere.words import say
from tests.window.hands import press
from tests.window.stage import Scene, Stage

#: What Jon wrote, is looking for and asks; his passphrase.
WRITTEN = (
    "The door closed gently, and then the light went out.\n\nThat is all I saw. The rest I added.",
    "I told myself that I had said something wrong.",
    "Nothing was said at all.",
)
SOUGHT = "gently"
ASKED = "What would I do tonight if all were well?"
PASSPHRASE = "four words for jon"

OWN_WORDS = (*WRITTEN, *(line for text in WRITTEN for line in text.split("\n") if line), SOUGHT, ASKED)


def prompt_of(moment: str, form: str = "free") -> Prompt:
    """The first prompt of a moment with this form."""
    return next(each for each in library().prompts() if each.moment == moment and each.form == form)


def _waiting(then: Callable[[Stage], object]) -> Scene:
    def scene(stage: Stage) -> None:
        stage.couple.mia.do(Rest())
        then(stage)

    return scene


def _presses(*keys: str) -> Scene:
    def scene(stage: Stage) -> None:
        stage.reflect()
        for key in keys:
            press(stage.frame, say(key))
            stage.settle()

    return scene


def _write_pages(private: Private) -> None:
    story = prompt_of("waiting", "seen_told_known")
    private.pages.write(WRITTEN, form="seen_told_known", prompt=story.id, question=story.text)
    private.pages.write(WRITTEN[:1], question=prompt_of("waiting").text, prompt=prompt_of("waiting").id)
    private.pages.write(WRITTEN[2:])


def _my_pages(stage: Stage) -> None:
    stage.private(_write_pages)
    _presses("reflect.pages")(stage)


def _found(stage: Stage) -> None:
    _my_pages(stage)
    assert stage.shell is not None
    stage.shell.page._list.search.setText(SOUGHT)  # type: ignore[attr-defined]
    stage.settle()


def _written(prompt: Prompt, *texts: str) -> Scene:
    def scene(stage: Stage) -> None:
        page = stage.reflect()
        page._open_prompt(prompt, write=True)
        stage.settle()
        for part, text in zip(page._sheet._parts, texts, strict=True):
            part.insertPlainText(text)
        page._pen.hand_over()
        stage.settle()

    return scene


def _own(stage: Stage) -> None:
    stage.private(lambda private: private.prompts.add(ASKED, "waiting"))
    _presses("reflect.all", "reflect.own")(stage)


def _put_away(stage: Stage) -> None:
    stage.reflect(prompt_of("waiting").id)
    press(stage.frame, say("reflect.never"))
    stage.settle()


def _deleted(stage: Stage) -> None:
    _written(prompt_of("waiting"), WRITTEN[0])(stage)
    press(stage.frame, say("reflect.delete"))
    stage.settle()


def _sat(stage: Stage) -> None:
    _page("sitting")(stage)
    assert stage.shell is not None
    stage.shell.page._timer.timeout.emit()  # type: ignore[attr-defined]


def _locked(stage: Stage) -> None:
    stage.lock(PASSPHRASE)
    stage.reflect()


def _page(name: str, *presses: str) -> Callable[[Stage], QWidget | None]:
    def scene(stage: Stage) -> None:
        stage.today().open(name)
        stage.settle()
        for button in presses:
            press(stage.frame, button)
            stage.settle()

    return scene


def _title(page: str) -> str:
    return next(each.title for each in library().help_pages() if each.id == page)


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "reflect for now": _waiting(_presses()),
        "reflect all prompts": _presses("reflect.all"),
        "reflect no pages": _presses("reflect.pages"),
        "reflect my pages": _waiting(_my_pages),
        "reflect words found": _waiting(_found),
        "reflect a page": _waiting(_written(prompt_of("waiting"), WRITTEN[0])),
        "reflect a page deleted": _waiting(_deleted),
        "reflect a story in three": _waiting(_written(prompt_of("waiting", "seen_told_known"), *WRITTEN)),
        "reflect mine and perhaps yours": _waiting(
            _written(prompt_of("letting_go", "mine_yours"), *WRITTEN[1:])
        ),
        "reflect your own prompts": _waiting(_own),
        "reflect a prompt put away": _waiting(_put_away),
        "reflect locked": _locked,
        "five minutes, over": _sat,
        "help": _page("help"),
        "help page": _page("help", _title("shared-folder")),
        "safety": _page("safety"),
    }
)
