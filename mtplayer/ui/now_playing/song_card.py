"""What plays: its cover as large as there is room, names, heart, stars, and what it is made of."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.playing.stations import OnAir
from mtplayer.core.sound.sound import SignalPath
from mtplayer.core.typed import override
from mtplayer.ui.bar.song_view import HEART
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.painting import draw_shadow, isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.now_playing.stars import Stars
from mtplayer.ui.radio.radio_words import reception_words, song_words
from mtplayer.ui.services.services import Favorites
from mtplayer.ui.text import decimal, tr
from mtplayer.ui.widgets.badge import Badge
from mtplayer.ui.widgets.cover_view import CoverView
from mtplayer.ui.widgets.icon_button import IconButton
from mtplayer.ui.widgets.label import Label

SHADOW = 28
_HEART = 26
_KILO = 1000
_MINUS = "\u2212"


class SongCard(QWidget):
    """As wide as its cover, with room for the shadow around it."""

    def __init__(
        self,
        theme: Theme,
        covers: CoverCache,
        actions: Actions,
        favorites: Favorites,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._favorites = favorites
        self._row: TrackRow | None = None
        self._path: SignalPath | None = None
        self._compact = False
        self._cover = CoverView(theme, covers, 2 * theme.size.tile_min, theme.radius.cover_page)
        self._title = Label(theme, "", FontRole.HERO, elides=True)
        self._small_title = Label(theme, "", FontRole.TITLE, weight=700, elides=True)
        self._line = Label(theme, "", FontRole.SECTION, weight=400, color="fg_2", elides=True)
        edge = theme.size.button_large
        self._heart = IconButton(theme, tr("bar", "Like"), HEART, edge=edge, glyph=_HEART)
        self._heart.follow(actions[playback_commands.LIKE_PLAYING])
        self._stars = Stars(theme)
        self._stars.rated.connect(self._rate)
        self._badges = [Badge(theme) for _ in range(3)]
        self._lay_out()

    def show_song(self, row: TrackRow | None) -> None:
        """Show a track, or that there is none."""
        self._row = row
        self._path = self._path if row is not None else None
        self._cover.show_album(row.album_id if row else None)
        self._say(row.title if row else tr("bar", "Nothing playing"))
        names = [isolate(name) for name in (row.artist, row.album) if name] if row else []
        year = f", {row.year}" if row and row.year and row.album else ""
        self._line.show_text(" — ".join(names) + year)
        self._stars.show_rating(row.rating if row else None)
        self._show_parts()

    def show_on_air(self, on_air: OnAir) -> None:
        """Show a station."""
        self._row = None
        self._cover.show_album(None)
        song, how = song_words(on_air), reception_words(on_air)
        self._say(song or on_air.station.name)
        self._line.show_text(how or (on_air.station.name if song else tr("bar", "Radio")))
        self._show_parts()

    def show_path(self, path: SignalPath) -> None:
        """Say what the sound is made of."""
        self._path = path
        self._show_parts()

    def fit(self, edge: int, *, compact: bool) -> None:
        """Have a cover of this size; a compact card has neither stars nor badges."""
        self._compact = compact
        self._cover.setFixedSize(edge, edge)
        self.setFixedWidth(edge + 2 * SHADOW)
        self._show_parts()

    def _lay_out(self) -> None:
        space = self._theme.space
        names = QVBoxLayout()
        names.setSpacing(0)
        for label in (self._title, self._small_title, self._line):
            names.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(space.s8)
        head.addLayout(names, 1)
        head.addWidget(self._heart, 0, Qt.AlignmentFlag.AlignVCenter)
        below = QHBoxLayout()
        below.setSpacing(space.s12)
        below.addWidget(self._stars)
        below.addStretch(1)
        for badge in self._badges:
            below.addWidget(badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW, SHADOW, SHADOW, 0)
        column.setSpacing(0)
        column.addWidget(self._cover)
        column.addSpacing(space.s20)
        column.addLayout(head)
        column.addSpacing(space.s8)
        column.addLayout(below)
        column.addStretch(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self._cover.geometry())
        radius = self._theme.radius.cover_page
        draw_shadow(painter, body, radius, self._theme.colors.shadow, SHADOW - 4)

    def _say(self, title: str) -> None:
        self._title.show_text(title)
        self._small_title.show_text(title)

    def _show_parts(self) -> None:
        row, compact = self._row, self._compact
        self._title.setVisible(not compact)
        self._small_title.setVisible(compact)
        self._heart.setVisible(row is not None)
        self._stars.setVisible(row is not None and not compact)
        words = self._facts(row) if row is not None and not compact else ["", "", ""]
        for badge, said in zip(self._badges, words, strict=True):
            badge.show_text(said)
            badge.setVisible(bool(said))

    def _facts(self, row: TrackRow) -> list[str]:
        path = self._path
        codec, gain = row.codec.upper(), ""
        if path is not None:
            rate = decimal(path.file_rate / _KILO)
            depth = f"{path.file_bits}/{rate}" if path.file_bits else ""
            codec = f"{codec} {depth}".strip()
            if path.gain_db:
                sign = _MINUS if path.gain_db < 0 else "+"
                gain = tr("now", "{n} dB gain").format(n=f"{sign}{decimal(abs(path.gain_db))}")
        number = row.track_number
        place = tr("now", "Track {n}").format(n=number) if number else ""
        return [codec, gain, place]

    def _rate(self, rating: int | None) -> None:
        if self._row is not None:
            self._favorites.rate([self._row.id], rating)
