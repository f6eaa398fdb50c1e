"""Phosphor glyphs from QtAwesome: text in painters, pictures in menus."""

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap

# Only what points along the reading direction turns round; transport, play and waves do not.
MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "caret-left",
        "caret-right",
        "arrow-bend-down-right",
        "list",
        "list-plus",
        "playlist",
        "magnifying-glass",
    }
)


class Icons:
    """Finds glyphs by their Phosphor names.

    QtAwesome's font and name list are read without importing it: the import takes 145 ms and
    loads eleven other fonts, which is a third of the time the whole start may take.
    """

    def __init__(self, family: str, names: Mapping[str, str]) -> None:
        self._family = family
        self._names = names
        self._fonts: dict[int, QFont] = {}
        self._pixmaps: dict[tuple[str, int, int, float, bool], QPixmap] = {}

    def glyph(self, name: str) -> str:
        """Return the letter that draws an icon; KeyError for a name that Phosphor lacks."""
        return chr(int(self._names[name], 16))

    def font(self, px: int) -> QFont:
        """Return the icon font at a size in pixels."""
        if (font := self._fonts.get(px)) is None:
            font = QFont(self._family)
            font.setPixelSize(px)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
            self._fonts[px] = font
        return font

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        name: str,
        color: QColor,
        px: int,
        *,
        right_to_left: bool = False,
    ) -> None:
        """Draw an icon in the middle of ``rect``; changes the painter's font and pen."""
        painter.setFont(self.font(px))
        painter.setPen(color)
        if not (right_to_left and name in MIRRORED):
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.glyph(name))
            return
        painter.save()
        painter.translate(2 * rect.x() + rect.width(), 0)
        painter.scale(-1, 1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.glyph(name))
        painter.restore()

    def pixmap(
        self, name: str, color: QColor, px: int, ratio: float, *, right_to_left: bool = False
    ) -> QPixmap:
        """Return an icon as a picture, sharp at a device pixel ratio."""
        key = (name, color.rgba(), px, ratio, right_to_left and name in MIRRORED)
        if (pixmap := self._pixmaps.get(key)) is None:
            pixmap = QPixmap(round(px * ratio), round(px * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, QRect(0, 0, px, px), name, color, px, right_to_left=right_to_left)
            painter.end()
            self._pixmaps[key] = pixmap
        return pixmap


def load() -> Icons:
    """Read the glyphs from where QtAwesome is installed; about 5 ms, before the loop starts."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("QtAwesome is not installed: there are no icons")
    folder = Path(spec.submodule_search_locations[0]) / "fonts"
    names: dict[str, str] = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_bytes())
    number = QFontDatabase.addApplicationFont(str(next(folder.glob("phosphor-*.ttf"))))
    return Icons(QFontDatabase.applicationFontFamilies(number)[0], names)
