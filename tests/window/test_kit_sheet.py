"""The recovery kit on paper: one page, whose code a camera reads as the kit itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from stillhere.home.errors import HomeError
from stillhere.home.rooms.kits import Sheet
from stillhere.seal.keys import new_identity
from stillhere.seal.kit import Kit, qr_matrix, read_kit
from stillhere.window import kit_sheet, qr

KIT = Kit("a" * 52, "bbbbbbbbbb", new_identity(lambda size: b"\x07" * size))
SHEET = Sheet(
    title="Still Here: recovery kit of Mia, 2026-11-22",
    above=("With this sheet and the shared folder Mia comes back.", "Keep it as you keep a key. " * 4),
    kit=KIT.text,
    below=(("Without Still Here:", ""), ("This reads each file:", "age -d -i me.txt RECORD.age")),
    code=qr_matrix(KIT),
)


def test_it_is_one_page_of_a_pdf(qapp: object, tmp_path: Path) -> None:
    kit_sheet.write(SHEET, tmp_path / "kit.pdf")
    data = (tmp_path / "kit.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", data)) == 1
    with pytest.raises(HomeError, match="kit_denied"):
        kit_sheet.write(SHEET, tmp_path / "nowhere" / "kit.pdf")


@pytest.mark.skipif(not qr.can_read(), reason="the library that reads QR codes is not installed")
def test_its_code_says_the_kit_where_codes_can_be_read(qapp: object) -> None:
    import zxingcpp

    image = painted()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = bytes(grey.constBits())
    pixels = memoryview(lines).cast("B", (grey.height(), grey.bytesPerLine()))
    (code,) = zxingcpp.read_barcodes(pixels)
    assert read_kit(code.text) == KIT


def test_all_of_it_fits_on_the_page(qapp: object) -> None:
    image = painted()
    margins = [image.pixelColor(x, y).lightness() for x in (20, 1170) for y in range(0, 1684, 7)]
    below = [image.pixelColor(x, 1660).lightness() for x in range(0, 1190, 5)]
    assert set(margins + below) == {255}


def painted() -> QImage:
    """The page at two pixels a point."""
    return _painted(SHEET)


def painted_sheet(kit: Kit) -> QImage:
    """The page of another kit."""
    return _painted(structs.replace(SHEET, kit=kit.text, code=qr_matrix(kit)))


def _painted(sheet: Sheet) -> QImage:
    image = QImage(1190, 1684, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(2, 2)
    kit_sheet.paint(sheet, painter, QSizeF(595, 842))
    painter.end()
    return image
