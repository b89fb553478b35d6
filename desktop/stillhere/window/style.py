"""The style sheet and palette of a look: how each component is painted.

It is made from `look` alone. One sheet for the application, so that a change of theme or text size reaches
every widget at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QColor, QFont, QPalette

from stillhere.window.look import EM, SANS, TYPES, Appearance, Type

Rule = tuple[str, dict[str, str]]

#: The window's one ring shows the keyboard's place; the style would paint a rectangle of its own inside.
_NO_OUTLINE = {"outline": "none"}


def sheet(worn: Appearance) -> str:
    """The style sheet for `worn`."""
    rules = (*_buttons(worn), *_chips(worn), *_surfaces(worn), *_fields(worn), *_painted(worn))
    return "\n".join(
        f"{to}{{{';'.join(f'{name}:{value}' for name, value in how.items())}}}" for to, how in rules
    )


def palette(worn: Appearance) -> QPalette:
    """The palette for `worn`: for texts (see `look.ROLES`), and for what the style sheet doesn't name."""
    colours, made = worn.colours, QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, colours.ground),
        (QPalette.ColorRole.WindowText, colours.ink),
        (QPalette.ColorRole.Base, colours.card),
        (QPalette.ColorRole.Text, colours.ink),
        (QPalette.ColorRole.Button, colours.card),
        (QPalette.ColorRole.ButtonText, colours.ink),
        (QPalette.ColorRole.PlaceholderText, colours.muted),
        (QPalette.ColorRole.Highlight, colours.chip),
        (QPalette.ColorRole.HighlightedText, colours.on_chip),
        (QPalette.ColorRole.ToolTipBase, colours.card),
        (QPalette.ColorRole.ToolTipText, colours.ink),
        (QPalette.ColorRole.Accent, colours.accent),
        (QPalette.ColorRole.Mid, colours.control_edge),
        (QPalette.ColorRole.Link, colours.me),
        (QPalette.ColorRole.LinkVisited, colours.partner),
    ):
        made.setColor(role, QColor(colour))
    return made


def base_font(worn: Appearance) -> QFont:
    """The font of everything that names none; its size is one em of the page."""
    font = QFont()
    font.setFamilies(list(SANS))
    font.setPixelSize(worn.px(EM))
    return font


def _font(worn: Appearance, kind: Type) -> dict[str, str]:
    how = {
        "font-family": ",".join(f'"{name}"' for name in kind.family),
        "font-size": f"{worn.px(kind.size)}px",
        "font-weight": str(kind.weight),
    }
    if kind.space:
        how["letter-spacing"] = f"{kind.space * worn.scale / 100}px"
    return how


def _buttons(worn: Appearance) -> Iterator[Rule]:
    colours = worn.colours
    yield (
        "Button",
        {
            **_font(worn, TYPES["button"]),
            "color": colours.ink,
            "background-color": colours.card,
            "border": f"1px solid {colours.control_edge}",
            "border-radius": "10px",
            "padding": "9px 18px 10px 18px",
            **_NO_OUTLINE,
        },
    )
    yield "Button:hover", {"background-color": colours.hover}
    yield (
        'Button[large="true"]',
        {**_font(worn, TYPES["button_large"]), "border-radius": "12px", "padding": "13px 24px"},
    )
    yield (
        'Button[kind="primary"]',
        {
            "color": colours.on_primary,
            "background-color": colours.primary,
            "border-color": colours.primary,
        },
    )
    yield 'Button[kind="primary"]:hover', {"background-color": colours.primary_hover}
    # Its words begin where a line begins: they have no room at their sides (see `components.bare`).
    bare = {"color": colours.muted, "background-color": "transparent", "border-color": "transparent"}
    yield 'Button[kind="text"]', {**bare, "padding": "9px 0 10px 0", "border-width": "1px 0"}
    yield 'Button[kind="text"]:hover', {"color": colours.ink}
    yield (
        "Button:disabled",
        {
            "color": colours.muted,
            "background-color": "transparent",
            "border-color": "transparent",  # see `components.dashes`
        },
    )
    choice = {
        "background-color": colours.card,
        "border": f"1px solid {colours.control_edge}",
        "border-radius": "14px",
        **_NO_OUTLINE,
    }
    yield "ChoiceCard", choice
    yield "ChoiceCard:hover", {"background-color": colours.hover}
    # Where one of several is to be chosen, the focus must not look like a choice.
    yield 'ChoiceCard[checkable="false"]:focus', {"border-color": colours.accent}
    yield "ChoiceCard:checked", {"border-color": colours.accent, "background-color": colours.chip}
    yield (
        "Entry",
        {
            **_font(worn, TYPES["entry"]),
            "color": colours.muted,
            "background-color": "transparent",
            "border": "none",
            "border-radius": "8px",
            "padding": "11px 12px",
            "text-align": "left",
            **_NO_OUTLINE,
        },
    )
    yield "Entry:hover", {"color": colours.ink}
    yield (
        'Entry[here="true"]',
        {"color": colours.ink, "background-color": colours.here, "font-weight": "500"},
    )


def _chips(worn: Appearance) -> Iterator[Rule]:
    colours = worn.colours
    yield (
        "Chip",
        {
            **_font(worn, TYPES["chip"]),
            "color": colours.muted,
            "background-color": "transparent",
            "border": f"1px solid {colours.control_edge}",
            "border-radius": f"{worn.px(8) + 7}px",
            "padding": "6px 12px",
            **_NO_OUTLINE,
        },
    )
    chosen = {"color": colours.on_chip, "background-color": colours.chip, "border-color": colours.chip}
    yield "Chip:hover", {"color": colours.ink, "background-color": colours.hover}
    yield "Chip:checked", {**chosen, "font-weight": "500"}
    tag = {**_font(worn, TYPES["chip"]), **chosen, "font-weight": "500", "padding": "7px 13px"}
    yield "Tag", {**tag, "border-radius": f"{worn.px(8) + 7}px"}
    small = {**_font(worn, TYPES["tag"]), "color": colours.muted, "background-color": "transparent"}
    yield (
        'Tag[kind="kind"]',
        {
            **small,
            "border": f"1px solid {colours.edge}",
            "border-radius": "6px",
            "padding": "2px 8px 3px 8px",
        },
    )


def _surfaces(worn: Appearance) -> Iterator[Rule]:
    colours = worn.colours
    yield (
        "Card",
        {"background-color": colours.card, "border": f"1px solid {colours.edge}", "border-radius": "14px"},
    )
    yield 'Card[marked="true"]', {"border-color": colours.accent}
    quiet = {"background-color": "transparent", "border-color": "transparent"}  # see `components.dashes`
    yield "QuietCard", quiet
    yield (
        "Sidebar",
        {"background-color": colours.ground, "border-color": colours.edge, "border-style": "solid"},
    )
    yield 'Sidebar[side="true"]', {"border-width": "0 1px 0 0"}
    # A border has no reading direction of its own: the line stands between the sidebar and the page.
    yield 'Sidebar[side="true"][layoutDirection="RightToLeft"]', {"border-width": "0 0 0 1px"}
    yield 'Sidebar[side="false"]', {"border-width": "0 0 1px 0"}
    yield "QScrollArea,QScrollArea>QWidget>QWidget", {"background": "transparent", "border": "none"}
    bar = f"{worn.px(10)}px"
    yield "QScrollBar:vertical", {"background": "transparent", "width": bar, "margin": "2px"}
    yield (
        "QScrollBar::handle:vertical",
        {"background": colours.edge, "border-radius": "3px", "min-height": "32px"},
    )
    yield "QScrollBar::handle:vertical:hover", {"background": colours.field_edge}
    yield "QScrollBar::add-line,QScrollBar::sub-line", {"height": "0", "width": "0"}
    yield "QScrollBar::add-page,QScrollBar::sub-page", {"background": "transparent"}


def _fields(worn: Appearance) -> Iterator[Rule]:
    colours = worn.colours
    field = {
        **_font(worn, TYPES["field"]),
        "color": colours.ink,
        "background-color": colours.card,
        "border": f"1px solid {colours.field_edge}",
        "border-radius": "10px",
        "padding": "9px 12px",
        "selection-background-color": colours.chip,
        "selection-color": colours.on_chip,
    }
    yield "QLineEdit,QPlainTextEdit", field
    yield "QLineEdit:focus,QPlainTextEdit:focus", {"border-color": colours.accent}
    menu = {"background-color": colours.card, "color": colours.ink, "border": f"1px solid {colours.edge}"}
    yield "QMenu", {**_font(worn, TYPES["field"]), **menu, "padding": "6px"}
    yield "QMenu::item", {"padding": "8px 14px", "border-radius": "6px"}
    yield "QMenu::item:selected", {"background-color": colours.here, "color": colours.ink}


def _painted(worn: Appearance) -> Iterator[Rule]:
    colours = worn.colours
    yield (
        "MarkView",
        {
            "qproperty-me": colours.mark_me,
            "qproperty-partner": colours.mark_partner,
            "qproperty-lit": colours.mark_lit,
            "qproperty-line": colours.mark_line,
        },
    )
    yield "FocusRing", {"qproperty-colour": colours.focus}
