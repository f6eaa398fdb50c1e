"""The page of one playlist: its head, and its entries in its own order or another."""

import os
import random
from array import array
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from mtplayer.core.events import CurrentChanged, FavoritesChanged, LibraryChanged, PlaybackState
from mtplayer.core.ids import PlaylistId
from mtplayer.core.library.tracks import Scope, SortKey
from mtplayer.core.lists.playlists import (
    PlaylistChange,
    PlaylistEntries,
    PlaylistFacts,
    PlaylistQuery,
    PlaylistTracksChanged,
)
from mtplayer.core.typed import override
from mtplayer.ui import mime, text
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.playlists.playlist_actions import PlaylistActions
from mtplayer.ui.playlists.playlist_head import ORDERS, PlaylistHead
from mtplayer.ui.playlists.playlist_menu import playlist_menu
from mtplayer.ui.playlists.playlist_model import PlaylistModel
from mtplayer.ui.playlists.playlist_table import PlaylistTable
from mtplayer.ui.playlists.playlist_words import PlaylistWords
from mtplayer.ui.playlists.selected_entries import SelectedEntries
from mtplayer.ui.sidebar.places import Block, Found, Place, blocks_of, locate, row_of
from mtplayer.ui.tracks.column_layout import ColumnState, read_state
from mtplayer.ui.tracks.columns import PLAYLIST, SortOrder
from mtplayer.ui.views import OneOf, View, name_of
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.row_drops import Dropped

_COLUMNS = "columns.playlist"


class PlaylistPage(QWidget):
    """Shows one playlist after another."""

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        self._parts = parts
        self._services = parts.services
        self._lists = parts.services.playlists
        self._query = PlaylistQuery(playlist=PlaylistId(0))
        self._waiting = False
        self._fresh = True
        self._to_move: frozenset[int] = frozenset()
        self._head = PlaylistHead(parts)
        self.model = PlaylistModel(parts.services.entry_rows, None, self)
        self.table = PlaylistTable(self.model, parts.theme, parts.covers)
        self._empty = EmptyState(parts.theme)
        self._do = PlaylistActions(parts.services, self)
        self.selected = SelectedEntries(
            parts, self.table, self.model, lambda: self.playlist, self._note, self._source
        )
        self.words = PlaylistWords(parts, self._head, self.table, self.model)
        self._lay_out()
        self._connect()

    # ---- what the window asks -------------------------------------------------------------------

    @property
    def playlist(self) -> PlaylistId:
        """Which one is shown."""
        return self._query.playlist

    @property
    def title(self) -> str:
        """What it is called."""
        row = self._lists.row(self.playlist)
        return "" if row is None else row.name

    @property
    def waiting(self) -> bool:
        """Whether rows are still to come."""
        return self._waiting

    @property
    def query(self) -> PlaylistQuery:
        """How it is looked at."""
        return self._query

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        return self

    def show_one(self, of: int) -> None:
        """Show this playlist, in its own order."""
        self._fresh = self._fresh or of != self.playlist
        self._query = PlaylistQuery(playlist=PlaylistId(of))
        self._show_order()

    def visit(self) -> None:
        """Be up to date."""
        self._show_head()
        self._ask()

    def search(self, words: str) -> None:
        """Show only the entries that these words find."""
        if words != self._query.text:
            self._query = replace(self._query, text=words)
            self._ask()

    # ---- questions and answers ------------------------------------------------------------------

    def _ask(self) -> None:
        self._waiting = True
        reads, playlist = self._lists.reads, self.playlist
        reads.entries(self._query, partial(self._arrived, self._query), asker=self)
        reads.facts(playlist, partial(self._counted, playlist), asker=self)

    def _arrived(self, query: PlaylistQuery, entries: PlaylistEntries) -> None:
        if query != self._query:
            return
        if entries.ids == self.model.ids and not self._fresh:
            self.model.take(entries)
            self.table.viewport().update()
            self._show_arrived()
            return
        place = _NOWHERE if self._fresh else self.table.place()
        if place.is_quick(len(entries.ids)):
            self._show(entries, locate(entries.ids, place))
        else:
            # Five thousand selected rows are looked for elsewhere: numpy comes in for that.
            work = partial(locate, entries.ids, place)
            self._lists.reads.aside(work, partial(self._located, query, entries))

    def _located(self, query: PlaylistQuery, entries: PlaylistEntries, found: Found) -> None:
        if query == self._query:
            self._show(entries, found)

    def _show(self, entries: PlaylistEntries, found: Found) -> None:
        self.model.take(entries)
        self.table.show_ids(entries.ids, found)
        self._fresh = False
        self._show_arrived()

    def _show_arrived(self) -> None:
        self._waiting = False
        typed = self._query.text.strip()
        self.table.set_words(typed.split())
        self._parts.field.show_count(len(self.model.ids) if typed else None)
        if not self.model.ids:
            self._empty.say(_nothing_found(typed) if typed else _EMPTY)
        self._stack.setCurrentWidget(self.table if self.model.ids else self._empty)

    def _counted(self, playlist: PlaylistId, facts: PlaylistFacts) -> None:
        row = self._lists.row(playlist)
        if playlist == self.playlist and row is not None:
            self._head.show_facts(facts, row.changed_at)

    def _show_head(self) -> None:
        row = self._lists.row(self.playlist)
        if row is None:
            return
        folder = None if row.parent is None else self._lists.row(row.parent)
        self._head.show_playlist(row, "" if folder is None else folder.name)
        if self.isVisible():
            self._parts.field.show_scope(row.name)

    # ---- the order ------------------------------------------------------------------------------

    def _sort(self, order: SortOrder) -> None:
        own = order.key is SortKey.NUMBER and not order.descending
        key = None if own else order.key
        self._query = replace(self._query, sort=key, descending=order.descending and not own)
        self._show_order()
        self._ask()

    def _pick_order(self, at: int) -> None:
        key = ORDERS[at] if at < len(ORDERS) else None
        self._sort(SortOrder(key=key or SortKey.NUMBER))

    def _show_order(self) -> None:
        query = self._query
        key = query.sort or SortKey.NUMBER
        self.table.header.show_order(SortOrder(key=key, descending=query.descending))
        self._head.show_order(query.sort, descending=query.descending)

    def _move(self, blocks: tuple[Block, ...], row: int) -> None:
        """Put rows before another: seen at once, stored behind it."""
        if not self._query.is_own_order:
            self._offer_own_order(None)
        if not blocks or not self.model.is_own_order or not self._query.is_own_order:
            return
        entries = self.table.selected_entries()
        self._lists.move(self.playlist, entries, self.model.entry_before(row, blocks))
        top = self.table.verticalScrollBar().value()
        ids, at = self.model.moved(blocks, row)
        found = Found(blocks=((at, at + len(entries) - 1),), current=at)
        self.table.show_ids(ids, found)
        self.table.verticalScrollBar().setValue(top)

    def _offer_own_order(self, _nothing: None) -> None:
        words = text.tr("playlist", "Tracks can be moved while all are shown in your order")
        show = text.tr("playlist", "Show my order")
        self._services.offer(words, show, self._show_own_order)

    def _show_own_order(self) -> None:
        self._parts.field.set_text("")
        self._sort(SortOrder(key=SortKey.NUMBER))

    def _cut(self, _nothing: None) -> None:
        self._to_move = frozenset(self.table.selected_entries())

    def _paste(self, _nothing: None) -> None:
        """Put the rows that were cut before the current one."""
        rows = [row for row, entry in enumerate(self.model.ids) if entry in self._to_move]
        row = self.table.currentIndex().row()
        if rows and row >= 0:
            blocks = tuple(blocks_of(rows) or ())
            self.table.select_blocks(blocks)
            self._move(blocks, row)
            self._to_move = frozenset()

    def _step(self, step: int) -> None:
        blocks = tuple(self.table.selected_blocks())
        if blocks:
            row = blocks[0][0] - 1 if step < 0 else blocks[-1][1] + 2
            if 0 <= row <= len(self.model.ids):
                self._move(blocks, row)
                self.table.reveal(self.table.currentIndex().row(), center=False)

    # ---- what is dropped -----------------------------------------------------------------------

    def _dropped(self, dropped: Dropped) -> None:
        if dropped.own:
            self._move(tuple(self.table.selected_blocks()), dropped.row)
            return
        before = self.model.entry_before(dropped.row, ()) if self._query.is_own_order else None
        self._take(dropped, before)

    def _take(self, dropped: Dropped, before: int | None) -> None:
        tracks = mime.tracks_of(dropped.data)
        add = partial(self._add, before)
        if tracks is not None:
            add(tracks)
        else:
            paths = [os.fspath(path) for path in mime.paths_of(dropped.data)]
            self._services.find_files(paths, add)

    def _add(self, before: int | None, tracks: "array[int]") -> None:
        if tracks:
            self._lists.add(self.playlist, tracks, before=before)

    # ---- what comes from elsewhere --------------------------------------------------------------

    def _connect(self) -> None:
        head, services, covers = self._head, self._services, self._parts.covers
        head.play_pressed.connect(lambda _: self.selected.play_row(0))
        head.shuffle_pressed.connect(lambda _: self.shuffle())
        head.history_pressed.connect(lambda _: self.show_history())
        head.menu_pressed.connect(self._open_menu)
        head.name_pressed.connect(lambda _: self.words.rename(self.playlist))
        head.note_pressed.connect(lambda _: self.words.describe(self.playlist))
        head.art.dropped.connect(self._picture_dropped)
        head.order_picked.connect(self._pick_order)
        self.table.header.sort_asked.connect(self._sort)
        self.table.header.columns_changed.connect(self._keep_columns)
        self.table.dropped.connect(self._dropped)
        self.table.step_asked.connect(self._step)
        self.table.refused.connect(self._offer_own_order)
        self.table.cut_asked.connect(self._cut)
        self.table.paste_asked.connect(self._paste)
        covers.ready.connect(self.table.cover_ready)
        covers.coloured.connect(head.coloured)
        self._lists.changed.connect(self._changed)
        services.library.changed.connect(self._library_changed)
        services.favorites.changed.connect(self._favorites_changed)
        services.queue.current_changed.connect(self._current_changed)
        services.playback.state_changed.connect(self._state_changed)
        self._show_playing()

    def shuffle(self) -> None:
        """Play the list in an order of chance."""
        if self.model.ids:
            self._services.queue.set_shuffle(on=True)
            self.selected.play_row(random.randrange(len(self.model.ids)))  # noqa: S311 - no secret

    def show_history(self) -> None:
        """Show what the playlist was before."""
        from mtplayer.ui.playlists.playlist_history import HistorySheet

        HistorySheet(self._parts.theme, self._services, self.playlist, self.window())

    def show_playing(self) -> None:
        """Scroll to the playing row, if it is in the list."""
        current = self._services.queue.current
        row = None if current is None else row_of(self.model.tracks, current.track)
        if row is not None:
            self.table.go_to(row)
            self.table.reveal(row)

    def _open_menu(self, where: QPoint) -> None:
        row = self._lists.row(self.playlist)
        if row is None:
            return
        more = {**self.words.offers(row), "history": self.show_history}
        menu = playlist_menu(self._parts.theme, row, self._do, more, self)
        menu.popup(where)

    def _note(self, row: int) -> None:
        self.words.edit_note(self.playlist, row)

    def _picture_dropped(self, path: str) -> None:
        self._services.playlist_pictures.choose(self.playlist, path)

    def _changed(self, change: PlaylistChange) -> None:
        if self.isHidden():
            return
        if self._lists.row(self.playlist) is None:
            # It was remembered from the last time, and is gone since.
            self._services.go(Scope.TRACKS)
            return
        self._show_head()
        if isinstance(change, PlaylistTracksChanged) and change.playlist == self.playlist:
            self._ask()

    def _library_changed(self, change: LibraryChanged) -> None:
        listed = change.complete and not change.removed
        self.model.refresh(change.updated if listed else None, *self.table.visible_rows())
        if not listed and not self.isHidden():
            self._ask()

    def _favorites_changed(self, change: FavoritesChanged) -> None:
        self.model.refresh((*change.added, *change.removed), *self.table.visible_rows())

    def _current_changed(self, _change: CurrentChanged) -> None:
        self._show_playing()

    def _state_changed(self, _state: PlaybackState) -> None:
        self._show_playing()

    def _show_playing(self) -> None:
        current = self._services.queue.current
        moving = self._services.playback.state is PlaybackState.PLAYING
        self.table.set_playing(None if current is None else current.track, moving=moving)

    def _keep_columns(self, columns: ColumnState) -> None:
        self._parts.state.put(_COLUMNS, columns.stored())

    def _source(self) -> str:
        return name_of(OneOf(View.PLAYLIST, self.playlist))

    # ---- drops on an empty list -----------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if mime.tracks_of(data) is not None or mime.paths_of(data):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take(Dropped(0, own=False, data=event.mimeData()), None)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        state = read_state(self._parts.state.get(_COLUMNS, {}))
        self.table.show_columns(state, PLAYLIST)
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(rows, 1)
        self.setFocusProxy(self.table)


_NOWHERE = Place(selected=array("q"), current=None, anchors=array("q"), offset=0)
_EMPTY = Message(
    title=text.tr("playlist", "Nothing here yet"),
    body=text.tr("playlist", "Drag tracks, albums or files here, or press P on any track."),
    icon="playlist",
)


def _nothing_found(typed: str) -> Message:
    return Message(
        title=text.tr("playlist", "No tracks found"),
        body=text.tr("playlist", "“{words}” is not in this playlist.").format(words=typed),
        icon="magnifying-glass",
    )
