"""The page of one artist: the head, top tracks, the discography, and who is near."""

from array import array
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mtplayer.core.events import CoverReady, CurrentChanged, LibraryChanged
from mtplayer.core.ids import ArtistId
from mtplayer.core.library.albums import ReleaseKind, release_kind
from mtplayer.core.library.artists import ArtistPage as Facts
from mtplayer.core.library.artists import ArtistRow, Release
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.album_grid import AlbumGrid, AlbumModel
from mtplayer.ui.albums.artist_head import ArtistHead
from mtplayer.ui.albums.cover_choice import CoverChoice
from mtplayer.ui.albums.neighbour_row import NeighbourRow
from mtplayer.ui.albums.open_album import OpenAlbum
from mtplayer.ui.albums.tile_grid import GAP
from mtplayer.ui.albums.tinted_ground import TintedGround
from mtplayer.ui.albums.top_tracks import TopTracks
from mtplayer.ui.albums.track_columns import TrackModel
from mtplayer.ui.commands.album_actions import AlbumActions
from mtplayer.ui.commands.album_menu import add_spellings, artist_menu
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.history.month_bars import MonthBars
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.tracks.selected_tracks import SelectedTracks
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.views import OneOf, View, name_of
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu

TILE: Final = 136
_LARGEST: Final = 200
SIDE: Final = 256
WIDE: Final = 1000
GUEST: Final = "guest"
_KINDS: Final = {
    "": "All {n}",
    ReleaseKind.ALBUM: "Albums {n}",
    ReleaseKind.SHORT: "EPs & singles {n}",
    ReleaseKind.LIVE: "Live {n}",
    ReleaseKind.COMPILATION: "Compilations {n}",
    GUEST: "Appears on {n}",
}


class ArtistPage(QScrollArea):
    """Shows one artist after another."""

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        self._parts = parts
        self._services = parts.services
        self._artist: ArtistId | None = None
        self._facts: Facts | None = None
        self._waiting = False
        self._kinds: list[str] = []
        theme = parts.theme
        self._body = TintedGround(parts)
        self._head = ArtistHead(theme, parts.covers)
        self._top_title = Label(theme, text.tr("artist", "Top tracks"), FontRole.SECTION)
        self.top = TopTracks(TrackModel(parts.services.rows), theme, parts.covers)
        self._works = Label(theme, text.tr("artist", "Discography"), FontRole.SECTION)
        self.kinds = Choices(theme, text.tr("artist", "Kind of release"), ())
        self.grid = AlbumGrid(AlbumModel(parts.services.tiles.albums), theme, parts.covers)
        self.open_album = OpenAlbum(parts, self.grid)
        self._side = QWidget()
        self._near = QVBoxLayout()
        self._near_title = Label(theme, text.tr("artist", "Similar in your library"), _SECTION)
        self._months_title = Label(theme, text.tr("artist", "Your listening"), _SECTION)
        self._months = MonthBars(theme)
        self._tracks = TrackActions(parts.services, self)
        self._do = AlbumActions(parts.services, self._tracks, self)
        self._select_top()
        self._prepare()
        self._lay_out()
        self._connect()

    # ---- what the window asks -------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The name of the artist."""
        return "" if self._facts is None else self._facts.name

    @property
    def waiting(self) -> bool:
        """Whether the artist is still being looked up."""
        return self._waiting

    @property
    def facts(self) -> Facts | None:
        """Who is shown."""
        return self._facts

    def widget(self) -> QWidget:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return what goes into the window."""
        return self

    def show_one(self, of: int) -> None:
        """Show this artist."""
        if of != self._artist:
            self._artist = ArtistId(of)
            self.grid.close_panel()
            self.verticalScrollBar().setValue(0)

    def visit(self) -> None:
        """Be up to date."""
        self._ask()

    def search(self, words: str) -> None:
        """Show only the albums whose titles have these words."""
        self._words = words.casefold().split()
        self._show_releases()

    # ---- questions and answers ------------------------------------------------------------------

    def _ask(self) -> None:
        if self._artist is not None:
            self._waiting = True
            self._services.browse.artist_page(self._artist, self._known, asker=self)

    def _known(self, facts: Facts | None) -> None:
        self._waiting = False
        if facts is None:
            return
        another = self._facts is None or self._facts.id != facts.id
        self._facts = facts
        if another:
            self._words = []
            self._parts.field.show_scope(facts.name)
        self._body.show_colour_of(facts.cover)
        self._head.show_artist(facts)
        self._top_title.setVisible(bool(facts.top))
        self.top.setVisible(bool(facts.top))
        self.top.show_ids(facts.top, stay=True)
        self._show_kinds(facts, another=another)
        self._show_releases()
        self._show_side(facts)
        self._show_playing()

    def _show_kinds(self, facts: Facts, *, another: bool) -> None:
        before = self._kind() if not another else ""
        counted = {kind: self._of_kind(facts, kind) for kind in _KINDS}
        self._kinds = [kind for kind, found in counted.items() if found or not kind]
        words = (
            text.tr("artist", _KINDS[kind]).format(n=text.number(len(counted[kind])))
            for kind in self._kinds
        )
        self.kinds.show_choices([Choice(word) for word in words])
        if before in self._kinds:
            self.kinds.choose(self._kinds.index(before))

    def _kind(self) -> str:
        at = self.kinds.chosen
        return self._kinds[at] if 0 <= at < len(self._kinds) else ""

    def _of_kind(self, facts: Facts, kind: str) -> list[Release]:
        return [one for one in facts.releases if not kind or _kind_of(one) == kind]

    def _show_releases(self, _chosen: object = None) -> None:
        if self._facts is None:
            return
        shown = self._of_kind(self._facts, self._kind())
        ids = array(
            "q",
            (
                one.album.id
                for one in shown
                if all(word in one.album.title.casefold() for word in self._words)
            ),
        )
        self.grid.show_ids(ids, stay=True)
        self.open_album.refresh()

    def _show_side(self, facts: Facts) -> None:
        while (item := self._near.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for neighbour in facts.neighbours:
            row = NeighbourRow(self._parts.theme, self._parts.covers, neighbour)
            place = OneOf(View.ARTIST, neighbour.id)
            row.clicked.connect(lambda _=False, place=place: self._services.go(place))
            self._near.addWidget(row)
        self._near_title.setVisible(bool(facts.neighbours))
        heard = any(facts.months)
        self._months_title.setVisible(heard)
        self._months.setVisible(heard)
        self._months.show_months(facts.months)
        self._fit_side()

    # ---- what comes from elsewhere --------------------------------------------------------------

    def _select_top(self) -> None:
        parts, services = self._parts, self._services
        drag = TrackDrag(parts.theme, parts.covers, services.rows, services.library, self)
        self.selected = SelectedTracks(
            parts.theme,
            self.top,
            self.top.tracks,
            parts.actions,
            self._tracks,
            drag,
            services.rows,
            self._source,
        )

    def _connect(self) -> None:
        head, services, covers = self._head, self._services, self._parts.covers
        play = self._do.play_tracks
        head.play_pressed.connect(lambda _: self._with_all(partial(play, source=self._source())))
        head.shuffle_pressed.connect(lambda _: self._mix())
        head.queue_pressed.connect(lambda _: self._with_all(self._tracks.add_to_queue))
        head.menu_pressed.connect(self._open_menu)
        self.kinds.pressed.connect(self._show_releases)
        self.grid.opened.connect(self._opened)
        covers.ready.connect(self.grid.cover_ready)
        covers.ready.connect(self._cover_ready)
        covers.coloured.connect(self._body.coloured)
        services.library.changed.connect(self._library_changed)
        services.queue.current_changed.connect(self._current_changed)

    def _with_all(self, do: object) -> None:
        if self._artist is not None and callable(do):
            self._do.with_artist(self._artist, do)

    def _mix(self) -> None:
        self._with_all(partial(self._do.play_shuffled, source=self._source()))

    def _source(self) -> str:
        return name_of(OneOf(View.ARTIST, self._artist or 0))

    def menu(self, facts: Facts) -> Menu:
        """Return the menu of the artist."""
        row = ArtistRow(facts.id, facts.name)
        menu = artist_menu(self._parts.theme, self._parts.actions, row, self._mix, self)
        CoverChoice(self._parts.services, self).add_picture_actions(menu, facts.id)
        if facts.spellings:
            add_spellings(menu, self.show_spellings)
        return menu

    def _open_menu(self, where: QPoint) -> None:
        if self._facts is not None:
            menu = self.menu(self._facts)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(where)

    def show_spellings(self) -> None:
        """Show which names count as this artist."""
        from mtplayer.ui.dialogs.merged_spellings import MergedSpellings

        if self._facts is not None:
            MergedSpellings(self._parts.theme, self._services.editions, self._facts, self.window())

    def _cover_ready(self, _ready: CoverReady) -> None:
        self.top.viewport().update()
        self._side.update()

    def _library_changed(self, _change: LibraryChanged) -> None:
        if self.isVisible():
            self._ask()

    def _current_changed(self, _change: CurrentChanged) -> None:
        self._show_playing()

    def _show_playing(self) -> None:
        current = self._services.queue.current
        self.top.set_playing(None if current is None else current.track, moving=False)

    def _opened(self, album: object) -> None:
        if album is not None:
            panel = self.grid.panel_area().translated(self.grid.pos())
            self.ensureVisible(0, panel.bottom(), 0, self._parts.theme.space.s12)

    # ---- where everything is --------------------------------------------------------------------

    def _prepare(self) -> None:
        self._words: list[str] = []
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.unrolled = True
        # The tint of the head fades out behind the first row.
        self.grid.viewport().setAutoFillBackground(False)
        self.grid.hides_artist = True
        self.setFocusProxy(self.grid)

    def _lay_out(self) -> None:
        space = self._parts.theme.space
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addLayout(self._main(), 1)
        columns.addWidget(self._side)
        self._fill_side()
        whole = QVBoxLayout(self._body)
        # The ring of a tile reaches beyond it: everything else is moved in as far.
        whole.setContentsMargins(space.s20, space.s24, space.s20, space.s24)
        whole.setSpacing(space.s28)
        whole.addLayout(self._moved_in(self._head))
        whole.addLayout(columns, 1)

    def _main(self) -> QVBoxLayout:
        space = self._parts.theme.space
        works = QHBoxLayout()
        works.setSpacing(space.s12)
        works.addLayout(self._moved_in(self._works))
        works.addWidget(self.kinds)
        works.addStretch(1)
        self.grid.sides = (space.s8, space.s8)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addLayout(self._moved_in(self._top_title))
        main.addSpacing(space.s8)
        main.addLayout(self._moved_in(self.top))
        main.addSpacing(space.s20)
        main.addLayout(works)
        main.addSpacing(space.s8)
        main.addWidget(self.grid)
        main.addStretch(1)
        return main

    def _moved_in(self, widget: QWidget) -> QHBoxLayout:
        # Spaces turn round with the reading direction, margins do not.
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addSpacing(self._parts.theme.space.s8)
        row.addWidget(widget)
        if isinstance(widget, Label):
            row.addStretch(1)
        return row

    def _fill_side(self) -> None:
        space = self._parts.theme.space
        side = QVBoxLayout(self._side)
        # Also where it stands at the other side.
        side.setContentsMargins(space.s24, 0, space.s24, 0)
        side.setSpacing(space.s4)
        side.addWidget(self._near_title)
        side.addLayout(self._near)
        side.addSpacing(space.s20)
        side.addWidget(self._months_title)
        side.addSpacing(space.s4)
        side.addWidget(self._months)
        side.addStretch(1)
        self._side.setFixedWidth(SIDE + 2 * space.s24)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        facts = self._facts
        some = facts is not None and (bool(facts.neighbours) or any(facts.months))
        self._side.setVisible(some and self.width() >= WIDE)
        self._fit_tiles()

    def _fit_tiles(self) -> None:
        """Let the tiles fill the width; each size is a picture of its own, so in steps."""
        space = self._parts.theme.space
        side = self._side.width() if not self._side.isHidden() else 0
        room = self.viewport().width() - 2 * space.s20 - 2 * space.s8 - side
        columns = max((room + GAP) // (TILE + GAP), 1)
        edge = (room - (columns - 1) * GAP) // columns
        self.grid.set_tile(max(min(edge - edge % 4, _LARGEST), self._parts.theme.size.tile_min))


_SECTION: Final = FontRole.SECTION


def _kind_of(release: Release) -> str:
    return release_kind(release.album) if release.own else GUEST
