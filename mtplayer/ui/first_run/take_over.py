"""The line of the welcome page that offers what another player knew."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton


class TakeOverLine(QWidget):
    """Hidden until a library was found; ``wanted`` when it shall come."""

    wanted: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.space
        self._words = Label(theme)
        self._button = TextButton(theme, "", Kind.LINK)
        self._button.clicked.connect(self._want)
        self._more = Label(theme, role=FontRole.SMALL, color="fg_2", elides=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.s8 - self._button.margin)
        row.addWidget(Glyph(theme, "arrow-bend-down-right", "fg_2", theme.size.icon_button_glyph))
        row.addWidget(self._words)
        row.addWidget(self._button)
        row.addStretch(1)
        below = QHBoxLayout()
        indent = theme.size.icon_button_glyph + space.s8 - self._button.margin
        below.setContentsMargins(indent, 0, 0, 0)
        below.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space.s16, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(below)
        self.hide()

    def offer(self, tracks: int, playlists: int) -> None:
        """Say what was found."""
        songs = tr("welcome", "1 track") if tracks == 1 else tr("welcome", "{n} tracks")
        text = songs.format(n=number(tracks))
        if playlists:
            lists = (
                tr("welcome", "1 playlist") if playlists == 1 else tr("welcome", "{n} playlists")
            )
            both = tr("welcome", "{tracks} and {playlists}")
            text = both.format(tracks=text, playlists=lists.format(n=number(playlists)))
        self._words.show_text(tr("welcome", "Your mt library was found:"))
        self._button.setText(tr("welcome", "Take over {what}").format(what=text))
        self._say(
            tr("welcome", "With plays, hearts, dates and folders. mt keeps everything it has.")
        )
        self.show()

    def show_running(self) -> None:
        """Say that it is on its way."""
        self._button.setEnabled(False)
        self._say(tr("welcome", "Taking over what mt knew …"))

    def show_problem(self, sentence: str) -> None:
        """Say why it did not come; it can be tried again."""
        self._button.setEnabled(True)
        self._say(sentence)

    def _say(self, text: str) -> None:
        self._more.show_text(text)

    def _want(self) -> None:
        self.wanted.emit(None)
