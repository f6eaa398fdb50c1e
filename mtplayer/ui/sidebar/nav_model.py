"""The rows of the sidebar: sections and the places below them, with counts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from mtplayer.core.library.tracks import Scope
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.typed import override
from mtplayer.ui.sidebar.nav_playlists import playlist_rows
from mtplayer.ui.sidebar.nav_row import NavRow
from mtplayer.ui.text import number, tr
from mtplayer.ui.views import OneOf, Place, View

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_USER = Qt.ItemDataRole.UserRole


# Places without a count list what one listens to, not what one has.
COUNTED: frozenset[Place] = frozenset(
    {
        Scope.TRACKS,
        Scope.LIKED,
        Scope.RECENTLY_ADDED,
        View.ALBUMS,
        View.ARTISTS,
        View.GENRES,
        View.MISSING,
    }
)
_A_PLAYLIST = OneOf(View.PLAYLIST, 0)
# Where nothing is amiss, nobody has to be told.
ONLY_WITH_SOME: frozenset[Place] = frozenset({View.MISSING})


TOP: Final = 25
"""How many mt lists of what is played most; a setting here."""


def nav_rows(top: int = TOP) -> list[NavRow]:
    """Return what the sidebar offers."""
    return [
        NavRow(tr("nav", "Library")),
        NavRow(tr("nav", "Tracks"), "music-notes", Scope.TRACKS),
        NavRow(tr("nav", "Albums"), "disc", View.ALBUMS),
        NavRow(tr("nav", "Artists"), "microphone", View.ARTISTS),
        NavRow(tr("nav", "Genres"), "tag", View.GENRES),
        NavRow(tr("nav", "Folders"), "folder", View.FOLDER_TREE),
        NavRow(tr("nav", "Radio"), "broadcast", View.STATIONS),
        NavRow(tr("nav", "Missing"), "link-break", View.MISSING),
        NavRow(tr("nav", "Dynamic")),
        NavRow(tr("nav", "Liked"), "heart", Scope.LIKED),
        NavRow(tr("nav", "Recently played"), "clock-counter-clockwise", Scope.RECENTLY_PLAYED),
        NavRow(tr("nav", "Recently added"), "sparkle", Scope.RECENTLY_ADDED),
        NavRow(tr("nav", "Top {n}").format(n=number(top)), "trend-up", Scope.TOP),
        NavRow(tr("nav", "History"), "clock", View.HISTORY),
        NavRow(tr("nav", "Statistics"), "chart-bar", View.STATISTICS),
    ]


def title_of(place: Place, top: int = TOP) -> str:
    """Return what the sidebar calls a place."""
    return next(row.text for row in nav_rows(top) if row.place == place)


class NavModel(QAbstractListModel):
    """What the window has, and what people made."""

    def __init__(self, has: Callable[[Place], bool] = lambda _: True) -> None:
        super().__init__()
        self._has = has
        self._top = TOP
        self._counts: Mapping[Place, int] = {}
        self._kept: Place | None = None
        self._lists: Sequence[PlaylistRow] = ()
        self._closed: Collection[int] = ()
        self._rows = self._shown()

    def row_at(self, index: Index) -> NavRow:
        """Return what stands in a row."""
        return self._rows[index.row()]

    @property
    def rows(self) -> Sequence[NavRow]:
        """Everything that is shown; not to be changed."""
        return self._rows

    def count_at(self, index: Index) -> str:
        """Return the count of a row as it is shown, empty where there is none."""
        row = self.row_at(index)
        if row.playlist is not None and row.playlist.kind is PlaylistKind.LIST:
            return number(row.playlist.entries)
        counted = row.place in self._counts and (row.place in COUNTED or row.playlist is not None)
        return number(self._counts[row.place]) if counted and row.place is not None else ""

    def index_of(self, place: Place) -> QModelIndex:
        """Return the row of a place."""
        for row, entry in enumerate(self._rows):
            if entry.place == place:
                return self.index(row, 0)
        return QModelIndex()

    def index_of_list(self, playlist: int) -> QModelIndex:
        """Return the row of a playlist or a folder."""
        for row, entry in enumerate(self._rows):
            if entry.playlist is not None and entry.playlist.id == playlist:
                return self.index(row, 0)
        return QModelIndex()

    def keep(self, place: Place) -> None:
        """Have a row for the place where the window is, whatever its count becomes meanwhile."""
        self._kept = place
        self._show_rows(self._shown())

    def show_counts(
        self, counts: Mapping[Scope, int] | Mapping[View, int] | Mapping[OneOf, int]
    ) -> None:
        """Show how many tracks each of these places has; others keep theirs."""
        merged = dict(self._counts)
        merged.update(counts.items())
        if merged == self._counts:
            return
        self._counts = merged
        self._show_rows(self._shown())
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def show_lists(self, lists: Sequence[PlaylistRow], closed: Collection[int]) -> None:
        """Show these playlists; folders that are closed keep theirs to themselves."""
        self._lists, self._closed = lists, closed
        self._show_rows(self._shown())

    def name_top(self, count: int) -> None:
        """Call the list of what is played most by how many it has at most."""
        self._top = count
        self._show_rows(self._shown())

    def _shown(self) -> list[NavRow]:
        offered = nav_rows(self._top)
        rows = [row for row in offered if row.place is None or self._is_shown(row.place)]
        if self._has(_A_PLAYLIST):
            rows += playlist_rows(self._lists, self._closed)
        return rows

    def _is_shown(self, place: Place) -> bool:
        wanted = place not in ONLY_WITH_SOME or bool(self._counts.get(place))
        wanted = wanted or place == self._kept
        return wanted and self._has(place)

    def _show_rows(self, rows: list[NavRow]) -> None:
        """Let rows come and go one by one, so that the current place stays where it is."""
        before, after = [row.key for row in self._rows], [row.key for row in rows]
        stay = set(before) & set(after)
        if [key for key in before if key in stay] != [key for key in after if key in stay]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for at in reversed(range(len(self._rows))):
            if before[at] not in stay:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            if row.key not in stay:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
        if self._rows != rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == _DISPLAY:
            return self.row_at(index).text
        if role == _ACCESSIBLE:
            return " ".join(filter(None, (self.row_at(index).text, self.count_at(index))))
        return self.row_at(index).place if role == _USER else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row.is_section:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if row.playlist is None else flags | Qt.ItemFlag.ItemIsDragEnabled
