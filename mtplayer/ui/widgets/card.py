"""A box with a line around it, and lines between what stands in it."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme


class Card(QWidget):
    """Rows from top to bottom. A quiet one has a fill and no lines."""

    def __init__(self, theme: Theme, *, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quiet = quiet
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        theme.changed.connect(self._look_changed)

    def add(self, row: QWidget) -> None:
        """Put a row at the end."""
        self.put(len(self._rows), row)

    def put(self, at: int, row: QWidget) -> None:
        """Put a row at its place."""
        self._column.insertWidget(at, row)
        self._rows.insert(at, row)

    def drop(self, row: QWidget) -> None:
        """Take a row out for good."""
        self._rows.remove(row)
        row.hide()
        row.deleteLater()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, radius = self._theme.colors, self._theme.radius.card
        if self._quiet:
            fill_round(painter, self.rect(), radius, colors.bg_chrome)
            return
        for row in self._rows[1:]:
            if row.isVisibleTo(self):
                painter.fillRect(1, row.y(), self.width() - 2, 1, colors.line_soft)
        line_round(painter, self.rect(), radius, colors.line)

    def _look_changed(self, _look: object) -> None:
        self.update()
