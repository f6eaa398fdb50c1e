"""A button that is one glyph."""

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import Colors
from mtplayer.ui.widgets.painted_button import PaintedButton

DOT = 4
# The glyph of the large round button, beside that of the small one.
LARGE = 1.5


@record
class Face:
    """What an icon button shows: a glyph, the role of its colour, and how being on looks."""

    icon: str
    color: str = "fg_2"
    icon_on: str = ""
    color_on: str = "accent_text"
    fills: bool = True
    ground_on: str = "accent_soft"


class IconButton(PaintedButton):
    """Square, with a ground only under the pointer or while it is on."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        face: Face,
        *,
        edge: int = 0,
        glyph: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._face = face
        self._edge = edge or theme.size.icon_button
        self._glyph = glyph or theme.size.icon_button_glyph
        self._dot = False
        self.setFixedSize(self._edge, self._edge)

    def show_face(self, face: Face) -> None:
        """Wear another glyph."""
        if face != self._face:
            self._face = face
            self.update()

    def show_dot(self, *, shown: bool) -> None:
        """Put a dot below the glyph: on, without a ground."""
        if shown != self._dot:
            self._dot = shown
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._edge, self._edge)

    @override
    def draw(self, painter: QPainter) -> None:
        colors, face = self.theme.colors, self._face
        on = self.isChecked() or self._dot
        ground = self.ground()
        if self.isChecked() and face.fills and not self.isDown():
            ground = getattr(colors, face.ground_on)
        if ground is not None:
            fill_round(painter, self.rect(), self.theme.radius.control, ground)
        self.theme.icons.paint(
            painter,
            self.rect(),
            face.icon_on if on and face.icon_on else face.icon,
            self._color(colors, on=on),
            self._glyph,
            right_to_left=self.isRightToLeft(),
        )
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.accent_text)
            middle = self.rect().center().x() + 0.5
            painter.drawEllipse(QPointF(middle, self.height() - DOT), DOT / 2, DOT / 2)

    def _color(self, colors: Colors, *, on: bool) -> QColor:
        if not self.isEnabled():
            return colors.fg_off
        if on:
            role = self._face.color_on
        elif self.underMouse() and self._face.color == "fg_2":
            role = "fg_1"
        else:
            role = self._face.color
        color: QColor = getattr(colors, role)
        return color


class RoundButton(PaintedButton):
    """The one round button: play and pause."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        icon: str,
        parent: QWidget | None = None,
        *,
        large: bool = False,
    ) -> None:
        super().__init__(theme, name, parent)
        self._icon = icon
        self._glyph = round(theme.size.icon_play * (LARGE if large else 1))
        # The ring needs its gap: 2 px of nothing, 2 px of accent.
        self._margin = 2 * theme.size.focus_width
        edge = (theme.size.play_big if large else theme.size.play) + 2 * self._margin
        self.setFixedSize(edge, edge)

    def show_icon(self, icon: str) -> None:
        """Wear another glyph."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    @override
    def ring_radius(self) -> float:
        return self.height() / 2

    @override
    def draw(self, painter: QPainter) -> None:
        colors = self.theme.colors
        disc = QRectF(self.rect()).marginsRemoved(_margins(self._margin))
        pressed = 1 if self.isDown() else 0
        disc.adjust(pressed, pressed, -pressed, -pressed)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.fg_1 if self.isEnabled() else colors.bg_press)
        painter.drawEllipse(disc)
        color = colors.bg_chrome if self.isEnabled() else colors.fg_off
        self.theme.icons.paint(painter, self.rect(), self._icon, color, self._glyph)


def _margins(width: int) -> QMarginsF:
    return QMarginsF(width, width, width, width)
