"""The corner where toasts come up."""

from itertools import count

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.toast_card import SHADOW, Toast, ToastCard

MOST = 3


class ToastHost(QWidget):
    """Over the bottom trailing corner of the content; at most three, the newest lowest.

    A drawer may lie between: ``over`` holds the content and whatever is laid over it.

    It is as large as its cards: everything beside them stays within reach of the pointer.
    """

    def __init__(self, theme: Theme, content: QWidget, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._theme = theme
        self._content = content
        # A counter, not a clock: two toasts of one millisecond must not share a number.
        self._numbers = count(1)
        self._cards: list[ToastCard] = []
        self._times: dict[int, int] = {}
        content.installEventFilter(self)
        self.hide()

    def say(self, toast: Toast) -> int:
        """Show a toast, or count it in one of its kind; return its number."""
        for card in self._cards:
            if toast.kind and card.toast.kind == toast.kind:
                return self._repeat(card, toast)
        card = ToastCard(self._theme, next(self._numbers), toast, self)
        card.over.connect(self.dismiss)
        self._cards.append(card)
        self._times[card.number] = 1
        card.show()
        while len(self._cards) > MOST:
            self.dismiss(self._cards[0].number)
        self._announce(card)
        self._place()
        return card.number

    def move_over(self, content: QWidget, over: QWidget) -> None:
        """Come up in the corner of something else, with everything that is being said."""
        self._content.removeEventFilter(self)
        self._content, self._over = content, over
        content.installEventFilter(self)
        self.setParent(over)
        self._place()

    def dismiss(self, number: int) -> None:
        """Take a toast away."""
        for card in [card for card in self._cards if card.number == number]:
            self._cards.remove(card)
            self._times.pop(number)
            card.hide()
            card.deleteLater()
        self._place()

    def texts(self) -> list[str]:
        """Return what is said, the oldest first."""
        return [card.accessibleName() for card in self._cards]

    def _repeat(self, card: ToastCard, toast: Toast) -> int:
        self._times[card.number] += 1
        times = self._times[card.number]
        card.show_text(toast.several(times) if toast.several else toast.text)
        self._announce(card)
        return card.number

    def _announce(self, card: ToastCard) -> None:
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self._content, card.accessibleName())
        )

    def _place(self) -> None:
        if not self._cards:
            self.hide()
            return
        gap = self._theme.space.s16 - SHADOW
        corner = self._content.mapTo(self._over, QPoint(0, 0))
        room = self._content.width() - 2 * gap
        wide = min(room, self._theme.size.toast_width + 2 * SHADOW)
        # The shadows of two cards overlap.
        step = self._theme.space.s8 - 2 * SHADOW
        high = -step
        for card in self._cards:
            card.setGeometry(0, high + step, wide, card.sizeHint().height())
            high = card.geometry().bottom() + 1
        x = gap if self.isRightToLeft() else self._content.width() - wide - gap
        y = self._content.height() - high - gap
        self.setGeometry(QRect(corner + QPoint(x, y), QSize(wide, high)))
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False
