"""What Up next offers beside moving rows: menus, and the line that says where it stops."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.events import Entry, StopAfter
from mtplayer.core.ids import PlaylistId
from mtplayer.core.playing.queue_record import QueueSession, is_unnamed
from mtplayer.core.typed import override
from mtplayer.services.clock import now_ms
from mtplayer.ui import text
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.queue.queue_words import stop_icon, stop_words, why_lines
from mtplayer.ui.queue.source_names import SourceNames
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu, literal

if TYPE_CHECKING:
    from mtplayer.services.playing.why import Why

STRIP = 36
_OF_A_QUEUE = (
    commands.SAVE_QUEUE,
    commands.EXPORT_QUEUE,
    commands.PUT_QUEUE_ASIDE,
    commands.CLEAR_QUEUE,
)
Tracks = Callable[[], "array[int]"]
"""The tracks of rows, copied when they are needed: there may be a million."""


def stop_menu(theme: Theme, actions: Actions, parent: QWidget) -> Menu:
    """Return the menu of stop points and sleeping times."""
    menu = Menu(theme, parent, tr("queue", "Stop and sleep"))
    menu.menuAction().setData("moon")
    for group in (
        (commands.STOP_AFTER_TRACK, commands.STOP_AFTER_ALBUM, commands.STOP_AFTER_QUEUE),
        (commands.SLEEP_AFTER_TRACK, *commands.SLEEP_MINUTES.values(), commands.SLEEP_AT),
        (commands.SLEEP_OFF,),
    ):
        menu.addActions([actions[command] for command in group])
        menu.addSeparator()
    return menu


def stop_nowhere(services: Services) -> None:
    """Take back whatever was to stop the music."""
    services.sleep.cancel()
    services.queue.set_stop_after(StopAfter.NEVER)


class QueueTools:
    """Made once for the panel."""

    def __init__(self, theme: Theme, services: Services, actions: Actions) -> None:
        self._theme = theme
        self._services = services
        self._actions = actions
        self._tracks = TrackActions(services)
        self.names = SourceNames(services)

    @property
    def name(self) -> str:
        """The name of the queue that plays, if somebody gave it one."""
        active = self._services.sessions.active
        return "" if active is None or is_unnamed(active.name) else active.name

    def follow_names(self, show: Callable[[object], object]) -> None:
        """Call ``show`` when the queue, or the list it came from, may have another name."""
        self._services.sessions.changed.connect(show)
        self.names.changed.connect(show)

    def drag(self, covers: Covers, source: QWidget) -> TrackDrag:
        """Return what carries tracks out of the panel."""
        services = self._services
        return TrackDrag(self._theme, covers, services.rows, services.library, source)

    def find_files(self, paths: Sequence[str], done: Callable[["array[int]"], object]) -> None:
        """Find the tracks of files and folders that were dropped."""
        self._services.find_files(paths, done)

    def strip(self, parent: QWidget) -> "StopStrip":
        """Return the line that says where the music stops."""
        return StopStrip(self._theme, self._services, parent)

    def show_filled(self, *, filled: bool) -> None:
        """Let what needs a queue be done only while there is one."""
        for command in _OF_A_QUEUE:
            self._actions[command].setEnabled(filled and self._actions.answered(command))

    def save(self) -> None:
        """Ask under what name the queue becomes a playlist."""
        self._actions[commands.SAVE_QUEUE].trigger()

    def menu(self, parent: QWidget) -> Menu:
        """Return what can be done with the whole queue."""
        menu = Menu(self._theme, parent)
        actions = self._actions
        menu.addActions([actions[command] for command in _OF_A_QUEUE[:-1]])
        others = [one for one in self._services.sessions.sessions if not one.active]
        if others:
            menu.addSeparator()
            menu.add_heading(tr("queue", "Put aside"))
        for session in others:
            menu.addMenu(self._session_menu(session, menu, parent))
        menu.addSeparator()
        menu.addMenu(stop_menu(self._theme, actions, menu))
        menu.addSeparator()
        menu.addAction(actions[commands.CLEAR_QUEUE])
        return menu

    def add_row_actions(
        self, menu: Menu, entry: Entry, tracks: Tracks, at: QPoint, parent: QWidget
    ) -> None:
        """Let the menu of rows lead further, and say why the first one is there."""
        from mtplayer.ui.playlists.playlist_menu import PlaylistPicker

        menu.addSeparator()
        put = partial(self._put, tracks)
        menu.addMenu(PlaylistPicker(self._theme, self._services.playlists, put, menu))
        menu.addSeparator()
        track = array("q", [entry.track])
        for words, icon, run in (
            (tr("menu", "Go to artist"), "microphone", self._tracks.go_to_artist),
            (tr("menu", "Go to album"), "disc", self._tracks.go_to_album),
        ):
            action = menu.addAction(words)
            action.setData(icon)
            action.triggered.connect(partial(_called, partial(run, track)))
        menu.addSeparator()
        action = menu.addAction(tr("queue", "Why this?"))
        action.setData("question")
        ask = partial(self._services.why.ask, entry.id, partial(self._explain, parent, at))
        action.triggered.connect(partial(_called, ask))

    def _put(self, tracks: Tracks, playlist: int | None, name: str) -> None:
        playlists = self._services.playlists
        if playlist is None:
            playlists.create(name, tracks=tracks(), offer=True)
        else:
            playlists.add(PlaylistId(playlist), tracks())

    def explanation(self, why: "Why", parent: QWidget) -> Menu:
        """Return the card that says why a track comes."""
        menu = Menu(self._theme, parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.add_heading(why.track.title)
        for line in why_lines(why, self.names.name(why.source), now_ms()):
            menu.add_line(line)
        return menu

    def _explain(self, parent: QWidget, at: QPoint, why: "Why") -> None:
        self.explanation(why, parent).popup(at)

    def _session_menu(self, session: QueueSession, under: Menu, parent: QWidget) -> Menu:
        menu = Menu(self._theme, under, literal(session.name))
        menu.menuAction().setData("queue")
        menu.add_heading(f"{text.tracks(session.tracks)} · {text.ago(session.used_at)}")
        sessions = self._services.sessions
        for words, icon, run in (
            (tr("queue", "Go on here"), "play", partial(sessions.switch, session.id)),
            (tr("queue", "Rename…"), "pencil-simple", partial(self._rename, session, parent)),
            (tr("queue", "Delete"), "trash", partial(sessions.delete, session.id)),
        ):
            action = menu.addAction(words)
            action.setData(icon)
            action.triggered.connect(partial(_called, run))
        return menu

    def _rename(self, session: QueueSession, parent: QWidget) -> None:
        from mtplayer.ui.queue.queue_questions import ask_for_name

        ask_for_name(self._theme, self._services, session.id, parent.window())


class StopStrip(QWidget):
    """A line with a cross, there only while something is going to stop the music."""

    def __init__(self, theme: Theme, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self.words = Label(theme, "", FontRole.SMALL, color="fg_2", elides=True)
        self._sign = Glyph(theme, "moon", "fg_2", theme.size.icon)
        self.cross = IconButton(
            theme, tr("queue", "Play on"), Face(icon="x"), edge=theme.size.icon_button_small
        )
        self.cross.clicked.connect(partial(_called, partial(stop_nowhere, services)))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.s16 + 1, 0, theme.space.s12, 0)
        row.setSpacing(theme.space.s8)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.cross)
        self.setFixedHeight(STRIP)
        services.queue.modes_changed.connect(self._changed)
        services.sleep.changed.connect(self._changed)
        self._changed(None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), self._theme.colors
        painter.fillRect(0, 0, self.width(), 1, colors.line_soft)

    def _changed(self, _change: object) -> None:
        words = stop_words(self._services.queue.modes, self._services.sleep.state)
        self.words.show_text(words)
        self._sign.show_glyph(stop_icon(self._services.sleep.state), "fg_2")
        self.setAccessibleName(words)
        self.setVisible(bool(words))


def _called(run: Callable[[], object], _checked: object = None) -> None:
    run()
