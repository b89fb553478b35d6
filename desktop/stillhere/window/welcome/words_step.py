"""The step of the one who was invited: the twelve words, typed or read from a picture of their QR code.

Each word is looked up as it is typed, on this computer. What was typed is shown nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from stillhere.seal.errors import BadChecksum, UnknownWord, WordsError, WrongCount
from stillhere.seal.words import parse_words
from stillhere.window import qr
from stillhere.window.components.buttons import Button
from stillhere.window.components.field import Lines
from stillhere.window.components.flow import Flow
from stillhere.window.components.text import Text
from stillhere.window.dialogs import Dialogs
from stillhere.window.welcome.step import Step
from stillhere.window.worker import Worker
from stillhere.words import say


class WordsStep(Step):
    """``worker`` reads pictures, which may be large."""

    def __init__(
        self,
        worker: Worker,
        go_on: Callable[[], object],
        go_back: Callable[[], object],
        dialogs: Dialogs,
    ) -> None:
        super().__init__(say("welcome.words"), say("welcome.words.text"), go_on=go_on, go_back=go_back)
        self._worker = worker
        self._dialogs = dialogs
        self._lines = Lines(say("welcome.words"), lambda _: None, rows=3, hint=say("welcome.words.hint"))
        self._lines.textChanged.connect(self._typed)
        self._state = Text(kind="caption")
        pictures = Flow(gap=10, line_gap=2)
        if qr.can_read():
            self.setAcceptDrops(True)
            pictures.addWidget(Button(say("welcome.words.picture"), self._choose))
            pictures.addWidget(Button(say("welcome.words.paste"), self._paste, "text"))
        self.fill((self._lines, 22), (self._state, 8), (pictures, 14))

    @property
    def words(self) -> tuple[str, ...]:
        """The twelve words. Only after `check`."""
        return parse_words(self._lines.toPlainText())

    @property
    def field(self) -> QWidget:
        return self._lines

    def check(self) -> tuple[str, str] | None:
        try:
            parse_words(self._lines.toPlainText())
        except WordsError as error:
            # What is wrong is said once, by the note.
            self._state.say(_count(self._lines.toPlainText()))
            return sentence_of(error), say("welcome.words.next")
        return None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._read(event.mimeData())

    def _typed(self) -> None:
        self.note.clear()
        self._state.say(_state(self._lines.toPlainText()))

    def _choose(self) -> None:
        picture = self._dialogs.picture(self)
        if picture is not None:
            self._worker.ask(lambda: qr.read_file(picture), self._found)

    def _paste(self) -> None:
        self._read(QGuiApplication.clipboard().mimeData())

    def _read(self, data: QMimeData | None) -> None:
        """Reads what was pasted or dropped: a picture, or the name of a file with one."""
        if data is None:
            self._found(None)
        elif data.hasImage():
            image = QImage(data.imageData())
            self._worker.ask(lambda: qr.read_image(image), self._found)
        elif data.hasUrls() and data.urls()[0].isLocalFile():
            name = data.urls()[0].toLocalFile()
            self._worker.ask(lambda: qr.read_file(Path(name)), self._found)
        else:
            self._found(None)

    def _found(self, words: tuple[str, ...] | None) -> None:
        if words is None:
            self.note.tell(say("welcome.words.no_code"), say("welcome.words.no_code.next"))
            self.reveal(self.note)
            return
        self.note.clear()
        self._lines.setPlainText(" ".join(words) + " ")


def _state(text: str) -> str:
    """What to say of what was typed so far. The word that is being typed counts, and isn't judged yet."""
    with suppress(WordsError):
        parse_words(text)
        return say("welcome.words.whole")
    try:
        parse_words(text if text[-1:].isspace() else text.rpartition(" ")[0])
    except WrongCount:
        return _count(text)
    except WordsError as error:
        return sentence_of(error)
    return _count(text)


def _count(text: str) -> str:
    count = len(text.split())
    return say("welcome.words.count", count=count) if count else ""


def sentence_of(error: WordsError) -> str:
    """What can't be right about typed words."""
    match error:
        case UnknownWord(position=position, close=close) if close:
            return say("welcome.words.unknown.close", number=position, words=", ".join(close))
        case UnknownWord(position=position):
            return say("welcome.words.unknown", number=position)
        case BadChecksum():
            return say("welcome.words.checksum")
        case WrongCount(count=count):
            return say("welcome.words.count", count=count)
    return say("welcome.words.checksum")
