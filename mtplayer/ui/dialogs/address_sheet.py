"""Asks for an address, and perhaps for the name of what plays there."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mtplayer.core.playing.stations import clean_url
from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind, TextButton


@record
class Asked:
    """What the sheet asks for; without ``with_name`` only for an address."""

    title: str
    verb: str
    with_name: bool = True
    name: str = ""
    url: str = ""
    second: str = ""


class AddressSheet(Sheet):
    """``done(name, address)`` by the first button, ``also`` by the second, if it has one."""

    def __init__(
        self,
        theme: Theme,
        asked: Asked,
        done: Callable[[str, str], object],
        over: QWidget,
        also: Callable[[str, str], object] | None = None,
    ) -> None:
        self._asked = asked
        self.name_field = TextField(theme, tr("radio", "Name"))
        self.url_field = TextField(theme, tr("radio", "Address"))
        self.name_field.setText(asked.name)
        self.url_field.setText(asked.url or _copied())
        self.name_field.setPlaceholderText(tr("radio", "As the address says"))
        self.url_field.setPlaceholderText("https://")
        choices = [Choice(words=asked.verb, run=lambda: self._take(done), kind=Kind.PRIMARY)]
        if also is not None:
            choices.append(Choice(words=asked.second, run=lambda: self._take(also)))
        body = tr("radio", "A station, a file, or a list of stations: http:// or https://.")
        question = Question(
            title=asked.title, body=body, choices=tuple(choices), cancel=tr("radio", "Cancel")
        )
        super().__init__(theme, question, over)
        self.url_field.textChanged.connect(self._typed)
        self._typed("")
        self.url_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.url_field.selectAll()

    @override
    def _lay_out(self, question: Question) -> list[TextButton]:
        buttons = super()._lay_out(question)
        column = self._column
        place = column.count() - 2
        fields = [(tr("radio", "Address"), self.url_field)]
        if self._asked.with_name:
            fields.append((tr("radio", "Name"), self.name_field))
        for words, field in fields:
            label = Label(self._theme, words, FontRole.SMALL, color="fg_2")
            gap = self._theme.space.s4
            column.insertSpacing(place, gap)
            column.insertWidget(place + 1, label)
            column.insertSpacing(place + 2, -gap)
            column.insertWidget(place + 3, field)
            place += 4
        return buttons

    def _take(self, done: Callable[[str, str], object]) -> None:
        if (url := clean_url(self.url_field.text())) is not None:
            done(self.name_field.text(), url)

    def _typed(self, _words: str) -> None:
        good = clean_url(self.url_field.text()) is not None
        for button in self.buttons[:-1]:
            button.setEnabled(good)


def _copied() -> str:
    """Return the address that was copied, if one was."""
    words = QGuiApplication.clipboard().text().strip()
    return words if "://" in words and clean_url(words) is not None else ""
