"""The contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

A colour is its red, green and blue, 0 to 255 each; what stands behind them (an alpha) counts for nothing.
Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

from collections.abc import Sequence

Colour = Sequence[int]


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, whichever is the lighter one."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """How light a colour is, 0 to 1."""
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
