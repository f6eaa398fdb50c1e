"""Missing tracks below the folders that they were in; read when a folder is opened."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mtplayer.core.library.library_state import MissingPlace, MissingTrack
from mtplayer.core.typed import override
from mtplayer.ui.text import ago, in_sentence, number, tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole

Ask = Callable[[int, Callable[[Sequence[MissingTrack]], object]], object]


class MissingModel(QAbstractItemModel):
    """Two levels: the internal id of a folder is 0, that of a track its folder's row and one."""

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._places: list[MissingPlace] = []
        self._tracks: dict[int, Sequence[MissingTrack]] = {}
        self._asked: set[int] = set()
        self._listing = 0

    @property
    def places(self) -> Sequence[MissingPlace]:
        """The folders."""
        return self._places

    def show_places(self, places: Sequence[MissingPlace]) -> None:
        """Begin anew with these folders."""
        self.beginResetModel()
        self._listing += 1
        self._places = list(places)
        self._tracks.clear()
        self._asked.clear()
        self.endResetModel()

    def place_at(self, index: Index) -> MissingPlace:
        """Return the folder of a row, or of the track that stands there."""
        return self._places[index.row() if not index.internalId() else index.internalId() - 1]

    def track_at(self, index: Index) -> MissingTrack | None:
        """Return the track of a row; None for a folder."""
        if not index.internalId():
            return None
        return self._tracks[index.internalId() - 1][index.row()]

    def place_text(self, place: MissingPlace) -> str:
        """Return the path of a folder as people read it."""
        return place.path.decode("utf-8", "replace")

    def count_text(self, place: MissingPlace) -> str:
        """Say how many tracks are missing there."""
        count = place.tracks
        one = tr("missing", "1 track")
        return one if count == 1 else tr("missing", "{n} tracks").format(n=number(count))

    def seen_text(self, track: MissingTrack) -> str:
        """Say when a track's file was there last."""
        when = ago(track.last_seen_at)
        return tr("missing", "Last seen {when}").format(when=in_sentence(when))

    @override
    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, index: Index = _ROOT) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._places)
        return 0 if parent.internalId() else len(self._tracks.get(parent.row(), ()))

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    @override
    def hasChildren(self, parent: Index = _ROOT) -> bool:
        return not parent.isValid() or not parent.internalId()

    @override
    def canFetchMore(self, parent: Index) -> bool:
        is_place = parent.isValid() and not parent.internalId()
        return is_place and parent.row() not in self._asked

    @override
    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        row = parent.row()
        self._asked.add(row)
        self._ask(self._places[row].directory, partial(self._read, self._listing, row))

    def _read(self, listing: int, row: int, tracks: Sequence[MissingTrack]) -> None:
        if listing != self._listing or not tracks:
            return
        self.beginInsertRows(self.index(row, 0), 0, len(tracks) - 1)
        self._tracks[row] = tracks
        self.endInsertRows()

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role not in (_DISPLAY, _ACCESSIBLE):
            return None
        track = self.track_at(index)
        if track is None:
            place = self.place_at(index)
            return f"{self.place_text(place)}, {self.count_text(place)}"
        words = [track.title, track.artist, track.album, self.seen_text(track)]
        return ", ".join(filter(None, words)) + tr("missing", ", file missing")
