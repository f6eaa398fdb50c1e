"""What the rules find: how much, how quickly, and the first tracks."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.queries.smart_lists import SmartPreview
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.painting import draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr

ROW: Final = 48
HEAD: Final = 44
_COVER: Final = 36
_ELIDE = Qt.TextElideMode.ElideRight


class PreviewList(QWidget):
    """Painted in one piece: there are a dozen rows."""

    def __init__(self, theme: Theme, covers: CoverCache) -> None:
        super().__init__()
        self._theme, self._covers = theme, covers
        self._found: SmartPreview | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("smart", "Preview"))
        covers.ready.connect(self._cover_ready)
        theme.changed.connect(self._cover_ready)

    @property
    def found(self) -> SmartPreview | None:
        """What is shown."""
        return self._found

    def show_found(self, found: SmartPreview) -> None:
        """Show what the rules find."""
        self._found = found
        self.setAccessibleDescription(text.tracks(found.tracks))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.size.right_panel, HEAD + 8 * ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._found is not None:
                self._draw_head(painter, self._found)
                self._draw_rows(painter, self._found.rows)
                if not self._found.tracks:
                    self._draw_nothing(painter)

    def _draw_head(self, painter: QPainter, found: SmartPreview) -> None:
        colors, space = self._theme.colors, self._theme.space
        side = space.s16
        at = self._write(painter, tr("smart", "Preview"), side, colors.fg_1, weight=600)
        at = self._write(
            painter, text.tracks(found.tracks), at + space.s8, colors.accent_text, weight=600
        )
        long = text.long_length(found.duration_ms)
        self._write(painter, long, at + space.s8, colors.fg_2)
        took = tr("smart", "{n} ms").format(n=text.number(found.took_ms))
        painter.setFont(self._theme.font(FontRole.CAPTION, tabular=True))
        painter.setPen(colors.fg_3)
        area = placed(self.layoutDirection(), self.rect(), self._head().adjusted(0, 0, -side, 0))
        draw_text(painter, area, took, right_to_left=self.isRightToLeft(), trailing=True)

    def _draw_nothing(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(FontRole.BODY))
        painter.setPen(self._theme.colors.fg_3)
        area = self.rect().adjusted(0, HEAD, 0, -HEAD)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tr("smart", "No track fits yet"))

    def _write(
        self, painter: QPainter, words: str, at: int, color: QColor, *, weight: int = 0
    ) -> int:
        """Write in the head and return where the words end."""
        painter.setFont(self._theme.font(FontRole.BODY, tabular=True, weight=weight))
        painter.setPen(color)
        metrics = self._theme.metrics(FontRole.BODY, tabular=True, weight=weight)
        wide = metrics.horizontalAdvance(words) + 1
        area = placed(self.layoutDirection(), self.rect(), QRect(at, 0, wide, HEAD))
        draw_text(painter, area, words, right_to_left=self.isRightToLeft())
        return at + wide

    def _head(self) -> QRect:
        return QRect(0, 0, self.width(), HEAD)

    def _draw_rows(self, painter: QPainter, rows: Sequence[TrackRow]) -> None:
        for number, row in enumerate(rows):
            area = QRect(0, HEAD + number * ROW, self.width(), ROW)
            if area.bottom() > self.height():
                return
            self._draw_row(painter, row, area)

    def _draw_row(self, painter: QPainter, row: TrackRow, area: QRect) -> None:
        theme, colors, space = self._theme, self._theme.colors, self._theme.space
        side, turned = space.s16, self.isRightToLeft()
        top = area.y() + (ROW - _COVER) // 2
        cover = placed(self.layoutDirection(), self.rect(), QRect(side, top, _COVER, _COVER))
        pixmap = self._covers.pixmap(
            row.album_id, _COVER, theme.radius.cover36, self.devicePixelRatioF()
        )
        if pixmap is not None:
            painter.drawPixmap(cover.topLeft(), pixmap)
        else:
            fill_round(painter, cover, theme.radius.cover36, colors.bg_hover)
            theme.icons.paint(painter, cover, "music-notes", colors.fg_3, theme.size.icon)
        time = text.length(row.duration_ms)
        metrics = theme.metrics(FontRole.BODY, tabular=True)
        wide = metrics.horizontalAdvance(time)
        words = area.adjusted(side + _COVER + space.s12, 0, -side - wide - space.s12, 0)
        for line, role, color, shift in (
            (row.title, FontRole.BODY, colors.fg_1, -9),
            (row.artist, FontRole.SMALL, colors.fg_2, 9),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(color)
            cut = theme.metrics(role).elidedText(line, _ELIDE, words.width())
            place = placed(self.layoutDirection(), self.rect(), words)
            draw_text(painter, place.translated(QPoint(0, shift)), cut, right_to_left=turned)
        painter.setFont(theme.font(FontRole.BODY, tabular=True))
        painter.setPen(colors.fg_2)
        place = placed(self.layoutDirection(), self.rect(), area.adjusted(0, 0, -side, 0))
        draw_text(painter, place, time, right_to_left=turned, trailing=True)

    def _cover_ready(self, _ready: object) -> None:
        self.update()
