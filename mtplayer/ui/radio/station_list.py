"""The list of stations: name, address, and what plays on the one that is tuned in."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import OnAir, Reception, Station
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import draw_text, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.radio.radio_words import reception_words, song_words
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.cut_tips import TellingDelegate

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_FOCUSED = QStyle.StateFlag.State_HasFocus
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_MOVE_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class StationModel(QAbstractListModel):
    """Stations in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.stations: tuple[Station, ...] = ()

    def show_stations(self, stations: tuple[Station, ...]) -> None:
        """Have these."""
        self.beginResetModel()
        self.stations = stations
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.stations)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        # Between the rows there is room for what is dragged, on them there is not.
        return _FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        return self.stations[index.row()].name if index.isValid() and role == _DISPLAY else None


class StationList(QListView):
    """Enter and a double click tune in; Delete, F2, and Ctrl Shift with an arrow do the rest."""

    tuned: TypedSignal[Station] = signal()
    removed: TypedSignal[None] = signal()
    edited: TypedSignal[None] = signal()
    moved: TypedSignal[tuple[Sequence[StationId], int]] = signal()
    asked: TypedSignal[QPoint] = signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = StationModel()
        self.setModel(self.rows)
        self._painter = _Painter(theme, self)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("radio", "Stations"))
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self._tune)

    def show_stations(self, stations: tuple[Station, ...]) -> None:
        """Show these; those that were selected stay so."""
        chosen, current = {one.id for one in self.chosen()}, self.currentIndex().row()
        self.rows.show_stations(stations)
        selection = self.selectionModel()
        for row, station in enumerate(stations):
            if station.id in chosen:
                selection.select(self.rows.index(row), selection.SelectionFlag.Select)
        if stations and current >= 0:
            at = self.rows.index(min(current, len(stations) - 1))
            selection.setCurrentIndex(at, selection.SelectionFlag.NoUpdate)

    def show_on_air(self, on_air: OnAir | None) -> None:
        """Mark the station that is tuned in."""
        self._painter.on_air = on_air
        self.viewport().update()

    def chosen(self) -> list[Station]:
        """Return the selected stations in their order."""
        rows = {
            row
            for span in self.selectionModel().selection().toList()
            for row in range(span.top(), span.bottom() + 1)
        }
        return [self.rows.stations[row] for row in sorted(rows)]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, stations = event.key(), self.chosen()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._tune(self.currentIndex())
        elif key == Qt.Key.Key_Delete and stations:
            self.removed.emit(None)
        elif key == Qt.Key.Key_F2 and len(stations) == 1:
            self.edited.emit(None)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() == _MOVE_KEYS:
            self._step(stations, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.asked.emit(event.globalPos())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        below = self.indexAt(event.position().toPoint())
        row = below.row() if below.isValid() else self.rows.rowCount()
        if below.isValid() and event.position().y() > self.visualRect(below).center().y():
            row += 1
        # The list is put in order by who keeps it; Qt would take the dragged rows out.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.moved.emit(([station.id for station in self.chosen()], row))

    def _step(self, stations: list[Station], by: int) -> None:
        if not stations:
            return
        rows = [self.rows.stations.index(station) for station in stations]
        row = rows[0] - 1 if by < 0 else rows[-1] + 2
        if 0 <= row <= self.rows.rowCount():
            self.moved.emit(([station.id for station in stations], row))

    def _tune(self, index: QModelIndex) -> None:
        self.tuned.emit(self.rows.stations[index.row()])


class _Painter(TellingDelegate):
    """Two lines; the second is what plays, or where the station is."""

    def __init__(self, theme: Theme, view: StationList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.on_air: OnAir | None = None

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.size.row_two_line)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.begin(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, space = self._theme, self._theme.space
        rect = QRect(getattr(option, "rect"))  # noqa: B009 - Qt's stubs lack it
        body = rect.adjusted(space.s12, 1, -space.s12, -1)
        self._paint_ground(painter, body, getattr(option, "state"))  # noqa: B009
        station = self._view.rows.stations[index.row()]
        on_air = self.on_air
        tuned = on_air is not None and on_air.station.url == station.url
        sign = QRect(body.x() + space.s8, body.y(), space.s20, body.height())
        playing = tuned and on_air is not None and on_air.reception is Reception.PLAYING
        color = theme.colors.accent_text if tuned else theme.colors.fg_2
        glyph = "speaker-high" if playing else "broadcast"
        theme.icons.paint(painter, self._visual(body, sign), glyph, color, theme.size.icon)
        area = body.adjusted(space.s44, 4, -space.s12, -body.height() // 2)
        name_color = "accent_text" if tuned else "fg_1"
        role = FontRole.STRONG if tuned else FontRole.BODY
        self._text(painter, body, area, station.name, name_color, role)
        below = area.translated(0, body.height() // 2 - 3)
        words = station.url
        if tuned and on_air is not None:
            words = reception_words(on_air) or song_words(on_air) or station.url
        self._text(painter, body, below, words, "fg_2" if tuned else "fg_3", FontRole.SMALL)

    def _paint_ground(self, painter: QPainter, body: QRect, state: QStyle.StateFlag) -> None:
        colors, radius = self._theme.colors, self._theme.radius.row
        if state & _SELECTED:
            ground = colors.bg_sel if self._view.hasFocus() else colors.bg_sel_off
            fill_round(painter, body, radius, ground)
        elif state & _HOVERED:
            fill_round(painter, body, radius, colors.bg_hover)
        if state & _FOCUSED and self._view.hasFocus():
            line_round(painter, body, radius, colors.accent, self._theme.outline)

    def _text(
        self, painter: QPainter, body: QRect, area: QRect, words: str, color: str, role: FontRole
    ) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(getattr(self._theme.colors, color))
        cut = self.fitted(self._theme.metrics(role), words, area.width())
        draw_text(painter, self._visual(body, area), cut, right_to_left=self._view.isRightToLeft())

    def _visual(self, body: QRect, part: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), body, part)
