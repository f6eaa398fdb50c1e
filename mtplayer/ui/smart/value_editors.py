"""Editors of the values of a rule, one for each kind of value."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mtplayer.core.queries.query import Op
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.rules import Relation
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.smart.known import Known
from mtplayer.ui.smart.moving_keys import step_of
from mtplayer.ui.smart.token_edit import TokenEdit
from mtplayer.ui.smart.words import NAMED, unit_of
from mtplayer.ui.text import tr
from mtplayer.ui.widgets import star_rating
from mtplayer.ui.widgets.fields import TextField, draw_frame
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton

WIDE: Final = 262
_LEAST: Final = 100
_NARROW: Final = 64
_DATE_WIDE: Final = 116
_AGO: Final = {
    "min": "minutes",
    "h": "hours",
    "d": "days",
    "w": "weeks",
    "mo": "months",
    "y": "years",
}
_STEPS: Final = {Qt.Key.Key_Right: 10, Qt.Key.Key_Left: -10}


def between(widget: QWidget, least: int, most: int) -> None:
    """Let a widget be as wide as there is room for."""
    widget.setMinimumWidth(least)
    widget.setMaximumWidth(most)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class ValueEditor(QWidget):
    """Shows the values of a rule as they are typed, and says when they change."""

    changed: TypedSignal[None] = signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.space.s8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(WIDE)

    def values(self) -> tuple[str, ...]:
        """Return what is typed."""
        return ()

    def show_values(self, values: Sequence[str]) -> None:
        """Show these without saying so."""

    def show_fault(self, *, wrong: bool) -> None:
        """Whether what is typed asks nothing."""
        for field in self.findChildren(LineEditor):
            field.show_fault(wrong=wrong)

    def say(self, _text: object = None) -> None:
        """Say that a value changed."""
        self.changed.emit(None)


class LineEditor(TextField):
    """A line whose edge turns red while it asks nothing."""

    def __init__(self, theme: Theme, name: str, hint: str = "") -> None:
        super().__init__(theme, name)
        self._wrong = False
        self.setFixedHeight(theme.size.field)
        self.setFont(theme.font(FontRole.BODY))
        self.setPlaceholderText(hint)

    def show_fault(self, *, wrong: bool) -> None:
        """Whether what is typed asks nothing."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step_of(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._wrong:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                theme = self._theme
                radius, width = theme.radius.control, theme.ring
                line_round(painter, self.rect(), radius, theme.colors.danger, width)


class NoValue(ValueEditor):
    """There is nothing to type: the field is empty, or it is not."""


class LineValue(ValueEditor):
    """One line."""

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__(theme)
        self._line = LineEditor(theme, name, hint)
        between(self._line, _LEAST, WIDE)
        self._line.textEdited.connect(self.say)
        self.row.addWidget(self._line)

    @override
    def values(self) -> tuple[str, ...]:
        return (self._line.text(),)

    @override
    def show_values(self, values: Sequence[str]) -> None:
        self._line.setText(values[0] if values else "")


class NamesValue(ValueEditor):
    """Any of several names, each a token."""

    def __init__(self, theme: Theme, field: Field, known: Known) -> None:
        super().__init__(theme)
        self._edit = TokenEdit(theme, FIELDS[field].label, tr("smart", "Text"))
        if known.values is not None:
            self._edit.suggest(partial(known.values, field))
        between(self._edit, _LEAST, WIDE)
        self._edit.changed.connect(self.say)
        self.row.addWidget(self._edit)

    @override
    def values(self) -> tuple[str, ...]:
        return self._edit.values()

    @override
    def show_values(self, values: Sequence[str]) -> None:
        self._edit.show_values(values)

    @override
    def show_fault(self, *, wrong: bool) -> None:
        self._edit.show_fault(wrong=wrong)


class NumberValue(ValueEditor):
    """A number or two, as they are typed, and what they count."""

    def __init__(self, theme: Theme, field: Field, *, two: bool) -> None:
        super().__init__(theme)
        is_date = FIELDS[field].kind in (Kind.DATE, Kind.MOMENT)
        hint = FIELDS[field].hint.lstrip("<>=").split("..")[0]
        hint = "2024-05-31" if is_date else hint
        self._lines: list[LineEditor] = []
        for number in range(1 + two):
            line = LineEditor(theme, FIELDS[field].label, hint)
            between(line, 82 if is_date else 48, _DATE_WIDE if is_date else _NARROW)
            line.textEdited.connect(self.say)
            self._lines.append(line)
            if number:
                self.row.addWidget(Label(theme, tr("smart", "to"), color="fg_2"))
            self.row.addWidget(line)
        if unit := unit_of(field):
            self.row.addWidget(Label(theme, unit, color="fg_2"))
        self.row.addStretch(1)

    @override
    def values(self) -> tuple[str, ...]:
        return tuple(line.text().strip() for line in self._lines)

    @override
    def show_values(self, values: Sequence[str]) -> None:
        for line, value in zip(self._lines, values, strict=False):
            line.setText(value)


class AgoValue(ValueEditor):
    """How long ago: a number and its unit, or two of them."""

    def __init__(self, theme: Theme, field: Field, *, two: bool) -> None:
        super().__init__(theme)
        self._lines: list[LineEditor] = []
        self._units: list[MenuButton] = []
        words = [tr("smart", words) for words in _AGO.values()]
        for number in range(1 + two):
            line = LineEditor(theme, FIELDS[field].label, "30")
            between(line, 40, _NARROW)
            line.textEdited.connect(self.say)
            unit = MenuButton(theme, tr("smart", "Unit"), words, large=True)
            unit.choose(2)
            between(unit, 76, _DATE_WIDE if not two else 92)
            unit.picked.connect(lambda at, unit=unit: self._pick(unit, at))
            self._lines.append(line)
            self._units.append(unit)
            if number:
                self.row.addWidget(Label(theme, tr("smart", "to"), color="fg_2"))
            self.row.addWidget(line)
            self.row.addWidget(unit)
        self.row.addStretch(1)

    @override
    def values(self) -> tuple[str, ...]:
        codes, words = list(_AGO), [tr("smart", one) for one in _AGO.values()]
        pairs = zip(self._lines, self._units, strict=True)
        return tuple(
            f"{line.text().strip()}{codes[words.index(unit.words)]}" if line.text().strip() else ""
            for line, unit in pairs
        )

    @override
    def show_values(self, values: Sequence[str]) -> None:
        for line, unit, value in zip(self._lines, self._units, values, strict=False):
            number = value.rstrip("abcdefghijklmnopqrstuvwxyz")
            line.setText(number)
            code = value[len(number) :]
            unit.choose(list(_AGO).index(code) if code in _AGO else 2)

    def _pick(self, unit: MenuButton, at: int) -> None:
        unit.choose(at)
        self.say()


class StarsValue(ValueEditor):
    """Stars in halves, set by pointer and by key."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme)
        self._rating = 0
        self.setFixedSize(star_rating.width() + 2 * theme.space.s12, theme.size.field)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self._look_changed)

    @override
    def sizeHint(self) -> QSize:
        return self.size()

    @override
    def values(self) -> tuple[str, ...]:
        return (f"{self._rating / 20:g}",)

    @override
    def show_values(self, values: Sequence[str]) -> None:
        try:
            self._rating = round(float(values[0]) * 20) if values else 0
        except ValueError:
            self._rating = 0
        self.setAccessibleDescription(self.values()[0])
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        turned = self.isRightToLeft()
        x = event.position().x() - self.theme.space.s12
        self._rate(star_rating.rating_at(x, right_to_left=turned) or 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        step = -step if self.isRightToLeft() else step
        self._rate(min(max(self._rating + step, 0), 100))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_frame(painter, self.theme, self)
            stars = star_rating.star_pixmap(
                self.theme,
                self._rating,
                self.devicePixelRatioF(),
                right_to_left=self.isRightToLeft(),
            )
            top = (self.height() - self.theme.size.icon) // 2
            painter.drawPixmap(self.theme.space.s12, top, stars)

    def _rate(self, rating: int) -> None:
        if rating != self._rating:
            self._rating = rating
            self.setAccessibleDescription(self.values()[0])
            self.update()
            self.say()

    def _look_changed(self, _look: object) -> None:
        self.update()


class ListValue(ValueEditor):
    """One of the playlists there are."""

    def __init__(self, theme: Theme, names: Callable[[], Sequence[str]]) -> None:
        super().__init__(theme)
        self._names = names
        self._name = ""
        self._button = MenuButton(theme, tr("smart", "Playlist"), [], large=True)
        between(self._button, _LEAST, WIDE)
        self._button.picked.connect(self._pick)
        self.row.addWidget(self._button)
        self._offer()

    @override
    def values(self) -> tuple[str, ...]:
        return (self._name,)

    @override
    def show_values(self, values: Sequence[str]) -> None:
        self._name = values[0] if values else ""
        self._offer()

    def _offer(self) -> None:
        names = list(self._names())
        known = [self._name, *names] if self._name not in names else names
        self._offered = known
        words = [one or tr("smart", "Choose…") for one in known]
        self._button.offer(words, known.index(self._name))

    def _pick(self, at: int) -> None:
        self._name = self._offered[at]
        self._offer()
        self.say()


def editor_for(
    theme: Theme,
    field: Field,
    relation: Relation,
    known: Known,
    *,
    several: bool,
) -> ValueEditor:
    """Return the editor of what a relation of a field is compared with."""
    kind, op = FIELDS[field].kind, relation.op
    if op is Op.EMPTY or kind is Kind.WORD:
        return NoValue(theme)
    if kind is Kind.LIST and op is Op.IS and not several:
        return ListValue(theme, known.lists)
    if kind in (Kind.TEXT, Kind.LIST):
        return _text_editor(theme, field, op, known, several=several)
    if relation.ago:
        return AgoValue(theme, field, two=op is Op.BETWEEN)
    if kind is Kind.STARS and op is not Op.BETWEEN:
        return StarsValue(theme, FIELDS[field].label)
    return NumberValue(theme, field, two=op is Op.BETWEEN)


def _text_editor(theme: Theme, field: Field, op: Op, known: Known, *, several: bool) -> ValueEditor:
    is_pattern = op in (Op.MATCHES, Op.MATCHES_EXACTLY)
    if several or (field in NAMED and not is_pattern):
        return NamesValue(theme, field, known)
    hint = "^kit.*n$" if is_pattern else tr("smart", "Text")
    return LineValue(theme, FIELDS[field].label, hint)
