"""The bands of the equalizer as sliders, and shapes to begin with."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.option_kinds import Bands
from mtplayer.core.sound.equalizer import LARGEST_DB, OCTAVES, PRESETS, THIRDS, gains_in, gains_text
from mtplayer.services.settings import SettingsService
from mtplayer.ui.settings.below import BelowEditor
from mtplayer.ui.settings.still_slider import StillSlider
from mtplayer.ui.text import tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.tokens import FontRole
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton

_KILO: Final = 1000
_COLUMNS: Final = 2
_SLIDER: Final = 150
_LABEL: Final = 56


class EqualizerEditor(BelowEditor):
    """Ten bands, or 31 where the setting holds as many."""

    def __init__(self, option: Bands, theme: Theme, settings: SettingsService) -> None:
        super().__init__()
        self._option, self._theme, self._settings = option, theme, settings
        thirds = len(gains_in(settings.get(option))) == len(THIRDS)
        self._hertz: tuple[float, ...] = THIRDS if thirds else OCTAVES
        self._values: list[Label] = []
        self.sliders: list[StillSlider] = []
        self._names: list[str] = ["", *([] if thirds else PRESETS)]
        self.presets = MenuButton(theme, tr("settings", "Shape"), self._preset_words())
        self.presets.setHidden(thirds)
        self.presets.picked.connect(self._pick)
        self.setAccessibleName(tr("settings", option.label))
        self._lay_out()
        settings.follow(option, self._show, self)
        for slider in self.sliders:
            slider.valueChanged.connect(self._change)

    def _preset_words(self) -> list[str]:
        return [tr("settings", name or "My own") for name in self._names]

    def _lay_out(self) -> None:
        space, grid = self._theme.space, QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.s12)
        grid.setVerticalSpacing(space.s4)
        rows = -(-len(self._hertz) // _COLUMNS)
        for number, hertz in enumerate(self._hertz):
            column, row = divmod(number, rows)
            for at, part in enumerate(self._band(hertz)):
                grid.addWidget(part, row, 4 * column + at)
        for column in range(_COLUMNS):
            grid.setColumnStretch(4 * column + 3, 1)
        top = QHBoxLayout()
        top.addWidget(self.presets)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.s4, 0, space.s4)
        column.setSpacing(space.s12)
        column.addLayout(top)
        column.addLayout(grid)

    def _band(self, hertz: float) -> tuple[QWidget, QWidget, QWidget]:
        name = f"{hertz / _KILO:g} kHz" if hertz >= _KILO else f"{hertz:g} Hz"
        words = Label(self._theme, name, FontRole.SMALL, color="fg_2", tabular=True)
        value = Label(self._theme, "", FontRole.SMALL, tabular=True, trailing=True)
        slider = StillSlider(self._theme, name, _SLIDER)
        slider.setRange(-round(LARGEST_DB), round(LARGEST_DB))
        for label in (words, value):
            label.setFixedWidth(_LABEL)
        self.sliders.append(slider)
        self._values.append(value)
        return words, slider, value

    def _show(self, text: str) -> None:
        gains = gains_in(text)
        if len(gains) != len(self.sliders):
            gains = (0.0,) * len(self.sliders)
        for slider, value, gain in zip(self.sliders, self._values, gains, strict=True):
            slider.blockSignals(True)  # noqa: FBT003
            slider.setValue(round(gain))
            slider.blockSignals(False)  # noqa: FBT003
            slider.update()
            sign = "\u2212" if gain < 0 else "+" if gain > 0 else ""
            value.show_text(f"{sign}{abs(gain):g} dB")
            slider.setAccessibleDescription(value.text())
        same = [name for name, preset in PRESETS.items() if preset == gains]
        self.presets.choose(self._names.index(same[0]) if same else 0)

    def _change(self, _value: object) -> None:
        gains = [float(slider.value()) for slider in self.sliders]
        self._settings.set(self._option, gains_text(gains))

    def _pick(self, at: int) -> None:
        if self._names[at]:
            self._settings.set(self._option, gains_text(PRESETS[self._names[at]]))
        self.presets.setFocus(Qt.FocusReason.OtherFocusReason)
