"""Asks which of several names of an artist is the right one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QWidget

from mtplayer.core.library.artists import ArtistRow
from mtplayer.ui.first_run.check_row import CheckRow
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.library_services import Editions
from mtplayer.ui.text import albums, number, tr
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.sheet import Question
from mtplayer.ui.widgets.tall_sheet import TallSheet
from mtplayer.ui.widgets.text_button import Kind


class MergeSpellings(TallSheet):
    """The names with most albums come first; whoever is chosen is credited for all."""

    def __init__(
        self, theme: Theme, editions: Editions, artists: Sequence[ArtistRow], over: QWidget
    ) -> None:
        self._editions = editions
        self._artists = sorted(artists, key=lambda artist: -artist.albums)
        title = tr("spellings", "Which name have these {n} artists?")
        body = tr(
            "spellings",
            "Their albums and tracks stand under one name from now on, also after scans. Files"
            " are not changed.",
        )
        question = Question(
            title=title.format(n=number(len(artists))),
            body=body,
            choices=(Choice(words=tr("spellings", "Merge"), run=self._merge, kind=Kind.PRIMARY),),
            cancel=tr("spellings", "Cancel"),
        )
        super().__init__(theme, question, over)
        self._group = QButtonGroup(self)
        self.names: list[CheckRow] = []
        for at, artist in enumerate(self._artists):
            row = CheckRow(theme, artist.name, albums(artist.albums), "", icon="microphone")
            self._group.addButton(row, at)
            self.rows.addWidget(row)
            self.names.append(row)
        self.names[0].setChecked(True)
        self.fit()

    def _merge(self) -> None:
        ids = [artist.id for artist in self._artists]
        self._editions.merge_artists(ids, ids[self._group.checkedId()])
