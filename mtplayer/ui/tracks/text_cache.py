"""Texts laid out once: elided, shaped and ready to be drawn at the next repaint."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QStaticText,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
    QTransform,
)

from mtplayer.ui.search.found import found

# Five screens of rows; one costs about 1.5 KB.
_MOST = 2000
# Elided already: the line is never broken.
_WIDE = 10_000
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_NO_WRAP = QTextOption.WrapMode.NoWrap
# "By content": a Hebrew title reads from its right end in an English table too.
_BY_CONTENT = Qt.LayoutDirection.LayoutDirectionAuto


class Laid(NamedTuple):
    """One text to draw, as tall and wide as it comes out."""

    static: QStaticText
    width: float
    height: float


class Marked(NamedTuple):
    """One text with found words marked behind the letters."""

    layout: QTextLayout
    width: float
    height: float


class TextCache:
    """Elides and shapes each text of a table once for one font.

    Drawing a shaped text takes 8 microseconds, shaping it at every paint 15.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._option = QTextOption()
        self._option.setTextDirection(_BY_CONTENT)
        self._option.setWrapMode(_NO_WRAP)
        self._option.setAlignment(_LEFT)
        self._laid: dict[tuple[str, int], Laid] = {}
        self._marked: dict[tuple[str, int], Marked | None] = {}
        self._words: tuple[str, ...] = ()
        self._background = QColor()

    def laid(self, text: str, width: int) -> Laid:
        """Return a text that fits into a width."""
        key = (text, width)
        if (laid := self._laid.get(key)) is None:
            if len(self._laid) >= _MOST:
                self._laid.clear()
            laid = self._laid[key] = self._lay(self.elided(text, width))
        return laid

    def marked(self, text: str, width: int) -> Marked | None:
        """Return a text with the words that were searched for marked, or None without any."""
        key = (text, width)
        if key not in self._marked:
            if len(self._marked) >= _MOST:
                self._marked.clear()
            self._marked[key] = self._mark(self.elided(text, width))
        return self._marked[key]

    def elided(self, text: str, width: int) -> str:
        """Return as much of a text as fits, on one line."""
        return self._metrics.elidedText(" ".join(text.split()), _ELIDE, width)

    def fits(self, text: str, width: int) -> bool:
        """Whether a text is seen whole."""
        return self._metrics.horizontalAdvance(text) <= width

    def search(self, words: Sequence[str], background: QColor) -> None:
        """Mark these folded words from now on."""
        self._words = tuple(words)
        self._background = QColor(background)
        self._marked.clear()

    def _lay(self, text: str) -> Laid:
        static = QStaticText(text)
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        static.setTextOption(self._option)
        static.prepare(QTransform(), self.font)
        size = static.size()
        return Laid(static, size.width(), size.height())

    def _mark(self, text: str) -> Marked | None:
        ranges = found(text, self._words)
        if not ranges:
            return None
        layout = QTextLayout(text, self.font)
        layout.setTextOption(self._option)
        layout.setFormats([self._format(first, last) for first, last in ranges])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(_WIDE)
        line.setPosition(QPointF(0, 0))
        layout.endLayout()
        return Marked(layout, line.naturalTextWidth(), line.height())

    def _format(self, first: int, last: int) -> QTextLayout.FormatRange:
        style = QTextCharFormat()
        style.setBackground(QBrush(self._background))
        wanted = QTextLayout.FormatRange()
        wanted.start, wanted.length, wanted.format = first, last - first, style
        return wanted
