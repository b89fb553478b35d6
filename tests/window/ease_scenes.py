"""The scenes of the quiet helps: empty, with what Jon keeps, pointing, locked, and the question on Today.

Law: the words of the library count as somebody's own; every other text has to be the program's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from stillhere.core.acts import Rest
from stillhere.home.library import library
from stillhere.home.private import Private
from tests.window.hands import press
from tests.window.stage import Scene, Stage

PASSPHRASE = "four words for jon"
_CARDS = library().cards()

OWN_WORDS = (
    *(
        text
        for group in (*library().feelings(), *library().calming())
        for text in (group.label, *group.texts)
    ),
    _CARDS.note,
    *(text for card in _CARDS.cards for text in (card.title, card.resting, card.waiting)),
    "tired · worn out",
)


def keep(private: Private) -> None:
    """What Jon keeps."""
    private.care.note(["tired", "left out"])
    private.care.keep_calming(["Warm socks", "A song from before all this"])
    private.care.keep_interval(60)


def locked(stage: Stage) -> None:
    """Locks what is private of this stage."""
    stage.private(keep)
    stage.lock(PASSPHRASE)


def _ease(before: Callable[[Stage], object], *presses: str) -> Scene:
    def scene(stage: Stage) -> None:
        before(stage)
        stage.reflect()
        assert stage.shell is not None
        stage.shell.open("ease")
        stage.settle()
        for word in presses:
            press(stage.frame, word)
            stage.settle()

    return scene


def _asked(stage: Stage) -> None:
    stage.couple.mia.do(Rest())
    stage.private(keep)
    stage.couple.later(hours=2)
    stage.reflect()
    assert stage.shell is not None
    stage.shell.open("today")
    stage.settle()


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "quiet helps": _ease(lambda _: None),
        "quiet helps, kept": _ease(lambda stage: stage.private(keep)),
        "quiet helps, pointing": _ease(lambda _: None, "Tired", "tired", "worn out"),
        "quiet helps, locked": _ease(locked),
        "today, asked at one's own pace": _asked,
    }
)
