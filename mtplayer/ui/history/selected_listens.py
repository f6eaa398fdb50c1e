"""The keys and the menu of the log: what is done to listens, and to the tracks they were of."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt

from mtplayer.core.listening.history import HistoryRow
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.commands import commands, track_commands
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.commands.track_menu import add_stars
from mtplayer.ui.history.history_model import listens
from mtplayer.ui.history.history_view import HistoryView
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.services.history_services import HistoryLog
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.views import View
from mtplayer.ui.widgets.menu import DANGER, Menu

_DESCRIBED = 500
Do = Callable[["array[int]"], object]


class SelectedListens(QObject):
    """Answers to the commands of track lists on behalf of the log, when it was entered last."""

    def __init__(self, parts: PageParts, view: HistoryView, history: HistoryLog) -> None:
        super().__init__(view)
        self._theme = parts.theme
        self._actions = parts.actions
        self._services = parts.services
        self._view = view
        self._history = history
        self._do = TrackActions(parts.services, self)
        reader, library = parts.services.rows, parts.services.library
        self._drag = TrackDrag(parts.theme, parts.covers, reader, library, view)
        parts.actions.attach_tracks(view)
        view.installEventFilter(self)
        view.item_activated.connect(self.play_from)
        view.heart_pressed.connect(self._heart_pressed)
        view.menu_asked.connect(self.open_menu)
        view.pulled.connect(lambda _: self._with_tracks(self._drag.start))

    def play_from(self, number: int) -> None:
        """Play what was heard, from this listen on to later ones; of a head, its day."""
        model = self._view.history
        first, last = model.day_of(number) if model.is_head(number) else (number, number)
        # Newest first is how one reads; one hears in the order of then.
        ids = [id_ for id_ in model.ids[first : last + 1] if id_ > 0]
        self._history.tracks(list(reversed(ids)), self._play)

    def play_selected(self) -> None:
        """Play the tracks of the selected listens in the order they were heard in."""
        ids = self._view.selected_listens()
        self._history.tracks(list(reversed(ids)), self._play)

    def remove_selected(self) -> None:
        """Take the selected listens out of the log."""
        self._history.remove(self._view.selected_listens())

    def correct_selected(self) -> None:
        """Ask what should be said of the only selected listen."""
        from mtplayer.ui.dialogs.correct_listen import CorrectListen

        rows = self._rows()
        if len(rows) == 1:
            CorrectListen(self._theme, self._services, self._history, rows[0], self._view.window())

    def menu(self) -> Menu:
        """Return the menu of the selected listens."""
        ids, rows = self._view.selected_listens(), self._rows()
        menu = Menu(self._theme, self._view)
        heard = sum(row.listened_ms for row in rows)
        length = "" if len(ids) > len(rows) else f" · {text.long_length(heard)}"
        menu.add_heading(listens(len(ids)) + length)
        if any(row.listed for row in rows):
            self._add_tracks(menu, rows)
        if len(ids) == 1:
            correct = menu.addAction(text.tr("history", "Correct…"))
            correct.setData("pencil-simple")
            correct.triggered.connect(self.correct_selected)
        remove = self._actions[track_commands.REMOVE]
        remove.setText(text.tr("history", "Remove from history"))
        remove.setProperty(DANGER, True)  # noqa: FBT003 - Qt's own signature
        menu.addAction(remove)
        return menu

    def open_menu(self, where: QPoint) -> None:
        """Open the menu of the selected listens at a point of the screen."""
        if not self._view.selected_listens():
            return
        self._answer()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._answer()
        return False

    def _add_tracks(self, menu: Menu, rows: Sequence[HistoryRow]) -> None:
        for command in (
            track_commands.PLAY,
            track_commands.PLAY_NEXT,
            track_commands.ADD_TO_QUEUE,
        ):
            menu.addAction(self._actions[command])
        menu.addSeparator()
        like = self._actions[track_commands.LIKE]
        liked = all(row.liked_at is not None for row in rows if row.listed)
        like.setText(text.tr("menu", "Unlike") if liked else text.tr("commands", "Like"))
        menu.addAction(like)
        add_stars(menu, self._theme, None, self._rate)
        menu.addSeparator()
        menu.addAction(self._actions[track_commands.GO_TO_ARTIST])
        menu.addAction(self._actions[track_commands.GO_TO_ALBUM])
        menu.addAction(self._actions[track_commands.SHOW_IN_FOLDER])
        menu.addSeparator()

    def _rows(self) -> Sequence[HistoryRow]:
        return self._history.rows.rows(self._view.selected_listens()[:_DESCRIBED])

    def _answer(self) -> None:
        on, do = self._actions.on, self._do

        def tracks(run: Do) -> Callable[[], object]:
            return lambda: self._with_tracks(run)

        on(track_commands.PLAY, self.play_selected)
        on(track_commands.PLAY_NEXT, tracks(do.play_next))
        on(track_commands.ADD_TO_QUEUE, tracks(do.add_to_queue))
        on(track_commands.LIKE, tracks(do.toggle_like))
        on(track_commands.COPY, tracks(do.copy_text))
        on(track_commands.COPY_PATHS, tracks(do.copy_paths))
        on(track_commands.SHOW_IN_FOLDER, tracks(do.show_in_folder))
        on(track_commands.GO_TO_ARTIST, tracks(do.go_to_artist))
        on(track_commands.GO_TO_ALBUM, tracks(do.go_to_album))
        on(track_commands.REMOVE, self.remove_selected)
        on(commands.SELECT_ALL, self._view.selectAll)
        for stars, command in enumerate(track_commands.RATINGS):
            on(command, partial(self._rate, stars * 20 or None))

    def _with_tracks(self, run: Do) -> None:
        self._history.tracks(self._view.selected_listens(), run)

    def _play(self, tracks: "array[int]") -> None:
        if tracks:
            self._do.play(tracks, 0, View.HISTORY.value)

    def _rate(self, rating: object) -> None:
        stars = rating if isinstance(rating, int) else None
        self._with_tracks(lambda tracks: self._do.rate(tracks, stars))

    def _heart_pressed(self, number: int) -> None:
        self._history.tracks([self._view.history.ids[number]], self._do.toggle_like)
