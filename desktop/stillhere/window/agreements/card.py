"""One wording on a card: what it says, what it sets, who said yes, and what can be done about it.

The three answers to an offer look alike. What can't be taken back is asked about once, without a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.acts import (
    Deed,
    DropDraft,
    End,
    NotNow,
    Pause,
    PutAway,
    Renew,
    Resume,
    TakeBack,
    Yes,
)
from stillhere.core.agreements.rules import Doing
from stillhere.core.agreements.view import AgreementView
from stillhere.core.pages import shortened
from stillhere.core.records.terms import TEXT_LENGTH, TITLE_LENGTH
from stillhere.home.rooms.agreement_words import looked_at_again
from stillhere.window.agreements.head import Head
from stillhere.window.agreements.lines import day, kind_of, setting_runs
from stillhere.window.agreements.marked import Accented, Marked, plain
from stillhere.window.components.buttons import Button, Kind
from stillhere.window.components.card import Card
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow
from stillhere.window.components.tag import Tag
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say


class Doors(NamedTuple):
    """What a card tells: an act and the key of what to say once it is done; or that writing begins on it."""

    act: Callable[[Deed, str], object]
    write: Callable[[AgreementView], object]


#: What does each of the things that need no writing.
_ACTS: Final[dict[str, Callable[[AgreementView], Deed]]] = {
    "yes": lambda shown: Yes(shown.revision),
    "not_now": lambda shown: NotNow(shown.revision),
    "take_back": lambda shown: TakeBack(shown.revision),
    "pause": lambda shown: Pause(shown.id),
    "resume": lambda shown: Resume(shown.id),
    "renew": lambda shown: Renew(shown.revision),
    "end_it": lambda shown: End(shown.id),
    "drop": lambda shown: DropDraft(shown.id),
    "forget": lambda shown: PutAway(shown.id),
}
#: The key of what came of it.
_SAID: Final = {
    "take_back": "taken_back",
    "pause": "paused",
    "resume": "resumed",
    "renew": "renewed",
    "end_it": "ended",
    "drop": "dropped",
    "forget": "put_away",
}


class AgreementCard(Card):
    """Shows `shown`; ``name`` is the partner's. ``held``: other words of this agreement are in force."""

    def __init__(
        self,
        shown: AgreementView,
        name: str,
        doors: Doors,
        *,
        held: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(marked=shown.to_answer or shown.review_due, parent=parent)
        self.shown, self.name, self.held = shown, name, held
        self._doors = doors
        self._buttons: dict[str, Button] = {}
        words = shown.words
        before = shown.difference if len(words.text) <= TEXT_LENGTH else None
        # A draft may be longer than what can be offered; all of it is where it is written on.
        title = shortened(words.title, TITLE_LENGTH) if words.title.strip() else say("agreements.untitled")
        text = shortened(words.text, TEXT_LENGTH)
        self.setAccessibleName(title)
        self.add(
            Head(
                Marked(plain(title) if before is None else before.title, "strong"),
                Tag(kind_of(words), "kind"),
            )
        )
        self._add(Marked(plain(text) if before is None else before.text), 6)
        for at, runs in enumerate(setting_runs(words, before.before if before else None)):
            self._add(Marked(runs, "caption"), 6 if at else 10)
        if shown.app_keeps and shown.in_force:
            self.add(Accented(say("agreement.app_keeps"), "caption"), 10)
        for sentence in _sentences(shown, name):
            self.add(Text(sentence, "caption"), 6)
        if held:
            self.add(Text(say("agreements.change.held"), "caption"), 6)
        names = list(_doings(shown))
        self._doing = self._row(names)
        self.add(self._doing, 14 if self._kind == "plain" else 5)
        self._asking = self._ask()
        self.add(self._asking, 14)
        self._asking.hide()
        self._doing.setVisible(bool(names))

    @property
    def focused(self) -> str:
        """Which of its buttons has the keyboard's place; "" for none."""
        return next((name for name, button in self._buttons.items() if button.hasFocus()), "")

    def focus(self, name: str) -> bool:
        """Gives the keyboard's place to the button of this name, or the first; False where there is none."""
        shown = {each: button for each, button in self._buttons.items() if button.isVisibleTo(self)}
        button = shown.get(name) or next(iter(shown.values()), None)
        if button is not None:
            button.setFocus()
        return button is not None

    def step_back(self) -> bool:
        """Leaves it as it is, where that was asked; False where it wasn't."""
        if self._asking.isHidden():
            return False
        self._leave_it()
        return True

    def _add(self, text: Marked, above: int) -> None:
        self.add(text, above)
        text.setVisible(bool(text.text().strip()))

    def _row(self, names: list[str]) -> QWidget:
        row = QWidget()
        wraps(row)
        flow = Flow(gap=10, line_gap=10, parent=row)
        for name in names:
            button = Button(say(f"agreements.do.{name}"), partial(self._press, name), self._kind, parent=row)
            button.setAccessibleDescription(self.accessibleName())
            self._buttons[name] = button
            flow.addWidget(button)
        return row

    @property
    def _kind(self) -> Kind:
        """What waits for a word has buttons; what simply is so has quiet words."""
        shown = self.shown
        return "plain" if shown.state in {"offered", "draft"} or shown.review_due else "text"

    def _ask(self) -> QWidget:
        asking = QWidget()
        wraps(asking)
        column = Column(asking)
        column.add(Text(say("agreements.end.ask")))
        row = Flow(gap=10, line_gap=10)
        for name, pressed in (("end_it", partial(self._press, "end_it")), ("leave_it", self._leave_it)):
            button = Button(say(f"agreements.do.{name}"), pressed)
            button.setAccessibleDescription(self.accessibleName())
            self._buttons[name] = button
            row.addWidget(button)
        column.add(row, 12)
        return asking

    def _press(self, name: str) -> None:
        if name == "end":
            self._doing.hide()
            self._asking.show()
            self._buttons["leave_it"].setFocus()
        elif name in _ACTS:
            self._doors.act(_ACTS[name](self.shown), f"agreement.said.{_SAID.get(name, name)}")
        else:
            self._doors.write(self.shown)

    def _leave_it(self) -> None:
        self._asking.hide()
        self._doing.show()
        self._buttons["end"].setFocus()


def _doings(shown: AgreementView) -> Iterator[str]:
    """What can be done about it, as the names of its buttons."""

    def may(*doings: Doing) -> Iterator[str]:
        yield from (doing for doing in doings if doing not in shown.why_not)

    match shown.state:
        case "draft":
            yield from ("write", "drop")
        case "offered" if shown.mine:
            yield from ("change", "take_back")
        case "offered":
            yield from may("yes")
            if shown.understood:
                yield "suggest"
            if shown.my_answer is None:
                yield from may("not_now")
        case "in_force" | "paused":
            yield from may("renew")
            yield from may("resume" if shown.paused_by_me else "pause")
            if shown.understood:
                yield "suggest"
            yield "end"
        case "resting":
            yield from ("again", "end")
        case _:
            yield from ("again", "forget")


def _sentences(shown: AgreementView, name: str) -> Iterator[str]:
    """How it stands, in sentences."""
    match shown.state:
        case "offered":
            yield from _offered(shown, name)
        case "in_force" | "paused":
            yield from _review(shown, name)
        case "resting" | "faded" | "ended":
            yield say(f"agreement.state.{shown.state}")
    if shown.paused_by_me:
        yield say("agreement.paused.mine")
    if shown.paused_by_partner:
        yield say("agreement.paused.theirs", name=name)
    if not shown.understood and shown.state != "draft":
        yield say("agreement.newer")


def _offered(shown: AgreementView, name: str) -> Iterator[str]:
    whose = "mine" if shown.mine else "theirs"
    if shown.difference is None:
        yield looked_at_again(shown.words)
    else:
        yield say(f"agreement.change.{whose}", name=name)
    yield say(f"agreements.yes.{whose}", name=name)
    if shown.my_answer == "not_now":
        yield say("agreement.answer.mine")
    if shown.their_answer == "not_now":
        yield say("agreement.answer.theirs", name=name)


def _review(shown: AgreementView, name: str) -> Iterator[str]:
    if shown.review_due:
        yield say("agreement.review.due")
        yield say("agreements.review.how")
    elif shown.review_on is not None:
        yield say("agreement.review.on", day=day(shown.review_on))
    if shown.my_renewal:
        yield say("agreement.review.mine")
    if shown.their_renewal:
        yield say("agreement.review.theirs", name=name)
