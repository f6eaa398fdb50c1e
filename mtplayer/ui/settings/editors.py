"""The editor of a setting, by its kind: it follows the setting and changes it at once."""

from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core import options
from mtplayer.core.option_kinds import (
    Bands,
    Choice,
    Device,
    Filters,
    Folder,
    Number,
    Option,
    Servers,
    Text,
    Toggle,
)
from mtplayer.services.settings import SettingsService
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.settings.equalizer import EqualizerEditor
from mtplayer.ui.settings.filters import FiltersEditor
from mtplayer.ui.settings.looks import swatches, theme_cards
from mtplayer.ui.settings.servers import ServersEditor
from mtplayer.ui.settings.still_slider import StillSlider
from mtplayer.ui.settings.words import number_words, value_words, values_of
from mtplayer.ui.text import tr
from mtplayer.ui.widgets import choices
from mtplayer.ui.widgets.fields import NumberField, TextField
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton
from mtplayer.ui.widgets.slider import Slider
from mtplayer.ui.widgets.switch import Switch

# More steps than a slider of this width has pixels for are typed.
_SLIDER_WIDTH: Final = 160
_SLIDER_STEPS: Final = 160
_VALUE_WIDTH: Final = 64
_TEXT_WIDTH: Final = 320
# Wider than this, side by side is a menu.
_SIDE_BY_SIDE: Final = 300
_OF_ONE: Final = {"minutes": "minute", "days": "day"}

# Chosen by how they look, not by their names.
_LOOKS: Final = {options.THEME.key: theme_cards, options.ACCENT.key: swatches}


def editor_for(option: Option[Any], theme: Theme, services: Services) -> QWidget:
    """Return the editor of a setting."""
    settings = services.settings
    match option:
        case Toggle():
            return _toggle(option, theme, settings)
        case Number() if option.maximum - option.minimum <= _SLIDER_STEPS:
            return _SlidNumber(option, theme, settings)
        case Number():
            return _typed_number(option, theme, settings)
        case Choice():
            return _choice(option, theme, settings)
        case Text():
            return _written(option, theme, services)
        case _:
            raise TypeError(f"{option.key}: no editor for {type(option).__name__}")


def _written(option: Text, theme: Theme, services: Services) -> QWidget:
    match option:
        case Device():
            return _device(option, theme, services)
        case Folder():
            # A dialog for files is asked for once in a while.
            from mtplayer.ui.settings.folder_field import FolderField

            return FolderField(option, theme, services.settings, _name(option), _TEXT_WIDTH)
        case Filters():
            return FiltersEditor(option, theme, services)
        case Servers():
            return ServersEditor(option, theme, services.settings)
        case Bands():
            return EqualizerEditor(option, theme, services.settings)
        case _:
            return _text(option, theme, services.settings)


def _name(option: Option[Any]) -> str:
    return tr("settings", option.label)


def _toggle(option: Toggle, theme: Theme, settings: SettingsService) -> QWidget:
    switch = Switch(theme, _name(option))

    def change(on: bool) -> None:  # noqa: FBT001 - Qt's own signal
        settings.set(option, on)

    switch.toggled.connect(change)
    settings.follow(option, switch.setChecked, switch)
    return switch


def _typed_number(option: Number, theme: Theme, settings: SettingsService) -> QWidget:
    field = NumberField(theme, _name(option))
    field.setRange(option.minimum, option.maximum)

    def show_unit(value: int) -> None:
        unit = _OF_ONE.get(option.unit, option.unit) if value == 1 else option.unit
        field.setSuffix(f" {tr('settings', unit)}" if unit else "")

    field.valueChanged.connect(show_unit)
    settings.follow(option, field.setValue, field)
    show_unit(field.value())
    _connect_number(field, option, settings)
    return field


def _connect_number(
    editor: NumberField | Slider, option: Number, settings: SettingsService
) -> None:
    def change(value: int) -> None:
        settings.set(option, value)

    editor.valueChanged.connect(change)


def _choice(option: Choice[Any], theme: Theme, settings: SettingsService) -> QWidget:
    if (look := _LOOKS.get(option.key)) is not None:
        return look(theme, settings)
    values = values_of(option)
    words = [value_words(value) for value in values]
    beside = choices.Choices(theme, _name(option), [choices.Choice(name) for name in words])
    editor: choices.Choices | MenuButton = beside
    if beside.sizeHint().width() > _SIDE_BY_SIDE:
        beside.deleteLater()
        editor = MenuButton(theme, _name(option), words)
        editor.picked.connect(lambda at: settings.set(option, values[at]))
    else:
        beside.pressed.connect(lambda at: settings.set(option, values[at]))
    settings.follow(option, lambda value: editor.choose(values.index(value)), editor)
    return editor


def _device(option: Device, theme: Theme, services: Services) -> QWidget:
    devices, button = services.devices, MenuButton(theme, _name(option), [])
    names = [""]

    def show(_name: object = None) -> None:
        # One that is not connected stays chosen, and plays again when it comes back.
        if devices.chosen not in names:
            names.append(devices.chosen)
        words = [name or tr("settings", "System default") for name in names]
        button.offer(words, names.index(devices.chosen))

    def found(connected: list[str]) -> None:
        names[1:] = sorted(set(connected), key=str.casefold)
        show()

    button.picked.connect(lambda at: devices.choose(names[at]))
    services.settings.follow(option, show, button)
    search = devices.find(found)
    # Whoever closes the settings at once is not told any more.
    button.destroyed.connect(search.cancel)
    return button


def _text(option: Text, theme: Theme, settings: SettingsService) -> QWidget:
    field = TextField(theme, _name(option))
    field.setFixedWidth(_TEXT_WIDTH)
    field.editingFinished.connect(lambda: settings.set(option, field.text()))

    def show(text: str) -> None:
        if text != field.text():
            field.setText(text)
            field.setCursorPosition(0)

    settings.follow(option, show, field)
    return field


class _SlidNumber(QWidget):
    """A slider, and what it stands at."""

    def __init__(self, option: Number, theme: Theme, settings: SettingsService) -> None:
        super().__init__()
        self._option = option
        self._slider = StillSlider(theme, _name(option), _SLIDER_WIDTH)
        self._value = Label(theme, "", FontRole.SMALL, tabular=True, elides=True, trailing=True)
        self._value.setFixedWidth(_VALUE_WIDTH)
        self._slider.setRange(option.minimum, option.maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s8)
        row.addWidget(self._slider)
        row.addWidget(self._value)
        self.setFocusProxy(self._slider)
        settings.follow(option, self._show, self)
        _connect_number(self._slider, option, settings)

    def _show(self, value: int) -> None:
        words = number_words(self._option, value)
        self._slider.setValue(value)
        self._slider.setAccessibleDescription(words)
        self._value.show_text(words)
        self._value.setToolTip(words)
