"""Letters at the edge of a long list: press one, or draw along them, and the list is there."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.library.initials import rail_letters
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

WIDTH = 24
_LETTER = 15
_APART = 24
"""A few letters stand below each other as a list does, not over all of the height."""
_FEW = 9
"""Letters that so few others stand between would mostly lead nowhere."""
_PILL = QSize(16, 14)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class IndexRail(QWidget):
    """Letters with nothing under them are dimmed; those that find no room are left out."""

    jumped: TypedSignal[int] = signal()
    """Show the item at this place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._places: Mapping[str, int] = {}
        self._letters: list[str] = []
        self._at = ""
        self._hovered = ""
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(text.tr("rail", "Letters"))
        theme.changed.connect(self._look_changed)

    def show_places(self, places: Mapping[str, int]) -> None:
        """Show where each letter begins."""
        self._places = places
        # One letter leads nowhere.
        few = list(places) if 1 < len(places) <= _FEW else []
        self._letters = rail_letters(dict(places)) if len(places) > _FEW else few
        self.update()

    def show_at(self, number: int) -> None:
        """Mark the letter under which an item stands."""
        before = [letter for letter, at in self._places.items() if at <= number]
        at = before[-1] if before else ""
        if at != self._at:
            self._at = at
            self.setAccessibleDescription(at)
            self.update()

    @property
    def letters(self) -> list[str]:
        """What there is room for: every letter, those that lead somewhere, or some of these."""
        room = max(self.height() // _LETTER, 1)
        if len(self._letters) <= room:
            return self._letters
        there = [letter for letter in self._letters if letter in self._places]
        return there[:: -(-len(there) // room)]

    def middle_of(self, letter: str) -> QPoint:
        """Return where a letter stands."""
        return self._area(self.letters.index(letter)).center()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors = self._theme.colors
            painter.setFont(self._theme.font(FontRole.CAPTION, weight=600))
            for number, letter in enumerate(self.letters):
                area = self._area(number)
                color = colors.fg_3 if letter in self._places else colors.fg_off
                if letter == self._at:
                    pill = QRect(QPoint(), _PILL)
                    pill.moveCenter(area.center())
                    fill_round(painter, pill, 4, colors.accent)
                    color = colors.on_accent
                elif letter == self._hovered and letter in self._places:
                    color = colors.fg_1
                painter.setPen(color)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, letter)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._jump(round(event.position().y()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = round(event.position().y())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._jump(y)
        hovered = self._letter_at(y)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        here = [letter for letter in self._letters if letter in self._places]
        if step is None or not here:
            super().keyPressEvent(event)
            return
        now = here.index(self._at) if self._at in here else 0
        self.jumped.emit(self._places[here[min(max(now + step, 0), len(here) - 1)]])

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = ""
        self.update()

    def _jump(self, y: int) -> None:
        """Go to the letter at a height; where nothing is, to the next that has something."""
        letters = self._letters
        letter = self._letter_at(y)
        if letter not in letters:
            return
        after = letters[letters.index(letter) :]
        found = next((one for one in after if one in self._places), None)
        if found is not None:
            self.jumped.emit(self._places[found])

    def _letter_at(self, y: int) -> str:
        shown = self.letters
        if not shown or not self.height():
            return ""
        number = int(y / self._step())
        return shown[min(max(number, 0), len(shown) - 1)]

    def _step(self) -> float:
        return min(self.height() / max(len(self.letters), 1), _APART)

    def _area(self, number: int) -> QRect:
        step = self._step()
        top = round(number * step)
        return QRect(0, top, self.width(), round((number + 1) * step) - top)

    def _look_changed(self, _look: object) -> None:
        self.update()
