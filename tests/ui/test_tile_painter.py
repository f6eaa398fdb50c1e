"""Tiles as they are painted, in both themes."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from mtplayer.core import options
from mtplayer.ui.albums.tile_painter import PLAYING, Face, TilePainter
from tests.fakes.covers import NoCovers

FACE = Face(None, "Petal Logic", "Anemone State")


def test_the_bars_of_what_plays_can_be_seen_on_their_dark_disc_in_both_themes(
    theme,
) -> None:
    for choice in (options.Theme.DARK, options.Theme.LIGHT):
        theme.choose(choice, theme.look.accent)
        image = QImage(160, 220, QImage.Format.Format_ARGB32)
        image.fill(theme.colors.bg_content)
        with QPainter(image) as painter:
            TilePainter(theme, NoCovers()).tile(painter, FACE, QRect(0, 0, 160, 220), PLAYING)
        bars = theme.colors_of(dark=True).accent.rgb()
        assert any(image.pixel(x, y) == bars for x in range(8, 40) for y in range(120, 156)), choice
