"""A text with what is different in it: taken words are struck through, added ones underlined on a ground.

Nothing is told by colour alone, and a screen reader hears what was taken away and what was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtGui import QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QWidget

from stillhere.core.agreements.difference import Run
from stillhere.window.components.text import Text
from stillhere.words import say


class Marked(Text):
    """Shows runs (see `stillhere.core.agreements.difference`) in one of the kinds of text."""

    def __init__(self, runs: Iterable[Run] = (), kind: str = "body", parent: QWidget | None = None) -> None:
        self._said: tuple[Run, ...] = ()
        self._runs: tuple[Run, ...] = ()
        super().__init__("", kind, parent=parent)
        self.show_runs(runs)

    def show_runs(self, runs: Iterable[Run]) -> None:
        """Shows these."""
        found = tuple(runs)
        if found == self._said:
            return
        self._said, self._runs = found, tuple(_apart(found))
        self._laid.clear()
        self.setText("".join(run.text for run in self._runs))
        self.setAccessibleName(spoken(found))
        self.updateGeometry()
        self.update()

    def _formats(self) -> list[QTextLayout.FormatRange]:
        return list(_ranges(self._runs, self.palette()))


class Accented(Text):
    """A text that stands out by the accent's colour; what it says doesn't hang on it."""

    def _formats(self) -> list[QTextLayout.FormatRange]:
        whole = QTextLayout.FormatRange()
        whole.start, whole.length, whole.format = 0, len(self.text()), QTextCharFormat()
        whole.format.setForeground(self.palette().color(QPalette.ColorRole.Accent))
        return [whole]


def plain(text: str) -> tuple[Run, ...]:
    """A text in which nothing is different."""
    return (Run("kept", text),) if text else ()


def spoken(runs: Iterable[Run]) -> str:
    """The runs as they are read aloud."""
    said = [
        run.text.strip()
        if run.kind == "kept"
        else say(f"agreements.spoken.{run.kind}", words=run.text.strip())
        for run in runs
    ]
    return " ".join(filter(None, said))


def _apart(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with a space between a word that was taken and the one in its place."""
    before = ""
    for run in runs:
        if before == "taken" and run.text[:1].isalnum():
            yield Run("kept", " ")
        yield run
        before = run.kind


def _ranges(runs: Iterable[Run], palette: QPalette) -> Iterator[QTextLayout.FormatRange]:
    start = 0
    for run in runs:
        # Qt counts in halves of UTF-16, as a text holds it.
        length = len(run.text.encode("utf-16-le")) // 2
        space = len(run.text) - len(run.text.lstrip())
        if run.kind != "kept":
            marked = QTextLayout.FormatRange()
            marked.start, marked.length = start + space, length - space
            marked.format = _format(run.kind, palette)
            yield marked
        start += length


def _format(kind: str, palette: QPalette) -> QTextCharFormat:
    form = QTextCharFormat()
    if kind == "taken":
        form.setFontStrikeOut(True)
        form.setForeground(palette.color(QPalette.ColorRole.PlaceholderText))
    else:
        form.setFontUnderline(True)
        form.setBackground(palette.color(QPalette.ColorRole.Highlight))
        form.setForeground(palette.color(QPalette.ColorRole.HighlightedText))
    return form
