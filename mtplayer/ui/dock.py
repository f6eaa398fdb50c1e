"""The place of a side panel, which may leave it to lie over the content."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme


class Dock(QWidget):
    """Stands in a splitter; ``lift`` slides the panel out over ``body``, ``settle`` ends that."""

    def __init__(self, theme: Theme, panel: QWidget, body: QWidget, *, trailing: bool) -> None:
        super().__init__()
        self._theme = theme
        self._panel = panel
        self._body = body
        self._trailing = trailing
        self._width = 0
        self._slide = QPropertyAnimation(panel, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slot = QVBoxLayout(self)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._slot.addWidget(panel)
        body.installEventFilter(self)
        theme.changed.connect(self._look_changed)

    @property
    def lifted(self) -> bool:
        """Whether the panel lies over the content."""
        return self._width > 0

    def lift(self, width: int) -> None:
        """Let the panel lie over the content, this wide."""
        if self.lifted:
            return
        self._width = width
        self._slot.removeWidget(self._panel)
        self._panel.setParent(self._body)
        self._panel.resize(width, self._body.height())
        self._panel.move(self._away())
        self._panel.show()
        self._panel.raise_()
        self._slide.stop()
        self._slide.setDuration(self._theme.duration(self._theme.motion.move))
        self._slide.setStartValue(self._away())
        self._slide.setEndValue(self._home())
        self._slide.start()

    def settle(self) -> None:
        """Put the panel back where it stands."""
        if not self.lifted:
            return
        self._width = 0
        self._slide.stop()
        self._slot.addWidget(self._panel)
        self._panel.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.lifted:
            self._slide.stop()
            self._panel.resize(self._width, self._body.height())
            self._panel.move(self._home())
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colors.bg_chrome)
        left_edge = self._trailing is not self.isRightToLeft()
        x = 0 if left_edge else self.width() - 1
        painter.fillRect(x, 0, 1, self.height(), self._theme.colors.line_soft)

    def _home(self) -> QPoint:
        at_right = self._trailing is not self.isRightToLeft()
        return QPoint(self._body.width() - self._width if at_right else 0, 0)

    def _away(self) -> QPoint:
        at_right = self._trailing is not self.isRightToLeft()
        return QPoint(self._body.width() if at_right else -self._width, 0)

    def _look_changed(self, _look: object) -> None:
        self.update()
