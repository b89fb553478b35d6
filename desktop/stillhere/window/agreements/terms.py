"""What an agreement of each kind sets, as small controls. Each has a name and a way by keyboard.

They show and give values as they were typed; whether these fit is for the core to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, get_args

from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.drawer import Typed
from stillhere.core.records.record import Guess
from stillhere.core.records.terms import Day, Pace
from stillhere.window.agreements.hour import Hour
from stillhere.window.components.chips import ChipRow
from stillhere.window.components.column import Column
from stillhere.window.components.field import Line, Lines
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.components.wrapping import wraps
from stillhere.words import say

Told = Callable[[], object]

_DAYS: Final[tuple[Day, ...]] = get_args(Day)

#: What stands beside each other.
_TIMES: Final = frozenset({"from", "to"})

#: What a new agreement of each kind begins with.
BEGINNINGS: Final[Mapping[str, Mapping[str, Typed]]] = {
    "before_rest": {"steps": ()},
    "on_return": {"steps": ()},
    "check_ins": {"who": "either", "form": "knock", "per_rest": 1, "after_hours": 0},
    "quiet_hours": {"from": "22:00", "to": "07:00", "days": _DAYS},
    "still_here_rhythm": {"every_days": 1},
    "guess": {"guess": "open"},
    "letters": {"pace": "one_at_a_time", "form": "any"},
    "handover": {"items": ()},
    "urgent": {"channel": ""},
    "low_contact": {"practical_only": True},
    "own_words": {},
}


class Control(NamedTuple):
    """One setting: what stands above it, its widget, and how it is shown and read."""

    label: str
    widget: QWidget
    show: Callable[[Typed], object]
    read: Callable[[], Typed]


class Terms(QWidget):
    """The settings of one kind; ``told`` hears that something was changed by hand."""

    def __init__(
        self, kind: str, settings: Mapping[str, Typed], told: Told, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        wraps(self)
        self.kind = kind
        self._told = told
        self._showing = False
        # What has no control here stays as it is.
        self._kept = {**BEGINNINGS.get(kind, {}), **settings}
        self._controls = _controls(kind, self._kept, self._change)
        self.empty = not self._controls
        self._lay_out()
        self.show_settings(self._kept)

    def show_settings(self, settings: Mapping[str, Typed]) -> None:
        """Shows these; that is no change by hand."""
        self._showing = True
        self._kept = {**self._kept, **settings}
        for name, control in self._controls.items():
            if name in self._kept:
                control.show(self._kept[name])
        self._showing = False

    def settings(self) -> dict[str, Typed]:
        """The settings as they stand here."""
        return {**self._kept, **{name: control.read() for name, control in self._controls.items()}}

    def _lay_out(self) -> None:
        column, times = Column(self), Flow(gap=18, line_gap=14)
        for name, control in self._controls.items():
            if name in _TIMES:
                times.addWidget(_labelled(control))
                continue
            column.add(Text(control.label, "label"), 18)
            column.add(control.widget, 7)
        if times.count():
            column.add(times, 18)
            column.add(Text(say("agreements.set.clock"), "caption"), 8)

    def _change(self) -> None:
        if not self._showing:
            self._told()


def _labelled(control: Control) -> QWidget:
    """A control with its label above it, as one piece of a row."""
    piece = QWidget()
    column = Column(piece)
    column.add(Text(control.label, "label"))
    column.add(control.widget, 7)
    return piece


def fitting(settings: Mapping[str, Typed]) -> dict[str, Typed]:
    """`settings` without empty lines, and with the days in the order of the week."""
    made = dict(settings)
    for name in ("steps", "items"):
        lines = made.get(name)
        if isinstance(lines, tuple):
            made[name] = tuple(line.strip() for line in lines if line.strip())
    days = made.get("days")
    if isinstance(days, tuple):
        made["days"] = tuple(day for day in _DAYS if day in days)
    return made


def _controls(kind: str, now: Mapping[str, Typed], told: Told) -> dict[str, Control]:
    match kind:
        case "before_rest" | "on_return":
            return {"steps": _lines("steps", told)}
        case "handover":
            return {"items": _lines("items", told)}
        case "check_ins":
            numbers = [(number, say(f"agreements.set.per_rest.{number}")) for number in (0, 1)]
            hours = [(each, _hours(each)) for each in _with((0, 6, 12, 24, 48), now.get("after_hours"))]
            return {
                "per_rest": _number("per_rest", numbers, told),
                "after_hours": _number("after_hours", hours, told),
            }
        case "quiet_hours":
            return {"days": _week(told), "from": _hour("from", told), "to": _hour("to", told)}
        case "still_here_rhythm":
            every = [(each, _every(each)) for each in _with((1, 2, 3, 7), now.get("every_days"))]
            return {"every_days": _number("every_days", every, told)}
        case "guess":
            return {"guess": _term("guess", [(g, say(f"guess.{g}")) for g in get_args(Guess)], told)}
        case "letters":
            paces = [(pace, say(f"agreement.set.pace.{pace}")) for pace in get_args(Pace)]
            forms = [(form, say(f"agreements.set.form.{form}")) for form in ("any", "short")]
            return {"pace": _term("pace", paces, told), "form": _term("form", forms, told)}
        case "urgent":
            return {"channel": _channel(told)}
        case _:
            return {}


def _hours(hours: int) -> str:
    return (
        say("agreements.set.after_hours.0")
        if not hours
        else say("agreements.set.after_hours.more", hours=hours)
    )


def _every(days: int) -> str:
    return (
        say("agreements.set.every_days.1") if days == 1 else say("agreements.set.every_days.more", days=days)
    )


def _with(usual: Sequence[int], now: object) -> list[int]:
    """The usual numbers, and the one that is set now by other means."""
    more = [now] if isinstance(now, int) and not isinstance(now, bool) else []
    return sorted({*usual, *more})


def _number(name: str, choices: Sequence[tuple[int, str]], told: Told) -> Control:
    label = say(f"agreements.set.{name}")
    row = ChipRow(label, [(str(number), text) for number, text in choices], lambda _: told())
    # Where nothing is chosen, what was set fits no choice; the first one stands in for it.
    first = str(choices[0][0])
    return Control(
        label, row, lambda now: row.show_chosen((str(now),)), lambda: int("".join(row.chosen) or first)
    )


def _term(name: str, choices: Sequence[tuple[str, str]], told: Told) -> Control:
    label = say(f"agreements.set.{name}")
    row = ChipRow(label, choices, lambda _: told())
    return Control(label, row, lambda now: row.show_chosen((str(now),)), lambda: "".join(row.chosen))


def _week(told: Told) -> Control:
    label = say("agreements.set.days")
    days = [(day, say(f"agreement.day.{day}")) for day in _DAYS]
    row = ChipRow(label, days, lambda _: told(), many=True)

    def show(now: Typed) -> None:
        row.show_chosen(now if isinstance(now, tuple) else ())

    return Control(label, row, show, lambda: row.chosen)


def _hour(name: str, told: Told) -> Control:
    label = say(f"agreements.set.{name}")
    field = Hour(label, told)
    return Control(label, field, lambda now: field.setText(str(now)), lambda: field.value)


def _channel(told: Told) -> Control:
    label = say("agreements.set.channel")
    field = Line(label, _nothing, hint=say("agreements.set.channel.hint"))
    field.textEdited.connect(lambda _: told())
    return Control(label, field, lambda now: field.setText(str(now)), field.text)


def _lines(name: str, told: Told) -> Control:
    label = say(f"agreements.set.{name}")
    field = Lines(label, _nothing, rows=4)
    field.textChanged.connect(told)

    def show(now: Typed) -> None:
        field.setPlainText("\n".join(now) if isinstance(now, tuple) else "")

    return Control(label, field, show, lambda: tuple(field.toPlainText().split("\n")))


def _nothing(_: str) -> None:
    """It is kept by the pen, as it is typed."""
