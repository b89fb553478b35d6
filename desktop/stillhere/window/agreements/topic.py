"""What an agreement is about, and something to begin with: the eleven topics, and the templates of each.

A template is a text to change. What it takes the place of can be had back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QSizePolicy, QWidget

from stillhere.core.records.terms import SETTINGS
from stillhere.home.library import Template
from stillhere.window.components.buttons import Button
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.flow import Flow, empty
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say


class Doors(NamedTuple):
    """What is chosen here: a topic, a template (None: an empty page), or what stood there before."""

    kind: Callable[[str], object]
    template: Callable[[Template | None], object]
    back: Callable[[], object]


class Topic(QWidget):
    """``templates`` gives every template."""

    def __init__(
        self, doors: Doors, templates: Callable[[], tuple[Template, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._templates = templates
        self._label = Text(say("agreements.topic"), "label")
        kinds = [(kind, say(f"agreement.kind.{kind}")) for kind in SETTINGS]
        self._kinds = ChipRow(say("agreements.topic"), kinds, doors.kind)
        self._does = Text(kind="caption")
        self._begin_label = Text(say("agreements.begin"), "label")
        self._begin = QWidget()
        self._back = Button(say("agreements.begin.before"), doors.back, "text")
        self._back.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        wraps(self, self._begin)
        self._row = Flow(gap=10, line_gap=10, parent=self._begin)
        column = Column(self)
        for item, above in (
            (self._label, 0),
            (self._kinds, 8),
            (self._does, 10),
            (self._begin_label, 20),
            (self._begin, 8),
            (self._back, 6),
        ):
            column.add(item, above)

    def show_kind(self, kind: str, *, fixed: bool, back: bool) -> None:
        """Shows `kind`, to be chosen or ``fixed``; with ``back`` something else stood there before."""
        self._kinds.show_chosen((kind,))
        self._does.say(say(f"agreements.does.{kind}") if kind in SETTINGS else "")
        found = [] if fixed else [each for each in self._templates() if each.kind == kind]
        # Each press is an act of its own, so none of them stays chosen.
        empty(self._row)
        for template in found:
            self._offer(template.title, template)
        if found:
            self._offer(say("agreements.begin.own"), None)
        for widget, shown in (
            (self._label, not fixed),
            (self._kinds, not fixed),
            (self._does, kind in SETTINGS),
            (self._begin_label, bool(found)),
            (self._begin, bool(found)),
            (self._back, back),
        ):
            widget.setVisible(shown)

    def focus(self) -> None:
        """Gives the keyboard's place to the topics."""
        self._kinds.focus()

    def _offer(self, text: str, template: Template | None) -> None:
        button = Button(text, partial(self._doors.template, template), parent=self._begin)
        button.setAccessibleDescription(say("agreements.begin"))
        self._row.addWidget(button)
        button.show()
