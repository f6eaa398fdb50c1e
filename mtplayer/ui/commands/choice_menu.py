"""Submenus that show what a setting is and let one choose something else."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import TypeVar

from PySide6.QtGui import QActionGroup

from mtplayer.core.option_kinds import Choice, Number, Option
from mtplayer.services.settings import SettingsService
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.settings.words import number_words, value_words
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.menu import Menu

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def choice_menu(theme: Theme, settings: SettingsService, option: Choice[E], parent: Menu) -> Menu:
    """Return the menu of a choice."""
    offered = [(value, value_words(value)) for value in option.values]
    return _menu(theme, settings, option, offered, parent)


def number_menu(
    theme: Theme, settings: SettingsService, option: Number, values: Sequence[int], parent: Menu
) -> Menu:
    """Return the menu of some values of a number; the one that it has is always among them."""
    known = sorted({*values, settings.get(option)})
    offered = [(value, number_words(option, value)) for value in known]
    return _menu(theme, settings, option, offered, parent)


def _menu(
    theme: Theme,
    settings: SettingsService,
    option: Option[T],
    offered: Sequence[tuple[T, str]],
    parent: Menu,
) -> Menu:
    menu = Menu(theme, parent, tr("settings", option.label))
    group = QActionGroup(menu)
    for value, words in offered:
        action = group.addAction(words)
        action.setCheckable(True)
        action.setChecked(settings.get(option) == value)
        action.triggered.connect(partial(_set, settings, option, value))
        menu.addAction(action)
    return menu


def _set(settings: SettingsService, option: Option[T], value: T, _checked: object = None) -> None:
    settings.set(option, value)
