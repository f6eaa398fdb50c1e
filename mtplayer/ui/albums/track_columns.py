"""The tracks of one album, in as many columns as there is room for."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from mtplayer.core.library.tracks import FileState, TrackRow, gone
from mtplayer.core.ports import RowSource
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.albums.tile_layout import HeadedLayout, TileLayout, columned, headed
from mtplayer.ui.albums.tile_model import TileModel
from mtplayer.ui.look.painting import BARS, draw_bars, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.columns import spoken
from mtplayer.ui.tracks.row_painter import CURRENT, FOCUSED, HOVERED, SELECTED
from mtplayer.ui.tracks.text_cache import Laid, TextCache
from mtplayer.ui.widgets import star_rating
from mtplayer.ui.widgets.placed_view import PlacedView
from mtplayer.ui.widgets.star_rating import Stars

ROW = 30
LEAST = 300
GAP = 28
_NUMBER = 32
_TITLE = 42
_TIME = 60
_STARS = 128
_HEART = 150
_MOVING = (BARS, (5, 8, 12), (11, 6, 8), (7, 10, 4))
_PRESENT = FileState.PRESENT.value
_LEFT = Qt.MouseButton.LeftButton
# A selection on a tinted ground: as much of the text colour as can be seen on every tint.
_HOVER_SHARE = 0.08
_SELECT_SHARE = 0.16


class TrackModel(TileModel[TrackRow]):
    """A few tracks; ``playing`` is marked."""

    def __init__(self, source: RowSource) -> None:
        super().__init__(source.rows, lambda row: row.id, self._say, gone)
        self.playing: int | None = None

    def _say(self, row: TrackRow) -> str:
        return spoken(row, playing=row.id == self.playing)


class TrackColumns(PlacedView):
    """Numbers, titles, hearts, stars and times, read down the first column, then the second."""

    row_activated: TypedSignal[int] = signal()
    heart_pressed: TypedSignal[int] = signal()
    stars_pressed: TypedSignal[Stars] = signal()
    drag_started: TypedSignal["array[int]"] = signal()

    def __init__(self, tracks: TrackModel, theme: Theme, parent: QWidget | None = None) -> None:
        self._tracks = tracks
        self._theme = theme
        self._moving = False
        self._step = 0
        self._stars: dict[tuple[int | None, float, bool], QPixmap] = {}
        self.album_artist = ""
        self._heads: tuple[tuple[int, str], ...] = ()
        self._make_fonts()
        super().__init__(tracks, parent)
        self.unrolled = True
        self.setAccessibleName(text.tr("albums", "Tracks"))
        self.viewport().setAutoFillBackground(False)
        self._bars = QTimer(self, interval=1000 // theme.motion.eq_fps)
        self._bars.timeout.connect(self._move_bars)
        self.item_activated.connect(self.row_activated.emit)
        self.pulled.connect(self._pull)
        theme.changed.connect(self._look_changed)

    @property
    def tracks(self) -> TrackModel:
        """What is shown."""
        return self._tracks

    def set_playing(self, track: int | None, *, moving: bool) -> None:
        """Show which track plays; its bars move unless it is paused or motion is reduced."""
        self._tracks.playing = track
        self._moving = moving and self._theme.duration(1) > 0
        self.viewport().update()

    def show_heads(self, heads: Sequence[tuple[int, str]]) -> None:
        """Have these headings before these tracks, from the next list on."""
        self._heads = tuple(heads)

    def height_for(self, across: int, count: int) -> int:
        """Return how tall so many tracks are in so much room."""
        return self.arrange(across, count).content_height

    @override
    def arrange(self, across: int, count: int) -> TileLayout:
        most = 2 if across < 1200 else 3  # noqa: PLR2004 - pixels
        base = columned(
            count, across, row=ROW, least=LEAST, gap=GAP, most=most, mirrored=self.isRightToLeft()
        )
        return headed(base, tuple(at for at, _ in self._heads if at < count))

    @override
    def visible_numbers(self) -> tuple[int, int]:
        return 0, len(self._tracks.ids) - 1

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not isinstance(self._placed, HeadedLayout):
            return
        with QPainter(self.viewport()) as painter:
            for at, (_, words) in enumerate(self._heads[: len(self._placed.heads)]):
                area = QRect(*self._placed.head_box(at))
                laid = self._strong.laid(words, area.width() - _TITLE)
                place = self._near(area, _TITLE, round(laid.width))
                self._write(painter, self._strong, laid, self._theme.colors.fg_2, place.x(), area)

    @override
    def draw(self, painter: QPainter, number: int, area: QRect, flags: int) -> None:
        row, colors = self._tracks.row(number), self._theme.colors
        radius = self._theme.radius.row
        if flags & SELECTED:
            ground = veil(colors.accent if flags & FOCUSED else colors.fg_1, _SELECT_SHARE)
            fill_round(painter, area, radius, ground)
        elif flags & HOVERED:
            fill_round(painter, area, radius, veil(colors.fg_1, _HOVER_SHARE))
        if flags & CURRENT:
            line_round(painter, area, radius, colors.accent, self._theme.outline)
        self._number(painter, row, area, flags)
        self._title(painter, row, area)
        ratio = self.devicePixelRatioF()
        if row.liked_at is not None or flags & HOVERED:
            name = "heart-fill" if row.liked_at is not None else "heart"
            color = colors.heart if row.liked_at is not None else colors.fg_2
            heart = self._theme.icons.pixmap(name, color, 14, ratio)
            painter.drawPixmap(self._far(area, _HEART, 14).topLeft() + QPoint(0, 8), heart)
        if row.rating is not None or flags & HOVERED:
            stars = self._star_pixmap(row.rating, ratio)
            at = self._far(area, _STARS, star_rating.width())
            painter.drawPixmap(at.x(), area.y() + (ROW - 16) // 2, stars)
        if flags & HOVERED:
            dots = self._theme.icons.pixmap("dots-three", colors.fg_2, 16, ratio)
            painter.drawPixmap(self._far(area, 26, 16).topLeft() + QPoint(0, 7), dots)
        else:
            length = self._digits.laid(text.length(row.duration_ms), _TIME)
            at = self._far(area, 8 + round(length.width), round(length.width))
            self._write(painter, self._digits, length, colors.fg_2, at.x(), area)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        number = self.number_at(point)
        if event.button() == _LEFT and number >= 0 and self.press_part(number, point):
            return
        super().mousePressEvent(event)

    def _pull(self, _nothing: None) -> None:
        self.drag_started.emit(self.selected_ids())

    def press_part(self, number: int, point: QPoint) -> bool:
        """Do what lies under the pointer besides selecting; whether anything did."""
        row, area = self._tracks.row(number), self.area_of(number)
        heart = self._far(area, _HEART + 5, 24)
        stars = self._far(area, _STARS, star_rating.width())
        if heart.contains(point):
            self.heart_pressed.emit(row.id)
        elif stars.contains(point):
            turned = self.isRightToLeft()
            rating = star_rating.rating_at(point.x() - stars.x(), right_to_left=turned)
            rating = None if rating == row.rating else rating
            self.stars_pressed.emit(Stars(track=row.id, rating=rating))
        elif self._near(area, 0, _NUMBER + 4).contains(point):
            self.row_activated.emit(number)
        elif self._far(area, 32, 30).contains(point):
            if not self.is_selected(number):
                self._move_to(number, Qt.KeyboardModifier.NoModifier)
            self.menu_asked.emit(self.viewport().mapToGlobal(point))
        else:
            return False
        return True

    def _number(self, painter: QPainter, row: TrackRow, area: QRect, flags: int) -> None:
        colors, ratio = self._theme.colors, self.devicePixelRatioF()
        if row.id == self._tracks.playing:
            at = self._near(area, _NUMBER - 13, 12)
            heights = _MOVING[self._step % len(_MOVING)]
            top = area.y() + (ROW - max(BARS)) / 2
            draw_bars(painter, QPointF(at.x(), top), colors.accent_text, heights)
            if self._moving and not self._bars.isActive():
                self._bars.start()
            return
        if flags & HOVERED or row.state != _PRESENT:
            missing = "link-break" if row.state == FileState.MISSING else "hard-drive"
            name = "play-fill" if row.state == _PRESENT else missing
            color = colors.fg_1 if row.state == _PRESENT else colors.warn
            glyph = self._theme.icons.pixmap(name, color, 14, ratio)
            painter.drawPixmap(self._near(area, _NUMBER - 14, 14).x(), area.y() + 8, glyph)
        elif row.track_number is not None:
            number = self._digits.laid(str(row.track_number), _NUMBER)
            at = self._near(area, _NUMBER - round(number.width), round(number.width))
            self._write(painter, self._digits, number, colors.fg_2, at.x(), area)

    def _title(self, painter: QPainter, row: TrackRow, area: QRect) -> None:
        colors, playing = self._theme.colors, row.id == self._tracks.playing
        cache = self._strong if playing else self._body
        color = colors.accent_text if playing else colors.fg_1
        if row.state != _PRESENT:
            color = colors.fg_3
        room = area.width() - _TITLE - _HEART - self._theme.space.s8
        title = row.title or text.tr("albums", "No title")
        guest = row.artist if row.artist and row.artist != self.album_artist else ""
        laid = cache.laid(title, room)
        at = self._near(area, _TITLE, round(laid.width))
        self._write(painter, cache, laid, color, at.x(), area)
        left = room - round(laid.width) - self._theme.space.s12
        if guest and left > 40:  # noqa: PLR2004 - pixels that a name needs to say anything
            shown = self._small.laid(guest, left)
            start = _TITLE + round(laid.width) + self._theme.space.s12
            at = self._near(area, start, round(shown.width))
            self._write(painter, self._small, shown, colors.fg_2, at.x(), area)

    def _write(
        self, painter: QPainter, cache: TextCache, laid: Laid, color: QColor, x: int, area: QRect
    ) -> None:
        static, _, height = laid
        painter.setFont(cache.font)
        painter.setPen(color)
        painter.drawStaticText(x, area.y() + round((ROW - height) / 2), static)

    def write_near(
        self, painter: QPainter, words: str, color: QColor, area: QRect, *, small: bool = False
    ) -> None:
        """Write a text where reading begins."""
        cache = self._small if small else self._body
        laid = cache.laid(words, area.width())
        painter.setFont(cache.font)
        painter.setPen(color)
        x = area.right() + 1 - round(laid.width) if self.isRightToLeft() else area.x()
        painter.drawStaticText(x, area.y() + round((area.height() - laid.height) / 2), laid.static)

    def write_far(self, painter: QPainter, words: str, color: QColor, area: QRect) -> None:
        """Write a number at the end of its place."""
        laid = self._digits.laid(words, area.width())
        painter.setFont(self._digits.font)
        painter.setPen(color)
        x = area.x() if self.isRightToLeft() else area.right() + 1 - round(laid.width)
        painter.drawStaticText(x, area.y() + round((area.height() - laid.height) / 2), laid.static)

    def _near(self, area: QRect, start: int, width: int) -> QRect:
        """Return a part of a row, counted from where reading begins."""
        x = area.right() + 1 - start - width if self.isRightToLeft() else area.x() + start
        return QRect(x, area.y(), width, area.height())

    def _far(self, area: QRect, start: int, width: int) -> QRect:
        """Return a part of a row that begins so far before its end."""
        x = area.x() + start - width if self.isRightToLeft() else area.right() + 1 - start
        return QRect(x, area.y(), width, area.height())

    def _star_pixmap(self, rating: int | None, ratio: float) -> QPixmap:
        key = (rating, ratio, self.isRightToLeft())
        if key not in self._stars:
            self._stars[key] = star_rating.star_pixmap(
                self._theme, rating, ratio, right_to_left=key[2]
            )
        return self._stars[key]

    def _make_fonts(self) -> None:
        self._body = TextCache(self._theme.font(FontRole.BODY))
        self._strong = TextCache(self._theme.font(FontRole.STRONG))
        self._small = TextCache(self._theme.font(FontRole.SMALL))
        self._digits = TextCache(self._theme.font(FontRole.BODY, tabular=True))

    def _move_bars(self) -> None:
        self._step += 1
        if not self._moving or not self.isVisible() or not self.isActiveWindow():
            self._step = 0
            self._bars.stop()
        self.viewport().update()

    def _look_changed(self, _look: object) -> None:
        self._stars.clear()
        self._make_fonts()
        self.viewport().update()


def veil(color: QColor, share: float) -> QColor:
    """Return so much of a colour, for what lies on a tinted ground."""
    thin = QColor(color)
    thin.setAlphaF(share)
    return thin
