"""A page of its own: a head with what can be done, and a column below that scrolls."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

# Lines longer than this are hard to follow from a name to its number.
WIDEST = 920


class PageFrame(QWidget):
    """Title, a few words, buttons; then whatever is put into ``column``."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title = title
        self._words = Label(theme, color="fg_3", tabular=True, elides=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._head = QHBoxLayout()
        self._head.setSpacing(0)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self._lay_out()

    @property
    def waiting(self) -> bool:
        """Whether something is still to come."""
        return False

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        return self

    def say(self, words: str) -> None:
        """Say beside the title how much there is."""
        self._words.show_text(words)

    def offer(
        self,
        words: str,
        run: Callable[[], object],
        kind: Kind = Kind.DEFAULT,
        icon: str = "",
    ) -> TextButton:
        """Put a button into the head."""
        button = TextButton(self.theme, words, kind, icon=icon)
        button.clicked.connect(run)
        self._head.addSpacing(self.theme.space.s12 - 2 * button.margin)
        self._head.addWidget(button)
        return button

    def add_to_head(self, part: QWidget) -> None:
        """Put something else into the head."""
        self._head.addSpacing(self.theme.space.s8)
        self._head.addWidget(part)

    def replace_body_with(self, body: QWidget) -> None:
        """Have something below the head that the scrolled column becomes a part of."""
        self._outer.replaceWidget(self.area, body)

    def replace_body(self, body: QWidget) -> None:
        """Have something below the head that scrolls by itself."""
        self._outer.replaceWidget(self.area, body)
        self.area.hide()
        self.area.deleteLater()

    def _lay_out(self) -> None:
        theme, space = self.theme, self.theme.space
        head = QWidget()
        head.setFixedHeight(theme.size.view_header)
        head.setLayout(self._head)
        self._head.setContentsMargins(space.s20, space.s4, space.s20 - space.s4, 0)
        self._head.addWidget(Label(theme, self.title, FontRole.TITLE))
        self._head.addSpacing(space.s12)
        self._head.addWidget(self._words, 1)
        self.column.setContentsMargins(space.s20, space.s4, space.s20, space.s24)
        self.column.setSpacing(space.s16)
        self.body.setMaximumWidth(WIDEST + 2 * space.s20)
        # A scroll area gives a widget with a maximum all the room that it has, and centres it.
        shelf = QWidget()
        row = QHBoxLayout(shelf)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.body, 1000)
        row.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        shelf.setAutoFillBackground(False)
        self.area.setWidget(shelf)
        self.area.verticalScrollBar().rangeChanged.connect(self._line_up)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self.area, 1)

    def _line_up(self, _least: int, most: int) -> None:
        """End where the head ends: the scroll bar takes its room from the margin beside it."""
        space = self.theme.space
        bar = self.area.verticalScrollBar().sizeHint().width() if most > 0 else 0
        left, right = (bar, 0) if self.isRightToLeft() else (0, bar)
        self.column.setContentsMargins(space.s20 - left, space.s4, space.s20 - right, space.s24)
