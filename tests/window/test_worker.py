"""Jobs beside the window: their order, who hears of them, and in which thread what they held goes.

Law: nothing of Qt goes in a worker's thread, whoever held it last. What goes there may wait for the window
while the window waits for it: then both hang.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from stillhere.window.worker import Worker, tell


class Page(QObject):
    """Hears results, and notes in which thread it goes."""

    def __init__(self, went: list[str]) -> None:
        super().__init__()
        self.heard = list[str]()
        self.destroyed.connect(
            lambda: went.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
        )

    def hear(self, said: object) -> None:
        """Fails as every page does of which Qt has deleted the parts."""
        self.setObjectName(str(said))
        self.heard.append(str(said))


def _named(number: int) -> tuple[int, str]:
    return number, threading.current_thread().name


def _no() -> None:
    raise ValueError("no")


def _until(app: QApplication, so: Callable[[], object]) -> None:
    while not so():
        app.processEvents()


def test_results_come_back_in_order_and_into_the_windows_thread(qapp: QApplication) -> None:
    worker, heard = Worker("test"), list[object]()

    def hear(said: tuple[int, str]) -> None:
        heard.append((*said, threading.current_thread().name))

    for number in range(3):
        worker.ask(partial(_named, number), hear)
    worker.start()
    _until(qapp, lambda: len(heard) == 3)
    here = threading.current_thread().name
    assert heard == [(0, "test", here), (1, "test", here), (2, "test", here)]
    worker.stop()
    assert not worker.running


def test_what_a_job_raises_is_heard(qapp: QApplication) -> None:
    worker, heard, own = Worker("test"), list[Exception](), list[Exception]()
    worker.failed.connect(heard.append)
    worker.start()
    worker.ask(_no, lambda _: None, own.append)
    worker.ask(_no, lambda _: None)
    _until(qapp, lambda: heard)
    worker.stop()
    assert [type(error) for error in (*own, *heard)] == [ValueError, ValueError]


def _on_the_spot(page: Page) -> Callable[[object], object]:
    return lambda said: page.hear((said, "on the spot"))


#: A hearer that speaks for a page, in each way in which the window's pages write one.
HEARERS: dict[str, Callable[[Page], Callable[[object], object]]] = {
    "a method": lambda page: page.hear,
    "a part of a method": lambda page: partial(page.hear),
    "a function on the spot": _on_the_spot,
    "a part of such a function": lambda page: partial(_on_the_spot(page)),
}


@pytest.mark.parametrize("way", HEARERS)
def test_a_result_for_something_deleted_is_heard_by_nobody(qapp: QApplication, way: str) -> None:
    worker, page, done = Worker("test"), Page([]), list[object]()
    hearer = HEARERS[way](page)
    worker.ask(lambda: 1, hearer)  # type: ignore[arg-type]
    worker.ask(_no, hearer, hearer)  # type: ignore[arg-type]
    worker.ask(lambda: 2, done.append)
    delete(page)
    worker.start()
    _until(qapp, lambda: done)  # a hearer that was called would fail the test by what it raises
    worker.stop()
    assert page.heard == []


@pytest.mark.parametrize("way", HEARERS)
def test_whoever_is_there_hears(way: str) -> None:
    page = Page([])
    tell(HEARERS[way](page), "done")
    assert len(page.heard) == 1


def test_what_comes_after_the_end_is_heard_by_nobody(qapp: QApplication) -> None:
    worker, heard = Worker("test"), list[object]()
    worker.start()
    worker.ask(lambda: 1, heard.append)
    worker.stop()
    qapp.processEvents()
    assert heard == []


def test_a_page_that_only_a_job_still_holds_goes_in_the_windows_thread(qapp: QApplication) -> None:
    worker, went, done = Worker("test"), list[str](), list[object]()
    worker.start()
    for job in (lambda page: page.heard, lambda page: _no()):
        page = Page(went)
        worker.ask(partial(job, page), page.hear, page.hear)
        del page
        worker.ask(lambda: 1, done.append)
    _until(qapp, lambda: len(done) == 2)
    worker.stop()
    assert went == [threading.current_thread().name] * 2
