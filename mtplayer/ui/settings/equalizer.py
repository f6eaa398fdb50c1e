"""The equalizer: its bands, how many they are, and shapes to begin with or of one's own."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mtplayer.core import options
from mtplayer.core.option_kinds import Bands
from mtplayer.core.sound.equalizer import OCTAVES, PRESETS, THIRDS, gains_in, gains_text
from mtplayer.core.sound.equalizer_shapes import (
    all_shapes,
    hertz_of,
    own_shapes,
    refitted,
    shapes_text,
)
from mtplayer.services.settings import SettingsService
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.settings.band_sliders import BandSliders
from mtplayer.ui.settings.below import BelowEditor
from mtplayer.ui.settings.still_slider import StillSlider
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.line_sheet import Line, LineSheet
from mtplayer.ui.widgets.menu_button import MenuButton
from mtplayer.ui.widgets.text_button import Kind, TextButton

_COUNTS: Final = (len(OCTAVES), len(THIRDS))


class EqualizerEditor(BelowEditor):
    """Ten bands or 31; a shape fits either."""

    def __init__(self, option: Bands, theme: Theme, settings: SettingsService) -> None:
        super().__init__()
        self._option, self._theme, self._settings = option, theme, settings
        self._gains: tuple[float, ...] = ()
        self._names: list[str] = []
        self._bands: BandSliders | None = None
        self.presets = MenuButton(theme, tr("settings", "Shape"), [])
        self.keep = TextButton(theme, tr("settings", "Save shape…"))
        self.delete = TextButton(theme, tr("settings", "Delete shape"), Kind.QUIET)
        counts = [Choice(tr("settings", "%n bands", count)) for count in _COUNTS]
        self.counts = Choices(theme, tr("settings", "How many bands"), counts)
        self.setAccessibleName(tr("settings", option.label))
        self._lay_out()
        self.presets.picked.connect(self._pick)
        self.keep.clicked.connect(self.ask_for_name)
        self.delete.clicked.connect(self._delete)
        self.counts.pressed.connect(self._count)
        settings.follow(option, self._show, self)
        settings.follow(options.EQUALIZER_SHAPES, self._offer, self)

    @property
    def sliders(self) -> list[StillSlider]:
        """One for each band."""
        return self._bands.sliders if self._bands is not None else []

    def ask_for_name(self) -> LineSheet:
        """Keep what is heard now under a name."""
        line = Line(
            title=tr("settings", "Save the shape"),
            body=tr("settings", "It stands in the list of shapes from now on, for every device."),
            name=tr("settings", "Name of the shape"),
            action=tr("settings", "Save"),
            wrong=_wrong,
            run=self._keep,
        )
        return LineSheet(self._theme, line, self.window())

    def _lay_out(self) -> None:
        space = self._theme.space
        top = QHBoxLayout()
        top.setSpacing(space.s8)
        for part in (self.presets, self.keep, self.delete):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.counts)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, space.s4, 0, space.s4)
        self._column.setSpacing(space.s12)
        self._column.addLayout(top)

    def _show(self, text: str) -> None:
        gains = gains_in(text)
        self._gains = gains if hertz_of(gains) else (0.0,) * len(OCTAVES)
        if self._bands is None or len(self._bands.sliders) != len(self._gains):
            self._show_bands()
        if self._bands is not None:
            self._bands.show_gains(self._gains)
        self.counts.choose(_COUNTS.index(len(self._gains)))
        self._name()

    def _show_bands(self) -> None:
        """Have as many sliders as the shape has bands."""
        if self._bands is not None:
            self._column.removeWidget(self._bands)
            self._bands.hide()
            self._bands.deleteLater()
        self._bands = BandSliders(self._theme, hertz_of(self._gains))
        self._bands.moved.connect(self._set)
        self._column.addWidget(self._bands)

    def _shapes(self) -> dict[str, tuple[float, ...]]:
        return all_shapes(self._settings.get(options.EQUALIZER_SHAPES))

    def _own(self) -> dict[str, tuple[float, ...]]:
        return own_shapes(self._settings.get(options.EQUALIZER_SHAPES))

    def _offer(self, _text: str) -> None:
        self._names = ["", *self._shapes()]
        words = [tr("settings", name) if name in PRESETS else name for name in self._names]
        words[0] = tr("settings", "My own")
        self.presets.offer(words, 0)
        self._name()

    def _name(self) -> None:
        """Say which of the shapes it is."""
        count = len(self._gains)
        same = [n for n, shape in self._shapes().items() if refitted(shape, count) == self._gains]
        name = same[-1] if same else ""
        if name in self._names:
            self.presets.choose(self._names.index(name))
        self.keep.setVisible(not same)
        self.delete.setVisible(name in self._own())

    def _pick(self, at: int) -> None:
        if name := self._names[at]:
            self._set(refitted(self._shapes()[name], len(self._gains)))
        self.presets.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, at: int) -> None:
        if _COUNTS[at] != len(self._gains):
            self._set(refitted(self._gains, _COUNTS[at]))

    def _set(self, gains: Sequence[float]) -> None:
        self._settings.set(self._option, gains_text(gains))

    def _keep(self, name: str) -> None:
        self._settings.set(
            options.EQUALIZER_SHAPES, shapes_text({**self._own(), name: self._gains})
        )

    def _delete(self) -> None:
        left = self._own()
        left.pop(self._names[self.presets.at], None)
        self._settings.set(options.EQUALIZER_SHAPES, shapes_text(left))
        self.presets.setFocus(Qt.FocusReason.OtherFocusReason)


def _wrong(name: str) -> str:
    return "" if name else tr("settings", "A shape needs a name.")
