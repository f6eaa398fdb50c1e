"""What plays: cover, title, artist and album, heart."""

from array import array

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.playing.stations import OnAir
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import mime
from mtplayer.ui.commands import commands, playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.radio.radio_words import reception_words, song_words
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.cover_view import CoverView
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label

HEART = Face(icon="heart", icon_on="heart-fill", color_on="heart", fills=False)


class SongView(QWidget):
    """Tracks dropped on it play at once; a click shows the playing row."""

    dropped: TypedSignal["array[int]"] = signal()

    def __init__(
        self, theme: Theme, covers: CoverCache, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._cover = CoverView(theme, covers, theme.size.cover_bar, theme.radius.cover52)
        self._title = Label(theme, "", FontRole.STRONG, elides=True)
        self._line = Label(theme, "", FontRole.SMALL, color="fg_2", elides=True)
        self._heart = IconButton(theme, tr("bar", "Like"), HEART)
        self._heart.follow(actions[playback_commands.LIKE_PLAYING])
        self.setAcceptDrops(True)
        self._lay_out(theme)
        self.show_song(None)

    def show_song(self, row: TrackRow | None) -> None:
        """Show a track, or that there is none."""
        self._cover.show_album(row.album_id if row else None)
        self._title.show_text(row.title if row else tr("bar", "Nothing playing"))
        self._title.show_color("fg_1" if row else "fg_3")
        names = [isolate(name) for name in (row.artist, row.album) if name] if row else []
        self._line.show_text(" — ".join(names))
        self._line.setVisible(bool(names))
        self._heart.setVisible(row is not None)
        clickable = Qt.CursorShape.PointingHandCursor if row else Qt.CursorShape.ArrowCursor
        self._cover.setCursor(clickable)

    def show_on_air(self, on_air: OnAir) -> None:
        """Show a station: what it plays, or else its name; below, how it comes in."""
        self._cover.show_album(None)
        song, how = song_words(on_air), reception_words(on_air)
        self._title.show_text(song or on_air.station.name)
        self._title.show_color("fg_1")
        below = [how] if how else ([isolate(on_air.station.name)] if song else [])
        self._line.show_text(" · ".join(below) or tr("bar", "Radio"))
        self._line.setVisible(True)
        self._heart.setVisible(False)

    def _lay_out(self, theme: Theme) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addStretch(1)
        lines.addWidget(self._title)
        lines.addWidget(self._line)
        lines.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._cover)
        layout.addSpacing(theme.space.s12)
        layout.addLayout(lines, 1)
        layout.addSpacing(theme.space.s4)
        layout.addWidget(self._heart)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cover.geometry().contains(event.position().toPoint()):
            self._actions[commands.SHOW_PLAYING].trigger()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if mime.tracks_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        tracks = mime.tracks_of(event.mimeData())
        if tracks:
            event.acceptProposedAction()
            self.dropped.emit(tracks)
