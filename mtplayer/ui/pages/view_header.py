"""The head of a page: what it is, how much is in it, play it."""

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton


class ViewHeader(QWidget):
    """Title, counts, Play, Shuffle, columns; in a small window Shuffle is a glyph."""

    play_pressed: TypedSignal[None] = signal()
    shuffle_pressed: TypedSignal[None] = signal()
    filters_pressed: TypedSignal[QWidget] = signal()
    """The button, which only small windows have, under which the filters should open."""
    columns_pressed: TypedSignal[QWidget] = signal()
    """The button under which the list of columns should open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = self._short = ""
        self._group: TextButton | None = None
        self._title = Label(theme, role=FontRole.TITLE, elides=True)
        # As wide as the name, and cut where a window is narrower: it must not hold the window wide.
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._counts = Label(theme, color="fg_3", tabular=True, elides=True)
        self._play = TextButton(theme, text.tr("page", "Play"), Kind.PRIMARY, icon="play-fill")
        self._shuffle = TextButton(theme, text.tr("page", "Shuffle"), icon="shuffle")
        small = theme.size.icon_button_small
        self._shuffle_glyph = IconButton(
            theme, text.tr("page", "Shuffle"), Face(icon="shuffle"), edge=small
        )
        self._filters = IconButton(
            theme, text.tr("page", "Filters"), Face(icon="funnel"), edge=small
        )
        self._filters.clicked.connect(lambda: self.filters_pressed.emit(self._filters))
        columns = Face(icon="sliders-horizontal")
        self._columns = IconButton(theme, text.tr("page", "Columns"), columns, edge=small)
        self._play.clicked.connect(lambda: self.play_pressed.emit(None))
        self._shuffle.clicked.connect(lambda: self.shuffle_pressed.emit(None))
        self._shuffle_glyph.clicked.connect(lambda: self.shuffle_pressed.emit(None))
        self._columns.clicked.connect(lambda: self.columns_pressed.emit(self._columns))
        self._lay_out()

    def offer_grouping(self, action: QAction) -> None:
        """Show a button for it where there is room."""
        words = text.tr("page", "Group by album"), text.tr("page", "Grouped by album")
        button = self._group = TextButton(self._theme, words[0], icon="stack")
        button.follow(action)
        action.changed.connect(lambda: button.setText(words[action.isChecked()]))
        self._row.insertWidget(self._row.count() - 2, button)
        self._fit()

    def offer_first(self, button: QWidget) -> None:
        """Show a button before the one that plays."""
        self._row.insertWidget(self._row.indexOf(self._play), button)

    def offer_views(self, views: QWidget) -> None:
        """Show the switch of views before the last button."""
        at = self._row.count() - 1
        self._row.insertWidget(at, views)
        self._row.insertSpacing(at + 1, self._theme.space.s12)

    def show_title(self, title: str) -> None:
        """Say what the page is."""
        self._title.show_text(title)
        self._title.updateGeometry()

    def show_counts(self, whole: str, short: str) -> None:
        """Say how much is in it; ``short`` is for small windows."""
        self._whole, self._short = whole, short
        self._fit()

    def show_filtered(self, *, filtered: bool) -> None:
        """Whether filters are on, for windows without a row of them."""
        self._filters.setCheckable(filtered)
        self._filters.setChecked(filtered)

    def counts(self) -> str:
        """Return what is said about how much is in it."""
        return self._whole

    def show_playable(self, *, playable: bool) -> None:
        """Whether there is anything to play."""
        for button in (self._play, self._shuffle, self._shuffle_glyph):
            button.setEnabled(playable)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        small = self.window().width() < self._theme.size.rail_below
        if self._group is not None:
            self._group.setVisible(self.window().width() >= self._theme.size.wide_from)
        tight = small or self._is_tight()
        self._shuffle.setVisible(not tight)
        self._shuffle_glyph.setVisible(tight)
        low = self.window().height() < self._theme.size.chips_from
        self._filters.setVisible(small or low)
        self._counts.show_text(self._short if small else self._whole, short=self._short)

    def _is_tight(self) -> bool:
        """Whether a long title leaves no room for the counts beside all words of the buttons."""
        taken = self._row.sizeHint().width()
        if self._shuffle.isHidden():
            taken += self._shuffle.sizeHint().width() - self._shuffle_glyph.width()
        return self.width() - taken < self._counts.width_of(self._short)

    def _lay_out(self) -> None:
        space, theme = self._theme.space, self._theme
        self.setFixedHeight(theme.size.view_header)
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # Buttons keep room for their focus ring: the gaps between them are that much smaller.
        ring = self._play.margin
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(space.s20, space.s4, space.s20 - ring, 0)
        row.setSpacing(0)
        row.addWidget(self._title)
        row.addSpacing(space.s12)
        row.addWidget(self._counts, 1)
        row.addSpacing(space.s12 - ring)
        row.addWidget(self._play)
        row.addSpacing(space.s12 - 2 * ring)
        row.addWidget(self._shuffle)
        row.addWidget(self._shuffle_glyph)
        row.addSpacing(space.s12 - ring)
        row.addWidget(self._filters)
        row.addSpacing(space.s4)
        row.addWidget(self._columns)
