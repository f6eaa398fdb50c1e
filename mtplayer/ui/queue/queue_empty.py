"""What the queue panel says when it is empty."""

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import mime
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.empty_state import balanced

DISC = 76
GLYPH = 32
_CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class NothingUpNext(QWidget):
    """What is true, and what helps; tracks and files can be dropped on it."""

    dropped: TypedSignal[QMimeData] = signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = tr("queue", "Nothing up next")
        self._body = tr(
            "queue",
            "Play an album, or press Q on a track to queue it. When the queue ends, music stops.",
        )
        self._aimed_at = False
        self.setAcceptDrops(True)
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(self._body)
        theme.changed.connect(self._look_changed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, space = theme.colors, theme.space
        if self._aimed_at:
            inside = self.rect().adjusted(space.s8, 0, -space.s8, -space.s8)
            line_round(painter, inside, theme.radius.card, colors.accent, theme.ring)
        line, body = theme.type(FontRole.STRONG).line, theme.type(FontRole.BODY).line
        middle = self.rect().adjusted(space.s28, 0, -space.s28, 0)
        top = (self.height() - DISC - space.s16 - line - space.s4 - 3 * body) // 2
        disc = QRect(middle.center().x() - DISC // 2, top, DISC, DISC)
        fill_round(painter, disc, DISC / 2, colors.bg_field)
        theme.icons.paint(painter, disc, "queue", colors.fg_2, GLYPH)
        top = disc.bottom() + 1 + space.s16
        painter.setPen(colors.fg_1)
        painter.setFont(theme.font(FontRole.STRONG))
        painter.drawText(QRect(middle.x(), top, middle.width(), line), int(_CENTER), self._title)
        top += line + space.s4
        painter.setPen(colors.fg_2)
        painter.setFont(theme.font(FontRole.BODY))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for words in balanced(self._body, theme.font(FontRole.BODY), middle.width()):
            painter.drawText(QRect(middle.x(), top, middle.width(), body), int(_CENTER), words)
            top += body

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _is_music(event.mimeData()):
            event.acceptProposedAction()
            self._aim(at=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim(at=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._aim(at=False)
        if _is_music(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(event.mimeData())

    def _aim(self, *, at: bool) -> None:
        self._aimed_at = at
        self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()


def _is_music(data: QMimeData) -> bool:
    return mime.tracks_of(data) is not None or bool(mime.paths_of(data))
