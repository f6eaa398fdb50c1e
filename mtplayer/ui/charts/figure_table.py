"""The same numbers as a table, for screen readers and for those who like tables."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget

from mtplayer.core.listening.listening_table import Figure
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import long_length, number, tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_COLUMNS: Final = ("Table", "Name", "Detail", "Listened", "Count")
_NUMBERS: Final = 3


class FigureModel(QAbstractTableModel):
    """One row for each number."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Figure] = ()

    def show_rows(self, rows: Sequence[Figure]) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == _ALIGNMENT and index.column() >= _NUMBERS:
            return _RIGHT
        if role != _DISPLAY or not index.isValid():
            return None
        row = self._rows[index.row()]
        length = "" if row.listened_ms is None else long_length(row.listened_ms)
        count = "" if row.times is None else number(row.times)
        return (tr("statistics", row.table), row.name, row.detail, length, count)[index.column()]

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ALIGNMENT:
            return _RIGHT if section >= _NUMBERS else int(Qt.AlignmentFlag.AlignLeading)
        return tr("statistics", _COLUMNS[section]) if role == _DISPLAY else None


class FigureTable(QTableView):
    """Rows that can be read one by one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel()
        self.setModel(self.figures)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setFont(theme.font(FontRole.BODY, tabular=True))
        self.setAccessibleName(tr("statistics", "Statistics as a table"))
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.size.row_standard)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFont(theme.font(FontRole.HEADER))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
