"""Rules and groups are taken to other places, by the dots before them or by keys."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget

from mtplayer.core.queries.rules import DEEPEST, Rule, RuleGroup
from mtplayer.core.record import short_record
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import draw_drop_line
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.smart.moving_keys import step_of
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.drag_scroll import DragScroll

if TYPE_CHECKING:
    from mtplayer.ui.smart.rule_group import RuleGroupBox
    from mtplayer.ui.smart.rule_row import RuleRow

_LEFT: Final = Qt.MouseButton.LeftButton
_HALF: Final = 5
"""Half as high as the line with the ring where it begins."""
_GHOST: Final = 0.5
_GHOST_ABOVE: Final = 16


class Grip(QWidget):
    """Six dots that show under the pointer; pulled, they take their rule along."""

    pulled: TypedSignal[QPoint] = signal()
    """To this point of the screen."""
    let_go: TypedSignal[None] = signal()
    gave_up: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._from: QPoint | None = None
        self._pulling = False
        self._seen = False
        self.setFixedSize(theme.space.s24, theme.size.field)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def show_dots(self, *, shown: bool) -> None:
        """Whether the pointer is somewhere in the row."""
        self._seen = shown
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == _LEFT:
            self._from = event.globalPosition().toPoint()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._from is None:
            return
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._pulling or far:
            self._pulling = True
            self.pulled.emit(at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pulling, self._pulling, self._from = self._pulling, False, None
        if pulling:
            self.let_go.emit(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pulling:
            self._pulling, self._from = False, None
            self.gave_up.emit(None)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._seen or self._pulling or self.hasFocus()):
            return
        theme = self._theme
        color = theme.colors.accent if self.hasFocus() else theme.colors.fg_3
        with QPainter(self) as painter:
            icons, size = theme.icons, theme.size.icon
            icons.paint(painter, self.rect(), "dots-six-vertical", color, size)


class PartLine(QWidget):
    """A rule or a group, and the dots before it."""

    stepped: TypedSignal[int] = signal()
    """Up or down by one place."""

    def __init__(self, theme: Theme, part: "RuleRow | RuleGroupBox") -> None:
        super().__init__()
        self.part = part
        self.grip = Grip(theme, tr("smart", "Move"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(part, 1)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.grip.show_dots(shown=True)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.grip.show_dots(shown=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := step_of(event):
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


@short_record
class Gap:
    """The place before a part of a group; that many parts are the place behind all."""

    box: "RuleGroupBox"
    at: int


class RuleDrag(QObject):
    """Knows where parts could go in the outermost group, and shows it."""

    def __init__(self, theme: Theme, root: "RuleGroupBox") -> None:
        super().__init__(root)
        self._root = root
        self._grip = theme.space.s24
        self._line = _DropLine(theme, root)
        self._ghost = _Ghost(root)
        self._scrolling: DragScroll | None = None
        self._pointer = QPoint()
        self._part: RuleRow | RuleGroupBox | None = None
        self._gap: Gap | None = None

    def scrolls(self, area: QScrollArea) -> None:
        """Let this area scroll while something is dragged to its edge."""
        self._area = area
        self._scrolling = DragScroll(area, self._aim)

    def follow(self, part: "RuleRow | RuleGroupBox", at: QPoint) -> None:
        """Show where a part would go that is pulled to a point of the screen."""
        if part is not self._part:
            self._part = part
            self._ghost.take(part)
        self._pointer = at
        if self._scrolling is not None:
            self._scrolling.follow(self._area.viewport().mapFromGlobal(at).y())
        self._aim()

    def end(self) -> None:
        """Let go of it there."""
        part, gap = self._part, self._gap
        self.cancel()
        if part is not None and gap is not None:
            self._root.move_part(part, gap)

    def cancel(self) -> None:
        """Leave everything where it is."""
        self._part = self._gap = None
        self._line.hide()
        self._ghost.hide()
        if self._scrolling is not None:
            self._scrolling.stop()

    def step(self, part: "RuleRow | RuleGroupBox", by: int) -> None:
        """Put a part one place up or down, into groups and out of them."""
        gaps = list(self._gaps_for(part))
        here = [at for at, gap in enumerate(gaps) if _is_beside(part, gap)]
        if not here:
            return
        at = here[0] - 1 if by < 0 else here[-1] + 1
        if 0 <= at < len(gaps):
            self._root.move_part(part, gaps[at])

    def _gaps_for(self, part: "RuleRow | RuleGroupBox") -> Iterator[Gap]:
        """Yield the places where a part may go, from the top."""
        deep = _depth(part.value)
        return (gap for gap in self._root.gaps(part) if gap.box.level + deep < DEEPEST)

    def _aim(self) -> None:
        part = self._part
        if part is None:
            return
        at = self._root.mapFromGlobal(self._pointer)
        self._ghost.follow(at)
        gaps = self._gaps_for(part)
        self._gap = min(gaps, key=lambda gap: abs(self._rect(gap).center().y() - at.y()))
        if _is_beside(part, self._gap):
            self._gap = None
            self._line.hide()
        else:
            self._line.show_at(self._rect(self._gap))

    def _rect(self, gap: Gap) -> QRect:
        """Return the line of a place in the outermost group, as wide as its rules are."""
        box, lines = gap.box, gap.box.lines
        half, before = box.spacing // 2, self._grip
        if not lines:
            y, area = box.rows_top, box.rect()
        elif gap.at < len(lines):
            y, area = lines[gap.at].y() - half, lines[gap.at].geometry()
        else:
            y, area = lines[-1].geometry().bottom() + half, lines[-1].geometry()
        left = area.left() if box.isRightToLeft() else area.left() + before
        corner = box.mapTo(self._root, QPoint(left, y))
        return QRect(corner.x(), corner.y() - _HALF, area.width() - before, 2 * _HALF + 1)


class _Ghost(QWidget):
    """A picture of what is dragged, under the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def take(self, part: QWidget) -> None:
        self._picture = part.grab()
        self.resize(part.size())

    def follow(self, at: QPoint) -> None:
        self.move(at.x() + _HALF, at.y() - _GHOST_ABOVE)
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setOpacity(_GHOST)
            painter.drawPixmap(0, 0, self._picture)


class _DropLine(QWidget):
    """The line between two rules."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, rect: QRect) -> None:
        self.setGeometry(rect)
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors, turned = self._theme.colors, self.isRightToLeft()
            accent, ground = colors.accent, colors.bg_dialog
            line = self.rect().adjusted(_HALF, 0, -_HALF, 0)
            draw_drop_line(painter, line, accent, ground, right_to_left=turned)


def _is_beside(part: "RuleRow | RuleGroupBox", gap: Gap) -> bool:
    parts = gap.box.parts
    return part in parts and parts.index(part) in (gap.at, gap.at - 1)


def _depth(part: Rule | RuleGroup) -> int:
    """Return how many groups are inside each other, a part itself included."""
    if isinstance(part, Rule):
        return 0
    return 1 + max(map(_depth, part.parts), default=0)
