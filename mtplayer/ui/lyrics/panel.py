"""The page of the right panel with the words of what plays, and where they are from."""

from functools import partial
from typing import Final

from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mtplayer.core.events import LyricsReady
from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.playing.lyrics import NO_LYRICS, Lyrics
from mtplayer.core.playing.stations import OnAir
from mtplayer.core.typed import override
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.lyrics.view import IN_PANEL, LARGE, LyricsLook, LyricsView
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState
from mtplayer.ui.text import locale, tr
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu

FOOTER: Final = 44
STEP_MS: Final = 100
_SECOND_MS: Final = 1000
_LARGE: Final = "lyrics.large"
_MINUS: Final = "\u2212"


class LyricsPanel(QWidget):
    """Looks for words only while it is seen."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        actions: Actions,
        controls: PlaybackControls,
        state: UiState,
    ) -> None:
        super().__init__()
        self._theme, self._services, self._actions = theme, services, actions
        self._state = state
        self._song: TrackRow | None = None
        self._asked: int | None = None
        self.view = LyricsView(theme, services.playback, self, look=self._look())
        self.nothing = EmptyState(theme, self)
        self._source = Label(theme, role=FontRole.SMALL, color="fg_3", elides=True)
        self._shift = Label(theme, role=FontRole.SMALL, color="fg_3", tabular=True)
        self.earlier = self._button(tr("lyrics", "Lyrics 0.1 s earlier"), "minus")
        self.later = self._button(tr("lyrics", "Lyrics 0.1 s later"), "plus")
        self.larger = self._button(tr("lyrics", "Text size"), "text-aa")
        self.more = self._button(tr("lyrics", "More"), "dots-three")
        self._head = self._make_head()
        self._lay_out()
        self._connect(controls)
        self._show_song(controls.song)

    def head(self) -> QWidget:
        """Return what stands beside the tabs."""
        return self._head

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def _button(self, name: str, icon: str) -> IconButton:
        size = self._theme.size
        return IconButton(
            self._theme, name, Face(icon=icon), edge=size.icon_button_small, glyph=size.icon
        )

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.space.s4)
        row.addStretch(1)
        row.addWidget(self.larger)
        row.addWidget(self.more)
        return head

    def _lay_out(self) -> None:
        space = self._theme.space
        self._pages = QStackedWidget()
        inset = QWidget()
        body = QVBoxLayout(inset)
        body.setContentsMargins(space.s24, space.s16, space.s20, 0)
        body.addWidget(self.view)
        self._pages.addWidget(inset)
        self._pages.addWidget(self.nothing)
        footer = QWidget()
        row = QHBoxLayout(footer)
        row.setContentsMargins(space.s16 + 1, 0, space.s12, 0)
        row.setSpacing(space.s2)
        row.addWidget(self._source, 1)
        for part in (self.earlier, self._shift, self.later):
            row.addWidget(part)
        footer.setFixedHeight(FOOTER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(footer)
        self.setFocusProxy(self.view)

    def _connect(self, controls: PlaybackControls) -> None:
        services = self._services
        controls.song_changed.connect(self._show_song)
        services.playback.on_air_changed.connect(self._on_air_changed)
        services.lyrics.ready.connect(self._lyrics_ready)
        self.view.sought.connect(services.playback.seek)
        self.earlier.clicked.connect(partial(self._move, -STEP_MS))
        self.later.clicked.connect(partial(self._move, STEP_MS))
        self.larger.clicked.connect(self._change_size)
        self.more.clicked.connect(self._open_more)

    # ---- what is shown --------------------------------------------------------------------------

    def _show_song(self, row: TrackRow | None) -> None:
        again = self._song is not None and row is not None and row.id == self._song.id
        self._song = row
        if not again:
            self._asked = None
            self._show(NO_LYRICS, self._waiting())
            self._ask()

    def _on_air_changed(self, _on_air: OnAir | None) -> None:
        self._asked = None
        self._show(NO_LYRICS, self._waiting())
        self._ask()

    def _ask(self) -> None:
        """Ask for the words of the song, once it is seen."""
        row = self._playing()
        if row is not None and self._asked != row.id and self.isVisible():
            self._asked = row.id
            self._services.lyrics.ask(row)

    def _playing(self) -> TrackRow | None:
        return None if self._services.playback.on_air is not None else self._song

    def _lyrics_ready(self, found: LyricsReady) -> None:
        row = self._playing()
        if row is not None and row.id == found.track:
            self._show(found.lyrics, _none_of(row))

    def _show(self, lyrics: Lyrics, nothing: Message | None) -> None:
        self.view.show_lyrics(lyrics)
        if nothing is not None:
            self.nothing.say(nothing)
        bare = not lyrics.lines and nothing is not None
        self._pages.setCurrentIndex(1 if bare else 0)
        self._source.show_text(_source_words(lyrics))
        for part in (self.earlier, self._shift, self.later):
            part.setVisible(lyrics.synced)
        self._shift.show_text(_seconds(lyrics.moved_ms))

    def _waiting(self) -> Message | None:
        """Say why there are no words, or nothing while they are looked for."""
        if self._services.playback.on_air is not None:
            body = tr("lyrics", "Stations do not send the words of what they play.")
            return Message(title=tr("lyrics", "No lyrics on the radio"), body=body, icon="quotes")
        if self._song is None:
            body = tr("lyrics", "The words of a song stand here while it plays.")
            return Message(title=tr("lyrics", "Nothing plays"), body=body, icon="quotes")
        return None

    def _look(self) -> LyricsLook:
        return LARGE if self._state.get(_LARGE, default=False) else IN_PANEL

    # ---- what is asked --------------------------------------------------------------------------

    def _move(self, by_ms: int, _checked: object = None) -> None:
        if (row := self._playing()) is not None:
            self._services.lyrics.move(row.id, self.view.lyrics.moved_ms + by_ms)

    def _change_size(self) -> None:
        self._state.put(_LARGE, not self._state.get(_LARGE, default=False))
        self.view.wear(self._look())

    def menu(self) -> Menu:
        """Return what else can be done with the words."""
        menu, lyrics = Menu(self._theme, self), self.view.lyrics
        copy = menu.addAction(tr("lyrics", "Copy lyrics"))
        copy.setData("copy")
        copy.setEnabled(bool(lyrics.lines))
        copy.triggered.connect(self._copy)
        back = menu.addAction(tr("lyrics", "Times as they were"))
        back.setEnabled(bool(lyrics.moved_ms))
        back.triggered.connect(partial(self._move, -lyrics.moved_ms))
        menu.addSeparator()
        menu.addAction(self._actions[commands.NOW_PLAYING])
        return menu

    def _open_more(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self.more)

    def _copy(self) -> None:
        words = "\n".join(line.text for line in self.view.lyrics.lines)
        QGuiApplication.clipboard().setText(words)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._theme.colors.line_soft
        QPainter(self).fillRect(0, self.height() - FOOTER, self.width(), 1, line)


def _none_of(row: TrackRow) -> Message:
    body = tr("lyrics", "There is no .lrc file or lyrics tag next to “{title}”.")
    return Message(
        title=tr("lyrics", "No lyrics for this song"),
        body=body.format(title=row.title),
        icon="quotes",
    )


def _source_words(lyrics: Lyrics) -> str:
    if not lyrics.lines:
        return ""
    source = lyrics.source
    where = tr("lyrics", "from {name}").format(name=source) if source else tr("lyrics", "from tags")
    kind = tr("lyrics", "Synced") if lyrics.synced else tr("lyrics", "Without times")
    return f"{kind} · {where}"


def _seconds(ms: int) -> str:
    sign = _MINUS if ms < 0 else "+" if ms else ""
    return tr("lyrics", "{n} s").format(n=sign + locale().toString(abs(ms) / _SECOND_MS, "f", 1))
