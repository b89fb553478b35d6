"""The icon of Linux desktops: pystray's `Icon`, spoken as ``org.kde.StatusNotifierItem`` over the bus.

Laws. Everything a panel can read comes from one frozen `_Face`, and only what changed is signalled. Panels
ask and press in the bus's thread; what was pressed is told and nothing else is done there. It needs no
display and no Qt.

Source: the freedesktop.org StatusNotifierItem specification; ``XAyatanaSecondaryActivate``,
``IconAccessibleDesc`` and ``ProvideXdgActivationToken`` are what the panels of Ayatana and KDE ask for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from stillhere.core.records.text import clean
from stillhere.notify.markup import escaped
from stillhere.tray.dbusmenu import PATH as MENU_PATH
from stillhere.tray.dbusmenu import DBusMenu
from stillhere.tray.export import Exported, Interface, Method, Property
from stillhere.tray.icon import Activated, Asked, Chosen, HostChanged, Presses, Tell
from stillhere.tray.menu import Menu, Numbers, PystrayIcon, Reading
from stillhere.tray.pictures import Picture, PictureSet
from stillhere.tray.watcher import Watcher

if TYPE_CHECKING:
    from jeepney import Message
    from PIL.Image import Image

    from stillhere.notify.bus import SessionBus

PATH = "/StatusNotifierItem"
ITEM = "org.kde.StatusNotifierItem"

#: Width, height, and the pixels as ARGB in network byte order, not premultiplied: ``(iiay)``.
Pixmap = tuple[int, int, bytes]


class _Face(Struct, frozen=True):
    """What is shown at one moment: the images, the text's first line, its other lines, and whether at all."""

    pixmaps: tuple[Pixmap, ...] = ()
    title: str = ""
    more: str = ""
    visible: bool = False

    @property
    def status(self) -> str:
        return "Active" if self.visible else "Passive"


def pixmap(picture: Picture | Image) -> Pixmap:
    """A picture, or an image of Pillow's, as panels take it."""
    if isinstance(picture, Picture):
        return picture.side, picture.side, _argb(picture.rgba)
    return picture.width, picture.height, _argb(picture.convert("RGBA").tobytes())


def _argb(rgba: bytes) -> bytes:
    argb = bytearray(len(rgba))
    for place, band in enumerate((3, 0, 1, 2)):
        argb[place::4] = rgba[band::4]
    return bytes(argb)


def _doing(act: Callable[[], None]) -> Callable[..., tuple[Any, ...]]:
    """A method that does `act`, whatever its arguments (places on the screen, times), and answers nothing."""

    def do(*_: Any) -> tuple[Any, ...]:
        act()
        return ()

    return do


class SniIcon(PystrayIcon):  # type: ignore[misc]
    """A tray icon on ``bus``; ``name`` is its id for panels. `run` serves the bus in the calling thread.

    ``clock``: monotonic seconds. pystray's own ways (``icon``, ``title``, ``menu``, ``visible``) work too;
    ``icon`` may then be one image, or a set of several sizes.
    """

    HAS_NOTIFICATION = False

    _icon: Image | PictureSet | None
    _title: str
    _menu: Menu | None

    def __init__(
        self,
        name: str,
        bus: SessionBus,
        tell: Tell,
        *,
        clock: Callable[[], float] = time.monotonic,
        icon: Image | PictureSet | None = None,
        title: str = "",
        menu: Menu | None = None,
    ) -> None:
        super().__init__(name, icon, title, menu)
        self._bus = bus
        self._tell = tell
        self._presses = Presses(clock)
        self._publishing = threading.Lock()
        self._shown = False
        self._numbers = Numbers()
        self._watcher = Watcher(bus, lambda present: tell(HostChanged(present)))
        self._face = _Face()
        self._dbus_menu = DBusMenu(self._numbers.read(None), lambda chosen: self._handler(chosen)())
        self._object = Exported(PATH, [self._interface()])
        bus.follow(self._watcher)
        bus.export(self._object, self._dbus_menu.object)

    @property
    def host_present(self) -> bool:
        """Whether anything on this desktop shows the icon."""
        return self._watcher.host_present is True

    def show(self, pictures: PictureSet, tooltip: str, menu: Menu) -> None:
        """Replaces what is shown, from any thread. The tooltip's first line is its title."""
        self._icon, self._title, self._menu = pictures, tooltip, menu
        self._update_icon()

    def stop(self) -> None:
        """Takes the icon away and lets `run` return, from any thread."""
        self._bus.stop()
        super().stop()

    def __call__(self) -> None:
        """The icon was pressed."""
        if self._presses.new():
            self._tell(Activated())

    def chosen(self, key: str) -> None:
        """The menu item with this key was chosen."""
        self._tell(Chosen(key))

    def _publish(self) -> None:
        """Hands what is to be shown to the bus's thread; what is posted last was read last."""
        with self._publishing:
            shown = self._icon if isinstance(self._icon, tuple) else (self._icon,) if self._icon else ()
            title, _, more = clean(self._title, lines=True).partition("\n")
            face = _Face(tuple(pixmap(each) for each in shown), title, more, self._shown)
            reading = self._numbers.read(self._menu)
            self._bus.post(lambda: self._take(face, reading))

    def _take(self, face: _Face, reading: Reading) -> None:
        """In the bus's thread: shows what is new, and says so to those who look."""
        before, self._face = self._face, face
        said = [*self._changes(before, face), *self._dbus_menu.replace(reading)]
        if before.visible:
            for signal in said:
                self._bus.emit(signal)
        if face.visible:
            self._watcher.register()

    def _changes(self, old: _Face, new: _Face) -> Iterator[Message]:
        if old.pixmaps != new.pixmaps:
            yield self._object.signal(ITEM, "NewIcon")
        if old.title != new.title:
            yield self._object.signal(ITEM, "NewTitle")
        if (old.title, old.more) != (new.title, new.more):
            yield self._object.signal(ITEM, "NewToolTip")
        if old.visible != new.visible:
            yield self._object.signal(ITEM, "NewStatus", new.status)

    def _interface(self) -> Interface:
        pressed = _doing(self)
        return Interface(
            ITEM,
            methods={
                "Activate": Method(pressed, "ii"),
                "SecondaryActivate": Method(pressed, "ii"),
                "XAyatanaSecondaryActivate": Method(pressed, "u"),
                "ContextMenu": Method(_doing(lambda: self._tell(Asked())), "ii"),
                "Scroll": Method(_doing(lambda: None), "is"),
                "ProvideXdgActivationToken": Method(_doing(lambda: None), "s"),
            },
            properties={
                "Category": Property("s", lambda: "Communications"),
                "Id": Property("s", lambda: self.name),
                "Title": Property("s", lambda: self._face.title),
                "Status": Property("s", lambda: self._face.status),
                "WindowId": Property("i", lambda: 0),
                "IconThemePath": Property("s", str),
                "IconName": Property("s", str),
                "IconPixmap": Property("a(iiay)", lambda: list(self._face.pixmaps)),
                "IconAccessibleDesc": Property("s", lambda: self._face.title),
                "OverlayIconName": Property("s", str),
                "OverlayIconPixmap": Property("a(iiay)", list),
                "AttentionIconName": Property("s", str),
                "AttentionIconPixmap": Property("a(iiay)", list),
                "AttentionMovieName": Property("s", str),
                "ToolTip": Property("(sa(iiay)ss)", self._tool_tip),
                "ItemIsMenu": Property("b", lambda: False),
                "Menu": Property("o", lambda: MENU_PATH),
            },
            signals={"NewIcon": "", "NewTitle": "", "NewToolTip": "", "NewStatus": "s"},
        )

    def _tool_tip(self) -> tuple[Any, ...]:
        # The title is plain text; what follows it is read as markup.
        return "", [], self._face.title, escaped(self._face.more)

    def _show(self) -> None:
        self._shown = True
        self._publish()

    def _hide(self) -> None:
        self._shown = False
        self._publish()

    def _update_icon(self) -> None:
        self._icon_valid = True
        self._publish()

    def _update_title(self) -> None:
        self._publish()

    def _update_menu(self) -> None:
        self._publish()

    def _run(self) -> None:
        self._mark_ready()
        self._bus.run()

    def _run_detached(self) -> None:
        threading.Thread(target=self._run, name="session bus").start()

    def _stop(self) -> None:
        self._bus.stop()
