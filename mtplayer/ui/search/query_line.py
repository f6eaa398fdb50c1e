"""One line of text that several colours can be in."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
_ESCAPE = Qt.Key.Key_Escape
_DOWN = Qt.Key.Key_Down
_BACKSPACE = Qt.Key.Key_Backspace
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NO_TEXT = frozenset({Qt.Key.Key_Tab})
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_OVERRIDE = QEvent.Type.ShortcutOverride
_KEY_PRESS = QEvent.Type.KeyPress


def units(text: str, place: int) -> int:
    """Return a place in a text as Qt counts, where an emoji is two."""
    return place if text.isascii() else len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, place: int) -> int:
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * place]
    return place if text.isascii() else len(raw.decode("utf-16-le", "surrogatepass"))


class QueryLine(QPlainTextEdit):
    """A QLineEdit cannot colour parts of its text; this looks and acts like one."""

    down_pressed: TypedSignal[None] = signal()
    enter_pressed: TypedSignal[None] = signal()
    escape_pressed: TypedSignal[None] = signal()
    focus_changed: TypedSignal[bool] = signal()
    backspace_pressed: TypedSignal[None] = signal()
    """There was nothing left to take back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(_NEVER)
        self.setHorizontalScrollBarPolicy(_NEVER)
        self.setTabChangesFocus(True)
        self.takes: Callable[[QKeyEvent], bool] = lambda _: False
        """Who is offered each key first."""
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)

    def text(self) -> str:
        """Return what is typed."""
        return self.toPlainText()

    def replace_text(self, text: str) -> None:
        """Type something else; the user can take it back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def place(self) -> int:
        """Return before which character the next one is typed."""
        return _characters(self.text(), self.textCursor().position())

    def go_to(self, place: int) -> None:
        """Type on before a character."""
        cursor = self.textCursor()
        cursor.setPosition(units(self.text(), place))
        self.setTextCursor(cursor)

    def lean(self, *, to_right: bool) -> None:
        """Begin at the side the window reads from; queries themselves read as they are typed."""
        option = self.document().defaultTextOption()
        side = _RIGHT if to_right else _LEFT
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)

    @override
    def event(self, e: QEvent) -> bool:
        # Before the window's own Esc: here it clears the text first.
        if e.type() == _OVERRIDE and isinstance(e, QKeyEvent) and e.key() == _ESCAPE:
            e.accept()
            return True
        # Before Qt takes Tab for the next widget.
        if e.type() == _KEY_PRESS and isinstance(e, QKeyEvent) and self.takes(e):
            return True
        return super().event(e)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() == _ESCAPE:
            self.escape_pressed.emit(None)
        elif e.key() == _DOWN and not e.modifiers():
            self.down_pressed.emit(None)
        elif e.key() in _ENTER:
            self.enter_pressed.emit(None)
        elif e.key() == _BACKSPACE and not self.text():
            self.backspace_pressed.emit(None)
        elif e.key() not in _NO_TEXT:
            super().keyPressEvent(e)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        """Do nothing: one line has nowhere to scroll."""

    @override
    def focusInEvent(self, e: QFocusEvent) -> None:
        super().focusInEvent(e)
        self.focus_changed.emit(True)  # noqa: FBT003 - a signal has no keywords

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self.focus_changed.emit(False)  # noqa: FBT003 - a signal has no keywords
