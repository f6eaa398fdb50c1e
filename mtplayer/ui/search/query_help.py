"""Helps with typing a query: suggests what may follow and mends what means nothing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.queries import query_completion as completion
from mtplayer.core.queries.query_completion import Choice, Completing
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.queries.query_parser import parse
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.search.query_line import QueryLine
from mtplayer.ui.search.suggestion_list import Line, SuggestionList

Done = Callable[[Sequence[str]], object]
_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TAB, _ESCAPE, _SPACE = Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Space
_CTRL = Qt.KeyboardModifier.ControlModifier


class Values(Protocol):
    """Finds values of a field that go on as they were begun."""

    def __call__(self, field: Field, typed: str, most: int, done: Done, /) -> object:
        """Ask; ``done`` is called later, on the UI thread."""
        ...


class QueryHelp(QObject):
    """Shows the list while somebody types; Tab takes the first, Up goes into it.

    Down goes into it too where a value is being typed, else to the tracks as it always does.
    """

    def __init__(
        self, theme: Theme, field: QWidget, line: QueryLine, values: Values | None
    ) -> None:
        super().__init__(field)
        self._theme = theme
        self._field = field
        self._line = line
        self._values = values
        self._list: SuggestionList | None = None
        self._entered = False
        self._takes_down = False
        self._asked: Completing | None = None

    @property
    def popup(self) -> SuggestionList:
        """What shows the suggestions; made when it is first needed."""
        if self._list is None:
            self._list = SuggestionList(self._theme, self._field.window())
            self._list.chosen.connect(self._take)
        return self._list

    @property
    def is_open(self) -> bool:
        """Whether suggestions are seen."""
        return self._list is not None and self._list.isVisible()

    def close(self) -> None:
        """Show nothing."""
        self._asked = None
        if self._list is not None:
            self._list.hide()

    def typed(self) -> None:
        """Suggest for what is typed now."""
        self._entered = False
        text, at = self._line.text(), self._line.place()
        part = completion.completing(text, at)
        self._takes_down = part is not None and part.field is not None
        self._asked = part
        self._suggest(part, ())
        if part is not None and part.field is not None and self._values is not None:
            done = partial(self._found, part)
            self._values(part.field, part.typed, completion.MOST, done)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key was for the suggestions."""
        key = event.key()
        if key == _SPACE and event.modifiers() == _CTRL:
            self._show([*self._faults(), *self._every_key()])
            return True
        return self.is_open and self._takes_while_open(key)

    def _takes_while_open(self, key: int) -> bool:
        if key == _UP or (key == _DOWN and (self._entered or self._takes_down)):
            self._entered = True
            self.popup.step(-1 if key == _UP else 1)
            return True
        if key == _ESCAPE:
            self.close()
            return True
        choice = None
        if key == _TAB:
            choice = self.popup.current or self.popup.first
        elif key in _ENTER and self._entered:
            choice = self.popup.current
        if choice is not None:
            self._take(choice)
        return choice is not None

    def _every_key(self) -> Sequence[Line]:
        self._entered = True
        part = completion.completing(self._line.text(), self._line.place())
        if part is not None and part.field is None and (keys := completion.keys(part)):
            return _lines(keys)
        return _lines(completion.all_keys(self._line.place()))

    def _found(self, part: Completing, names: Sequence[str]) -> None:
        if part is self._asked and self._line.hasFocus():
            self._suggest(part, names)

    def _suggest(self, part: Completing | None, names: Sequence[str]) -> None:
        if part is None:
            self._show(self._faults())
        elif part.field is None:
            self._show([*self._faults(), *_lines(completion.keys(part))])
        else:
            others = [name for name in names if name != part.typed]
            choices = [*completion.usual_values(part), *completion.names(part, others)]
            # What is half typed is not wrong yet.
            but = part.span.end if choices else None
            self._show([*self._faults(but), *_lines(choices)])

    def _faults(self, but: int | None = None) -> list[Line]:
        text = self._line.text()
        faults = [fault for fault in parse(text).faults if fault.span.end != but]
        lines: list[Line] = []
        for fault in faults[: completion.MOST // 4]:
            lines.append(Line(completion.explained(text, fault)))
            if (choice := completion.mended(text, fault)) is not None:
                lines.append(Line(choice.text, choice.label, choice))
        return lines

    def _show(self, lines: Sequence[Line]) -> None:
        if lines or self._list is not None:
            self.popup.show_below(self._field, lines)

    def _take(self, choice: Choice) -> None:
        text, at = completion.chosen(self._line.text(), choice)
        self._line.replace_text(text)
        self._line.go_to(at)
        self._line.setFocus()
        if choice.text.endswith(":"):
            self.typed()
        else:
            self.close()


def _lines(choices: Sequence[Choice]) -> list[Line]:
    return [Line(choice.text, choice.label, choice) for choice in choices]
