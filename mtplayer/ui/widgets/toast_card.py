"""One toast: what happened, and what can be done about it."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QVariantAnimation
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import draw_shadow, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.painted_button import PaintedButton
from mtplayer.ui.widgets.text_button import TextButton

SHADOW = 12
LINE = 2


class Tone(StrEnum):
    """How a toast is meant."""

    DONE = "done"
    NOTE = "note"
    TROUBLE = "trouble"


GLYPHS = {
    Tone.DONE: ("check-circle", "ok"),
    Tone.NOTE: ("info", "info"),
    Tone.TROUBLE: ("warning-circle", "danger"),
}


@record
class Toast:
    """What to say. Toasts of one ``kind`` merge: ``several`` words them for a number."""

    text: str
    detail: str = ""
    tone: Tone = Tone.DONE
    action: str = ""
    keys: str = ""
    run: Callable[[], object] | None = None
    kind: str = ""
    several: Callable[[int], str] | None = None

    @property
    def stays(self) -> bool:
        """Whether it waits to be closed."""
        return self.tone is Tone.TROUBLE


class ToastCard(QWidget):
    """Counts down unless the pointer or the focus is on it; ``over`` once, with its number."""

    over: TypedSignal[int] = signal()

    def __init__(self, theme: Theme, number: int, toast: Toast, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.number = number
        self.toast = toast
        self._left = 1.0
        self._glyph = Glyph(theme, *GLYPHS[toast.tone], theme.size.icon_button_glyph)
        self._text = Label(theme, toast.text, FontRole.BODY, elides=True)
        self._detail = Label(theme, toast.detail, FontRole.SMALL, color="fg_2", elides=True)
        self._clock = QVariantAnimation(self, startValue=1.0, endValue=0.0)
        self._clock.setDuration(theme.motion.toast_ms)
        self._clock.valueChanged.connect(self._run_down)
        self._clock.finished.connect(self._end)
        self._lay_out()
        self.setAccessibleName(f"{toast.text} {toast.detail}".strip())
        if not toast.stays:
            self._clock.start()

    def show_text(self, text: str) -> None:
        """Say it again with another number, and start over."""
        self._text.show_text(text)
        self.setAccessibleName(f"{text} {self.toast.detail}".strip())
        if not self.toast.stays:
            self._clock.stop()
            self._clock.start()

    def _lay_out(self) -> None:
        space, toast = self._theme.space, self.toast
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._text)
        if toast.detail:
            lines.addWidget(self._detail)
        row = QHBoxLayout(self)
        high = SHADOW + space.s8
        row.setContentsMargins(SHADOW, high, SHADOW, high)
        row.setSpacing(space.s8)
        row.addSpacing(space.s16)
        row.addWidget(self._glyph)
        row.addSpacing(space.s4)
        row.addLayout(lines, 1)
        for button in self._buttons():
            button.installEventFilter(self)
            row.addWidget(button)
        row.addSpacing(space.s8)

    def _buttons(self) -> list[PaintedButton]:
        theme, toast = self._theme, self.toast
        tiny = theme.size.icon_button_small
        close = IconButton(theme, tr("toast", "Close"), Face(icon="x"), edge=tiny, glyph=16)
        close.clicked.connect(self._end)
        buttons: list[PaintedButton] = [close]
        if toast.action:
            undoes = bool(toast.keys)
            button = TextButton(theme, toast.action, keys=toast.keys, accent=undoes)
            button.clicked.connect(self._act)
            buttons.insert(0, button)
        return buttons

    def _act(self) -> None:
        if self.toast.run is not None:
            self.toast.run()
        self._end()

    def _end(self) -> None:
        self._clock.stop()
        self.over.emit(self.number)

    def _run_down(self, left: float) -> None:
        self._left = left
        self.update(0, self.height() - SHADOW - LINE, self.width(), LINE)

    @override
    def sizeHint(self) -> QSize:
        low = self._theme.size.toast_min + 2 * SHADOW
        return QSize(
            self._theme.size.toast_width + 2 * SHADOW, max(low, super().sizeHint().height())
        )

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hold(held=True)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hold(held=False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._hold(held=True)
        elif event.type() is QEvent.Type.FocusOut:
            self._hold(held=self.underMouse())
        return False

    def _hold(self, *, held: bool) -> None:
        state = self._clock.state()
        if held and state is QVariantAnimation.State.Running:
            self._clock.pause()
        elif not held and state is QVariantAnimation.State.Paused:
            self._clock.resume()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, radius = self._theme.colors, self._theme.radius.toast
        body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        draw_shadow(painter, body, radius, colors.shadow, SHADOW - 2)
        fill_round(painter, body, radius, colors.bg_raised)
        line_round(painter, body, radius, colors.line)
        if self.toast.stays:
            return
        wide = (body.width() - 2 * radius) * self._left
        start = body.right() - radius - wide if self.isRightToLeft() else body.x() + radius
        painter.fillRect(QRectF(start, body.bottom() - LINE, wide, LINE), colors.ok)
