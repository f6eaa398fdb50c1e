"""How much of what the rules find is taken, what of it first, and how it is shown."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.queries.smart_lists import Choice, Limit, SmartList, Sorting, Unit
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.smart.check import Check
from mtplayer.ui.smart.words import CHOICES, SORT_KEYS, UNITS
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.fields import NumberField
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton

_AMOUNT_WIDE: Final = 64
_UNIT_WIDE: Final = 88
_CHOICE_WIDE: Final = 176
_KEY_WIDE: Final = 128
_MOST: Final = 9_999_999
_MOST_KEYS: Final = 2
_KEYS: Final = tuple(SORT_KEYS)
_CHOICES: Final = tuple(CHOICES)
_UNITS: Final = tuple(UNITS)
_UP = Face(icon="sort-ascending", color="fg_2")
_DOWN = Face(icon="sort-descending", color="fg_2")


class LimitRows(QWidget):
    """Edits all of a smart playlist but its rules."""

    changed: TypedSignal[None] = signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._smart = SmartList()
        self.limited = Check(theme, tr("smart", "Limit to"))
        self.amount = self._number(tr("smart", "How much"))
        self.unit = self._menu(tr("smart", "Unit"), list(UNITS.values()), _UNIT_WIDE)
        self.choice = self._menu(tr("smart", "Chosen by"), list(CHOICES.values()), _CHOICE_WIDE)
        self.again = IconButton(
            theme,
            tr("smart", "Choose others by chance"),
            Face(icon="shuffle"),
            edge=theme.size.icon_button_small,
        )
        self.keys: list[MenuButton] = []
        self.ways: list[IconButton] = []
        self.capped = Check(theme, tr("smart", "At most"))
        self.cap = self._number(tr("smart", "Tracks of one artist"))
        self.whole = Check(theme, tr("smart", "Whole albums"))
        self._lay_out()
        self._connect()

    @property
    def smart(self) -> SmartList:
        """What is set here; the question is not."""
        return self._smart

    def show_smart(self, smart: SmartList) -> None:
        """Show what is set, without saying so."""
        self._smart = smart
        limit = smart.limit or Limit(self.amount.value(), _UNITS[0])
        self.limited.setChecked(smart.limit is not None)
        for field, value in ((self.amount, limit.amount), (self.cap, smart.per_artist or 3)):
            field.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            field.setValue(value)
            field.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.unit.choose(_UNITS.index(limit.unit))
        self.choice.choose(_CHOICES.index(smart.choice))
        self.again.setVisible(smart.choice is Choice.RANDOM)
        self.capped.setChecked(smart.per_artist > 0)
        self.whole.setChecked(smart.whole_albums)
        for part in (self.amount, self.unit):
            part.setEnabled(smart.limit is not None)
        self.cap.setEnabled(smart.per_artist > 0)
        self._show_sorting(smart.sorting)

    def _show_sorting(self, sorting: tuple[Sorting, ...]) -> None:
        for at, (menu, way) in enumerate(zip(self.keys, self.ways, strict=True)):
            one = sorting[at] if at < len(sorting) else None
            menu.choose(0 if one is None else _KEYS.index(one.key) + 1)
            way.show_face(_DOWN if one is not None and one.descending else _UP)
            way.setEnabled(one is not None)
            shown = at <= len(sorting)
            menu.setVisible(shown)
            way.setVisible(shown)
        self._then.setVisible(bool(sorting))

    # ---- what is pressed ------------------------------------------------------------------------

    def _connect(self) -> None:
        self.limited.toggled.connect(self._limit)
        self.amount.valueChanged.connect(self._limit)
        self.capped.toggled.connect(self._set_cap)
        self.cap.valueChanged.connect(self._set_cap)
        self.whole.toggled.connect(self._take_whole)
        self.unit.picked.connect(self._choose_unit)
        self.choice.picked.connect(lambda at: self._set(choice=_CHOICES[at]))
        self.again.clicked.connect(lambda: self._set(seed=self._smart.seed + 1))

    def _limit(self, _value: object) -> None:
        limit = Limit(self.amount.value(), self._smart_unit())
        self._set(limit=limit if self.limited.isChecked() else None)

    def _smart_unit(self) -> Unit:
        return self._smart.limit.unit if self._smart.limit is not None else _UNITS[0]

    def _take_whole(self, on: bool) -> None:  # noqa: FBT001 - what a signal says
        self._set(whole_albums=on)

    def _choose_unit(self, at: int) -> None:
        self._set(limit=Limit(self.amount.value(), _UNITS[at]))

    def _set_cap(self, _value: object) -> None:
        self._set(per_artist=self.cap.value() if self.capped.isChecked() else 0)

    def _choose_key(self, at: int, number: int) -> None:
        sorting = list(self._smart.sorting)
        if not number:
            del sorting[at:]
        else:
            new = Sorting(_KEYS[number - 1], at < len(sorting) and sorting[at].descending)
            sorting[at : at + 1] = [new]
        self._set(sorting=tuple(sorting))

    def _turn(self, at: int) -> None:
        sorting = list(self._smart.sorting)
        if at < len(sorting):
            sorting[at] = replace(sorting[at], descending=not sorting[at].descending)
            self._set(sorting=tuple(sorting))

    def _set(self, **values: object) -> None:
        smart = replace(self._smart, **values)  # pyright: ignore[reportArgumentType]
        if smart != self._smart:
            self.show_smart(smart)
            self.changed.emit(None)

    # ---- where everything is --------------------------------------------------------------------

    def _number(self, name: str) -> NumberField:
        field = NumberField(self._theme, name)
        field.setRange(1, _MOST)
        field.setValue(25)
        field.setGroupSeparatorShown(False)
        field.setFixedWidth(_AMOUNT_WIDE)
        return field

    def _menu(self, name: str, words: list[str], wide: int) -> MenuButton:
        button = MenuButton(self._theme, name, [tr("smart", word) for word in words])
        button.setFixedWidth(wide)
        return button

    def _lay_out(self) -> None:
        theme, space = self._theme, self._theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s8)
        by = Label(theme, tr("smart", "chosen by"))
        first: list[QWidget] = [
            self.limited,
            self.amount,
            self.unit,
            by,
            self.choice,
            self.again,
        ]
        column.addLayout(self._line(first, 0))
        second: list[QWidget] = [Label(theme, tr("smart", "Sort by"))]
        self._then = Label(theme, tr("smart", "then"))
        for at in range(_MOST_KEYS):
            words = [tr("smart", "as chosen" if not at else "nothing"), *SORT_KEYS.values()]
            key = self._menu(tr("smart", "Sort by"), words, _KEY_WIDE)
            key.picked.connect(partial(self._choose_key, at))
            name, edge = tr("smart", "Turn the order round"), theme.size.icon_button_small
            way = IconButton(theme, name, _UP, edge=edge, glyph=theme.size.icon)
            way.clicked.connect(partial(self._turn, at))
            self.keys.append(key)
            self.ways.append(way)
            second += [self._then] if at else []
            second += [key, way]
        column.addLayout(self._line(second, space.s24))
        of_artist = Label(theme, tr("smart", "of one artist"))
        column.addLayout(self._line([self.capped, self.cap, of_artist, self.whole], 0))

    def _line(self, parts: list[QWidget], indent: int) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._theme.space.s8)
        margin = parts[0].margin if isinstance(parts[0], Check) else 0
        line.addSpacing(indent - margin)
        for part in parts:
            line.addWidget(part)
        line.addStretch(1)
        return line
