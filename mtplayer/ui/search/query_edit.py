"""The search field: magnifier, where it searches, what is typed, how much was found."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.painting import draw_text, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.search.query_line import QueryLine
from mtplayer.ui.search.query_syntax import QuerySyntax, dress_line
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.kbd import draw_keys, keys_width

_NARROW = 480
_SPACE = Qt.Key.Key_Space
_CTRL = Qt.KeyboardModifier.ControlModifier
_SPEAK_AFTER_MS = 400

if TYPE_CHECKING:
    from mtplayer.ui.search.query_help import QueryHelp, Values


class QueryEdit(QWidget):
    """Announces each change of the text at once; nobody waits for the user to stop typing."""

    text_changed: TypedSignal[str] = signal()
    left: TypedSignal[None] = signal()
    """The user is done here: the list should take the keys."""
    entered_list: TypedSignal[None] = signal()
    """Down or Enter was pressed: the first row should be selected."""
    emptied: TypedSignal[None] = signal()
    """Backspace was pressed in the empty field: the last filter should go."""

    def __init__(
        self,
        theme: Theme,
        keys: str = "",
        parent: QWidget | None = None,
        *,
        values: "Values | None" = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        self._scope = ""
        self._hint = text.tr("search", "Search")
        self._count: int | None = None
        self._known = ""
        self._focused = False
        self._line = QueryLine(self)
        self._syntax = QuerySyntax(theme, self._line.document())
        self._values = values
        self._clear = IconButton(
            theme,
            text.tr("search", "Clear the search"),
            Face(icon="x-circle-fill", color="fg_3"),
            edge=theme.size.icon_button_tiny,
            glyph=theme.size.icon,
            parent=self,
        )
        self._speech = QTimer(self, singleShot=True, interval=_SPEAK_AFTER_MS)
        self._prepare()

    @cached_property
    def help(self) -> "QueryHelp":
        """What suggests and mends, from the first letter on."""
        from mtplayer.ui.search.query_help import QueryHelp

        return QueryHelp(self._theme, self, self._line, self._values)

    def widget(self) -> QWidget:
        """Return what goes into a bar."""
        return self

    def text(self) -> str:
        """Return what is typed."""
        return self._line.text()

    def set_text(self, words: str) -> None:
        """Type something else; it can be undone."""
        if words != self.text():
            self._line.replace_text(words)

    def start(self) -> None:
        """Take the focus and select what is there."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def show_scope(self, name: str) -> None:
        """Say where it searches."""
        self._scope = name
        self._arrange()

    def show_hint(self, words: str) -> None:
        """Say in the empty field what it searches."""
        self._hint = words
        self._line.setAccessibleName(words)
        self.update()

    def show_count(self, count: int | None) -> None:
        """Say how many were found; None while nothing is searched for."""
        if count != self._count:
            self._count = count
            self._arrange()
            self._speech.start()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme, colors = self._theme, self._theme.colors
            radius = theme.radius.control
            fill_round(painter, self.rect(), radius, colors.bg_field)
            if self._focused:
                line_round(painter, self.rect(), radius, colors.accent, theme.ring)
            else:
                hover = self.underMouse()
                line_round(
                    painter, self.rect(), radius, colors.fg_3 if hover else colors.line_field
                )
            mirrored = self.isRightToLeft()
            glass = self._visual(QRect(10, 0, theme.size.icon, self.height()))
            theme.icons.paint(painter, glass, "magnifying-glass", colors.fg_3, theme.size.icon)
            self._paint_badge(painter)
            painter.setFont(theme.font(FontRole.SMALL, tabular=True))
            painter.setPen(colors.fg_3)
            area = self._visual(self._count_area())
            if self.text():
                draw_text(painter, area, self._found(), right_to_left=mirrored, trailing=True)
            else:
                if found := self._found():
                    draw_keys(painter, theme, area, found)
                painter.setFont(theme.font(FontRole.BODY))
                place = self._visual(self._text_area())
                draw_text(painter, place, self._cut_hint(place), right_to_left=mirrored)

    def _cut_hint(self, place: QRect) -> str:
        metrics = self._theme.metrics(FontRole.BODY)
        return metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, place.width())

    def _prepare(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.size.field)
        self.setMinimumWidth(theme.size.sidebar_min)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self._clear_text)
        self._line.setFont(theme.font(FontRole.QUERY))
        self._line.setAccessibleName(text.tr("search", "Search tracks"))
        self._line.setAccessibleDescription(self._keys)
        self._line.textChanged.connect(self._changed)
        self._line.down_pressed.connect(self._go_down)
        self._line.enter_pressed.connect(self._go_down)
        self._line.escape_pressed.connect(self._escape)
        self._line.backspace_pressed.connect(self.emptied.emit)
        self._line.focus_changed.connect(self._focus)
        self._line.takes = self._helps_with
        self.setFocusProxy(self._line)
        self._speech.timeout.connect(self._speak)
        theme.changed.connect(self._restyle)
        self._restyle(None)
        self._arrange()

    def _restyle(self, _look: object) -> None:
        dress_line(self._line, self._theme)
        self.update()

    def _changed(self) -> None:
        words = self.text()
        if words == self._known:
            # A new format or a selection changes the document but not the words.
            return
        self._known = words
        self._arrange()
        self.text_changed.emit(words)
        if self._focused:
            self.help.typed()

    def _clear_text(self) -> None:
        self._line.replace_text("")
        self._line.setFocus()

    def _escape(self, _: None) -> None:
        if self.text():
            self._line.replace_text("")
        else:
            self.left.emit(None)

    def _go_down(self, _: None) -> None:
        self.entered_list.emit(None)

    def _focus(self, focused: object) -> None:
        self._focused = bool(focused)
        if not self._focused and "help" in vars(self):
            self.help.close()
        self._arrange()

    def _helps_with(self, event: QKeyEvent) -> bool:
        """Whether a key was for the suggestions; Ctrl Space asks for them in an empty field."""
        asks = event.key() == _SPACE and event.modifiers() == _CTRL
        return (asks or "help" in vars(self)) and self.help.takes(event)

    def _found(self) -> str:
        """Return how much was found, or the key that leads here."""
        if not self.text():
            return "" if self._focused else self._keys
        if self._count is None:
            return ""
        number = text.number(self._count)
        if self.width() < _NARROW:
            return number
        return (
            text.tr("search", "1 result")
            if self._count == 1
            else text.tr("search", "{n} results").format(n=number)
        )

    def _speak(self) -> None:
        # Their 190 constants are loaded when somebody listens.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if self.text() and self._count is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._line, self._found()))

    # ---- where everything is --------------------------------------------------------------------

    def _badge_area(self) -> QRect:
        theme = self._theme
        left = 10 + theme.size.icon + theme.space.s8
        if not self._scope:
            return QRect(left, 0, 0, self.height())
        width = theme.metrics(FontRole.CAPTION).horizontalAdvance(self._scope) + 2 * theme.space.s8
        return QRect(left, (self.height() - theme.size.token + 2) // 2, width, theme.size.token - 2)

    def _count_area(self) -> QRect:
        metrics = self._theme.metrics(FontRole.SMALL, tabular=True)
        width = metrics.horizontalAdvance(self._found()) + 2
        right = self.width() - self._theme.space.s12
        if not self.text() and self._found():
            width = keys_width(self._theme, self._found())
        if self.text():
            right = self._clear_area().left() - self._theme.space.s4
        return QRect(right - width, 0, width, self.height())

    def _clear_area(self) -> QRect:
        edge = self._theme.size.icon_button_tiny
        return QRect(self.width() - edge - 4, (self.height() - edge) // 2, edge, edge)

    def _text_area(self) -> QRect:
        left = self._badge_area().right() + 1 + self._theme.space.s8
        right = self._count_area().left() - self._theme.space.s8
        high = self._theme.metrics(FontRole.QUERY).lineSpacing()
        return QRect(left, (self.height() - high) // 2, max(right - left, 1), high)

    def _arrange(self) -> None:
        """Place the parts anew: the text takes what badge and count leave."""
        self._clear.setGeometry(self._visual(self._clear_area()))
        self._clear.setVisible(bool(self.text()))
        self._line.setGeometry(self._visual(self._text_area()))
        self._line.lean(to_right=self.isRightToLeft())
        self.update()

    def _visual(self, area: QRect) -> QRect:
        if not self.isRightToLeft():
            return area
        return QRect(QPoint(self.width() - area.right() - 1, area.y()), area.size())

    def _paint_badge(self, painter: QPainter) -> None:
        if self._scope:
            theme = self._theme
            area = self._visual(self._badge_area())
            fill_round(painter, area, theme.radius.row, theme.colors.bg_hover_chrome)
            painter.setFont(theme.font(FontRole.CAPTION))
            painter.setPen(theme.colors.fg_2)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._scope)
