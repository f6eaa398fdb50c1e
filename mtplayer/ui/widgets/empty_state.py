"""What a list says when there is nothing in it: what is true, what helps, what can be done."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

_DISC = 76
_GLYPH = 32
_TEXT_WIDTH = 260
_STEP = 10
_CARD = 63


@record
class Choice:
    """One thing to do about it."""

    words: str
    run: Callable[[], object]
    icon: str = ""
    kind: Kind = Kind.DEFAULT


@record
class Message:
    """One empty state; without an icon three blank covers are drawn."""

    title: str
    body: str
    icon: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""


class EmptyState(QWidget):
    """Shows one message in the middle of a page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._message = Message(title="", body="")
        self._picture = _Picture(theme)
        self._title = Label(theme, role=FontRole.SECTION)
        self._body = _Paragraph(theme)
        self._hint = Label(theme, role=FontRole.SMALL, color="fg_3")
        self._buttons = QWidget()
        self._row = QHBoxLayout(self._buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    @property
    def message(self) -> Message:
        """What is said."""
        return self._message

    def say(self, message: Message) -> None:
        """Say something else."""
        if message == self._message:
            return
        self._message = message
        self._picture.show_icon(message.icon)
        self._title.show_text(message.title)
        self._body.show_text(message.body)
        self._hint.show_text(message.hint)
        self._hint.setVisible(bool(message.hint))
        self._show_choices(message.choices)

    def _show_choices(self, choices: tuple[Choice, ...]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for choice in choices:
            button = TextButton(
                self._theme,
                choice.words,
                choice.kind,
                icon=choice.icon,
                height=self._theme.size.button,
            )
            button.clicked.connect(choice.run)
            self._row.addWidget(button)
        self._buttons.setVisible(bool(choices))

    def _lay_out(self) -> None:
        space = self._theme.space
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(2)
        center = Qt.AlignmentFlag.AlignHCenter
        for widget, gap in (
            (self._picture, space.s20),
            (self._title, space.s8),
            (self._body, space.s12),
            (self._buttons, space.s12),
            (self._hint, 0),
        ):
            column.addWidget(widget, 0, center)
            column.addSpacing(gap)
        column.addStretch(3)


class _Picture(QWidget):
    """A glyph on a disc, or three covers to be filled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = ""
        self.setFixedSize(170, 80)

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors, middle = self._theme.colors, QRectF(self.rect()).center()
            if self._icon:
                disc = QRectF(0, 0, _DISC, _DISC)
                disc.moveCenter(middle)
                fill_round(painter, disc, _DISC / 2, colors.bg_hover)
                self._theme.icons.paint(painter, self.rect(), self._icon, colors.fg_2, _GLYPH)
                return
            for turn, x in ((-8, -48), (8, 48), (0, 0)):
                painter.save()
                painter.translate(middle + QPointF(x, 4 if turn else 0))
                painter.rotate(turn)
                card = QRectF(-_CARD / 2, -_CARD / 2, _CARD, _CARD)
                painter.setPen(QPen(colors.line_field, 1))
                painter.setBrush(colors.bg_chrome)
                painter.drawRoundedRect(card, self._theme.radius.tile, self._theme.radius.tile)
                painter.restore()
            self._theme.icons.paint(painter, self.rect(), "plus", colors.accent, 24)


class _Paragraph(QWidget):
    """A few words on several lines, in the middle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[str] = []
        self._font = theme.font(FontRole.BODY)
        self._pitch = theme.type(FontRole.BODY).line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        self._lines = balanced(text, self._font, _TEXT_WIDTH)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_TEXT_WIDTH, self._pitch * len(self._lines))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self._font)
            painter.setPen(self._theme.colors.fg_2)
            for at, line in enumerate(self._lines):
                area = QRect(0, at * self._pitch, self.width(), self._pitch)
                painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, line)


def balanced(text: str, font: QFont, widest: int) -> list[str]:
    """Return a text in lines that fit, of about one length: no word stands alone."""
    lines = _lines(text, font, widest)
    for width in range(widest - _STEP, widest // 2, -_STEP):
        narrower = _lines(text, font, width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _lines(text: str, font: QFont, width: int) -> list[str]:
    layout = QTextLayout(text, font)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines
