"""The list of missing tracks: folders that open to two-line rows."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from mtplayer.core.library.library_state import MissingPlace, MissingTrack
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.folders.missing_model import MissingModel
from mtplayer.ui.look.painting import draw_text, fill_round, isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.cut_tips import TellingDelegate

Index = QModelIndex | QPersistentModelIndex
_SELECTED = QStyle.StateFlag.State_Selected
_OPEN = QStyle.StateFlag.State_Open


class MissingView(QTreeView):
    """``located`` by Enter or a double click, ``removed`` by Delete, ``asked`` for a menu."""

    located: TypedSignal[None] = signal()
    removed: TypedSignal[None] = signal()
    asked: TypedSignal[QPoint] = signal()

    def __init__(self, theme: Theme, model: MissingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing = model
        self.setModel(model)
        self.setItemDelegate(_Painter(theme, self, model))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(tr("missing", "Missing tracks"))
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)

    def chosen_tracks(self) -> list[MissingTrack]:
        """Return the selected tracks that were read."""
        tracks: list[MissingTrack] = []
        for span in self.selectionModel().selection().toList():
            for row in range(span.top(), span.bottom() + 1):
                track = self._missing.track_at(self._missing.index(row, 0, span.parent()))
                if track is not None:
                    tracks.append(track)
        return tracks

    def chosen_place(self) -> MissingPlace | None:
        """Return the folder of the current row."""
        index = self.currentIndex()
        return self._missing.place_at(index) if index.isValid() else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.located.emit(None)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(None)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.asked.emit(event.globalPos())

    def _clicked(self, index: QModelIndex) -> None:
        if self._missing.track_at(index) is None:
            self.setExpanded(index, not self.isExpanded(index))

    def _double_clicked(self, index: QModelIndex) -> None:
        if self._missing.track_at(index) is not None:
            self.located.emit(None)


class _Painter(TellingDelegate):
    """Paints a folder as a head, a track as two lines."""

    def __init__(self, theme: Theme, view: MissingView, model: MissingModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._missing = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = self._theme.size
        is_place = self._missing.track_at(index) is None
        return QSize(0, size.palette_row if is_place else size.row_two_line)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.begin(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(getattr(option, "rect"))  # noqa: B009 - Qt's stubs lack it
        state = getattr(option, "state")  # noqa: B009
        space, colors = self._theme.space, self._theme.colors
        body = rect.adjusted(space.s12, 1, -space.s12, -1)
        if state & _SELECTED:
            focused = self._view.hasFocus()
            fill_round(
                painter,
                body,
                self._theme.radius.row,
                colors.bg_sel if focused else colors.bg_sel_off,
            )
        track = self._missing.track_at(index)
        if track is None:
            self._paint_place(painter, body, index, is_open=bool(state & _OPEN))
        else:
            self._paint_track(painter, body, track)

    def _paint_place(self, painter: QPainter, body: QRect, index: Index, *, is_open: bool) -> None:
        theme, space, place = self._theme, self._theme.space, self._missing.place_at(index)
        caret = QRect(body.x() + space.s8, body.y(), space.s16, body.height())
        name = "caret-down" if is_open else "caret-right"
        self._glyph(painter, body, caret, name, "fg_2", 12)
        self._glyph(painter, body, caret.translated(space.s20, 0), "folder", "fg_2")
        count = self._missing.count_text(place)
        self._text(painter, body, body.adjusted(0, 0, -space.s8, 0), count, "fg_3", trailing=True)
        wide = theme.metrics(FontRole.SMALL).horizontalAdvance(count) + space.s20
        area = body.adjusted(space.s44 + space.s4, 0, -wide, 0)
        self._text(
            painter, body, area, self._missing.place_text(place), "fg_1", role=FontRole.CONTROL
        )

    def _paint_track(self, painter: QPainter, body: QRect, track: MissingTrack) -> None:
        theme, space = self._theme, self._theme.space
        glyph = QRect(body.x() + space.s28, body.y(), space.s16, body.height())
        self._glyph(painter, body, glyph, "link-break", "warn")
        seen = self._missing.seen_text(track)
        self._text(painter, body, body.adjusted(0, 0, -space.s8, 0), seen, "fg_3", trailing=True)
        wide = theme.metrics(FontRole.SMALL).horizontalAdvance(seen) + space.s20
        area = body.adjusted(space.s44 + space.s4, 3, -wide, -body.height() // 2)
        self._text(painter, body, area, track.title, "fg_1", role=FontRole.BODY)
        about = " · ".join(isolate(part) for part in (track.artist, track.album) if part)
        name = track.path.rpartition(b"/")[2].decode("utf-8", "replace")
        below = area.translated(0, body.height() // 2 - 3)
        self._text(painter, body, below, " · ".join(filter(None, (about, isolate(name)))), "fg_2")

    def _text(
        self,
        painter: QPainter,
        body: QRect,
        area: QRect,
        words: str,
        color: str,
        *,
        role: FontRole = FontRole.SMALL,
        trailing: bool = False,
    ) -> None:
        painter.setFont(self._theme.font(role, tabular=True))
        painter.setPen(getattr(self._theme.colors, color))
        metrics, middle = self._theme.metrics(role, tabular=True), Qt.TextElideMode.ElideMiddle
        cut = self.fitted(metrics, words, area.width(), middle)
        turned = self._view.isRightToLeft()
        draw_text(painter, self._visual(body, area), cut, right_to_left=turned, trailing=trailing)

    def _glyph(
        self, painter: QPainter, body: QRect, box: QRect, name: str, color: str, px: int = 16
    ) -> None:
        turned = self._view.isRightToLeft()
        ink = getattr(self._theme.colors, color)
        self._theme.icons.paint(
            painter, self._visual(body, box), name, ink, px, right_to_left=turned
        )

    def _visual(self, body: QRect, part: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), body, part)
