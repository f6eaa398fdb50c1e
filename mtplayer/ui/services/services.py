"""What the window asks of the services, and all of them in one hand."""
# ruff: noqa: D102 - what each does is said where the services are

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mtplayer.core.record import record

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from mtplayer.core.backups import Backup
    from mtplayer.core.events import (
        FavoritesChanged,
        FilesHeld,
        LibraryChanged,
        Notice,
        ScanFinished,
        ScanProgress,
        UndoOffered,
    )
    from mtplayer.core.exchange.mt_library import MtFound, MtReport
    from mtplayer.core.ids import AlbumId, ArtistId, FolderId, PlaylistId, ScanId, TrackId
    from mtplayer.core.library.albums import AlbumFacts, AlbumList, AlbumQuery
    from mtplayer.core.library.artists import ArtistList, ArtistPage, ArtistQuery
    from mtplayer.core.library.folder_state import FolderState
    from mtplayer.core.library.folder_tree import FileRow, FolderTree
    from mtplayer.core.library.genres import GenreTile
    from mtplayer.core.library.library_state import (
        DoneByHand,
        FolderCounts,
        IgnoredPath,
        LibraryFolder,
        MissingPlace,
        MissingTrack,
        ScanItem,
        ScanRun,
    )
    from mtplayer.core.library.relocation import LostFile, Relocation, Sameness
    from mtplayer.core.library.tracks import (
        Arrivals,
        Edition,
        PartCounts,
        PlayableFile,
        Scope,
        Totals,
        TrackQuery,
        TrackRow,
    )
    from mtplayer.core.options import ScanMode
    from mtplayer.core.ports import AlbumSource, ArtistSource, RowSource
    from mtplayer.core.problems import Problem
    from mtplayer.core.queries.facets import Facets, Pane
    from mtplayer.core.queries.query_fields import Field
    from mtplayer.runtime.jobs import Token
    from mtplayer.runtime.signals import BoundSignal
    from mtplayer.services.library.music_places import MusicPlace
    from mtplayer.services.settings import SettingsService
    from mtplayer.ui.services.exchange_services import Exchange, Foreign, ListExchange
    from mtplayer.ui.services.library_services import Duplicates, Editions, FileManager
    from mtplayer.ui.services.list_services import PlaylistPictures, Playlists
    from mtplayer.ui.services.smart_services import SmartLists
    from mtplayer.ui.services.sound_services import (
        Bookmarks,
        Loops,
        LoudnessScan,
        LyricsFinder,
        Playback,
        Queue,
        Sessions,
        Sleep,
        SoundDevices,
        Stations,
        Visualiser,
        Waveforms,
        WhyThis,
    )
    from mtplayer.ui.views import Place


class Favorites(Protocol):
    """Hearts."""

    @property
    def changed(self) -> BoundSignal[FavoritesChanged]: ...
    def toggle(self, ids: Sequence[int]) -> object: ...
    def rate(self, ids: Sequence[int], rating: int | None) -> object: ...


class Browse(Protocol):
    """Albums and artists."""

    def albums(
        self, query: AlbumQuery, done: Callable[[AlbumList], object], *, asker: object
    ) -> object: ...
    def artists(
        self, query: ArtistQuery, done: Callable[[ArtistList], object], *, asker: object
    ) -> object: ...
    def count_artists(self, done: Callable[[int], object], *, asker: object) -> object: ...
    def album_facts(
        self, album: AlbumId, done: Callable[[AlbumFacts], object], *, asker: object
    ) -> object: ...
    def artist_page(
        self, artist: ArtistId, done: Callable[[ArtistPage | None], object], *, asker: object
    ) -> object: ...
    def album_tracks(
        self, albums: Sequence[int], done: Callable[[array[int]], object]
    ) -> object: ...
    def artist_tracks(self, artist: ArtistId, done: Callable[[array[int]], object]) -> object: ...
    def album_of(self, track: int, done: Callable[[AlbumId | None], object]) -> object: ...
    def artist_of(self, track: int, done: Callable[[ArtistId | None], object]) -> object: ...


class Tiles(Protocol):
    """Where tiles come from, read at once."""

    @property
    def albums(self) -> AlbumSource: ...
    @property
    def artists(self) -> ArtistSource: ...


class CoverChoices(Protocol):
    """Covers chosen by hand."""

    def choose(self, album: AlbumId, path: str) -> object: ...
    def use_own(self, album: AlbumId) -> object: ...


class Library(Protocol):
    """What there is."""

    @property
    def changed(self) -> BoundSignal[LibraryChanged]: ...
    @property
    def revision(self) -> int: ...
    def count_scopes(self, done: Callable[[Mapping[Scope, int]], object]) -> object: ...
    def count_parts(self, done: Callable[[PartCounts], object]) -> object: ...
    def count_folders(self, done: Callable[[int], object]) -> object: ...
    def suggest(
        self, field: Field, typed: str, most: int, done: Callable[[Sequence[str]], object]
    ) -> object: ...
    def arrivals(self, albums: int, done: Callable[[Arrivals], object]) -> object: ...
    def ids(
        self,
        query: TrackQuery,
        done: Callable[[array[int]], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        asker: object = None,
        first: Callable[[array[int]], object] | None = None,
    ) -> object: ...
    def totals(
        self,
        query: TrackQuery,
        done: Callable[[Totals], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        asker: object = None,
    ) -> Token: ...
    def rows(
        self,
        ids: Sequence[int],
        done: Callable[[Sequence[TrackRow]], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> object: ...
    def files(
        self,
        ids: Sequence[int],
        done: Callable[[Sequence[PlayableFile]], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> object: ...
    def facets(self, query: TrackQuery, pane: Pane, done: Callable[[Facets], object]) -> object: ...
    def folder_tree(self, done: Callable[[FolderTree], object]) -> object: ...
    def files_named(self, words: str, done: Callable[[Sequence[FileRow]], object]) -> object: ...
    def files_in(
        self, volume: int, path: bytes, done: Callable[[Sequence[FileRow]], object]
    ) -> object: ...
    def tracks_below(
        self, volume: int, path: bytes, done: Callable[[array[int]], object]
    ) -> object: ...
    def genres(self, done: Callable[[Sequence[GenreTile]], object]) -> object: ...
    def editions(self, album: AlbumId, done: Callable[[Sequence[Edition]], object]) -> object: ...
    def remove(self, ids: Sequence[int]) -> object: ...
    def ignore(self, ids: Sequence[int]) -> object: ...


class Scan(Protocol):
    """The search for music in folders."""

    @property
    def progress(self) -> BoundSignal[ScanProgress]: ...
    @property
    def finished(self) -> BoundSignal[ScanFinished]: ...
    @property
    def held_changed(self) -> BoundSignal[FilesHeld]: ...
    @property
    def held(self) -> FilesHeld: ...
    @property
    def running(self) -> bool: ...
    def accept_missing(self, folder: FolderId) -> object: ...
    def add_folders(self, paths: Sequence[str]) -> object: ...
    def scan(self, folders: Sequence[str] | None = None) -> object: ...
    def look_at(self, paths: Sequence[str]) -> object: ...
    def cancel(self) -> object: ...


class Folders(Protocol):
    """Where the library listens from."""

    @property
    def changed(self) -> BoundSignal[tuple[LibraryFolder, ...]]: ...
    @property
    def folders(self) -> tuple[LibraryFolder, ...]: ...
    def load(self) -> object: ...
    def count(self, done: Callable[[Mapping[FolderId, FolderCounts]], object]) -> object: ...
    def set_mode(self, folder: FolderId, mode: ScanMode) -> object: ...
    def set_cadence(self, folder: FolderId, minutes: int) -> object: ...
    def set_enabled(self, folder: FolderId, *, enabled: bool) -> object: ...
    def take_out(self, folder: FolderId, *, with_tracks: bool) -> object: ...
    def list_ignored(self, done: Callable[[Sequence[IgnoredPath]], object]) -> object: ...
    def stop_ignoring(self, paths: Sequence[IgnoredPath], done: Callable[[], object]) -> object: ...


class Missing(Protocol):
    """Tracks whose files are gone."""

    def count(self, done: Callable[[int], object]) -> object: ...
    def places(self, done: Callable[[Sequence[MissingPlace]], object]) -> object: ...
    def tracks(
        self, directory: int, done: Callable[[Sequence[MissingTrack]], object]
    ) -> object: ...
    def check(
        self, track: TrackId, path: str, done: Callable[[LostFile, Sameness], object]
    ) -> object: ...
    def locate(self, lost: LostFile, path: str) -> object: ...
    def look_in(self, old: bytes, new: str, done: Callable[[Relocation], object]) -> object: ...
    def locate_folder(self, found: Relocation) -> object: ...


class Changes(Protocol):
    """What scans found and hands did."""

    def feed(
        self, done: Callable[[tuple[Sequence[ScanRun], Sequence[DoneByHand]]], object]
    ) -> object: ...
    def items(self, scan: ScanId, done: Callable[[Sequence[ScanItem]], object]) -> object: ...


class Backups(Protocol):
    """Copies of the library."""

    @property
    def changed(self) -> BoundSignal[None]: ...
    @property
    def notice(self) -> BoundSignal[Notice]: ...
    @property
    def working(self) -> bool: ...
    def list_all(self, done: Callable[[Sequence[Backup]], object]) -> object: ...
    def back_up(self) -> object: ...
    def restore(self, backup: Path) -> object: ...
    def folder(self) -> Path: ...


class Watching(Protocol):
    """How folders are kept up to date."""

    @property
    def changed(self) -> BoundSignal[None]: ...
    def state(self, folder: FolderId) -> FolderState: ...


class Places(Protocol):
    """Music on this machine that is not in the library yet."""

    def find(self, done: Callable[[Sequence[MusicPlace]], object]) -> object: ...
    def count(self, path: str, done: Callable[[MusicPlace], object]) -> object: ...


class TakingOver(Protocol):
    """The library of another player."""

    def look(self, done: Callable[[MtFound | None], object]) -> object: ...
    def begin(
        self,
        path: Path,
        done: Callable[[MtReport], object],
        refused: Callable[[Problem], object],
        *,
        dry_run: bool = False,
    ) -> object: ...


class Troubles(Protocol):
    """What went wrong in the background."""

    @property
    def noticed(self) -> BoundSignal[Notice]: ...


class Undo(Protocol):
    """What can be taken back."""

    @property
    def offered(self) -> BoundSignal[UndoOffered]: ...
    def undo(self) -> object: ...
    def redo(self) -> object: ...
    def undo_operation(self, operation: int) -> object: ...
    def redo_operation(self, number: int) -> object: ...


class EditSmart(Protocol):
    """Opens the editor of smart playlists."""

    def __call__(
        self, playlist: int | None = None, query: str = "", parent: PlaylistId | None = None
    ) -> object: ...


@record
class Services:
    """Everything the window's parts are given, by name."""

    settings: SettingsService
    rows: RowSource
    tiles: Tiles
    browse: Browse
    covers: CoverChoices
    library: Library
    queue: Queue
    sessions: Sessions
    why: WhyThis
    sleep: Sleep
    playback: Playback
    favorites: Favorites
    editions: Editions
    duplicates: Duplicates
    scan: Scan
    write_ratings: Callable[[Sequence[int]], object]
    write_loudness: Callable[[Sequence[int]], object]
    """Write the ratings of tracks into their files."""
    undo: Undo
    folders: Folders
    watching: Watching
    missing: Missing
    changes: Changes
    backups: Backups
    places: Places
    taking_over: TakingOver
    devices: SoundDevices
    files: FileManager
    troubles: Troubles
    waveforms: Waveforms
    lyrics: LyricsFinder
    loudness: LoudnessScan
    visualiser: Visualiser
    loop: Loops
    bookmarks: Bookmarks
    playlists: Playlists
    stations: Stations
    exchange: Exchange
    foreign: Foreign
    lists_in_and_out: ListExchange
    """Asks in the window which playlist files come in, and where one goes out."""
    entry_rows: RowSource
    """The rows of playlists, by entry."""
    playlist_pictures: PlaylistPictures
    go: Callable[[Place], object]
    """Show a place in the window."""
    find_files: Callable[[Sequence[str], Callable[[array[int]], object]], object]
    """Find the tracks of files, which are scanned first if need be."""
    smart: SmartLists
    edit_smart: EditSmart
    add_to_playlist: Callable[[array[int]], object]
    """Put tracks into the playlist that was chosen in a menu, or ask for one."""
    offer: Callable[[str, str, Callable[[], object]], object]
    """Say something in a toast, with the words of a button and what that does."""
