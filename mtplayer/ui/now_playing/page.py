"""Now Playing: cover, words, what comes next and the wave, on a ground of the cover's colour."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import LyricsReady, WaveformReady
from mtplayer.core.ids import AlbumId, EntryId, TrackId
from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.playing.stations import OnAir
from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.bar.seek_row import SeekRow
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.painting import placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tint import tint
from mtplayer.ui.lyrics.view import LyricsView
from mtplayer.ui.now_playing.bars_view import BarsView
from mtplayer.ui.now_playing.foot import Foot
from mtplayer.ui.now_playing.head import COMPACT, WIDE, Beside, Head
from mtplayer.ui.now_playing.places import Places, places
from mtplayer.ui.now_playing.song_card import SongCard
from mtplayer.ui.now_playing.up_next import UpNextColumn
from mtplayer.ui.queue.queue_model import QueueModel
from mtplayer.ui.queue.queue_panel import EditableQueue
from mtplayer.ui.queue.queue_panel import Playback as QueuePlayback
from mtplayer.ui.queue.source_names import SourceNames
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.views import Tab

# How much of the tint is left where it is thinnest, across the page.
THIN = 0.2
_KEY = "now_playing.beside"


@record
class NowPlayingParts:
    """What it is made from."""

    theme: Theme
    services: Services
    covers: CoverCache
    state: UiState
    actions: Actions
    controls: PlaybackControls
    queue: EditableQueue
    playback: QueuePlayback
    model: QueueModel


class NowPlaying(QWidget):
    """Follows the player; everything in it stands still while it is not seen."""

    def __init__(self, parts: NowPlayingParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        theme, services, actions = parts.theme, parts.services, parts.actions
        self._theme = theme
        self._song: TrackRow | None = None
        self._beside = _remembered(parts.state)
        self._names = SourceNames(services, self)
        self.head = Head(theme, actions, parts.queue, self._names, self)
        self.card = SongCard(theme, parts.covers, actions, services.favorites, self)
        self.lyrics = LyricsView(theme, services.playback, self)
        self.bars = BarsView(theme, services.visualiser, self)
        self.up_next = UpNextColumn(theme, parts.model, parts.covers, self)
        self.seek = SeekRow(theme, services.playback, self, tall=True)
        self.foot = Foot(theme, services, actions, self)
        self._painted: tuple[QSize, int, int] | None = None
        self._backdrop = QPixmap()
        self.ground = QWidget(self)
        self.ground.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.ground.lower()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(tr("now", "Now playing"))
        self.seek.bar.caption = self._caption
        self._connect()
        if (path := services.playback.path) is not None:
            self.card.show_path(path)
        self._show_song(parts.controls.song)
        if (on_air := services.playback.on_air) is not None:
            self._on_air_changed(on_air)

    @property
    def beside(self) -> Beside:
        """What stands beside the cover."""
        return self._beside

    def show_beside(self, beside: Beside) -> None:
        """Have something else beside the cover, also the next time."""
        self._beside = beside
        self._parts.state.put(_KEY, beside.value)
        self._place()

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def turn_to(self, tab: Tab) -> None:
        """Show what a page of the right panel shows."""
        compact = places(self.rect(), self._theme).compact
        self.show_beside(Beside.UP_NEXT if compact and tab is Tab.QUEUE else Beside.LYRICS)

    def wind(self) -> None:
        """Move only what can be seen: the window was minimised, or is back."""
        self.seek.wind()
        if self.bars.isVisible():
            self.bars.watch()

    def _connect(self) -> None:
        services, controls = self._parts.services, self._parts.controls
        controls.song_changed.connect(self._show_song)
        controls.volume_changed.connect(self.foot.show_volume)
        playback = services.playback
        playback.path_changed.connect(self.card.show_path)
        playback.on_air_changed.connect(self._on_air_changed)
        services.waveforms.ready.connect(self._waveform_ready)
        services.lyrics.ready.connect(self._lyrics_ready)
        services.queue.modes_changed.connect(self._show_source)
        self.lyrics.sought.connect(playback.seek)
        self.up_next.chosen.connect(self._play_entry)
        self.head.wanted.connect(self.show_beside)
        self._parts.covers.coloured.connect(self._coloured)
        self._theme.changed.connect(self._look_changed)
        model = self._parts.model
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._show_source)

    # ---- what plays -----------------------------------------------------------------------------

    def _show_song(self, row: TrackRow | None) -> None:
        again = self._song is not None and row is not None and self._song.id == row.id
        self._song = row
        if self._parts.services.playback.on_air is not None:
            return
        self.card.show_song(row)
        self.foot.show_song(row)
        self.seek.show_length(row.duration_ms if row else 0)
        self._show_source()
        if not again:
            self._ask(row)
        self.update()

    def _ask(self, row: TrackRow | None) -> None:
        """Ask for what takes longer: the words and the wave."""
        self.lyrics.say_nothing(*self._no_words(row))
        self.seek.bar.show_shape(b"")
        if row is not None:
            self._parts.services.lyrics.ask(row)
            self._parts.services.waveforms.ask(TrackId(row.id))

    def _on_air_changed(self, on_air: OnAir | None) -> None:
        if on_air is None:
            song, self._song = self._song, None
            self._show_song(song)
            return
        self.card.show_on_air(on_air)
        self.head.show_on_air(on_air)
        self.seek.show_length(on_air.length_ms, fixed=not on_air.seekable)
        self._ask(None)
        self.update()

    def _waveform_ready(self, waveform: WaveformReady) -> None:
        if self._plays(waveform.track):
            self.seek.bar.show_shape(waveform.shape)

    def _lyrics_ready(self, found: LyricsReady) -> None:
        if not self._plays(found.track):
            return
        if found.lyrics.lines:
            self.lyrics.show_lyrics(found.lyrics)
        else:
            body = tr("now", "Words in a file's tags, or in an .lrc file beside it, stand here.")
            self.lyrics.say_nothing(tr("now", "No lyrics for this song"), body)

    def _no_words(self, row: TrackRow | None) -> tuple[str, str]:
        """Say why there are none; nothing while they are looked for."""
        if self._parts.services.playback.on_air is not None:
            words = tr("now", "Stations do not send the words of what they play.")
            return tr("now", "No lyrics on the radio"), words
        if row is None:
            words = tr("now", "The words of a song stand here while it plays.")
            return tr("now", "Nothing plays"), words
        return "", ""

    def _plays(self, track: int) -> bool:
        on_air = self._parts.services.playback.on_air
        return on_air is None and self._song is not None and self._song.id == track

    def _caption(self, ms: int) -> str:
        words = self.lyrics.line_near(ms)
        return f"“{words}”" if words else ""

    def _show_source(self, *_news: object) -> None:
        on_air, model = self._parts.services.playback.on_air, self._parts.model
        if on_air is not None:
            self.head.show_on_air(on_air)
        else:
            self.head.show_source(model.rowCount())

    def _play_entry(self, entry: EntryId) -> None:
        self._parts.playback.play_entry(entry)

    # ---- where things stand ---------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        at = places(self.rect(), self._theme)
        shown = self._beside
        if at.compact:
            shown = shown if shown in COMPACT else Beside.UP_NEXT
        elif shown not in WIDE:
            shown = Beside.LYRICS
        self.head.offer(COMPACT if at.compact else WIDE, shown)
        self.card.fit(at.edge, compact=at.compact)
        self.foot.fit(compact=at.compact)
        high = at.seek.top() - at.head.bottom() - 1
        self.ground.setGeometry(0, at.head.bottom() + 1, self.width(), high)
        at = at.centred() if shown is Beside.COVER else at
        for widget, place in self._placed_widgets(at, shown):
            widget.setVisible(not place.isNull())
            if not place.isNull():
                widget.setGeometry(placed(self.layoutDirection(), self.rect(), place))

    def _placed_widgets(self, at: Places, shown: Beside) -> list[tuple[QWidget, QRect]]:
        nowhere = QRect()
        up_next = at.up_next if shown is not Beside.COVER else nowhere
        if at.compact:
            up_next = at.beside if shown is Beside.UP_NEXT else nowhere
        return [
            (self.head, at.head),
            (self.card, at.card),
            (self.lyrics, at.beside if shown is Beside.LYRICS else nowhere),
            (self.bars, at.beside if shown is Beside.VISUALISER else nowhere),
            (self.up_next, up_next),
            (self.seek, at.seek),
            (self.foot, at.foot),
        ]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        key = (self.size() * ratio, self._ground(1.0).rgba(), self._ground(THIN).rgba())
        if key != self._painted:
            # Thirty pictures a second lie on it: a gradient costs five times as much as a copy.
            self._painted, self._backdrop = key, self._gradient(ratio)
        QPainter(self).drawPixmap(QRectF(event.rect()), self._backdrop, _scaled(event, ratio))

    def _gradient(self, ratio: float) -> QPixmap:
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        corner = self.rect().topRight() if self.isRightToLeft() else self.rect().topLeft()
        across = self.rect().bottomLeft() if self.isRightToLeft() else self.rect().bottomRight()
        gradient = QLinearGradient(corner, across)
        gradient.setColorAt(0, self._ground(1.0))
        gradient.setColorAt(1, self._ground(THIN))
        painter = QPainter(pixmap)
        painter.fillRect(self.rect(), gradient)
        painter.end()
        return pixmap

    def _ground(self, share: float) -> QColor:
        album = self._song.album_id if self._song is not None else None
        if self._parts.services.playback.on_air is not None:
            album = None
        colour = self._parts.covers.colour(album) if album is not None else None
        return tint(self._theme, colour, self._theme.tints.page * share)

    def _coloured(self, album: AlbumId) -> None:
        if self._song is not None and self._song.album_id == album:
            self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()


def _scaled(event: QPaintEvent, ratio: float) -> QRectF:
    """Return what is to be painted in the pixels of the screen."""
    rect = event.rect()
    return QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio)


def _remembered(state: UiState) -> Beside:
    name = state.get(_KEY, Beside.LYRICS.value)
    return Beside(name) if name in set(Beside) else Beside.LYRICS
