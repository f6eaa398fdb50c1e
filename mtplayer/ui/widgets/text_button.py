"""A button with words: the one primary of a view, the default ones, and quiet ones."""

from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.kbd import draw_keys, keys_width
from mtplayer.ui.widgets.painted_button import PaintedButton


class Kind(StrEnum):
    """How much a button asks for."""

    PRIMARY = "primary"
    DEFAULT = "default"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"
    """Quiet, and takes something away."""


class Part(StrEnum):
    """What a button is made of."""

    ICON = "icon"
    WORDS = "words"
    KEYS = "keys"


class TextButton(PaintedButton):
    """Words with a glyph before or after them."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: Kind = Kind.DEFAULT,
        *,
        icon: str = "",
        icon_after: str = "",
        keys: str = "",
        accent: bool = False,
        height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, parent)
        self._kind = kind
        self._icon = icon
        self._icon_after = icon_after
        self._shown_keys = keys
        self._accent = accent
        # Outside a button the ring has a gap of its own width.
        self._margin = 2 * theme.size.focus_width
        self._height = height or theme.size.button_small
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind is Kind.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @override
    def follow(self, action: QAction) -> None:
        text = self.text()
        super().follow(action)
        self.setAccessibleName(text)

    @property
    def margin(self) -> int:
        """The room around the button that its focus ring needs; layouts subtract it."""
        return self._margin

    @override
    def sizeHint(self) -> QSize:
        widths = [width for _, _, width in self._pieces()]
        width = sum(widths) + self.theme.space.s8 * (len(widths) - 1)
        around = 2 * (self._padding() + self._margin)
        return QSize(width + around, self._height + 2 * self._margin)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def ring_radius(self) -> float:
        return self.theme.radius.control + self._margin

    @override
    def draw(self, painter: QPainter) -> None:
        margin = self._margin
        body = self.rect().adjusted(margin, margin, -margin, -margin)
        self._draw_ground(painter, QRectF(body))
        at = body.x() + self._padding()
        for part, name, width in self._pieces():
            area = QRect(at, body.y(), width, body.height())
            area = placed(self.layoutDirection(), body, area)
            self._draw_piece(painter, part, name, area)
            at += width + self.theme.space.s8

    def _draw_piece(self, painter: QPainter, part: Part, name: str, area: QRect) -> None:
        color, turned = self._foreground(), self.isRightToLeft()
        match part:
            case Part.ICON:
                size = self.theme.size.icon
                self.theme.icons.paint(painter, area, name, color, size, right_to_left=turned)
            case Part.WORDS:
                painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
                painter.setFont(self._font())
                painter.setPen(color)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
            case Part.KEYS:
                filled = self._kind is Kind.PRIMARY and self.isEnabled()
                draw_keys(painter, self.theme, area, name, on_accent=filled)

    def _pieces(self) -> list[tuple[Part, str, int]]:
        """Return what stands in the button and how wide it is, in reading order."""
        size, words = self.theme.size.icon, self.text()
        width = QFontMetrics(self._font()).horizontalAdvance(words)
        keys = self._shown_keys
        pieces = [
            (Part.ICON, self._icon, size),
            (Part.WORDS, words, width),
            (Part.ICON, self._icon_after, size),
            (Part.KEYS, keys, keys_width(self.theme, keys)),
        ]
        return [piece for piece in pieces if piece[1]]

    def _padding(self) -> int:
        if self._kind is Kind.LINK:
            return 0
        if self._shown_keys:
            return self.theme.space.s8
        large = self._height >= self.theme.size.button_large
        return self.theme.space.s20 if large else self.theme.space.s12

    def _font(self) -> QFont:
        return self.theme.font(FontRole.CONTROL)

    def _draw_ground(self, painter: QPainter, body: QRectF) -> None:
        radius = self.theme.radius.control
        if (fill := self._fill()) is not None:
            fill_round(painter, body, radius, fill)
        off = self._kind is Kind.PRIMARY and not self.isEnabled()
        if self._kind is Kind.DEFAULT or off:
            line_round(painter, body, radius, self.theme.colors.line)

    def _fill(self) -> QColor | None:
        colors, over = self.theme.colors, self.isEnabled() and self.underMouse()
        match self._kind:
            case Kind.PRIMARY if not self.isEnabled():
                return None
            case Kind.PRIMARY if self.isDown():
                return colors.accent_press
            case Kind.PRIMARY:
                return colors.accent_hover if over else colors.accent
            case Kind.DEFAULT:
                return self.ground() or colors.bg_field
            case Kind.QUIET | Kind.DANGER:
                return self.ground()
            case Kind.LINK:
                return None

    def _foreground(self) -> QColor:
        colors = self.theme.colors
        if not self.isEnabled():
            return colors.fg_off
        match self._kind:
            case Kind.PRIMARY:
                return colors.on_accent
            case Kind.LINK:
                return colors.accent_text
            case Kind.DEFAULT:
                return colors.accent_text if self._accent else colors.fg_1
            case Kind.DANGER:
                return colors.danger
            case Kind.QUIET:
                return colors.fg_1 if self.underMouse() else colors.fg_2
