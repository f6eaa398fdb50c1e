"""The rows of the sidebar: sections and the places below them, with counts."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from mtplayer.core.tracks import Scope
from mtplayer.ui.text import number, tr

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_USER = Qt.ItemDataRole.UserRole


class NavRow(NamedTuple):
    """One row; a section has no place."""

    text: str
    icon: str = ""
    place: Scope | None = None


# Places without a count list what one listens to, not what one has.
COUNTED = frozenset({Scope.TRACKS, Scope.LIKED, Scope.RECENTLY_ADDED})


def nav_rows() -> list[NavRow]:
    """Return what the sidebar offers."""
    return [
        NavRow(tr("nav", "Library")),
        NavRow(tr("nav", "Tracks"), "music-notes", Scope.TRACKS),
        NavRow(tr("nav", "Dynamic")),
        NavRow(tr("nav", "Liked"), "heart", Scope.LIKED),
        NavRow(tr("nav", "Recently played"), "clock-counter-clockwise", Scope.RECENTLY_PLAYED),
        NavRow(tr("nav", "Recently added"), "sparkle", Scope.RECENTLY_ADDED),
        NavRow(tr("nav", "Top 25"), "trend-up", Scope.TOP),
    ]


class NavModel(QAbstractListModel):
    """A handful of rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = nav_rows()
        self._counts: Mapping[Scope, int] = {}

    def row_at(self, index: Index) -> NavRow:
        """Return what stands in a row."""
        return self._rows[index.row()]

    def count_at(self, index: Index) -> str:
        """Return the count of a row as it is shown, empty where there is none."""
        place = self.row_at(index).place
        counted = place in COUNTED and place in self._counts
        return number(self._counts[place]) if counted and place is not None else ""

    def index_of(self, place: Scope) -> QModelIndex:
        """Return the row of a place."""
        for row, entry in enumerate(self._rows):
            if entry.place is place:
                return self.index(row, 0)
        return QModelIndex()

    def show_counts(self, counts: Mapping[Scope, int]) -> None:
        """Show how many tracks each place has."""
        if counts != self._counts:
            self._counts = dict(counts)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

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
