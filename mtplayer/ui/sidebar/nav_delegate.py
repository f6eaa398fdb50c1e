"""Paints the rows of the sidebar: sections, places, playlists in folders."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.sidebar.nav_model import NavModel
from mtplayer.ui.sidebar.nav_row import NavRow
from mtplayer.ui.widgets.cut_tips import TellingDelegate

if TYPE_CHECKING:
    from mtplayer.ui.sidebar.nav_view import NavView

Index = QModelIndex | QPersistentModelIndex
STEP: Final = 22
"""What is in a folder begins so much further in."""
CARET: Final = 12


class NavDelegate(TellingDelegate):
    """Paints a section head or a place; in the rail a place is its glyph."""

    def __init__(self, theme: Theme, view: "NavView", model: NavModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size, space = self._theme.size, self._theme.space
        is_section = self._model.row_at(index).is_section
        if self._view.rail:
            return QSize(0, (space.s16 if index.row() else 0) if is_section else 36)
        # Six pixels more above every section but the first.
        return QSize(0, size.nav_row + (6 if is_section and index.row() else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.begin(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, rect = self._model.row_at(index), QRect(getattr(option, "rect"))  # noqa: B009
        if self._view.rail:
            self._paint_glyph(painter, row, rect, index)
        elif row.is_section:
            self._paint_section(painter, row, rect, index)
        else:
            self._paint_place(painter, row, rect, index)

    def _paint_section(self, painter: QPainter, row: NavRow, rect: QRect, index: Index) -> None:
        height, indent = self._theme.size.nav_row, self._theme.space.s16
        text = QRect(
            rect.x() + indent, rect.bottom() + 1 - height, rect.width() - 2 * indent, height
        )
        painter.setFont(self._theme.font(FontRole.CAPTION, weight=600))
        painter.setPen(self._theme.colors.fg_3)
        draw_text(painter, text, row.text, right_to_left=self._view.isRightToLeft())
        if row.adds is not None:
            box = self.plus_box(rect)
            over = self._view.over_plus == index
            if over:
                fill_round(painter, box, self._theme.radius.nav, self._theme.colors.bg_hover_chrome)
            color = self._theme.colors.fg_1 if over else self._theme.colors.fg_2
            self._theme.icons.paint(painter, box, "plus", color, 14)

    def plus_box(self, rect: QRect) -> QRect:
        """Return where the plus of a section is."""
        size = self._theme.size.nav_row - 4
        box = QRect(
            rect.right() + 1 - self._theme.space.s12 - size, rect.bottom() - size, size, size
        )
        return self._visual(rect, box)

    def caret_box(self, rect: QRect, depth: int) -> QRect:
        """Return where the caret of a folder is."""
        size = self._theme.size.icon
        left = rect.x() + self._theme.space.s4 + depth * STEP
        return self._visual(rect, QRect(left, rect.y(), size, rect.height()))

    def _paint_place(self, painter: QPainter, row: NavRow, rect: QRect, index: Index) -> None:
        theme, space = self._theme, self._theme.space
        body = rect.adjusted(space.s8, 0, -space.s8, 0)
        on = self._paint_ground(painter, body, index)
        turned = self._view.isRightToLeft()
        shift = row.depth * STEP + (CARET if row.opened is not None else 0)
        if row.opened is not None:
            name = "caret-down" if row.opened else "caret-right"
            box = self.caret_box(rect, row.depth)
            theme.icons.paint(painter, box, name, theme.colors.fg_3, 10, right_to_left=turned)
        icon = QRect(body.x() + space.s8 + shift, body.y(), theme.size.icon, body.height())
        color = theme.colors.accent_text if on else theme.colors.fg_2
        place = self._visual(body, icon)
        theme.icons.paint(painter, place, row.icon, color, theme.size.icon, right_to_left=turned)
        count = self._model.count_at(index)
        if self._is_target(index) and self._view.load:
            count = f"+{text.number(self._view.load)}"
        painter.setFont(theme.font(FontRole.CAPTION, tabular=True))
        painter.setPen(theme.colors.fg_3)
        end = body.adjusted(space.s8, 0, -space.s8, 0)
        draw_text(painter, end, count, right_to_left=turned, trailing=True)
        taken = painter.fontMetrics().horizontalAdvance(count) + (space.s8 if count else 0)
        area = QRect(icon.right() + 1 + 10, body.y(), 0, body.height())
        area.setRight(end.right() - taken)
        painter.setFont(theme.font(FontRole.BODY, weight=500 if on else 0))
        painter.setPen(theme.colors.fg_1)
        metrics = theme.metrics(FontRole.BODY, weight=500 if on else 0)
        words = self.fitted(metrics, row.text, area.width())
        draw_text(painter, self._visual(body, area), words, right_to_left=turned)

    def _paint_glyph(self, painter: QPainter, row: NavRow, rect: QRect, index: Index) -> None:
        theme = self._theme
        if row.is_section:
            if index.row():
                line = QRect(rect.x() + 14, rect.center().y(), rect.width() - 28, 1)
                painter.fillRect(line, theme.colors.line)
            return
        body = QRect(rect.center().x() - 17, rect.y(), 36, 36)
        on = self._paint_ground(painter, body, index)
        color = theme.colors.accent_text if on else theme.colors.fg_2
        theme.icons.paint(painter, body, row.icon, color, theme.size.icon)

    def _is_target(self, index: Index) -> bool:
        aimed, each = self._view.aim.into, self._model.row_at(index).playlist
        return aimed is not None and each is not None and each.id == aimed

    def _paint_ground(self, painter: QPainter, body: QRect, index: Index) -> bool:
        colors, radius = self._theme.colors, self._theme.radius.nav
        on = index == self._view.currentIndex()
        each = self._model.row_at(index).playlist
        marked = each is not None and each.id in self._view.marked
        if on or marked or index == self._view.hovered:
            ground = colors.bg_nav if on or marked else colors.bg_hover_chrome
            fill_round(painter, body, radius, ground)
        if self._is_target(index):
            fill_round(painter, body, radius, colors.accent_soft)
            line_round(painter, body, radius, colors.accent, 2)
        if on and self._view.ring:
            line_round(painter, body, radius, colors.accent, self._theme.outline)
        return on

    def _visual(self, body: QRect, part: QRect) -> QRect:
        return placed(self._view.layoutDirection(), body, part)
