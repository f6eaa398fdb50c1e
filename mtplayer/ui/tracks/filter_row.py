"""The row of filters under the head of a page: each is a term of the question."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.search.chip import Chip
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.text_button import Kind, TextButton

# What is usually filtered by; the words are those of the chip. An empty pair parts the menu.
USUAL = (
    ("is:liked", "Liked"),
    ("rating:>=4", "4 stars and more"),
    ("is:unrated", "Not rated"),
    ("", ""),
    ("is:unplayed", "Never played"),
    ("-lastplayed:<6mo", "Not played for 6 months"),
    ("is:unfinished", "Never finished"),
    ("is:onthisday", "Heard on this day"),
    ("added:<30d", "Added in the last 30 days"),
    ("", ""),
    ("is:lossless", "Lossless"),
    ("length:>10:00", "Longer than 10 minutes"),
    ("is:compilation", "Compilations"),
    ("in:none", "Not in any playlist"),
    ("", ""),
    ("genre:none", "Without a genre"),
    ("-has:cover", "Without a cover"),
    ("is:missing", "Missing files"),
)
_NAMES = dict(USUAL)


def filter_name(term: str) -> str:
    """Return what a filter is called: its words where it is a usual one, else itself."""
    return text.tr("filters", _NAMES[term]) if term in _NAMES else term


class FilterRow(QWidget):
    """Chips that wrap, and what adds one; a small window has only the menu."""

    changed: TypedSignal[tuple[str, ...]] = signal()
    kept: TypedSignal[None] = signal()
    """What was typed became a filter."""
    save_wanted: TypedSignal[None] = signal()
    """What is searched for should be kept as a smart playlist."""

    def __init__(self, theme: Theme, typed: Callable[[], str]) -> None:
        super().__init__()
        self._theme = theme
        self._typed = typed
        self._terms: tuple[str, ...] = ()
        self._chips: list[Chip] = []
        words = text.tr("filters", "Filter")
        self._add = Chip(theme, words, text.tr("filters", "Add a filter"), adds=True, parent=self)
        self._add.clicked.connect(lambda: self.open_menu(self._add))
        words = text.tr("filters", "Save as smart playlist")
        self._save = TextButton(theme, words, Kind.QUIET, icon="lightning", parent=self)
        self._save.clicked.connect(lambda: self.save_wanted.emit(None))
        self._save.hide()
        self._arrange()

    @property
    def terms(self) -> tuple[str, ...]:
        """The filters, each a term of the query language."""
        return self._terms

    def show_terms(self, terms: tuple[str, ...]) -> None:
        """Show other filters without saying so."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._terms = terms
        self._chips = [self._chip(term) for term in terms]
        self._arrange()

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Filter by these."""
        if terms != self._terms:
            self.show_terms(terms)
            self.changed.emit(terms)

    def add(self, term: str) -> None:
        """Filter by one term more."""
        if term not in self._terms:
            self.set_terms((*self._terms, term))

    def remove(self, term: str) -> None:
        """Filter by one term less."""
        self.set_terms(tuple(one for one in self._terms if one != term))

    def remove_last(self) -> None:
        """Filter without the term that came last."""
        self.set_terms(self._terms[:-1])

    def offer_saving(self, *, offered: bool) -> None:
        """Whether there is something to keep as a smart playlist."""
        if self._save.isHidden() is offered:
            self._save.setVisible(offered)
            self._arrange()

    def open_menu(self, below: QWidget) -> None:
        """Offer what is usually filtered by, what is on checked."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.open_below(below)

    def menu(self) -> Menu:
        """Return the list of filters."""
        menu = Menu(self._theme, self)
        own = tuple((term, term) for term in self._terms if term not in _NAMES)
        for term, name in (*USUAL, *own):
            if not term:
                menu.addSeparator()
                continue
            action = menu.addAction(text.tr("filters", name))
            action.setCheckable(True)
            action.setChecked(term in self._terms)
            action.triggered.connect(partial(self._toggle, term))
        if typed := self._typed().strip():
            menu.addSeparator()
            words = text.tr("filters", "Keep “{text}” as a filter").format(text=typed)
            menu.addAction(words).triggered.connect(partial(self._keep, typed))
        return menu

    def fit(self) -> None:
        """Be there where the window has room."""
        small = self.window().width() < self._theme.size.rail_below
        low = self.window().height() < self._theme.size.chips_from
        self.setVisible(not (small or low))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _toggle(self, term: str, _checked: object = None) -> None:
        if term in self._terms:
            self.remove(term)
        else:
            self.add(term)

    def _keep(self, typed: str, _checked: object = None) -> None:
        # First the text goes: else it is asked for twice in between.
        self.kept.emit(None)
        self.add(typed)

    def _chip(self, term: str) -> Chip:
        words = filter_name(term)
        name = text.tr("filters", "Filter: {name}, remove").format(name=words)
        chip = Chip(self._theme, words, name, parent=self)
        # A chip must not die of its own click.
        chip.clicked.connect(lambda: QTimer.singleShot(0, self, partial(self.remove, term)))
        chip.show()
        return chip

    def _place_saving(self, right: int) -> int:
        """Put the link at the end of the first line; return where chips have to end."""
        if self._save.isHidden():
            return right
        size = self._save.sizeHint()
        top = (self._theme.size.chips_row - size.height()) // 2 - self._theme.space.s2
        left = right - size.width()
        x = self.width() - right if self.isRightToLeft() else left
        self._save.setGeometry(x, top, size.width(), size.height())
        return left - self._theme.space.s8

    def _arrange(self) -> None:
        """Place the chips in as many lines as they need, from the side that is read first."""
        space, line = self._theme.space, self._theme.size.chips_row
        ring = self._add.margin
        left, top = space.s20 - ring, (line - self._add.sizeHint().height()) // 2 - space.s2
        right = self._place_saving(self.width() - space.s20 + ring)
        before: QWidget | None = None
        for chip in (*self._chips, self._add):
            size = chip.sizeHint()
            if left + size.width() > right and before is not None:
                left, top = space.s20 - ring, top + line - space.s8
            x = self.width() - left - size.width() if self.isRightToLeft() else left
            chip.setGeometry(x, top, size.width(), size.height())
            left += size.width() + space.s8 - 2 * ring
            if before is not None:
                QWidget.setTabOrder(before, chip)
            before = chip
        self.setFixedHeight(max(line, top + self._add.sizeHint().height()))
