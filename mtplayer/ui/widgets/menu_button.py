"""A field that shows what is chosen and opens a menu of what could be."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QActionGroup, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.menu import Menu, literal
from mtplayer.ui.widgets.painted_button import PaintedButton, escape, paragraph

_WIDEST = 300
_NARROWEST = 140
# With these the arrows mean something else than the next choice.
_COMBINED = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.AltModifier
)


class MenuButton(PaintedButton):
    """Changes nothing itself: it says what was chosen, and is told what to show.

    A ``large`` one is as high as a field, with words of the usual size.
    """

    picked: TypedSignal[int] = signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        words: Sequence[str],
        parent: QWidget | None = None,
        *,
        large: bool = False,
    ) -> None:
        super().__init__(theme, name, parent)
        self._role = FontRole.BODY if large else FontRole.SMALL
        self._height = theme.size.field if large else theme.size.button_small
        self._words = list(words)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def offer(self, words: Sequence[str], at: int) -> None:
        """Offer other choices."""
        self._words = list(words)
        self.choose(at)
        self.updateGeometry()

    def choose(self, at: int) -> None:
        """Show what is chosen."""
        self._at = at
        self.setAccessibleDescription(self.words)
        self.update()

    @property
    def at(self) -> int:
        """Which of the choices it shows."""
        return self._at

    @property
    def words(self) -> str:
        """What it shows."""
        return self._words[self._at] if 0 <= self._at < len(self._words) else ""

    def menu(self) -> Menu:
        """Return the menu, made anew each time it opens."""
        menu = Menu(self.theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for at, words in enumerate(self._words):
            action = group.addAction(literal(words))
            action.setCheckable(True)
            action.setChecked(at == self._at)
            action.triggered.connect(partial(self._pick, at))
            menu.addAction(action)
        return menu

    @override
    def sizeHint(self) -> QSize:
        metrics, space = self.theme.metrics(self._role), self.theme.space
        widest = max((metrics.horizontalAdvance(words) for words in self._words), default=0)
        wide = widest + 2 * space.s8 + space.s24
        return QSize(min(_WIDEST, max(_NARROWEST, wide)), self._height)

    @override
    def tip(self) -> str:
        """Return what is chosen where it does not fit, else the name."""
        room = self.width() - self.theme.space.s8 - self.theme.space.s28
        if self.theme.metrics(FontRole.SMALL).horizontalAdvance(self.words) > room:
            return paragraph(escape(self.words))
        return super().tip()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.modifiers() & _COMBINED:
            super().keyPressEvent(event)
        elif step and 0 <= self._at + step < len(self._words):
            self._pick(self._at + step)
        elif not step:
            super().keyPressEvent(event)

    @override
    def draw(self, painter: QPainter) -> None:
        colors, space, turned = self.theme.colors, self.theme.space, self.isRightToLeft()
        radius = self.theme.radius.control
        fill_round(painter, self.rect(), radius, self.ground() or colors.bg_field)
        line_round(painter, self.rect(), radius, colors.line_field)
        caret = QRect(self.width() - space.s24, 0, space.s16, self.height())
        caret = placed(self.layoutDirection(), self.rect(), caret)
        self.theme.icons.paint(painter, caret, "caret-down", colors.fg_2, 12)
        text = self.rect().adjusted(space.s8, 0, -space.s28, 0)
        metrics = self.theme.metrics(self._role)
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, text.width())
        painter.setFont(self.theme.font(self._role))
        painter.setPen(colors.fg_1)
        place = placed(self.layoutDirection(), self.rect(), text)
        draw_text(painter, place, words, right_to_left=turned)

    def _open(self) -> None:
        self.menu().open_below(self)

    def _pick(self, at: int, _checked: object = None) -> None:
        self.picked.emit(at)
