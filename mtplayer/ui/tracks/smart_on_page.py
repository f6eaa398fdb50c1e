"""A smart playlist on the page of tracks: which one, and when it has to be asked again."""

from typing import Final

from PySide6.QtCore import QObject

from mtplayer.core.events import SmartListsChanged
from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.core.lists.playlists import PlaylistChange, PlaylistRow
from mtplayer.core.queries.smart_lists import Limit, SmartList
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.pages.view_header import ViewHeader
from mtplayer.ui.services.services import Services
from mtplayer.ui.widgets.text_button import TextButton

_PLACES: Final = {
    Scope.LIKED: "is:liked",
    Scope.RECENTLY_PLAYED: "lastplayed:<{days}d",
    Scope.RECENTLY_ADDED: "added:<{days}d",
    Scope.TOP: "plays:>0",
}
"""What the lists of the sidebar ask for, as far as a query can say it."""

_UNKNOWN: Final = SmartList(limit=Limit(0))
"""What a playlist holds that is not read yet."""


class SmartOnPage(QObject):
    """Wears a button in the head of the page while a smart playlist is shown."""

    rules_changed: TypedSignal[None] = signal()
    """It is called otherwise, or has other rules: show it anew."""
    held_changed: TypedSignal[None] = signal()
    """It may hold other tracks."""

    def __init__(
        self, theme: Theme, services: Services, header: ViewHeader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._services = theme, services
        self._playlist: int | None = None
        self._shown: PlaylistRow | None = None
        words = text.tr("smart", "Edit rules…")
        self.button = TextButton(theme, words, icon="lightning")
        self.button.clicked.connect(self.edit)
        self.button.hide()
        header.offer_first(self.button)
        services.playlists.changed.connect(self._playlists_changed)
        services.smart.changed.connect(self._counted)

    @property
    def playlist(self) -> int | None:
        """The smart playlist that is shown, if one is."""
        return self._playlist

    def enter(self, playlist: int) -> tuple[str, TrackQuery]:
        """Return what to call a smart playlist and what to ask for it."""
        self._playlist = playlist
        self._shown = row = self._services.playlists.row(playlist)
        smart = self._services.smart.smart(playlist) or _UNKNOWN
        self.button.show()
        return row.name if row is not None else "", TrackQuery(smart=smart, own_order=True)

    def leave(self) -> None:
        """Another list is shown."""
        self._playlist = self._shown = None
        self.button.hide()

    def edit(self, _checked: object = None) -> None:
        """Open the editor of the one that is shown."""
        if self._playlist is not None:
            self._services.edit_smart(self._playlist)

    def save_as(self, query: TrackQuery) -> None:
        """Open the editor with what is searched for, in the list that it is searched in."""
        from mtplayer.core.queries.query import Op, Term, all_of
        from mtplayer.core.queries.query_fields import Field
        from mtplayer.core.queries.query_parser import parse
        from mtplayer.core.queries.query_text import text as text_of
        from mtplayer.core.queries.questions import asked

        parts = [asked(query)]
        if self._shown is not None:
            parts.insert(0, Term(Field.IN, Op.IS, self._shown.name))
        elif place := _PLACES.get(query.scope, "").format(days=query.recent_days):
            parts.insert(0, parse(place).node)
        self._services.edit_smart(query=text_of(all_of(*parts)))

    def _playlists_changed(self, _change: PlaylistChange) -> None:
        if self._playlist is None:
            return
        row = self._services.playlists.row(self._playlist)
        if row is not None and _says(row) != _says(self._shown):
            self.rules_changed.emit(None)

    def _counted(self, change: SmartListsChanged) -> None:
        if self._playlist not in change.lists:
            return
        smart = self._services.smart.smart(self._playlist or 0)
        if smart is not None and smart.live:
            self.held_changed.emit(None)


def _says(row: PlaylistRow | None) -> tuple[str, str | None] | None:
    return None if row is None else (row.name, row.rules)
