"""Rows whose words did not fit say all of them in a tooltip."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from mtplayer.core.typed import override

Index = QModelIndex | QPersistentModelIndex
_END = Qt.TextElideMode.ElideRight


class TellingDelegate(QStyledItemDelegate):
    """``paint`` begins with ``begin``, and cuts words by ``fitted``, which remembers them."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._cut: dict[tuple[int, int], list[str]] = {}
        self._row = (-1, 0)

    def begin(self, index: Index) -> None:
        """Forget what was cut in a row the last time."""
        self._row = _key(index)
        self._cut.pop(self._row, None)

    def fitted(
        self, metrics: QFontMetrics, words: str, width: int, mode: Qt.TextElideMode = _END
    ) -> str:
        """Return as much of the words as there is room for."""
        shown = metrics.elidedText(words, mode, width)
        if shown != words:
            self._cut.setdefault(self._row, []).append(words)
        return shown

    def told(self, index: Index) -> str:
        """Return everything of a row that was cut, line by line."""
        return "\n".join(self._cut.get(_key(index), ()))

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        from PySide6.QtWidgets import QToolTip

        from mtplayer.ui.widgets.painted_button import escape, paragraph

        words = escape(self.told(index)) if index.isValid() else ""
        QToolTip.showText(event.globalPos(), paragraph(words) if words else "", view)
        return True


def _key(index: Index) -> tuple[int, int]:
    return index.row(), index.internalId()
