"""Services that keep state and announce it, without a database or a sound."""

import time
from dataclasses import replace

from PySide6.QtCore import QObject

from mtplayer.core.events import (
    FavoritesChanged,
    FilesHeld,
    LibraryChanged,
    Notice,
    PlaybackFailed,
    PlaybackState,
    Position,
    ScanFinished,
    ScanProgress,
    UndoOffered,
    WaveformReady,
)
from mtplayer.core.ids import AlbumId
from mtplayer.core.library.genres import GenreTile
from mtplayer.core.library.tracks import Arrivals, Edition, PartCounts, Scope
from mtplayer.core.playing.stations import OnAir, Reception
from mtplayer.core.playing.trust import Doubt
from mtplayer.core.queries.facets import Facets
from mtplayer.core.sound.sound import SignalPath
from mtplayer.runtime.jobs import Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.library.music_places import MusicPlace, PlaceKind
from mtplayer.services.settings import SettingsService
from mtplayer.ui.services.services import Services
from tests.fakes.browse import FakeBrowse, FakeTiles
from tests.fakes.exchange import FakeExchange, FakeForeign, FakeListExchange
from tests.fakes.looks import FakeLoudness, FakeLyrics, FakeVisualiser
from tests.fakes.places import FakeBookmarks, FakeLoop
from tests.fakes.playlists import FakePictures, FakePlaylists
from tests.fakes.queue_services import FakeQueue, FakeSessions, FakeSleep, FakeWhy
from tests.fakes.rows import Rows
from tests.fakes.smart_lists import FakeSmartLists
from tests.fakes.stations import FakeStations
from tests.fakes.upkeep import (
    FakeBackups,
    FakeChanges,
    FakeLibraryFolders,
    FakeMissing,
    FakeTakingOver,
    FakeWatching,
)


class FakePlayback(QObject):
    state_changed: TypedSignal[PlaybackState] = signal()
    position_changed: TypedSignal[Position] = signal()
    failed: TypedSignal[PlaybackFailed] = signal()
    notice: TypedSignal[Notice] = signal()
    path_changed: TypedSignal[SignalPath] = signal()
    on_air_changed: TypedSignal[OnAir | None] = signal()
    doubted: TypedSignal[Doubt] = signal()

    def __init__(self):
        super().__init__()
        self.state = PlaybackState.STOPPED
        self.volume = 80
        self.muted = False
        self.calls = []
        self._position = Position(ms=0, at=time.monotonic())
        self.on_air = None
        self.path = None

    def tune_in(self, station):
        self.receive(OnAir(station=station, reception=Reception.CONNECTING))

    def receive(self, on_air):
        """Be tuned in like this, and say so."""
        self.on_air = on_air
        self.on_air_changed.emit(on_air)

    def stop(self):
        self.receive(None)

    def position(self):
        return self._position

    def be(self, state, ms=0, duration_ms=0):
        """Be in this state at this place, and say so."""
        self._position = Position(ms=ms, at=time.monotonic(), duration_ms=duration_ms)
        self.state = state
        self.state_changed.emit(state)
        self.position_changed.emit(self._position)

    def play_pause(self):
        playing = self.state is PlaybackState.PLAYING
        self.be(PlaybackState.PAUSED if playing else PlaybackState.PLAYING)

    def next(self):
        self.calls.append("next")

    def previous(self):
        self.calls.append("previous")

    def play_tracks(self, ids, start_row, source):
        self.calls.append(("play", list(ids), start_row, source))

    def seek(self, ms):
        self.calls.append(("seek", ms))

    def seek_by(self, ms):
        self.calls.append(("seek by", ms))

    def set_volume(self, volume):
        self.volume = volume

    def set_muted(self, *, muted):
        self.muted = muted


class FakeFavorites(QObject):
    changed: TypedSignal[FavoritesChanged] = signal()

    def __init__(self, rows):
        super().__init__()
        self._rows = rows

    def toggle(self, ids):
        added = []
        for row in self._rows.rows(ids):
            liked = None if row.liked_at else 1_700_000_000_000
            self._rows.special[row.id] = row._replace(liked_at=liked)
            if liked:
                added.append(row.id)
        removed = tuple(i for i in ids if i not in added)
        self.changed.emit(FavoritesChanged(added=tuple(added), removed=removed))


class FakeDuplicates:
    def __init__(self):
        self.calls = []

    def merge(self, ids):
        self.calls.append(list(ids))


class FakeEditions(QObject):
    notice: TypedSignal[Notice] = signal()

    def __init__(self):
        super().__init__()
        self.calls = []

    def merge(self, albums, into):
        self.calls.append(("merge", list(albums), into))

    def split(self, album):
        self.calls.append(("split", album))

    def merge_artists(self, artists, into):
        self.calls.append(("artists", list(artists), into))

    def part_artist(self, artist, spelling):
        self.calls.append(("part", artist, spelling))


class FakeLibrary(QObject):
    changed: TypedSignal[LibraryChanged] = signal()

    def __init__(self):
        super().__init__()
        self.counts = dict.fromkeys(Scope, 0)
        self.folders = 3
        self.arrived = Arrivals()
        self.named_genres = {}

    def genres(self, done):
        done([GenreTile(id_, name, "", 1, ()) for id_, name in self.named_genres.items()])

    def facets(self, query, pane, done):
        done(Facets())

    def editions(self, album, done):
        done(
            [
                Edition(
                    id=AlbumId(number), title=title, artist="A", year=year, tracks=9, folder="x"
                )
                for number, title, year in ((1, "X", 1990), (2, "X (Deluxe)", 2010))
            ]
        )

    def count_parts(self, done):
        done(PartCounts())

    def count_scopes(self, done):
        done(dict(self.counts))

    def count_folders(self, done):
        done(self.folders)

    def arrivals(self, albums, done):
        newest = self.arrived.newest[:albums]
        done(replace(self.arrived, newest=newest))


class FakeScan(QObject):
    progress: TypedSignal[ScanProgress] = signal()
    finished: TypedSignal[ScanFinished] = signal()
    held_changed: TypedSignal[FilesHeld] = signal()

    def __init__(self):
        super().__init__()
        self.running = False
        self.held = FilesHeld()
        self.calls = []

    def hold(self, *folders):
        self.held = FilesHeld(folders=folders)
        self.held_changed.emit(self.held)

    def accept_missing(self, folder):
        self.calls.append(("accept", folder))

    def add_folders(self, paths):
        self.calls.append(("add", list(paths)))

    def scan(self, folders=None):
        self.calls.append("scan" if folders is None else ("scan", list(folders)))

    def look_at(self, paths):
        self.calls.append(("look", list(paths)))

    def cancel(self):
        self.calls.append("cancel")


class FakeTroubles(QObject):
    noticed: TypedSignal[Notice] = signal()


class FakeWaveforms(QObject):
    ready: TypedSignal[WaveformReady] = signal()

    def __init__(self):
        super().__init__()
        self.asked = []

    def ask(self, track):
        self.asked.append(track)


class FakePlaces:
    def __init__(self):
        self.here = []
        self.wanted = []

    def find(self, done):
        done(self.here)

    def count(self, path, done):
        done(MusicPlace(path=path, kind=PlaceKind.MUSIC, files=12, complete=True))


class FakeDevices:
    def __init__(self):
        self.names = ["Desk", "Kitchen"]
        self.chosen = ""

    def find(self, done):
        self.search = Token()
        done(self.names)
        return self.search

    def choose(self, name):
        self.chosen = name

    def import_filters(self, path):
        self.imported = path

    def remove_filters(self):
        self.imported = ""


class FakeUndo(QObject):
    offered: TypedSignal[UndoOffered] = signal()

    def __init__(self):
        super().__init__()
        self.calls = []

    def undo(self):
        self.calls.append("undo")

    def redo(self):
        self.calls.append("redo")

    def undo_operation(self, operation):
        self.calls.append(("undo", operation))

    def redo_operation(self, number):
        self.calls.append(("redo", number))


class FakeCoverChoices:
    def __init__(self):
        self.calls = []

    def choose(self, album, path):
        self.calls.append(("choose", album, path))

    def use_own(self, album):
        self.calls.append(("own", album))


class FakeFiles:
    def __init__(self):
        self.shown = []
        self.opened = []
        self.lying = {}

    def show(self, path):
        self.shown.append(path)

    def open(self, path):
        self.opened.append(path)

    def others(self, folder, known, done):
        done([file for file in self.lying.get(folder, ()) if file.name not in known])


def fake_services():
    """Return one of each."""
    rows = Rows()
    return Services(
        settings=SettingsService({}, lambda _: None),
        rows=rows,
        tiles=FakeTiles(),
        browse=FakeBrowse(),
        covers=FakeCoverChoices(),
        library=FakeLibrary(),
        queue=FakeQueue(),
        sessions=FakeSessions(),
        why=FakeWhy(),
        sleep=FakeSleep(),
        playback=FakePlayback(),
        favorites=FakeFavorites(rows),
        editions=FakeEditions(),
        duplicates=FakeDuplicates(),
        scan=FakeScan(),
        write_ratings=lambda ids: None,
        write_loudness=lambda ids: None,
        undo=FakeUndo(),
        folders=FakeLibraryFolders(),
        watching=FakeWatching(),
        missing=FakeMissing(),
        changes=FakeChanges(),
        backups=FakeBackups(),
        places=FakePlaces(),
        taking_over=FakeTakingOver(),
        devices=FakeDevices(),
        files=FakeFiles(),
        troubles=FakeTroubles(),
        playlists=FakePlaylists(),
        entry_rows=rows,
        playlist_pictures=FakePictures(),
        waveforms=FakeWaveforms(),
        loop=FakeLoop(),
        bookmarks=FakeBookmarks(),
        stations=FakeStations(),
        smart=FakeSmartLists(),
        edit_smart=lambda playlist=None, query="", parent=None: None,
        offer=lambda text, action, run: None,
        lyrics=FakeLyrics(),
        loudness=FakeLoudness(),
        visualiser=FakeVisualiser(),
        exchange=FakeExchange(),
        foreign=FakeForeign(),
        lists_in_and_out=FakeListExchange(),
        go=lambda place: None,
        find_files=lambda paths, done: None,
        add_to_playlist=lambda ids: None,
    )
