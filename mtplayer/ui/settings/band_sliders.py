"""The bands of an equalizer as sliders, in two columns."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from mtplayer.core.sound.equalizer import LARGEST_DB
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.settings.still_slider import StillSlider
from mtplayer.ui.widgets.label import Label

_KILO: Final = 1000
_COLUMNS: Final = 2
_SLIDER: Final = 150
_LABEL: Final = 56


class BandSliders(QWidget):
    """Says what was moved to; it is told what to show."""

    moved: TypedSignal[list[float]] = signal()

    def __init__(self, theme: Theme, hertz: Sequence[float]) -> None:
        super().__init__()
        self._theme = theme
        self._values: list[Label] = []
        self.sliders: list[StillSlider] = []
        space, grid = theme.space, QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.s12)
        grid.setVerticalSpacing(space.s4)
        rows = -(-len(hertz) // _COLUMNS)
        for number, one in enumerate(hertz):
            column, row = divmod(number, rows)
            for at, part in enumerate(self._band(one)):
                grid.addWidget(part, row, 4 * column + at)
        for column in range(1, _COLUMNS):
            grid.setColumnStretch(4 * column - 1, 1)

    def show_gains(self, gains: Sequence[float]) -> None:
        """Show so many decibels for each band."""
        for slider, value, gain in zip(self.sliders, self._values, gains, strict=True):
            slider.blockSignals(True)  # noqa: FBT003
            slider.setValue(round(gain))
            slider.blockSignals(False)  # noqa: FBT003
            slider.update()
            sign = "\u2212" if gain < 0 else "+" if gain > 0 else ""
            value.show_text(f"{sign}{abs(gain):g} dB")
            slider.setAccessibleDescription(value.text())

    def _band(self, hertz: float) -> tuple[QWidget, QWidget, QWidget]:
        name = f"{hertz / _KILO:g} kHz" if hertz >= _KILO else f"{hertz:g} Hz"
        words = Label(self._theme, name, FontRole.SMALL, color="fg_2", tabular=True)
        value = Label(self._theme, "", FontRole.SMALL, tabular=True, trailing=True)
        slider = StillSlider(self._theme, name, _SLIDER)
        slider.setRange(-round(LARGEST_DB), round(LARGEST_DB))
        slider.valueChanged.connect(self._slid)
        for label in (words, value):
            label.setFixedWidth(_LABEL)
        self.sliders.append(slider)
        self._values.append(value)
        return words, slider, value

    def _slid(self, _value: object) -> None:
        self.moved.emit([float(slider.value()) for slider in self.sliders])
