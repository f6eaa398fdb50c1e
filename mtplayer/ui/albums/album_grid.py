"""The grid of albums: one of them may be open, with a panel in the gap below its row."""

from array import array

from PySide6.QtCore import QEasingCurve, QObject, QRect, QVariantAnimation
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.albums import AlbumRow
from mtplayer.core.ports import AlbumSource
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.albums.tile_grid import BETWEEN_ROWS, TileGrid
from mtplayer.ui.albums.tile_layout import TileLayout
from mtplayer.ui.albums.tile_model import TileModel
from mtplayer.ui.albums.tile_painter import AWAY, LIKED, OPENED, TEXT, Face
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.sidebar.places import row_of
from mtplayer.ui.tracks.row_painter import PLAYING, Covers

NOTCH = 9
"""How far the panel points up to its tile."""
# The panel begins so far below the text of its row, and the next row so far below the panel.
_BELOW_TEXT = 16
_BELOW_PANEL = 24
_MORE = _BELOW_TEXT + _BELOW_PANEL - BETWEEN_ROWS


class AlbumModel(TileModel[AlbumRow]):
    """Albums, as tiles and as screen readers say them."""

    def __init__(self, source: AlbumSource, parent: QObject | None = None) -> None:
        super().__init__(source.rows, lambda row: row.id, self.spoken, _gone, parent)
        self.playing: AlbumId | None = None

    def spoken(self, row: AlbumRow) -> str:
        """Return a tile as a screen reader says it."""
        parts = [row.title, row.artist, str(row.year or ""), text.tracks(row.tracks)]
        parts += [text.tr("albums", "liked")] * row.all_liked
        parts += [text.editions(row.editions)] * (row.editions > 1)
        parts += [text.tr("albums", "playing")] * (row.id == self.playing)
        parts += [text.tr("albums", "not connected")] * bool(row.away)
        return ", ".join(part for part in parts if part)


def _gone(album: int) -> AlbumRow:
    return AlbumRow(AlbumId(album), "", "", None, 0, 0, 0, 0, 0)


class AlbumGrid(TileGrid):
    """Tiles of albums; opening one moves the rows below it down."""

    opened: TypedSignal[object] = signal()
    """The album whose panel is open now, None when it was closed."""

    def __init__(
        self, albums: AlbumModel, theme: Theme, covers: Covers, parent: QWidget | None = None
    ) -> None:
        self._albums = albums
        self._panel: QWidget | None = None
        self._open: AlbumId | None = None
        self._height = 0
        self.hides_artist = False
        super().__init__(albums, theme, covers, parent=parent)
        self.setAccessibleName(text.tr("albums", "Albums"))
        self._growth = QVariantAnimation(self)
        self._growth.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._growth.valueChanged.connect(self._grow)

    @property
    def albums(self) -> AlbumModel:
        """What is shown."""
        return self._albums

    @property
    def open_album(self) -> AlbumId | None:
        """The album whose panel is open."""
        return self._open

    def set_panel(self, panel: QWidget) -> None:
        """Take in what is shown of an open album."""
        self._panel = panel
        panel.setParent(self.viewport())
        panel.hide()

    def open_panel(self, album: AlbumId, height: int) -> None:
        """Show the panel below the row of an album, so tall."""
        number = row_of(self._albums.ids, album)
        if number is None or self._panel is None:
            return
        before = self._placed.gap_row
        again = album == self._open
        if again and height == self._height:
            # It is open, or on its way: beginning anew would never end.
            return
        at = self.area_of(number).y()
        self._open, self._height = album, height
        row = self._placed.row_of(number)
        start = self._placed.gap if row == before else 0
        self._show_gap(row, start)
        if not self.unrolled and not again:
            # Another row may have closed above: the tile stays under the pointer.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.area_of(number).y() - at)
        self._panel.show()
        self._animate(start, height + _MORE)
        if not again:
            self.opened.emit(album)

    def close_panel(self) -> None:
        """Close the gap."""
        if self._open is None:
            return
        self._open, self._height = None, 0
        self._growth.stop()
        if self._panel is not None:
            if self._panel.isAncestorOf(self.window().focusWidget() or self._panel.window()):
                self.setFocus()
            self._panel.hide()
        self._placed = self._placed.with_gap(-1, 0)
        self.placed_anew()
        self.opened.emit(None)

    def notch_x(self) -> int:
        """Return where the panel has to point to."""
        number = None if self._open is None else row_of(self._albums.ids, self._open)
        return -1 if number is None else self.area_of(number).center().x()

    def set_playing(self, album: AlbumId | None) -> None:
        """Mark the album that plays."""
        if album != self._albums.playing:
            self._albums.playing = album
            self.viewport().update()

    @override
    def face(self, number: int) -> Face:
        row = self._albums.row(number)
        badge = text.editions(row.editions) if row.editions > 1 else ""
        if self.hides_artist:
            second = f"{row.year or ''} · {text.tracks(row.tracks)}" if row.year else ""
            return Face(row.id, row.title, second or text.tracks(row.tracks), "disc", badge)
        second = f"{isolate(row.artist)} · {row.year}" if row.year else row.artist
        return Face(row.id, row.title or text.tr("albums", "No title"), second, "disc", badge)

    @override
    def flags(self, number: int) -> int:
        row = self._albums.row(number)
        flags = PLAYING if row.id == self._albums.playing else 0
        flags |= OPENED if row.id == self._open else 0
        return flags | (AWAY if row.away else 0) | (LIKED if row.all_liked else 0)

    @override
    def arrange(self, across: int, count: int) -> TileLayout:
        placed = super().arrange(across, count)
        number = None if self._open is None else row_of(self._albums.ids, self._open)
        if number is None:
            return placed
        return placed.with_gap(placed.row_of(number), self._height + _MORE)

    @override
    def show_ids(self, ids: "array[int]", *, stay: bool) -> None:
        super().show_ids(ids, stay=stay)
        if self._open is not None and row_of(ids, self._open) is None:
            self.close_panel()
        self._place_panel()

    @override
    def placed_anew(self) -> None:
        super().placed_anew()
        self._place_panel()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def panel_area(self) -> QRect:
        """Return where the panel is on the viewport, its notch included."""
        y = self._placed.gap_y - BETWEEN_ROWS + _BELOW_TEXT - NOTCH - self.verticalOffset()
        height = max(self._placed.gap - _MORE + NOTCH, 0)
        return QRect(0, y, self.viewport().width(), height)

    def _place_panel(self) -> None:
        if self._panel is not None and self._open is not None:
            self._panel.setGeometry(self.panel_area())
            self._panel.update()

    def _show_gap(self, row: int, gap: int) -> None:
        self._placed = self._placed.with_gap(row, gap)
        self.placed_anew()

    def _animate(self, start: int, end: int) -> None:
        self._growth.stop()
        duration = self.theme.duration(self.theme.motion.move)
        if not duration or start == end:
            self._grow(end)
            return
        self._growth.setDuration(duration)
        self._growth.setStartValue(start)
        self._growth.setEndValue(end)
        self._growth.start()

    def _grow(self, gap: int) -> None:
        if self._open is None:
            return
        self._show_gap(self._placed.gap_row, gap)
        if self.unrolled:
            return
        # The row stays seen, and as much of the panel as there is room for.
        bar, panel, seen = self.verticalScrollBar(), self.panel_area(), self.viewport().height()
        row = panel.y() + NOTCH - _BELOW_TEXT - TEXT - self.tile - self.theme.space.s8
        if (below := panel.bottom() + 1 - seen) > 0:
            bar.setValue(bar.value() + min(below, row))
        elif row < 0:
            bar.setValue(bar.value() + row)
