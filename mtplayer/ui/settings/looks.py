"""Theme and accent, chosen by how they look."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy

from mtplayer.core import options
from mtplayer.core.option_kinds import Choice
from mtplayer.core.options import Accent
from mtplayer.core.typed import override
from mtplayer.services.settings import SettingsService
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import Colors, FontRole
from mtplayer.ui.settings.below import BelowEditor
from mtplayer.ui.settings.words import value_words
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.painted_button import PaintedButton

_THEMES: Final = (options.Theme.SYSTEM, options.Theme.LIGHT, options.Theme.DARK)
_SYSTEM: Final = options.Theme.SYSTEM.value
_DARK: Final = options.Theme.DARK.value
_CARD: Final = QSize(200, 116)
_RADIO: Final = 16
_SWATCH: Final = 26
_SWATCH_WIDTH: Final = 66
_ROWS: Final = 5


class Looks(BelowEditor):
    """Buttons side by side of which one is on."""

    def __init__(
        self,
        option: Choice[Any],
        theme: Theme,
        settings: SettingsService,
        buttons: Sequence["Look"],
    ) -> None:
        super().__init__()
        self.setAccessibleName(tr("settings", option.label))
        self._group, self._buttons = QButtonGroup(self), buttons
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s12)
        for number, button in enumerate(buttons):
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)

        def choose(at: int) -> None:
            settings.set(option, buttons[at].look)

        self._group.idClicked.connect(choose)
        settings.follow(option, self._show, self)

    def _show(self, value: object) -> None:
        for button in self._buttons:
            if button.look == value:
                button.setChecked(True)


class Look(PaintedButton):
    """One that can be chosen."""

    def __init__(self, theme: Theme, value: StrEnum) -> None:
        super().__init__(theme, value_words(value))
        self.look: StrEnum = value
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class ThemeCard(Look):
    """The window in small, in the colours of a theme."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(_CARD.width(), _CARD.height() + self.theme.space.s8 + 24)

    @override
    def draw(self, painter: QPainter) -> None:
        colors, radius = self.theme.colors, float(self.theme.radius.toast)
        card = QRect(0, 0, _CARD.width(), _CARD.height()).adjusted(4, 4, -4, -4)
        # A clip has steps where a brush has smooth corners.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._window(card))
        painter.drawRoundedRect(QRectF(card), radius, radius)
        line_round(painter, card, radius, colors.line)
        if self.isChecked():
            line_round(painter, card.adjusted(-3, -3, 3, 3), radius + 3, colors.accent, 2)
        self._draw_name(painter)

    def _window(self, card: QRect) -> QBrush:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(card.size() * ratio)
        light, dark = self.theme.colors_of(dark=False), self.theme.colors_of(dark=True)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(ratio, ratio)
            painter.translate(-card.topLeft())
            self._draw_window(painter, card, dark if self.look.value == _DARK else light)
            if self.look.value == _SYSTEM:
                corners = (card.topRight(), card.bottomRight(), card.bottomLeft())
                half = QPainterPath()
                half.addPolygon(QPolygonF([QPointF(corner) for corner in corners]))
                painter.setClipPath(half)
                self._draw_window(painter, card, dark)
        brush = QBrush(picture)
        place = QTransform.fromTranslate(card.x(), card.y())
        brush.setTransform(place.scale(1 / ratio, 1 / ratio))
        return brush

    def _draw_window(self, painter: QPainter, card: QRect, colors: Colors) -> None:
        turned = self.layoutDirection()
        painter.fillRect(card, colors.bg_content)
        side = QRect(card.x(), card.y(), 34, card.height())
        painter.fillRect(placed(turned, card, side), colors.bg_chrome)
        for row in range(_ROWS + 1):
            line = QRect(card.x() + 5, card.y() + 6 + 9 * row, 24, 4)
            color = colors.accent if row == 1 else colors.bg_press
            fill_round(painter, placed(turned, card, line), 2, color)
        for row in range(_ROWS):
            line = QRect(card.x() + 42, card.y() + 12 + 10 * row, card.width() - 52, 5)
            color = colors.accent_soft if row == _ROWS // 2 else colors.bg_hover
            fill_round(painter, placed(turned, card, line), 2, color)
        bar = QRect(card.x(), card.bottom() - 16, card.width(), 17)
        painter.fillRect(bar, colors.bg_chrome)
        painter.fillRect(QRect(bar.x(), bar.y(), bar.width(), 1), colors.line_soft)
        middle = bar.center()
        fill_round(painter, QRect(middle.x() - 8, middle.y() - 1, 42, 3), 1.5, colors.accent)
        fill_round(painter, QRect(middle.x() - 20, middle.y() - 4, 8, 8), 4, colors.fg_1)

    def _draw_name(self, painter: QPainter) -> None:
        colors, on, all_ = self.theme.colors, self.isChecked(), self.rect()
        line = QRect(4, _CARD.height() + self.theme.space.s4, self.width() - 8, 24)
        dot = QRect(line.x(), line.center().y() - _RADIO // 2, _RADIO, _RADIO)
        dot = placed(self.layoutDirection(), all_, dot)
        if on:
            fill_round(painter, dot, _RADIO / 2, colors.accent)
            fill_round(painter, dot.adjusted(5, 5, -5, -5), 3, colors.on_accent)
        else:
            line_round(painter, dot, _RADIO / 2, colors.line_field, 1.5)
        text = line.adjusted(_RADIO + self.theme.space.s8, 0, 0, 0)
        painter.setFont(self.theme.font(FontRole.BODY, weight=600 if on else 0))
        painter.setPen(colors.fg_1)
        turned = self.isRightToLeft()
        text = placed(self.layoutDirection(), all_, text)
        draw_text(painter, text, value_words(self.look), right_to_left=turned)


class Swatch(Look):
    """A dot in the colour, and its name."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SWATCH_WIDTH, _SWATCH + 12 + 22)

    @override
    def draw(self, painter: QPainter) -> None:
        colors, on = self.theme.colors, self.isChecked()
        color = self.theme.colors_of(dark=self.theme.dark, accent=Accent(self.look)).accent
        middle = QPointF(self.width() / 2, _SWATCH / 2 + 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(middle, _SWATCH / 2, _SWATCH / 2)
        if on:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 2))
            painter.drawEllipse(middle, _SWATCH / 2 + 4, _SWATCH / 2 + 4)
        painter.setFont(self.theme.font(FontRole.SMALL, weight=600 if on else 0))
        painter.setPen(colors.fg_1 if on or self.underMouse() else colors.fg_2)
        text = QRect(0, _SWATCH + 14, self.width(), 18)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, value_words(self.look))


def theme_cards(theme: Theme, settings: SettingsService) -> Looks:
    """Return the choice of the theme."""
    cards = [ThemeCard(theme, value) for value in _THEMES]
    return Looks(options.THEME, theme, settings, cards)


def swatches(theme: Theme, settings: SettingsService) -> Looks:
    """Return the choice of the accent."""
    return Looks(options.ACCENT, theme, settings, [Swatch(theme, value) for value in Accent])
