"""A question in the window itself, over all else until it is answered."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets import tab_ring
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.sheet_ground import outline_sheet, paint_sheet
from mtplayer.ui.widgets.text_button import TextButton

_WIDTH = 480


@record
class Question:
    """What is asked; the first choice is the one that Enter takes."""

    title: str
    body: str
    choices: tuple[Choice, ...]
    cancel: str = "Cancel"


class Sheet(QWidget):
    """Covers ``over``. Escape and a click beside it close it, as nothing was asked."""

    def __init__(self, theme: Theme, question: Question, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self.question = question
        self._before = cast("QWidget | None", over.window().focusWidget())
        self.panel = QWidget(self)
        self._buttons = self._lay_out(question)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(question.title)
        over.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def buttons(self) -> Sequence[TextButton]:
        """What can be pressed: the choices in their order, then cancel."""
        return self._buttons

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        tab_ring.give_back(self._before)
        self.close()

    def _lay_out(self, question: Question) -> list[TextButton]:
        theme, space = self._theme, self._theme.space
        self._column = column = QVBoxLayout(self.panel)
        column.setContentsMargins(space.s24, space.s20, space.s24, space.s16)
        column.setSpacing(space.s8)
        column.addWidget(Label(theme, question.title, FontRole.DIALOG, elides=True))
        column.addWidget(Paragraph(theme, question.body))
        column.addSpacing(space.s12)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(1)
        buttons: list[TextButton] = []
        for choice in question.choices:
            button = TextButton(theme, choice.words, choice.kind, icon=choice.icon)
            button.clicked.connect(choice.run)
            buttons.append(button)
        buttons.append(TextButton(theme, question.cancel))
        for button in buttons:
            button.clicked.connect(self.leave)
        for button in reversed(buttons):
            row.addWidget(button)
        # The ring of the last may reach beyond the edge at which all else ends.
        row.addSpacing(-buttons[-1].margin)
        column.addLayout(row)
        return buttons

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        tab_ring.step(self, onward=next)
        return True

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            # What is typed here is meant for the question, not for the window below.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._buttons[0].click()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.leave()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, panel = QPainter(self), self.panel.geometry()
        paint_sheet(self, self._theme, painter, panel, event.rect())
        outline_sheet(self, self._theme, painter, panel)

    def _fit(self) -> None:
        over = self._over.rect()
        self.setGeometry(over)
        wide = min(_WIDTH, over.width() - 2 * self._theme.space.s32)
        place = QRect(0, 0, wide, self._column.totalHeightForWidth(wide))
        place.moveCenter(over.center())
        self.panel.setGeometry(place)
