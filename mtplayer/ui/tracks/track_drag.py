"""Tracks under the pointer: what a drag carries and how it looks."""

from array import array
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QDrag, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import FileState, PlayableFile
from mtplayer.core.ports import RowSource
from mtplayer.ui import mime, text
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Library
from mtplayer.ui.tracks.row_painter import Covers

_EDGE = 44
_STEP = 6
_BADGE = 18
_FOR_COVERS_MS = 60
_RADIUS = 4
_LEFT = Qt.MouseButton.LeftButton
_COPY = Qt.DropAction.CopyAction
_MOVE = Qt.DropAction.MoveAction


def paths_of(files: Sequence[PlayableFile]) -> list[bytes]:
    """Return where files are that other programs can take."""
    return [file.path for file in files if file.state is FileState.PRESENT]


class TrackDrag(QObject):
    """Starts drags from a list of tracks."""

    def __init__(
        self, theme: Theme, covers: Covers, reader: RowSource, library: Library, source: QWidget
    ) -> None:
        super().__init__(source)
        self._theme = theme
        self._covers = covers
        self._reader = reader
        self._library = library
        self._source = source
        self._places = array("q")
        self._kind = mime.PLACES

    def start(
        self, ids: "array[int]", places: "array[int] | None" = None, kind: str = mime.PLACES
    ) -> None:
        """Carry these tracks, as what stands at these places of a playlist or the queue if it does.

        Their files are found first, for other programs.
        """
        self._places, self._kind = places or array("q"), kind
        self._has_covers(ids)
        if len(ids) > mime.MOST_FILES:
            self.carry(ids, [])
        else:
            self._library.files(ids, partial(self._found, ids))

    def carry(self, ids: "array[int]", paths: Sequence[bytes]) -> None:
        """Carry tracks until they are dropped; a drag runs an event loop of its own."""
        drag = QDrag(self._source)
        drag.setMimeData(mime.place_data(self._kind, self._places, ids, paths))
        drag.setPixmap(self.ghost(ids, self._source.devicePixelRatioF()))
        drag.setHotSpot(QPoint(_EDGE // 2, _EDGE // 2))
        drag.exec(_COPY | _MOVE, _COPY)

    def _found(self, ids: "array[int]", files: Sequence[PlayableFile]) -> None:
        paths = paths_of(files)
        # What is carried is drawn once: covers of this size may need another moment.
        if self._has_covers(ids):
            self._carry_held(ids, paths)
        else:
            QTimer.singleShot(_FOR_COVERS_MS, self, partial(self._carry_held, ids, paths))

    def _carry_held(self, ids: "array[int]", paths: Sequence[bytes]) -> None:
        # Some milliseconds have passed: a quick hand may have let go.
        if QGuiApplication.mouseButtons() & _LEFT:
            self.carry(ids, paths)

    def _has_covers(self, ids: "array[int]") -> bool:
        """Whether the covers are there; they are asked for else."""
        ratio = self._source.devicePixelRatioF()
        covers = [self._covers.pixmap(one, _EDGE, _RADIUS, ratio) for one in self._albums(ids)]
        return None not in covers

    def ghost(self, ids: "array[int]", ratio: float) -> QPixmap:
        """Return two stacked covers and how many tracks there are."""
        badge = text.number(len(ids))
        metrics = self._theme.metrics(FontRole.CAPTION, tabular=True, weight=600)
        wide = max(metrics.horizontalAdvance(badge) + 10, _BADGE)
        size = QRect(0, 0, _EDGE + _STEP + wide // 2, _EDGE + _STEP + _BADGE // 2)
        pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = _BADGE // 2
        albums = self._albums(ids)
        for album, shift in zip(albums[::-1], (_STEP, 0)[-len(albums) :], strict=True):
            self._paint_cover(painter, album, QRect(shift, top + shift, _EDGE, _EDGE), ratio)
        if len(ids) > 1:
            area = QRectF(size.width() - wide, 0, wide, _BADGE)
            fill_round(painter, area, _BADGE / 2, self._theme.colors.accent)
            painter.setPen(self._theme.colors.on_accent)
            painter.setFont(self._theme.font(FontRole.CAPTION, tabular=True, weight=600))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, badge)
        painter.end()
        return pixmap

    def _albums(self, ids: "array[int]") -> list[AlbumId | None]:
        """Return the albums of the first tracks, at most two."""
        rows = self._reader.rows(ids[:20])
        return list(dict.fromkeys(row.album_id for row in rows))[:2] or [None]

    def _paint_cover(
        self, painter: QPainter, album: AlbumId | None, area: QRect, ratio: float
    ) -> None:
        cover = self._covers.pixmap(album, _EDGE, _RADIUS, ratio)
        if cover is not None:
            painter.drawPixmap(area.topLeft(), cover)
            return
        fill_round(painter, area, _RADIUS, self._theme.colors.bg_press)
        color: QColor = self._theme.colors.fg_3
        self._theme.icons.paint(painter, area, "music-notes", color, 20)
