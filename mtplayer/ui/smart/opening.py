"""Opens the editor of smart playlists, and keeps what comes of it."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from mtplayer.core.ids import PlaylistId
from mtplayer.core.problems import NameTaken
from mtplayer.core.queries.smart_lists import SmartList, from_json, to_json
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.smart.draft import Draft
from mtplayer.ui.smart.editor import SmartEditor
from mtplayer.ui.state import UiState
from mtplayer.ui.views import OneOf, View

_DRAFT: Final = "smart.draft"
"""What was closed unsaved: the playlist or 0, the name, the rules."""

_NOTHING: Final = ["0", "", ""]


class SmartOpening(QObject):
    """One editor at a time."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: CoverCache,
        state: UiState,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._theme, self._services, self._covers = theme, services, covers
        self._state, self._window = state, window

    def open(
        self, playlist: int | None = None, query: str = "", parent: PlaylistId | None = None
    ) -> None:
        """Edit a smart playlist, or a new one, which may begin with a query."""
        if self._window.findChild(SmartEditor) is None:
            self._edit(self._draft(playlist, query, parent))

    def _draft(self, playlist: int | None, query: str, parent: PlaylistId | None) -> Draft:
        of, name, rules = self._state.words(_DRAFT, len(_NOTHING)) or _NOTHING
        unsaved = bool(rules) and not query and of == str(playlist or 0)
        if playlist is None:
            smart = from_json(rules) if unsaved else SmartList(query=query)
            return Draft(smart=smart, name=name if unsaved else "", parent=parent)
        row = self._services.playlists.row(playlist)
        kept = self._services.smart.smart(playlist) or SmartList()
        return Draft(
            smart=from_json(rules) if unsaved else kept,
            name=name if unsaved else (row.name if row is not None else ""),
            playlist=PlaylistId(playlist),
        )

    def _edit(self, draft: Draft, refusal: str = "") -> None:
        over = self._window.centralWidget() or self._window
        editor = SmartEditor(self._theme, self._services, self._covers, draft, over)
        editor.saved.connect(self._save)
        editor.gave_up.connect(self._keep)
        editor.settled.connect(self._forget)
        if refusal:
            editor.refuse(refusal)

    def _save(self, draft: Draft) -> None:
        self._forget(None)
        smart = self._services.smart
        if draft.playlist is None:
            smart.create(draft.name, draft.smart, self._show, parent=draft.parent)
        else:
            refused = partial(self._refused, draft)
            smart.change(draft.playlist, draft.name, draft.smart, refused)

    def _refused(self, draft: Draft, problem: NameTaken) -> None:
        # Somebody else took the name while it was written.
        QTimer.singleShot(0, self, partial(self._edit, draft, str(problem)))

    def _show(self, playlist: int) -> None:
        self._services.go(OneOf(View.SMART, playlist))

    def _keep(self, draft: Draft) -> None:
        self._state.put(_DRAFT, [str(draft.playlist or 0), draft.name, to_json(draft.smart)])

    def _forget(self, _nothing: object) -> None:
        self._state.put(_DRAFT, _NOTHING)
