"""A row that can be checked: a box, a folder, two lines and a note."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.painted_button import PaintedButton


class CheckRow(PaintedButton):
    """The whole row is the target."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        line: str,
        note: str,
        parent: QWidget | None = None,
        *,
        icon: str = "folder",
    ) -> None:
        super().__init__(theme, title, parent)
        self._icon = icon
        self._title = title
        self._line = line
        self._note = note
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(f"{line}, {note}")

    def show_note(self, note: str) -> None:
        """Say something else at the end."""
        self._note = note
        self.setAccessibleDescription(f"{self._line}, {note}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.theme.size.toast_width, self.theme.size.dialog_header)

    @override
    def draw(self, painter: QPainter) -> None:
        colors, space, size = self.theme.colors, self.theme.space, self.theme.size
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 0, -1, 0), colors.bg_hover)
        self._draw_box(painter)
        turned = self.isRightToLeft()
        folder = QRect(space.s44, 0, size.icon_button_glyph, self.height())
        self.theme.icons.paint(
            painter, self._visual(folder), self._icon, colors.fg_2, size.icon_button_glyph
        )
        metrics = self.theme.metrics(FontRole.BODY, tabular=True)
        note = self.rect().adjusted(0, 0, -space.s12, 0)
        painter.setFont(self.theme.font(FontRole.BODY, tabular=True))
        painter.setPen(colors.fg_2)
        draw_text(painter, self._visual(note), self._note, right_to_left=turned, trailing=True)
        left, end = space.s44 + space.s32, metrics.horizontalAdvance(self._note) + space.s28
        text = QRect(left, 8, self.width() - left - end, 20)
        for words, role, color, area in (
            (self._title, FontRole.CONTROL, colors.fg_1, text),
            (self._line, FontRole.SMALL, colors.fg_2, text.translated(0, 20)),
        ):
            painter.setFont(self.theme.font(role))
            painter.setPen(color)
            fitting = self.theme.metrics(role)
            cut = fitting.elidedText(words, Qt.TextElideMode.ElideMiddle, area.width())
            draw_text(painter, self._visual(area), cut, right_to_left=turned)

    def _draw_box(self, painter: QPainter) -> None:
        colors, edge = self.theme.colors, self.theme.size.checkbox
        box = QRect(self.theme.space.s12 + 2, (self.height() - edge) // 2, edge, edge)
        box = self._visual(box)
        if self.isChecked():
            fill_round(painter, box, self.theme.radius.row, colors.accent)
            self.theme.icons.paint(painter, box, "check-bold", colors.on_accent, 11)
        else:
            line_round(painter, box, self.theme.radius.row, colors.line_field, 1.5)

    def _visual(self, part: QRect) -> QRect:
        return placed(self.layoutDirection(), self.rect(), part)
