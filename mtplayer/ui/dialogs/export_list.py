"""Asks in which format a playlist goes out, and how its file names tracks."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from mtplayer.core.lists.list_files import ListFormat
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.playlists.exchange_words import format_words
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.choices import Choice as Way
from mtplayer.ui.widgets.choices import Choices
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind, TextButton

_FORMATS: Final = tuple(ListFormat)
_FORMAT: Final = "export.format"
_ABSOLUTE: Final = "export.absolute"

Done = Callable[[ListFormat, bool], object]


class ExportList(Sheet):
    """``done`` with the format, and whether paths count from the file; both are remembered."""

    def __init__(self, theme: Theme, name: str, state: UiState, done: Done, over: QWidget) -> None:
        self._state = state
        self._done = done
        self.formats = Choices(
            theme, tr("exchange", "Format"), [Way(kind.value.upper()) for kind in _FORMATS]
        )
        self.paths = Choices(
            theme,
            tr("exchange", "Paths"),
            (Way(tr("exchange", "From the file on")), Way(tr("exchange", "Whole"))),
        )
        self._about = Label(theme, "", FontRole.SMALL, color="fg_2", elides=True)
        both = tr("exchange", "From the file on, they still hold when both are moved together.")
        self._moved = Paragraph(theme, both, FontRole.SMALL)
        take = Choice(words=tr("exchange", "Choose where…"), run=self._take, kind=Kind.PRIMARY)
        title = tr("exchange", "Export “{name}”").format(name=isolate(name))
        body = tr("exchange", "The file names the tracks; it does not hold their sound.")
        super().__init__(theme, Question(title=title, body=body, choices=(take,)), over)
        self.formats.pressed.connect(self._choose)
        self.paths.pressed.connect(self.paths.choose)
        self._choose(_remembered(state))
        self.paths.choose(1 if state.get(_ABSOLUTE, default=False) else 0)
        self._fit()

    @override
    def _lay_out(self, question: Question) -> list[TextButton]:
        buttons = super()._lay_out(question)
        place = self._column.count() - 2
        theme, column = self._theme, self._column
        for words, choices, about in (
            (tr("exchange", "Format"), self.formats, self._about),
            (tr("exchange", "Paths"), self.paths, self._moved),
        ):
            column.insertSpacing(place, theme.space.s4)
            column.insertWidget(place + 1, Label(theme, words, FontRole.SMALL, color="fg_2"))
            column.insertSpacing(place + 2, -theme.space.s4)
            column.insertWidget(place + 3, choices)
            column.insertWidget(place + 4, about)
            place += 5
        return buttons

    def _choose(self, number: int) -> None:
        self.formats.choose(number)
        self._about.show_text(format_words(_FORMATS[number]))

    def _take(self) -> None:
        kind, absolute = _FORMATS[self.formats.chosen], self.paths.chosen == 1
        self._state.put(_FORMAT, kind.value)
        self._state.put(_ABSOLUTE, absolute)
        self._done(kind, not absolute)


def _remembered(state: UiState) -> int:
    values = [kind.value for kind in _FORMATS]
    before = str(state.get(_FORMAT, _FORMATS[0].value))
    return values.index(before) if before in values else 0
