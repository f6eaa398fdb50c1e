"""The palette and the one style sheet, both generated from the tokens."""

from string import Template

from PySide6.QtGui import QColor, QPalette

from mtplayer.ui.look.tokens import Colors, FontRole, Tokens

# Qt counts the room in a tooltip twice, as the label's margin as well.
# What widgets of ours paint themselves is not here: a rule costs every widget that it is
# matched against.
SHEET = Template("""
QMainWindow, QDialog { background: $bg_content; }
QToolTip {
    background: $bg_raised; color: $fg_1; border: 1px solid $line;
    padding: 0 3px; font-size: ${small}px;
}
QMenu { background: transparent; border: 0; padding: 6px; }
QMenu::item { min-height: ${menu_row}px; padding: 0 28px 0 36px; }
QMenu::separator { height: 9px; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; margin: 2px; }
QScrollBar:horizontal { height: 10px; margin: 2px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; }
QScrollBar::handle:hover { background: $line_field; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QAbstractScrollArea { border: 0; }
""")


def sheet(colors: Colors, tokens: Tokens) -> str:
    """Return the style sheet of the application."""
    roles = {role: css(getattr(colors, role)) for role in Colors._fields}
    return SHEET.substitute(
        roles,
        small=int(tokens.type[FontRole.SMALL].px),
        menu_row=tokens.size.menu_row,
    )


def palette(colors: Colors) -> QPalette:
    """Return the palette: native dialogs, links and placeholders take their colours from it."""
    result = QPalette()
    role = QPalette.ColorRole
    for name, color in (
        (role.Window, colors.bg_content),
        (role.WindowText, colors.fg_1),
        (role.Base, colors.bg_content),
        (role.AlternateBase, colors.bg_zebra),
        (role.Text, colors.fg_1),
        (role.PlaceholderText, colors.fg_3),
        (role.Button, colors.bg_field),
        (role.ButtonText, colors.fg_1),
        (role.BrightText, colors.danger),
        (role.ToolTipBase, colors.bg_raised),
        (role.ToolTipText, colors.fg_1),
        (role.Highlight, colors.accent),
        (role.HighlightedText, colors.on_accent),
        (role.Accent, colors.accent),
        (role.Link, colors.accent_text),
        (role.LinkVisited, colors.accent_text),
        (role.Light, colors.bg_hover),
        (role.Midlight, colors.bg_hover),
        (role.Mid, colors.line),
        (role.Dark, colors.line),
        (role.Shadow, colors.bg_inset),
    ):
        result.setColor(name, color)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, name, colors.fg_off)
    return result


def css(color: QColor) -> str:
    """Return a colour in the words of a style sheet."""
    if color.alphaF() == 1:
        return color.name()
    return f"rgba({color.red()},{color.green()},{color.blue()},{color.alphaF():.3f})"
