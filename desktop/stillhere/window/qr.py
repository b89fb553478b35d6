"""Reading the QR code of an invitation or a kit from a picture, here, where the library for it is installed.

A picture is hostile: its size is limited before it is decoded, and only twelve words or a kit in it count.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from stillhere.seal.errors import SealError
from stillhere.seal.kit import QR_PREFIX as KIT
from stillhere.seal.words import words_from_qr_text

_MAX_BYTES = 20 * 1024 * 1024
#: A code of some hundred modules needs no more pixels than this in a picture.
_MAX_SIDE = 2000
_MAX_PIXELS = 60_000_000


def can_read() -> bool:
    """Whether pictures can be read here."""
    return find_spec("zxingcpp") is not None


def read_file(path: Path) -> tuple[str, ...] | None:
    """The twelve words in the picture at `path`, or None where none can be found."""
    return _words_in(_texts(_picture(path)))


def read_image(image: QImage) -> tuple[str, ...] | None:
    """The twelve words in `image`, or None."""
    return _words_in(_texts(image))


def kit_in(path: Path) -> str | None:
    """What the code of a recovery kit in the picture at `path` says, or None. Secret."""
    return next((text for text in _texts(_picture(path)) if text.startswith(KIT)), None)


def _words_in(texts: list[str]) -> tuple[str, ...] | None:
    for text in texts:
        try:
            return words_from_qr_text(text)
        except SealError:
            continue
    return None


def _picture(path: Path) -> QImage:
    """The picture at `path`, no larger than it needs to be; an empty one where there is none."""
    reader = QImageReader(str(path))
    size = reader.size()
    if not path.is_file() or path.stat().st_size > _MAX_BYTES or not size.isValid():
        return QImage()
    if size.width() * size.height() > _MAX_PIXELS:
        return QImage()
    if max(size.width(), size.height()) > _MAX_SIDE:
        reader.setScaledSize(size.scaled(QSize(_MAX_SIDE, _MAX_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _texts(image: QImage) -> list[str]:
    """What the codes in `image` say."""
    if image.isNull():
        return []
    import zxingcpp

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines, stride = memoryview(grey.constBits()), grey.bytesPerLine()
    width, height = grey.width(), grey.height()
    tight = b"".join(bytes(lines[row * stride : row * stride + width]) for row in range(height))
    pixels = memoryview(tight).cast("B", (height, width))
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(pixels, formats=wanted)]
