"""The names that somebody merged into an artist, each with the way back."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.ids import ArtistId
from mtplayer.core.library.artists import ArtistPage, Spelling
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.library_services import Editions
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.sheet import Question
from mtplayer.ui.widgets.tall_sheet import TallSheet
from mtplayer.ui.widgets.text_button import TextButton


class MergedSpellings(TallSheet):
    """Stays open while names are parted, and closes with the last one."""

    def __init__(self, theme: Theme, editions: Editions, artist: ArtistPage, over: QWidget) -> None:
        self._editions = editions
        self._artist: ArtistId = artist.id
        body = tr(
            "spellings",
            "These names count as {name}, also after scans. What is parted is an artist of its own"
            " again as soon as its files have been read. Files are not changed.",
        )
        question = Question(
            title=tr("spellings", "Merged spellings"),
            body=body.format(name=isolate(artist.name)),
            choices=(),
            cancel=tr("spellings", "Close"),
        )
        super().__init__(theme, question, over)
        self.parts: dict[str, TextButton] = {}
        self._lines: dict[str, QWidget] = {}
        for spelling in artist.spellings:
            self._add(spelling)
        self.fit()

    def _add(self, spelling: Spelling) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(self._theme, spelling.name, elides=True), 1)
        part = TextButton(self._theme, tr("spellings", "Part again"))
        part.setAccessibleDescription(spelling.name)
        part.clicked.connect(partial(self._part, spelling.identity))
        row.addWidget(part)
        self.rows.addWidget(line)
        self.parts[spelling.identity] = part
        self._lines[spelling.identity] = line

    def _part(self, identity: str, _checked: object = None) -> None:
        self._editions.part_artist(self._artist, identity)
        line = self._lines.pop(identity)
        del self.parts[identity]
        self.rows.removeWidget(line)
        line.setParent(None)
        line.deleteLater()
        if self._lines:
            self.buttons[-1].setFocus()
            self.fit()
        else:
            self.leave()
