"""Where an agreement is written: topic, words, settings, and when to look at it again.

It shows a draft and gives it back as it was typed. Nothing typed is taken away: what a template takes the
place of can be had back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace
from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.core.agreements.difference import difference
from stillhere.core.records.terms import TEXT_LENGTH, Words
from stillhere.home.library import Template
from stillhere.window.agreements import topic
from stillhere.window.agreements.jobs import Written
from stillhere.window.agreements.lines import all_lines
from stillhere.window.agreements.marked import Marked
from stillhere.window.agreements.review import ReviewIn
from stillhere.window.agreements.terms import BEGINNINGS, Terms, fitting
from stillhere.window.agreements.topic import Topic
from stillhere.window.components.buttons import Button
from stillhere.window.components.column import Column
from stillhere.window.components.field import Line, Lines
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.words import say


class Doors(NamedTuple):
    """What the editor tells: that something was typed, and what is to become of it."""

    typed: Callable[[], object]
    offer: Callable[[], object]
    later: Callable[[], object]
    drop: Callable[[], object]


class Editor(QWidget):
    """``templates`` gives every template. `show_words` shows what is to be written on."""

    def __init__(
        self, doors: Doors, templates: Callable[[], tuple[Template, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._policy.setHeightForWidth(True)
        self.setSizePolicy(self._policy)
        self._doors = doors
        self._showing = False
        self._before: Words | None = None
        self._replaced: Written | None = None
        self._topic = Topic(topic.Doors(self._set_kind, self._begin_with, self._bring_back), templates)
        self._title = Line(say("agreements.title"), _nothing)
        self._text = Lines(say("agreements.text"), _nothing, rows=6, hint=say("agreements.text.hint"))
        self._terms = Terms("own_words", {}, self._typed)
        self._place = QWidget()
        self._review = ReviewIn(self._typed)
        self._marked = Marked(kind="body")
        self._marked_label = Text(say("agreements.difference"), "label")
        self._offer = Button(say("agreements.offer_it"), doors.offer, "primary")
        self._saved = Text(kind="small")
        self._lay_out()
        self._title.textEdited.connect(self._typed)
        self._text.textChanged.connect(self._typed)

    @property
    def written(self) -> Written:
        """Everything as it stands here."""
        return Written(
            kind=self._terms.kind,
            title=self._title.text(),
            text=self._text.toPlainText(),
            settings=self._terms.settings(),
            review_days=self._review.days,
        )

    @property
    def words(self) -> Words:
        """What it says, ready to be offered."""
        now = self.written
        return Words(
            kind=now.kind,
            title=now.title,
            text=now.text,
            settings=fitting(now.settings),
            review_days=now.review_days,
        )

    @property
    def blank(self) -> bool:
        """Whether nobody wrote or set anything yet."""
        now = self.written
        return not (now.title.strip() or now.text.strip()) and _as_begun(now)

    def show_words(self, words: Words, before: Words | None, name: str) -> None:
        """Shows what is to be written on; ``before`` is what it would change, ``name`` the partner's."""
        self._before, self._replaced = before, None
        self._offer.setText(say("agreements.offer_to", name=name) if name else say("agreements.offer_it"))
        self._show(
            Written(
                kind=words.kind,
                title=words.title,
                text=words.text,
                settings=words.settings,
                review_days=words.review_days,
            )
        )

    def show_saved(self, key: str) -> None:
        """Says how it is kept; "" says nothing."""
        self._saved.say(say(key) if key else "")

    def busy(self, busy: bool) -> None:
        """While it is offered, it isn't offered again."""
        self._offer.setEnabled(not busy)

    def begin(self) -> None:
        """Gives the keyboard's place to where writing begins."""
        if self._before is None and self.blank:
            self._topic.focus()
        else:
            self._title.setFocus()

    def _lay_out(self) -> None:
        self._place.setSizePolicy(self._policy)
        self._room = Column(self._place)
        self._room.add(self._terms)
        row = Flow(gap=10, line_gap=10)
        row.addWidget(self._offer)
        row.addWidget(Button(say("agreements.later"), self._doors.later))
        row.addWidget(Button(say("agreements.do.drop"), self._doors.drop, "text"))
        column = Column(self)
        for item, above in (
            (self._topic, 0),
            (Text(say("agreements.title"), "label"), 20),
            (self._title, 7),
            (Text(say("agreements.text"), "label"), 18),
            (self._text, 7),
            (self._place, 18),
            (Text(say("agreements.review"), "label"), 18),
            (self._review, 8),
            (self._marked_label, 22),
            (self._marked, 7),
            (row, 26),
            (self._saved, 10),
        ):
            column.add(item, above)

    def _show(self, written: Written) -> None:
        self._showing = True
        self._topic.show_kind(written.kind, fixed=self._before is not None, back=self._replaced is not None)
        self._title.setText(written.title)
        self._text.setPlainText(written.text)
        self._set_terms(Terms(written.kind, written.settings, self._typed, self._place))
        self._review.show_days(written.review_days)
        self._showing = False
        self._show_difference()

    def _set_terms(self, terms: Terms) -> None:
        self._room.removeWidget(self._terms)
        self._terms.hide()
        self._terms.deleteLater()
        self._terms = terms
        self._room.add(terms)
        self._place.setVisible(not terms.empty)
        terms.setVisible(not terms.empty)

    def _set_kind(self, kind: str) -> None:
        now = self.written
        if kind != now.kind:
            self._replaced = None if _as_begun(now) else now
            self._show(replace(now, kind=kind, settings={}))
            self._typed()

    def _begin_with(self, template: Template | None) -> None:
        now = self.written
        self._replaced = None if self.blank else now
        if template is None:
            self._show(replace(now, title="", text="", settings={}))
        else:
            self._show(replace(now, title=template.title, text=template.text, settings=template.settings))
        self._typed()
        self._title.setFocus()

    def _bring_back(self) -> None:
        if self._replaced is not None:
            before, self._replaced = self._replaced, None
            self._show(before)
            self._typed()
            self._title.setFocus()

    def _typed(self, *_: object) -> None:
        if not self._showing:
            self._show_difference()
            self._doors.typed()

    def _show_difference(self) -> None:
        before, now = self._before, self.words
        # What is too long to be offered would take long to compare, and push the buttons out of reach.
        changed = before is not None and before != now and len(now.text) <= TEXT_LENGTH
        for widget in (self._marked_label, self._marked):
            widget.setVisible(changed)
        if before is not None and changed:
            self._marked.show_runs(difference(_whole(before), _whole(now)))


def _as_begun(now: Written) -> bool:
    """Whether the settings are those that an agreement of this kind begins with."""
    return fitting(now.settings) == fitting(BEGINNINGS.get(now.kind, {}))


def _whole(words: Words) -> str:
    """Everything that words say, line by line."""
    return "\n".join(filter(None, (words.title, words.text, *all_lines(words))))


def _nothing(_: str) -> None:
    """It is kept by the pen, as it is typed."""
