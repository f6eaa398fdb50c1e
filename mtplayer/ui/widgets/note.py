"""A quiet card that says what is true and what helps, with one thing to do."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.card import Card
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton


class Note(Card):
    """Two lines beside a glyph."""

    def __init__(self, theme: Theme, icon: str, color: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, quiet=True, parent=parent)
        self._run: Callable[[], object] | None = None
        self._title = Label(theme)
        self._help = Label(theme, role=FontRole.SMALL, color="fg_2", elides=True)
        self.button = TextButton(theme, "", Kind.LINK)
        self.button.clicked.connect(self._pressed)
        space = theme.space
        words = QVBoxLayout()
        words.setSpacing(space.s2)
        words.addWidget(self._title)
        words.addWidget(self._help)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(space.s12, space.s8, space.s12, space.s8)
        row.setSpacing(space.s12)
        row.addWidget(Glyph(theme, icon, color, theme.size.icon_button_glyph))
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.add(inner)

    def say(
        self, title: str, help_: str, action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """Say something else."""
        self._run = run
        self._title.show_text(title)
        self._help.show_text(help_)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(title)

    def _pressed(self) -> None:
        if self._run is not None:
            self._run()
