"""Grounds that take a little of a cover's colour, as far as text on them stays readable."""

from PySide6.QtGui import QColor

from mtplayer.core.library import cover_tint
from mtplayer.core.library.cover_tint import Rgb
from mtplayer.ui.look.theme import Theme


def tint(theme: Theme, colour: int | None, share: float) -> QColor:
    """Return the ground of lists with so much of a cover's colour; None is no colour."""
    ground = theme.colors.bg_content
    if colour is None or not share:
        return QColor(ground)
    texts = (_rgb(theme.colors.fg_2), _rgb(theme.colors.accent_text))
    return QColor(*cover_tint.tinted(_rgb(ground), cover_tint.channels(colour), share, texts))


def _rgb(color: QColor) -> Rgb:
    return color.red(), color.green(), color.blue()
