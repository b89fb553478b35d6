"""Which cards the settings have, group by group, and in which order.

Each is made, and what it takes is loaded, when it is asked for: nobody waits for a card that is out of sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from stillhere.window.desk import Desk
from stillhere.window.dialogs import Dialogs
from stillhere.window.settings.section import Section

if TYPE_CHECKING:
    from stillhere.window.reflect.journal import Journal


class Doors(NamedTuple):
    """What the cards lead to: ``erase`` erases everything, ``agreements`` opens their page, ``journal`` opens
    what is private.
    """

    dialogs: Dialogs
    erase: Callable[[], object]
    agreements: Callable[[], object]
    journal: Journal | None


#: A group's name, and its next card.
Coming = Iterator[tuple[str, Section]]


def cards(desk: Desk, doors: Doors) -> Coming:
    """Every card, one after the other. A new card gets its line in its group."""
    groups = {
        "two": _two(desk, doors),
        "here": _here(desk),
        "private": _private(desk),
        "devices": _devices(desk, doors),
        "going": _going(desk, doors),
        "program": _program(desk),
    }
    for group, made in groups.items():
        for card in made:
            yield group, card


def _two(desk: Desk, doors: Doors) -> Iterator[Section]:
    from stillhere.window.settings.two import FolderCard, NamesCard, SafetyCard

    yield NamesCard(desk)
    yield FolderCard(desk, doors.dialogs)
    yield SafetyCard(desk)


def _here(desk: Desk) -> Iterator[Section]:
    from stillhere.window.settings.device import AppearanceCard, HideKeyCard, NotificationsCard
    from stillhere.window.settings.starting import StartingCard

    yield NotificationsCard(desk)
    yield AppearanceCard(desk)
    yield StartingCard(desk)
    yield HideKeyCard(desk)


def _private(desk: Desk) -> Iterator[Section]:
    from stillhere.window.settings.device import PhrasesCard, PresetCard
    from stillhere.window.settings.lock import LockCard

    yield LockCard(desk)
    yield PhrasesCard(desk)
    yield PresetCard(desk)


def _devices(desk: Desk, doors: Doors) -> Iterator[Section]:
    from stillhere.window.settings.devices import DevicesCard

    yield DevicesCard(desk)

    from stillhere.window.settings.across import AcrossCard

    yield AcrossCard(desk, doors.journal)

    from stillhere.window.settings.kit import BundleCard, KitCard

    yield KitCard(desk, doors.dialogs)
    yield BundleCard(desk, doors.dialogs)


def _going(desk: Desk, doors: Doors) -> Iterator[Section]:
    from stillhere.window.settings.taking import ExportCard

    yield ExportCard(desk, doors.dialogs, doors.agreements)

    from stillhere.window.settings.going import EraseCard, LeaveCard

    yield LeaveCard(desk)
    yield EraseCard(desk, doors.erase)


def _program(desk: Desk) -> Iterator[Section]:
    from stillhere.window.settings.about import AboutCard

    yield AboutCard(desk)
