"""A field for a day."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from mtplayer.core.listening.history import start_of
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import locale
from mtplayer.ui.widgets.fields import draw_frame, dress

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BARE = "background: transparent; border: 0"


class DateTimeField(QDateTimeEdit):
    """Painted like the other fields; arrows turn what the cursor is in."""

    changed: TypedSignal[None] = signal()
    """Another time was chosen: on Enter, on an arrow, or when one leaves the field."""

    def __init__(self, theme: Theme, name: str, form: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFrame(False)
        # Days and times stand as they are also where one reads from the right.
        if self.isRightToLeft():
            self.setAlignment(_RIGHT)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setLocale(locale())
        self.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)
        self.setDisplayFormat(form)
        self.setFixedHeight(theme.size.field_small)
        self.setFont(theme.font(FontRole.SMALL, tabular=True))
        digits = theme.metrics(FontRole.SMALL, tabular=True).horizontalAdvance("0" * (len(form)))
        self.setFixedWidth(digits + 2 * theme.space.s8 + theme.space.s16)
        self.setAccessibleName(name)
        line = self.lineEdit()
        line.setStyleSheet(_BARE)
        line.setTextMargins(theme.space.s8, 0, theme.space.s8, 0)
        self.dateTimeChanged.connect(self._said)
        theme.changed.connect(self._restyle)
        self._restyle(None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_frame(painter, self._theme, self)

    def _said(self, _at: QDateTime) -> None:
        self.changed.emit(None)

    def _restyle(self, _look: object) -> None:
        dress(self, self._theme)
        self.lineEdit().setPalette(self.palette())


class DateField(DateTimeField):
    """One local day."""

    def __init__(self, theme: Theme, name: str, day: QDate, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "yyyy-MM-dd", parent)
        self.setDate(day)

    def start_ms(self) -> int:
        """Return when the day begins."""
        day = self.date()
        return start_of(datetime(day.year(), day.month(), day.day()))  # noqa: DTZ001 - local


def at_ms(ms: int) -> QDateTime:
    """Return a UTC time as the fields take it."""
    return QDateTime.fromMSecsSinceEpoch(ms)
