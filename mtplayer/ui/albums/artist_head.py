"""The head of an artist's page: a face, the name, what there is, and play it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mtplayer.core.library.artists import ArtistPage
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.cover_view import CoverView
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

FACE = 156


class ArtistHead(QWidget):
    """Says what was pressed; the page does it."""

    play_pressed: TypedSignal[None] = signal()
    shuffle_pressed: TypedSignal[None] = signal()
    queue_pressed: TypedSignal[None] = signal()
    menu_pressed: TypedSignal[QPoint] = signal()

    def __init__(self, theme: Theme, covers: CoverCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._face = CoverView(theme, covers, FACE, FACE // 2)
        self._kind = Label(theme, text.tr("artist", "Artist"), FontRole.SMALL, color="fg_2")
        self._name = Label(theme, role=FontRole.DISPLAY, elides=True)
        self._facts = Label(theme, role=FontRole.BODY, color="fg_2", tabular=True, elides=True)
        self._genres = Label(theme, role=FontRole.SMALL, color="fg_2", elides=True)
        height, tr = theme.size.button, text.tr
        self._play = TextButton(
            theme, tr("artist", "Play"), Kind.PRIMARY, icon="play-fill", height=height
        )
        self._shuffle = TextButton(theme, tr("artist", "Shuffle"), icon="shuffle", height=height)
        self._queue = TextButton(theme, tr("artist", "Queue"), icon="list-plus", height=height)
        self._more = IconButton(theme, tr("artist", "More"), Face(icon="dots-three"))
        self._play.clicked.connect(lambda: self.play_pressed.emit(None))
        self._shuffle.clicked.connect(lambda: self.shuffle_pressed.emit(None))
        self._queue.clicked.connect(lambda: self.queue_pressed.emit(None))
        below = QPoint(0, theme.size.icon_button)
        self._more.clicked.connect(lambda: self.menu_pressed.emit(self._more.mapToGlobal(below)))
        self._lay_out()

    def show_artist(self, page: ArtistPage) -> None:
        """Show another artist, or the same one anew."""
        self._face.show_album(page.cover)
        self._name.show_text(page.name)
        self._facts.show_text(" · ".join(_facts(page)))
        self._genres.show_text(", ".join(page.genres))

    def _lay_out(self) -> None:
        space, ring = self._theme.space, self._play.margin
        buttons = QHBoxLayout()
        buttons.setSpacing(space.s12 - 2 * ring)
        for button in (self._play, self._shuffle, self._queue, self._more):
            buttons.addWidget(button)
        buttons.addSpacing(space.s16)
        self._genres.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        buttons.addWidget(self._genres, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for label in (self._kind, self._name, self._facts):
            inset = QHBoxLayout()
            # What has a focus ring keeps room for it: the rest is moved in as far.
            inset.setContentsMargins(ring, 0, ring, 0)
            inset.addWidget(label)
            if label is self._kind:
                inset.addStretch(1)
            words.addLayout(inset)
            words.addSpacing(space.s4)
        words.addSpacing(space.s4)
        words.addLayout(buttons)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.s28 - ring)
        row.addWidget(self._face, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)


def _facts(page: ArtistPage) -> Sequence[str]:
    own = sum(release.own for release in page.releases)
    facts = [text.albums(own)] if own else []
    facts.append(text.tracks(page.tracks))
    facts.append(text.long_length(page.duration_ms))
    if page.plays:
        plays = text.tr("artist", "{n} plays").format(n=text.number(page.plays))
        if page.plays == 1:
            plays = text.tr("artist", "1 play")
        if page.first_play_at is not None:
            since = text.tr("artist", "{plays} since {day}")
            plays = since.format(plays=plays, day=text.day(page.first_play_at))
        facts.append(plays)
    return facts
