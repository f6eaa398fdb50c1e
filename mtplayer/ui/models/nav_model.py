"""The rows of the sidebar: sections and the places below them, with counts."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from mtplayer.core.tracks import Scope
from mtplayer.ui.text import number, tr
from mtplayer.ui.views import Place, View

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_USER = Qt.ItemDataRole.UserRole


class NavRow(NamedTuple):
    """One row; a section has no place."""

    text: str
    icon: str = ""
    place: Place | None = None


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
# Where nothing is amiss, nobody has to be told.
ONLY_WITH_SOME: frozenset[Place] = frozenset({View.MISSING})


def nav_rows() -> list[NavRow]:
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
        NavRow(tr("nav", "Top 25"), "trend-up", Scope.TOP),
        NavRow(tr("nav", "History"), "clock", View.HISTORY),
        NavRow(tr("nav", "Statistics"), "chart-bar", View.STATISTICS),
    ]


def title_of(place: Place) -> str:
    """Return what the sidebar calls a place."""
    return next(row.text for row in nav_rows() if row.place == place)


class NavModel(QAbstractListModel):
    """A handful of rows."""

    def __init__(self, has: Callable[[Place], bool] = lambda _: True) -> None:
        super().__init__()
        self._has = has
        self._counts: Mapping[Place, int] = {}
        self._kept: Place | None = None
        self._rows = self._shown()

    def row_at(self, index: Index) -> NavRow:
        """Return what stands in a row."""
        return self._rows[index.row()]

    def count_at(self, index: Index) -> str:
        """Return the count of a row as it is shown, empty where there is none."""
        place = self.row_at(index).place
        counted = place in COUNTED and place in self._counts
        return number(self._counts[place]) if counted and place is not None else ""

    def index_of(self, place: Place) -> QModelIndex:
        """Return the row of a place."""
        for row, entry in enumerate(self._rows):
            if entry.place is place:
                return self.index(row, 0)
        return QModelIndex()

    def keep(self, place: Place) -> None:
        """Have a row for the place where the window is, whatever its count becomes meanwhile."""
        self._kept = place
        self._show_rows(self._shown())

    def show_counts(self, counts: Mapping[Scope, int] | Mapping[View, int]) -> None:
        """Show how many tracks each of these places has; others keep theirs."""
        merged = dict(self._counts)
        merged.update(counts.items())
        if merged == self._counts:
            return
        self._counts = merged
        self._show_rows(self._shown())
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def _shown(self) -> list[NavRow]:
        return [row for row in nav_rows() if row.place is None or self._is_shown(row.place)]

    def _is_shown(self, place: Place) -> bool:
        wanted = place not in ONLY_WITH_SOME or bool(self._counts.get(place))
        wanted = wanted or place == self._kept
        return wanted and self._has(place)

    def _show_rows(self, rows: list[NavRow]) -> None:
        """Let rows come and go one by one, so that the current place stays where it is."""
        for at in reversed(range(len(self._rows))):
            if self._rows[at] not in rows:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            if row not in self._rows:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()

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
        if self.row_at(index).place is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
