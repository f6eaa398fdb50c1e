"""Text of several lines in a role of the theme."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight


class Paragraph(QLabel):
    """Breaks where the words do."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        role: FontRole = FontRole.BODY,
        *,
        color: str = "fg_2",
        weight: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._color = color
        self.setFont(theme.font(role, weight=weight))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        theme.changed.connect(self._look_changed)
        self._align()
        self._look_changed(None)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        # By itself a label follows its letters; pages follow the side that one reads from.
        side = _RIGHT if self.isRightToLeft() else _LEFT
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)

    def _look_changed(self, _look: object) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(self._theme.colors, self._color))
        self.setPalette(palette)
