"""The head of a page of tiles: what it is, how much is in it, how large and in what order."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.slider import Slider
from mtplayer.ui.widgets.text_button import TextButton

STEP = 4
_SLIDER = 76
_SMALL, _LARGE = 14, 18
AS_ROWS, AS_COLUMNS, AS_TILES = 0, 1, 2


class GridHeader(QWidget):
    """Says what was chosen; the page does it."""

    tile_moved: TypedSignal[int] = signal()
    sort_chosen: TypedSignal[str] = signal()
    mode_pressed: TypedSignal[int] = signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        sorts: Mapping[str, str],
        *,
        has_modes: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sorts = sorts
        self._sort = next(iter(sorts))
        self._whole = self._short = ""
        self._title = Label(theme, title, FontRole.TITLE, elides=True)
        # Genres have long names: cut, they do not hold the window wide.
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._counts = Label(theme, color="fg_3", tabular=True, elides=True)
        self._slider = Slider(theme, text.tr("grid", "Cover size"), _SLIDER)
        self._slider.setRange(theme.size.tile_min, theme.size.tile_max)
        self._slider.setSingleStep(STEP)
        self._slider.setPageStep(4 * STEP)
        self._slider.valueChanged.connect(self._moved)
        self._button = TextButton(
            theme,
            "",
            icon="sort-ascending",
            icon_after="caret-down",
            height=theme.size.button_small,
        )
        self._button.clicked.connect(self.open_sorts)
        self._glyphs = [Glyph(theme, "squares-four", "fg_3", _SMALL)]
        self._glyphs.append(Glyph(theme, "square", "fg_3", _LARGE))
        self._modes = Choices(
            theme,
            text.tr("grid", "View"),
            (
                Choice(text.tr("grid", "As a list of tracks"), "rows"),
                Choice(text.tr("grid", "With the column browser"), "columns"),
                Choice(text.tr("grid", "As covers"), "squares-four"),
            ),
        )
        self._modes.choose(AS_TILES)
        self._modes.setVisible(has_modes)
        self._modes.pressed.connect(self._mode)
        self._has_modes = has_modes
        self._lay_out()

    def show_title(self, title: str) -> None:
        """Say what the page is."""
        self._title.show_text(title)
        self._title.updateGeometry()

    def show_counts(self, whole: str, short: str) -> None:
        """Say how much is in it; ``short`` is for small windows."""
        self._whole, self._short = whole, short
        self._fit()

    def counts(self) -> str:
        """Return what is said about how much is in it."""
        return self._whole

    def show_tile(self, edge: int) -> None:
        """Let the slider stand at a size."""
        self._slider.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._slider.setValue(edge)
        self._slider.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._slider.update()

    def show_sort(self, sort: str) -> None:
        """Say in what order it is."""
        self._sort = sort
        self._button.setText(text.tr("grid", self._sorts[sort]))
        self._button.setAccessibleName(
            text.tr("grid", "Order: {name}").format(name=self._button.text())
        )

    def sort_menu(self) -> Menu:
        """Return the list of orders, the one that is shown checked."""
        menu = Menu(self._theme, self)
        for sort, name in self._sorts.items():
            action = menu.addAction(text.tr("grid", name))
            action.setCheckable(True)
            action.setChecked(sort == self._sort)
            action.triggered.connect(partial(self._choose, sort))
        return menu

    def open_sorts(self) -> None:
        """Open the list of orders under its button."""
        menu = self.sort_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.open_below(self._button)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        small = self.window().width() < self._theme.size.rail_below
        for part in (*self._glyphs, self._slider):
            part.setVisible(not small)
        self._counts.show_text(self._short if small else self._whole, short=self._short)

    def _moved(self, edge: int) -> None:
        # Every size is a picture of its own: so many are enough for an even movement.
        self.tile_moved.emit(edge - edge % STEP)

    def _choose(self, sort: str, _checked: object = None) -> None:
        self.sort_chosen.emit(sort)

    def _mode(self, mode: int) -> None:
        self._modes.choose(AS_TILES)
        self.mode_pressed.emit(mode)

    def _lay_out(self) -> None:
        space, theme = self._theme.space, self._theme
        self.setFixedHeight(theme.size.view_header)
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        ring = self._button.margin
        row = QHBoxLayout(self)
        row.setContentsMargins(space.s20, space.s4, space.s20, 0)
        row.setSpacing(0)
        row.addWidget(self._title)
        row.addSpacing(space.s12)
        row.addWidget(self._counts, 1)
        row.addSpacing(space.s12)
        row.addWidget(self._glyphs[0])
        row.addSpacing(space.s8)
        row.addWidget(self._slider)
        row.addSpacing(space.s8)
        row.addWidget(self._glyphs[1])
        row.addSpacing(space.s12 - ring)
        row.addWidget(self._button)
        # The last button's ring reaches beyond the edge at which the tiles end.
        row.addSpacing(space.s12 - ring if self._has_modes else -ring)
        row.addWidget(self._modes)
