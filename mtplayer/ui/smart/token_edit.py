"""A field of several names: each is a token that can be taken away, and one is being typed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from shiboken6 import isValid

from mtplayer.core.queries.query import Span
from mtplayer.core.queries.query_completion import MOST, Choice
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.search.suggestion_list import Line, SuggestionList
from mtplayer.ui.smart.moving_keys import step_of
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.fields import dress
from mtplayer.ui.widgets.painted_button import PaintedButton

Ask = Callable[[str, int, Callable[[Sequence[str]], object]], object]
"""Finds so many names that begin so."""

_LEAST_LINE: Final = 16
_BARE: Final = "background: transparent; border: 0"
_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Semicolon})


class _Token(PaintedButton):
    """One name; a press takes it away."""

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        name = tr("smart", "{name}, remove").format(name=words)
        super().__init__(theme, name, parent)
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        theme = self.theme
        words = theme.metrics(FontRole.SMALL).horizontalAdvance(self.text())
        return QSize(words + theme.size.icon_small + theme.space.s20, theme.size.token)

    @override
    def draw(self, painter: QPainter) -> None:
        theme, colors, space = self.theme, self.theme.colors, self.theme.space
        over = self.underMouse() or self.isDown()
        ground = colors.bg_sel if over else colors.accent_soft
        fill_round(painter, self.rect(), self.height() / 2, ground)
        size, turned = theme.size.icon_small, self.isRightToLeft()
        cross = QRect(self.width() - size - space.s4, 0, size, self.height())
        words = self.rect().adjusted(space.s8, 0, -size - space.s4, 0)
        if turned:
            cross.moveLeft(space.s4)
            words = self.rect().adjusted(size + space.s4, 0, -space.s8, 0)
        theme.icons.paint(painter, cross, "x", colors.accent_text, size - 2)
        metrics = theme.metrics(FontRole.SMALL)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(colors.accent_text)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)


class TokenEdit(QWidget):
    """Enter and a semicolon end a name, Backspace in front takes the last away."""

    changed: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._hint = hint
        self._wrong = False
        self._tokens: list[_Token] = []
        self._ask: Ask | None = None
        self._popup: SuggestionList | None = None
        self._line = QLineEdit(self)
        self._line.setFrame(False)
        self._line.setStyleSheet(_BARE)
        self._line.setFont(theme.font(FontRole.BODY))
        self._line.setAccessibleName(name)
        self._line.textEdited.connect(self._typed)
        self._line.installEventFilter(self)
        self.setFocusProxy(self._line)
        theme.changed.connect(self._restyle)
        self._restyle(None)
        self._arrange()

    def suggest(self, ask: Ask) -> None:
        """Offer names of the library that go on as they were begun."""
        self._ask = ask

    def values(self) -> tuple[str, ...]:
        """Return the names, the one that is being typed with them."""
        typed = self._line.text().strip()
        return (*(token.text() for token in self._tokens), *([typed] if typed else ()))

    def show_values(self, values: Sequence[str]) -> None:
        """Show these without saying so; one alone is text that can be typed on."""
        for token in self._tokens:
            token.deleteLater()
        several = len(values) > 1
        self._tokens = [self._token(value) for value in values] if several else []
        self._line.setText("" if several or not values else values[0])
        self._arrange()

    def show_fault(self, *, wrong: bool) -> None:
        """Whether what is typed asks nothing."""
        self._wrong = wrong
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._arrange()
            self.update()
            if event.type() is QEvent.Type.FocusOut:
                self._left()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if step_of(event):
                # Not for the line, but for the row that it stands in.
                event.ignore()
                return True
            if self._popup is not None and self._popup.isVisible() and self._walks(event):
                return True
            if event.key() in _ENDS and self._line.text().strip():
                self._end()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self._line.text() and self._tokens:
                self._remove(self._tokens[-1])
                return True
        return False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colors, radius = self._theme, self._theme.colors, self._theme.radius.control
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill_round(painter, self.rect(), radius, colors.bg_field)
            focused = self._line.hasFocus()
            edge, width = (colors.accent, theme.ring) if focused else (colors.line_field, 1)
            if self._wrong:
                edge, width = colors.danger, theme.ring
            line_round(painter, self.rect(), radius, edge, width)

    def _left(self) -> None:
        if self._popup is not None:
            self._popup.hide()
        if self._tokens:
            self._end()

    def _typed(self, words: str) -> None:
        self._say()
        if self._ask is not None:
            self._ask(words.strip(), MOST, partial(self._found, words))

    def _found(self, words: str, names: Sequence[str]) -> None:
        # The row may have been moved or taken out before the answer came.
        if not isValid(self) or words != self._line.text() or not self._line.hasFocus():
            return
        if self._popup is None:
            self._popup = SuggestionList(self._theme, self.window())
            self._popup.chosen.connect(self._take)
        there = set(self.values()) - {words.strip()}
        offered = [name for name in names if words.strip() and name not in there]
        lines = [Line(name, "", Choice(name, "", Span(0, 0))) for name in offered]
        self._popup.show_below(self, lines)

    def _walks(self, event: QKeyEvent) -> bool:
        """Whether a key was for what is suggested."""
        popup, key = self._popup, event.key()
        assert popup is not None
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            popup.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            popup.hide()
            return True
        if key in _ENDS and popup.current is not None:
            self._take(popup.current)
            return True
        return False

    def _take(self, choice: Choice) -> None:
        if self._popup is not None:
            self._popup.hide()
        self._line.setText(choice.text)
        self._end()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _token(self, words: str) -> _Token:
        token = _Token(self._theme, words, self)
        # A token must not die of its own click.
        token.clicked.connect(lambda: QTimer.singleShot(0, self, partial(self._remove, token)))
        token.show()
        return token

    def _end(self) -> None:
        words = self._line.text().strip()
        if words:
            self._tokens.append(self._token(words))
            self._line.clear()
            self._arrange()
            self._say()

    def _remove(self, token: _Token) -> None:
        if token in self._tokens:
            self._tokens.remove(token)
            token.hide()
            token.deleteLater()
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._arrange()
            self._say()

    def _say(self, _text: object = None) -> None:
        self.changed.emit(None)

    def _arrange(self) -> None:
        """Place the tokens in as many lines as they need, the text behind them."""
        size, space = self._theme.size, self._theme.space
        top, left, line = (size.field - size.token) // 2, space.s4, size.token + space.s4
        right = self.width() - space.s4
        self._line.setPlaceholderText("" if self._tokens else self._hint)
        for token in self._tokens:
            wide = min(token.sizeHint().width(), right - space.s4)
            if left + wide > right and left > space.s4:
                left, top = space.s4, top + line
            self._put(token, QRect(left, top, wide, size.token))
            left += wide + space.s4
        typing = self._line.hasFocus() or bool(self._line.text())
        if right - left < _LEAST_LINE and typing:
            left, top = space.s4, top + line
        self._put(
            self._line, QRect(left + space.s4, top, max(right - left - space.s4, 1), size.token)
        )
        high = top + size.token + (size.field - size.token) // 2
        if high != self.height():
            self.setFixedHeight(high)

    def _put(self, widget: QWidget, place: QRect) -> None:
        if self.isRightToLeft():
            place.moveRight(self.width() - 1 - place.x())
        widget.setGeometry(place)

    def _restyle(self, _look: object) -> None:
        dress(self._line, self._theme)
        self.update()
