"""A grid of tiles with covers: albums, artists."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from mtplayer.core.events import CoverReady
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.albums.tile_layout import TileLayout, tiled
from mtplayer.ui.albums.tile_model import TileModel
from mtplayer.ui.albums.tile_painter import TEXT, Face, TilePainter, Zone
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.widgets.placed_view import PlacedView

GAP = 22
BETWEEN_ROWS = 24
_LEFT_BUTTON = Qt.MouseButton.LeftButton


class TileGrid(PlacedView):
    """Tiles of one size; whoever inherits says what each of them shows."""

    play_pressed: TypedSignal[int] = signal()
    heart_pressed: TypedSignal[int] = signal()

    def __init__(
        self,
        tiles: TileModel[Any],
        theme: Theme,
        covers: Covers,
        *,
        round_faces: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.theme = theme
        self.tile = theme.size.tile_min
        self.sides = (theme.space.s20, theme.space.s44)
        self.top = theme.space.s8
        self.painter = TilePainter(theme, covers, round_faces=round_faces)
        self._zone = Zone.TILE
        self._pressed_zone = (-1, Zone.TILE)
        super().__init__(tiles, parent)
        theme.changed.connect(self._look_changed)

    def face(self, number: int) -> Face:
        """Return what a tile says."""
        raise NotImplementedError

    def flags(self, number: int) -> int:
        """Return what else is true of a tile."""
        raise NotImplementedError

    def set_tile(self, edge: int) -> None:
        """Make the tiles so wide; the first one that is seen stays where it is."""
        if edge == self.tile:
            return
        first, _ = self.visible_numbers()
        kept = self.verticalOffset() > 0
        self.tile = edge
        self.relayout()
        if kept and first < self.placed.count:
            self.verticalScrollBar().setValue(self.placed.box(first)[1])

    def cover_ready(self, _ready: CoverReady) -> None:
        """Paint a cover that has arrived; many at once make one repaint."""
        self.viewport().update()

    @override
    def arrange(self, across: int, count: int) -> TileLayout:
        across = across if not self.isRightToLeft() else self.viewport().width()
        placed = tiled(
            count,
            across,
            tile=self.tile,
            text=TEXT,
            gap=GAP,
            sides=self.sides,
            mirrored=self.isRightToLeft(),
        )
        return replace(
            placed,
            top=self.top,
            bottom=self.theme.space.s12,
            step_y=self.tile + TEXT + BETWEEN_ROWS,
        )

    @override
    def draw(self, painter: QPainter, number: int, area: QRect, flags: int) -> None:
        if self.painter.ratio != (ratio := self.devicePixelRatioF()):
            self.painter.ratio = ratio
            self.painter.refresh()
        self.painter.mirrored = self.isRightToLeft()
        self.painter.tile(painter, self.face(number), area, flags | self.flags(number))

    @override
    def hover(self, point: QPoint) -> None:
        super().hover(point)
        number = self.number_at(point)
        zone = self.painter.zone(self.area_of(number), point) if number >= 0 else Zone.TILE
        if zone is not self._zone:
            self._zone = zone
            hand = zone is not Zone.TILE
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            )

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        number = self.number_at(point)
        zone = self.painter.zone(self.area_of(number), point) if number >= 0 else Zone.TILE
        self._pressed_zone = (-1, Zone.TILE)
        if event.button() == _LEFT_BUTTON and zone is not Zone.TILE:
            self._pressed_zone = (number, zone)
            return
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, zone = self._pressed_zone
        self._pressed_zone = (-1, Zone.TILE)
        if pressed < 0:
            super().mouseReleaseEvent(event)
            return
        point = event.position().toPoint()
        if self.number_at(point) != pressed:
            return
        if self.painter.zone(self.area_of(pressed), point) is zone:
            self._press(pressed, zone)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        number = self.number_at(point)
        if number >= 0 and self.painter.zone(self.area_of(number), point) is not Zone.TILE:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _press(self, number: int, zone: Zone) -> None:
        match zone:
            case Zone.PLAY:
                self.play_pressed.emit(number)
            case Zone.HEART:
                self.heart_pressed.emit(number)
            case Zone.MENU | Zone.TILE:
                if not self.is_selected(number):
                    self._move_to(number, Qt.KeyboardModifier.NoModifier)
                area = self.area_of(number)
                at = area.topLeft() + QPoint(area.width() // 2, area.width())
                self.menu_asked.emit(self.viewport().mapToGlobal(at))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.number_at(event.pos())
            words = ""
            if number >= 0:
                face = self.face(number)
                words = f"{face.first}\n{face.second}" if face.second else face.first
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def _look_changed(self, _look: object) -> None:
        self.painter.refresh()
        self.viewport().update()
