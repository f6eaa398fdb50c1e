"""The rows of one step of the column browser: all of it first, then what it offers."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mtplayer.core.folding import fold_phrase
from mtplayer.core.queries.facets import Facets, Key, Pane
from mtplayer.core.typed import override
from mtplayer.ui.text import number, tr

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_ROOT = QModelIndex()


class PaneModel(QAbstractTableModel):
    """A table of one column: a list view needs 310 ms for a hundred thousand rows, this 3."""

    def __init__(self, pane: Pane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pane = pane
        self._facets = Facets()
        self._rows: Sequence[int] = ()
        self._words = ""

    @property
    def facets(self) -> Facets:
        """All that there is, whatever is typed."""
        return self._facets

    def show(self, facets: Facets) -> None:
        """Show what this step offers now."""
        self.beginResetModel()
        self._facets = facets
        self._rows = self._found()
        self.endResetModel()

    def filter(self, words: str) -> None:
        """Show only the names that contain what is typed."""
        self.beginResetModel()
        self._words = words
        self._rows = self._found()
        self.endResetModel()

    def key(self, row: int) -> Key | None:
        """Return what a row stands for; None is all."""
        return self._facets.keys[self._rows[row - 1]] if row else None

    def name(self, row: int) -> str:
        """Return the name in a row."""
        return self._facets.names[self._rows[row - 1]] if row else self._all()

    def note(self, row: int) -> str:
        """Return what stands at the end of a row: how many tracks, or the year of an album."""
        if not row:
            return number(self._facets.tracks)
        note = self._facets.notes[self._rows[row - 1]]
        if self.pane is Pane.ALBUM:
            return str(note) if note else ""
        return number(note)

    def rows_of(self, keys: Sequence[Key]) -> list[int]:
        """Return where these stand; what is filtered out stands nowhere."""
        if not keys:
            return [0]
        wanted = set(keys)
        known = self._facets.keys
        return [row for row, at in enumerate(self._rows, 1) if known[at] in wanted]

    def starting_with(self, typed: str, after: int) -> int | None:
        """Return the next row whose name begins so."""
        folded = fold_phrase(typed) or typed
        words, rows = self._facets.words, self._rows
        count = len(rows)
        for step in range(count):
            row = (after - 1 + step) % count
            if words[rows[row]].startswith(folded):
                return row + 1
        return None

    def _found(self) -> Sequence[int]:
        every = range(len(self._facets.keys))
        typed = self._words.strip()
        if not typed:
            return every
        folded, plain = fold_phrase(typed) or typed, typed.casefold()
        words, names = self._facets.words, self._facets.names
        return [at for at in every if folded in words[at] or plain in names[at].casefold()]

    def _all(self) -> str:
        count = len(self._facets.keys)
        one, many = {
            Pane.GENRE: (tr("panes", "1 genre"), tr("panes", "All {n} genres")),
            Pane.ALBUM_ARTIST: (tr("panes", "1 artist"), tr("panes", "All {n} artists")),
            Pane.ALBUM: (tr("panes", "1 album"), tr("panes", "All {n} albums")),
        }[self.pane]
        return one if count == 1 else many.format(n=number(count))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self.name(index.row())
        if role == _SPOKEN:
            note = self.note(index.row())
            if self.pane is not Pane.ALBUM or not index.row():
                note = tr("panes", "{n} tracks").format(n=note)
            return ", ".join(filter(None, (self.name(index.row()), note)))
        return None
