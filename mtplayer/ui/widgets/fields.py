"""Fields for a line of text, a search and a number."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import locale

_NUMBER_WIDTH = 112
_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)
# The style fills a field with the application's base, whatever the field's own palette says.
BARE = "background: transparent; border: 0"


class TextField(QLineEdit):
    """One line; ``icon`` stands before it."""

    left: TypedSignal[None] = signal()
    """The arrow goes down, out of the field."""

    def __init__(
        self, theme: Theme, name: str, *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self.setFrame(False)
        self.setStyleSheet(BARE)
        self.setFixedHeight(theme.size.field_small)
        self.setFont(theme.font(FontRole.SMALL))
        self.setAccessibleName(name)
        before = theme.space.s28 if icon else theme.space.s8
        turned = self.isRightToLeft()
        sides = (theme.space.s8, before) if turned else (before, theme.space.s8)
        if turned:
            self.setAlignment(_RIGHT)
        self.setTextMargins(sides[0], 0, sides[1], 0)
        theme.changed.connect(self._restyle)
        self._restyle(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left.emit(None)
        elif event.key() == Qt.Key.Key_Escape and self._icon and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, space = self._theme, self._theme.space
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_frame(painter, theme, self)
            if self._icon:
                place = QRect(space.s8, 0, space.s16, self.height())
                place = placed(self.layoutDirection(), self.rect(), place)
                theme.icons.paint(painter, place, self._icon, theme.colors.fg_2, 14)
        super().paintEvent(event)

    def _restyle(self, _look: object) -> None:
        dress(self, self._theme)


class NumberField(QSpinBox):
    """Takes a number when it is complete: on Enter, on an arrow, or when one leaves it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFrame(False)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)
        self.setFixedSize(_NUMBER_WIDTH, theme.size.field_small)
        self.setFont(theme.font(FontRole.SMALL, tabular=True))
        self.setAccessibleName(name)
        # A field asks its own locale, which has no separators where there is no language.
        self.setLocale(locale())
        self.setGroupSeparatorShown(True)
        self.lineEdit().setStyleSheet(BARE)
        self.lineEdit().setTextMargins(theme.space.s8, 0, theme.space.s8, 0)
        theme.changed.connect(self._restyle)
        self._restyle(None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_frame(painter, self._theme, self)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls under the pointer; only who is in the field turns its number.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def _restyle(self, _look: object) -> None:
        dress(self, self._theme)
        self.lineEdit().setPalette(self.palette())


def draw_frame(painter: QPainter, theme: Theme, field: QWidget) -> None:
    """Draw what is around every field."""
    colors, radius = theme.colors, theme.radius.control
    fill_round(painter, field.rect(), radius, colors.bg_field)
    focused = field.hasFocus()
    edge, width = (colors.accent, theme.ring) if focused else (colors.line_field, 1)
    line_round(painter, field.rect(), radius, edge, width)


def dress(field: QWidget, theme: Theme) -> None:
    """Give a field the colours of the theme."""
    palette = QPalette(field.palette())
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    palette.setColor(QPalette.ColorRole.Text, theme.colors.fg_1)
    palette.setColor(QPalette.ColorRole.PlaceholderText, theme.colors.fg_3)
    field.setPalette(palette)
