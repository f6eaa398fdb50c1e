"""The folders of the library as a tree of rows."""

from bisect import bisect
from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mtplayer.core.folding import sort_key
from mtplayer.core.library.folder_tree import FolderTree, text_of
from mtplayer.core.typed import override
from mtplayer.ui.text import number, tr

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()
_ICONS = {"network": "hard-drives", "removable": "hard-drive"}
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled


class FolderModel(QAbstractItemModel):
    """Knows no disk: what is shown is what scans found. Folders are sorted when they open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = FolderTree()
        self._sorted: dict[int, list[int]] = {}
        self._rows: dict[int, int] = {}

    @property
    def tree(self) -> FolderTree:
        """All of it."""
        return self._tree

    def show(self, tree: FolderTree) -> None:
        """Show other folders."""
        self.beginResetModel()
        self._tree = tree
        self._sorted, self._rows = {}, {}
        self.endResetModel()

    def grow(self, folder: int, names: Iterable[bytes]) -> None:
        """Put folders without music where their names belong."""
        tree, below = self._tree, self._below(folder)
        for name in names:
            path = b"/".join(filter(None, (tree.paths[folder], name)))
            if tree.number_of(tree.volumes[folder], path) is not None:
                continue
            keys = [sort_key(tree.names[number]) for number in below]
            at = bisect(keys, sort_key(text_of(name)))
            self.beginInsertRows(self.index_of(folder), at, at)
            tree.add(tree.volumes[folder], path, 0)
            below.insert(at, len(tree) - 1)
            self._rows.update({child: row for row, child in enumerate(below)})
            self.endInsertRows()

    def folder(self, index: Index) -> int:
        """Return the number of the folder in a row."""
        return index.internalId() - 1

    def index_of(self, folder: int) -> QModelIndex:
        """Return the row of a folder."""
        self._below(self._tree.parents[folder])
        return self.createIndex(self._rows[folder], 0, folder + 1)

    def is_offline(self, folder: int) -> bool:
        """Whether the folder's drive is not there."""
        root = self._tree.about.get(self._tree.way_to(folder)[0])
        return root is not None and not root.online

    def icon(self, folder: int, *, is_open: bool) -> str:
        """Return the glyph of a folder."""
        root = self._tree.about.get(folder)
        if root is not None and (root.kind in _ICONS or not root.online):
            return _ICONS.get(root.kind, "hard-drive")
        return "folder-open" if is_open else "folder"

    def note(self, folder: int) -> str:
        """Return what stands at the end of a row."""
        if folder in self._tree.about and self.is_offline(folder):
            return tr("folders", "offline")
        count = self._tree.counts[folder]
        return number(count) if count else ""

    def _below(self, folder: int) -> list[int]:
        """Return the folders in a folder, -1 for the roots, by their names."""
        if folder not in self._sorted:
            tree = self._tree
            found = tree.children[folder] if folder >= 0 else tree.roots
            # The folders that the user asked for come first, in their own order.
            ordered = sorted(found, key=lambda n: (n not in tree.about, sort_key(tree.names[n])))
            self._sorted[folder] = ordered
            self._rows.update({child: row for row, child in enumerate(ordered)})
        return self._sorted[folder]

    @override
    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        below = self._below(self.folder(parent) if parent.isValid() else -1)
        if column or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row] + 1)

    @override
    def parent(self, index: Index) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt has two
        above = self._tree.parents[self.folder(index)] if index.isValid() else -1
        return QModelIndex() if above < 0 else self.index_of(above)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        tree = self._tree
        return len(tree.children[self.folder(parent)] if parent.isValid() else tree.roots)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        folder = self.folder(index)
        if role == _DISPLAY:
            return self._tree.names[folder]
        if role == _SPOKEN:
            return ", ".join(filter(None, (self._tree.names[folder], self.note(folder))))
        return None
