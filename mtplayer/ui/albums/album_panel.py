"""An open album: its cover, what it is, and its tracks, on a ground of the cover's colour."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPolygon,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.albums import AlbumFacts, AlbumRow, Disc
from mtplayer.core.ports import RowSource
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.albums.album_grid import NOTCH
from mtplayer.ui.albums.cover_choice import pictures
from mtplayer.ui.albums.track_columns import TrackColumns, TrackModel
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tint import tint
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.cover_view import CoverView
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

COVER = 252
SMALL_COVER = 148
# Below this width the cover leaves room for the tracks.
NARROW = 760
HEAD = 63
# Steps of 255 by which a ground has to differ from the page around it.
_SEEN = 6
_LIKED = Face(icon="heart", icon_on="heart-fill", color_on="heart", fills=False)


class AlbumPanel(QWidget):
    """Says what was asked; whoever shows it does it."""

    play_pressed: TypedSignal[None] = signal()
    shuffle_pressed: TypedSignal[None] = signal()
    queue_pressed: TypedSignal[None] = signal()
    heart_pressed: TypedSignal[None] = signal()
    artist_pressed: TypedSignal[None] = signal()
    menu_pressed: TypedSignal[QPoint] = signal()
    closed: TypedSignal[None] = signal()
    picture_dropped: TypedSignal[object] = signal()

    def __init__(
        self, theme: Theme, covers: CoverCache, source: RowSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._album: AlbumId | None = None
        self._notch = -1
        self._large = CoverView(theme, covers, COVER, theme.radius.cover_panel)
        self._small = CoverView(theme, covers, SMALL_COVER, theme.radius.cover_panel)
        self._title = Label(theme, role=FontRole.HERO, elides=True)
        self._artist = TextButton(theme, "", Kind.LINK)
        self._dot = Label(theme, "·", color="fg_2")
        self._facts = Label(theme, role=FontRole.BODY, color="fg_2", tabular=True, elides=True)
        self.tracks = TrackColumns(TrackModel(source), theme)
        self._make_buttons()
        self._lay_out()
        self.setAcceptDrops(True)
        covers.coloured.connect(self._coloured)
        theme.changed.connect(self._look_changed)

    @property
    def album(self) -> AlbumId | None:
        """Whose tracks are shown."""
        return self._album

    def show_album(self, row: AlbumRow, facts: AlbumFacts) -> None:
        """Show an album; the same one again keeps what is selected in it."""
        again, self._album = row.id == self._album, row.id
        self._large.show_album(row.id)
        self._small.show_album(row.id)
        self._title.show_text(row.title or text.tr("albums", "No title"))
        self._fit_head()
        self._artist.setText(row.artist)
        self._artist.setEnabled(facts.artist is not None)
        parts = [
            str(row.year or ""),
            ", ".join(facts.genres),
            f"{text.tracks(row.tracks)}, {text.long_length(row.duration_ms)}",
            facts.format,
            text.editions(row.editions) if row.editions > 1 else "",
        ]
        self._dot.setVisible(bool(row.artist))
        self._facts.show_text(" · ".join(part for part in parts if part))
        self._heart.setChecked(row.all_liked)
        self.tracks.album_artist = row.artist
        self.tracks.show_heads([(disc.first, _disc_words(disc)) for disc in facts.discs])
        self.tracks.show_ids(facts.tracks, stay=again)
        self.setAccessibleName(row.title)
        self.update()

    def height_for(self, width: int) -> int:
        """Return how tall the panel is at a width, its notch left out."""
        space = self._theme.space
        cover = COVER if width >= NARROW else SMALL_COVER
        room = width - space.s20 - cover - space.s28 - space.s44
        tracks = self.tracks.height_for(room, len(self.tracks.tracks.ids))
        return max(space.s24 + cover, space.s24 + HEAD + tracks) + space.s24

    def point_at(self, x: int) -> None:
        """Let the notch point up to a place."""
        if x != self._notch:
            self._notch = x
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = self._ground()
            painter.fillRect(self.rect().adjusted(0, NOTCH, 0, 0), ground)
            if self._notch >= 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                x = self._notch
                points = [QPoint(x - NOTCH, NOTCH), QPoint(x, 0), QPoint(x + NOTCH, NOTCH)]
                painter.drawPolygon(QPolygon(points))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        self._large.setVisible(wide)
        self._small.setVisible(not wide)
        self._fit_head()

    def _fit_head(self) -> None:
        """Leave out what the menu has as well, where the title needs its room."""
        space, buttons = self._theme.space, (self._play, self._shuffle, self._queue, self._heart)
        taken = sum(button.sizeHint().width() + space.s8 for button in buttons)
        taken += 2 * (self._theme.size.icon_button + space.s8)
        room = self.width() - space.s20 - COVER - space.s28 - space.s44 - taken
        roomy = self.width() >= NARROW and self._title.sizeHint().width() <= room
        self._shuffle.setVisible(roomy)
        self._queue.setVisible(roomy)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pictures(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.picture_dropped.emit(event.mimeData())

    def _ground(self) -> QColor:
        colour = None if self._album is None else self._covers.colour(self._album)
        ground = tint(self._theme, colour, self._theme.tints.panel)
        # On white a white cover has no tint: without a ground the panel would have no edge.
        page = self._theme.colors.bg_content
        steps = (
            ground.red() - page.red(),
            ground.green() - page.green(),
            ground.blue() - page.blue(),
        )
        seen = max(map(abs, steps)) >= _SEEN
        return ground if seen else self._theme.colors.bg_chrome

    def _coloured(self, album: AlbumId) -> None:
        if album == self._album:
            self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()

    def _make_buttons(self) -> None:
        theme, tr, height = self._theme, text.tr, self._theme.size.button
        self._play = TextButton(
            theme, tr("albums", "Play"), Kind.PRIMARY, icon="play-fill", height=height
        )
        self._shuffle = TextButton(theme, tr("albums", "Shuffle"), icon="shuffle", height=height)
        self._queue = IconButton(theme, tr("albums", "Add to queue"), Face(icon="plus"))
        self._heart = IconButton(theme, tr("albums", "Like"), _LIKED)
        self._heart.setCheckable(True)
        self._more = IconButton(theme, tr("albums", "More"), Face(icon="dots-three"))
        self._close = IconButton(theme, tr("albums", "Close the album"), Face(icon="x"))
        self._play.clicked.connect(lambda: self.play_pressed.emit(None))
        self._shuffle.clicked.connect(lambda: self.shuffle_pressed.emit(None))
        self._queue.clicked.connect(lambda: self.queue_pressed.emit(None))
        self._heart.clicked.connect(lambda: self.heart_pressed.emit(None))
        self._artist.clicked.connect(lambda: self.artist_pressed.emit(None))
        self._close.clicked.connect(lambda: self.closed.emit(None))
        below = QPoint(0, theme.size.icon_button)
        self._more.clicked.connect(lambda: self.menu_pressed.emit(self._more.mapToGlobal(below)))

    def _lay_out(self) -> None:
        space = self._theme.space
        row = QHBoxLayout(self)
        row.setContentsMargins(0, NOTCH + space.s24, 0, space.s24)
        row.setSpacing(0)
        row.addSpacing(space.s20)
        for cover in (self._large, self._small):
            row.addWidget(cover, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(space.s28 - self._play.margin)
        row.addLayout(self._side(), 1)
        row.addSpacing(space.s44)

    def _side(self) -> QVBoxLayout:
        ring = self._play.margin
        facts, tracks = QHBoxLayout(), QHBoxLayout()
        facts.setSpacing(0)
        facts.addWidget(self._artist)
        facts.addWidget(self._dot)
        facts.addSpacing(ring)
        facts.addWidget(self._facts, 1)
        # What has a focus ring keeps room for it: the rest is moved in as far.
        tracks.setContentsMargins(ring, 0, 0, 0)
        tracks.addWidget(self.tracks)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addLayout(self._head())
        side.addLayout(facts)
        side.addSpacing(self._theme.space.s4)
        side.addLayout(tracks)
        side.addStretch(1)
        return side

    def _head(self) -> QHBoxLayout:
        space, ring = self._theme.space, self._play.margin
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.setContentsMargins(ring, 0, 0, 0)
        head.addWidget(self._title, 1)
        buttons = (self._play, self._shuffle, self._queue, self._heart, self._more, self._close)
        for button in buttons:
            rings = ring if isinstance(button, TextButton) else 0
            head.addSpacing(space.s12 - 2 * rings if rings else space.s8)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return head


def _disc_words(disc: Disc) -> str:
    words = text.tr("albums", "Disc {n}").format(n=disc.number)
    return f"{words} · {disc.subtitle}" if disc.subtitle else words
