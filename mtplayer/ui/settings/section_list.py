"""The sections of the settings, one below the other."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.settings.words import Section
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS

Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole


class SectionModel(QAbstractListModel):
    """The sections that are offered."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.sections = list(sections)

    def offer(self, sections: Sequence[Section]) -> None:
        """Offer others."""
        if list(sections) != self.sections:
            self.beginResetModel()
            self.sections = list(sections)
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.sections)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        return tr("settings", self.sections[index.row()].name) if role == _DISPLAY else None


class SectionList(QListView):
    """Arrow keys and clicks choose."""

    def __init__(self, theme: Theme, sections: Sequence[Section]) -> None:
        super().__init__()
        self.ring = False
        self.sections = SectionModel(sections)
        self.setModel(self.sections)
        self.setItemDelegate(_Delegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("settings", "Sections"))
        self.viewport().setAutoFillBackground(False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints a glyph and a name."""

    def __init__(self, theme: Theme, view: SectionList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.size.settings_nav_row)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, view, space = self._theme, self._view, self._theme.space
        colors, turned = theme.colors, view.isRightToLeft()
        section = view.sections.sections[index.row()]
        body = QRect(getattr(option, "rect")).adjusted(space.s8, 0, -space.s8, 0)  # noqa: B009
        on = index == view.currentIndex()
        under = view.indexAt(view.viewport().mapFromGlobal(view.cursor().pos())) == index
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on or under:
            ground = colors.bg_nav if on else colors.bg_hover_chrome
            fill_round(painter, body, theme.radius.nav, ground)
        if on and view.ring and view.hasFocus():
            line_round(painter, body, theme.radius.nav, colors.accent, theme.ring)
        icon = QRect(body.x() + space.s8, body.y(), theme.size.icon, body.height())
        icon = placed(view.layoutDirection(), body, icon)
        color = colors.accent_text if on else colors.fg_2
        theme.icons.paint(painter, icon, section.icon, color, theme.size.icon)
        text = body.adjusted(space.s8 + theme.size.icon + 10, 0, -space.s8, 0)
        painter.setFont(theme.font(FontRole.BODY, weight=500 if on else 0))
        painter.setPen(colors.fg_1)
        words = tr("settings", section.name)
        draw_text(painter, placed(view.layoutDirection(), body, text), words, right_to_left=turned)
