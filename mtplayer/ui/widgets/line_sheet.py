"""Asks for one line of text, and says what is wrong with it before it is taken."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind


@record
class Line:
    """What is asked; ``wrong`` says what is wrong with an answer, nothing when it is right."""

    title: str
    body: str
    name: str
    action: str
    run: Callable[[str], object]
    wrong: Callable[[str], str]
    text: str = ""
    hint: str = ""


class LineSheet(Sheet):
    """A sheet with a field; it stays open until the answer is right."""

    def __init__(self, theme: Theme, line: Line, over: QWidget) -> None:
        self._line = line
        self._refused = False
        take = Choice(words=line.action, run=self._take, kind=Kind.PRIMARY)
        super().__init__(theme, Question(title=line.title, body=line.body, choices=(take,)), over)
        self.field = TextField(theme, line.name)
        self.field.setText(line.text)
        self.field.setPlaceholderText(line.hint)
        self.problem = Label(theme, "", FontRole.SMALL, color="danger")
        self._column.insertWidget(2, self.field)
        self._column.insertWidget(3, self.problem)
        self.field.textEdited.connect(self._edited)
        for part in (self.field, self.problem):
            part.show()
        self._column.invalidate()
        self._fit()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    @override
    def leave(self) -> None:
        if self._refused:
            self._refused = False
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().leave()

    def _take(self) -> None:
        text = self.field.text().strip()
        problem = self._line.wrong(text)
        self.problem.show_text(problem)
        self._refused = bool(problem)
        if not problem:
            self._line.run(text)

    def _edited(self, _text: str) -> None:
        self.problem.show_text("")
