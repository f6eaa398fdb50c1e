"""A sheet with a list in it that scrolls when the window is too low for it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import TextButton

_WIDTH = 640
_LOWEST = 96


class TallSheet(Sheet):
    """Fill ``rows`` with what is listed, then call ``fit``."""

    def __init__(self, theme: Theme, question: Question, over: QWidget) -> None:
        self._body = QWidget()
        self.rows = QVBoxLayout(self._body)
        self._area = QScrollArea()
        super().__init__(theme, question, over)

    def fit(self) -> None:
        """Be as high as the rows need, and no higher than the window."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for row in self._body.findChildren(QWidget, options=direct):
            # A layout counts only what is shown, and would show it no sooner than the next event.
            row.show()
        self.rows.activate()
        self._fit()

    @override
    def _lay_out(self, question: Question) -> list[TextButton]:
        buttons = super()._lay_out(question)
        self.rows.setSpacing(self._theme.space.s4)
        self.rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(self._body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.insertWidget(self._column.count() - 2, self._area)
        return buttons

    @override
    def _fit(self) -> None:
        over, margin = self._over.rect(), self._theme.space.s32
        self.setGeometry(over)
        wide = min(_WIDTH, over.width() - 2 * margin)
        wanted = self._body.sizeHint().height()
        self._area.setFixedHeight(0)
        self._column.invalidate()
        around = self._column.totalHeightForWidth(wide)
        room = over.height() - 2 * margin - around
        self._area.setFixedHeight(min(wanted, max(_LOWEST, room)))
        # Layouts mirror what is in them, but not their margins.
        bar = self._theme.space.s12 if wanted > self._area.height() else 0
        left, right = (bar, 0) if self.isRightToLeft() else (0, bar)
        self.rows.setContentsMargins(left, 0, right, 0)
        self._column.invalidate()
        place = QRect(0, 0, wide, self._column.totalHeightForWidth(wide))
        place.moveCenter(over.center())
        self.panel.setGeometry(place)
