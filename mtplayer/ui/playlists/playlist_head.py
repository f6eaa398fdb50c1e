"""The head of a playlist's page: its picture, name and length, and what can be done with it."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QLinearGradient, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import SortKey
from mtplayer.core.lists.playlists import PlaylistFacts, PlaylistRow
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.tint import tint
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.playlists.playlist_art import PlaylistArt
from mtplayer.ui.tracks.columns import BY_SORT
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton
from mtplayer.ui.widgets.text_button import Kind, TextButton

ART: Final = 148
ORDERS: Final[tuple[SortKey | None, ...]] = (
    None,
    SortKey.TITLE,
    SortKey.ARTIST,
    SortKey.ALBUM,
    SortKey.ADDED,
    SortKey.RATING,
    SortKey.PLAYS,
    SortKey.DURATION,
)
"""What the field offers; any other column is sorted by its head."""


class PlaylistHead(QWidget):
    """Says what was pressed; the page does it."""

    play_pressed: TypedSignal[None] = signal()
    shuffle_pressed: TypedSignal[None] = signal()
    history_pressed: TypedSignal[None] = signal()
    menu_pressed: TypedSignal[QPoint] = signal()
    name_pressed: TypedSignal[None] = signal()
    note_pressed: TypedSignal[None] = signal()
    order_picked: TypedSignal[int] = signal()

    def __init__(self, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._albums: tuple[AlbumId, ...] = ()
        theme, tr = parts.theme, text.tr
        self.art = PlaylistArt(theme, parts.covers, parts.services.playlist_pictures, ART)
        self._kind = Label(theme, tr("playlist", "Playlist"), FontRole.SMALL, color="fg_2")
        self.name = Label(theme, role=FontRole.DISPLAY, elides=True)
        self.note = Label(theme, role=FontRole.BODY, color="fg_2", elides=True)
        self._facts = Label(theme, role=FontRole.SMALL, color="fg_2", tabular=True, elides=True)
        height = theme.size.button
        self.play = TextButton(
            theme, tr("playlist", "Play"), Kind.PRIMARY, icon="play-fill", height=height
        )
        self.shuffle = TextButton(theme, tr("playlist", "Shuffle"), icon="shuffle", height=height)
        self._history = IconButton(
            theme, tr("playlist", "History"), Face(icon="clock-counter-clockwise")
        )
        self._more = IconButton(theme, tr("playlist", "More"), Face(icon="dots-three"))
        self.order = MenuButton(theme, tr("playlist", "Order"), [_order(key) for key in ORDERS])
        self._connect()
        self._lay_out()

    def show_playlist(self, row: PlaylistRow, folder: str) -> None:
        """Show what it is called and where it is."""
        kind = text.tr("playlist", "Playlist in {folder}") if folder else "Playlist"
        self._kind.show_text(kind.format(folder=folder))
        self.name.show_text(row.name)
        self.note.show_text(row.note or text.tr("playlist", "Add a description"))
        self.note.setToolTip(row.note)
        self.art.show_picture(row.artwork)

    def show_facts(self, facts: PlaylistFacts, changed_at: int) -> None:
        """Show how long it is, and the covers of its first albums."""
        words = [text.tracks(facts.entries)]
        if facts.entries:
            words.append(text.long_length(facts.duration_ms))
        when = text.in_sentence(text.ago(changed_at))
        changed = text.tr("playlist", "changed {when}").format(when=when)
        self._facts.show_text(" · ".join([*words, changed]))
        self.art.show_albums(facts.albums)
        self._albums = facts.albums
        self.play.setEnabled(facts.entries > 0)
        self.shuffle.setEnabled(facts.entries > 0)
        self.update()

    def show_order(self, key: SortKey | None, *, descending: bool) -> None:
        """Show what the list is ordered by, also where only a column's head offers that."""
        words = [_order(each) for each in ORDERS]
        if key in ORDERS and not (key is None and descending):
            at = ORDERS.index(key)
        else:
            at = len(words)
            words.append(_order(SortKey.NUMBER if key is None else key))
        self.order.offer(words, at)

    def coloured(self, album: AlbumId) -> None:
        """Take on the colour of the first cover once that is known."""
        if self._albums[:1] == (album,):
            self.update()

    def _connect(self) -> None:
        self.play.clicked.connect(lambda: self.play_pressed.emit(None))
        self.shuffle.clicked.connect(lambda: self.shuffle_pressed.emit(None))
        self._history.clicked.connect(lambda: self.history_pressed.emit(None))
        below = QPoint(0, self._parts.theme.size.icon_button)
        self._more.clicked.connect(lambda: self.menu_pressed.emit(self._more.mapToGlobal(below)))
        self.order.picked.connect(self.order_picked.emit)
        self._parts.theme.changed.connect(lambda _: self.update())

    def _lay_out(self) -> None:
        space, ring = self._parts.theme.space, self.play.margin
        buttons = QHBoxLayout()
        buttons.setSpacing(space.s12 - 2 * ring)
        for button in (self.play, self.shuffle, self._history, self._more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.order)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for label in (self._kind, self.name, self.note, self._facts):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            inset = QHBoxLayout()
            # What has a focus ring keeps room for it: the rest is moved in as far.
            inset.setContentsMargins(ring, 0, ring, 0)
            inset.addWidget(label, 1)
            words.addLayout(inset)
        words.addSpacing(space.s8)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.s20, space.s16, space.s20, space.s12)
        row.setSpacing(space.s24 - ring)
        row.addWidget(self.art, 0, Qt.AlignmentFlag.AlignBottom)
        row.addLayout(words, 1)
        self.setFixedHeight(ART + 2 * space.s20)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.name.geometry().contains(at):
            self.name_pressed.emit(None)
        elif self.note.geometry().contains(at):
            self.note_pressed.emit(None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._parts.theme
        first = next(iter(self._albums), None)
        colour = None if first is None else self._parts.covers.colour(first)
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, tint(theme, colour, theme.tints.header))
        shade.setColorAt(1, theme.colors.bg_content)
        with QPainter(self) as painter:
            painter.fillRect(QRect(0, 0, self.width(), self.height()), shade)


def _order(key: SortKey | None) -> str:
    if key is None:
        return text.tr("playlist", "My order")
    if key is SortKey.NUMBER:
        return text.tr("playlist", "My order, reversed")
    return text.tr("columns", BY_SORT[key].name)
