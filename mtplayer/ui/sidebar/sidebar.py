"""The places of the library, and what the scan is doing."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtplayer.core.lists.playlists import PlaylistRow
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.sidebar.nav_model import NavModel
from mtplayer.ui.sidebar.nav_view import NavView
from mtplayer.ui.sidebar.scan_strip import ScanStrip
from mtplayer.ui.views import Place


class Sidebar(QWidget):
    """A list of places over the scan strip.

    ``visited`` with each place that arrow keys or clicks come to, ``chosen`` when that was meant.
    """

    visited: TypedSignal[Place] = signal()
    chosen: TypedSignal[None] = signal()

    def __init__(
        self, theme: Theme, model: NavModel, footer: ScanStrip, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._footer = footer
        self._marking = False
        self._place: Place | None = None
        self.view = NavView(theme, model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.space.s8, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(footer)
        # Arrow keys walk through the places as clicks do.
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        theme.changed.connect(self._look_changed)

    def show_place(self, place: Place) -> None:
        """Mark where the window is."""
        self._place = place
        self._marking = True
        if not self._model.index_of(place).isValid():
            self._model.keep(place)
        self.view.setCurrentIndex(self._model.index_of(place))
        # Only now may the row of the place before go: it was the current one.
        self._model.keep(place)
        self._marking = False
        self.view.viewport().update()

    def show_lists(self, lists: Sequence[PlaylistRow], closed: Collection[int]) -> None:
        """Show these playlists; where the window is does not change by that."""
        self._marking = True
        self._model.show_lists(lists, closed)
        self._marking = False
        if self._place is not None:
            self.show_place(self._place)

    def show_rail(self, *, rail: bool) -> None:
        """Be a column of glyphs, or the whole sidebar."""
        if rail != self.view.rail:
            self.view.rail = rail
            # A column of glyphs has no room for a bar; the wheel scrolls it all the same.
            policy = Qt.ScrollBarPolicy
            shown = policy.ScrollBarAlwaysOff if rail else policy.ScrollBarAsNeeded
            self.view.setVerticalScrollBarPolicy(shown)
            self.view.scheduleDelayedItemsLayout()
            self._footer.show_compact(compact=rail)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colors.bg_chrome)
        edge = 0 if self.isRightToLeft() else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), self._theme.colors.line_soft)

    def _choose(self, index: QModelIndex) -> None:
        # The row is current as well while one of its genres is shown.
        self._current_changed(index, index)
        self.chosen.emit(None)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._marking:
            return
        if current.isValid() and (place := self._model.row_at(current).place) is not None:
            self.visited.emit(place)

    def _look_changed(self, _look: object) -> None:
        self.view.viewport().update()
        self.update()
