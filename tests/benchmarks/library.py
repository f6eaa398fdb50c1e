"""Large libraries of invented tracks, written straight into a database and kept between runs."""

import hashlib
import inspect
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import accumulate, cycle
from pathlib import Path
from typing import Any

from mtplayer.core.folding import fold, place, sort_key
from mtplayer.runtime.paths import data_dir
from mtplayer.storage.connection import open_writer
from mtplayer.storage.migrate import prepare
from mtplayer.storage.scan import late_indexes
from tests.benchmarks.harness import cache_folder

TRACKS_PER_ALBUM = 11
VOCABULARY = 6000
SYLLABLES = (
    "ba be bi bo da de di do fa fi fo ga go ha he ho ka ki ko la le li lo lu ma me mi mo na ne ni"
    " no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo wa we zo än ör üm éa łó ßa øm"
)
KNOWN = ("love", "night", "björk", "sigur", "rós", "the", "light", "river", "dream", "東京", "blue")
GENRES = (
    "Ambient Blues Chanson Classical Country Dub Electronic Folk Funk Hip-hop House Indie Jazz"
    " Metal Pop Punk Reggae Rock Soul Techno Trance"
)
CODECS = (("mp3", 256_000), ("flac", 900_000), ("aac", 192_000), ("opus", 128_000))
ADDED_FROM = 1_600_000_000_000
DAY_MS = 86_400_000

TRACK_COLUMNS = (
    "id file_id title artist album album_artist title_key artist_key album_key album_artist_key"
    " genre_key composer_key album_id place year duration_ms added_at liked_at rating plays"
    " last_played_at track_number track_total disc_number disc_total bpm bitrate sample_rate"
    " channels codec container genre composer date original_date has_cover recording_mbid"
)
INSERT_TRACK = (
    f"INSERT INTO tracks ({', '.join(TRACK_COLUMNS.split())}) VALUES"
    f" ({', '.join('?' * len(TRACK_COLUMNS.split()))})"
)
INSERT_TEXT = "INSERT INTO track_texts (id, title, artists, album, rest) VALUES (?, ?, ?, ?, ?)"
INSERT_WORDS = (
    "INSERT INTO track_words (rowid, title, artists, album, rest)"
    " SELECT id, title, artists, album, rest FROM track_texts WHERE id > ?"
)
INSERT_FILE = (
    "INSERT INTO files (id, directory_id, name, size, mtime_ns, inode, device, state, added_at,"
    " last_seen_at, audio_key) VALUES (?, ?, ?, ?, ?, ?, 1, 'present', ?, ?, ?)"
)
INSERT_ARTIST = (
    "INSERT INTO track_artists (track_id, role, position, artist_id) VALUES (?, 'artist', 0, ?)"
)
INSERT_GENRE = "INSERT INTO track_genres (track_id, position, genre_id) VALUES (?, 0, ?)"


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of some albums, ready for executemany."""

    directories: list[tuple[object, ...]] = field(default_factory=list)
    albums: list[tuple[object, ...]] = field(default_factory=list)
    files: list[tuple[object, ...]] = field(default_factory=list)
    tracks: list[tuple[object, ...]] = field(default_factory=list)
    texts: list[tuple[object, ...]] = field(default_factory=list)
    artists: list[tuple[object, ...]] = field(default_factory=list)
    genres: list[tuple[object, ...]] = field(default_factory=list)


class Inventor:
    """Makes up names: a few words are common, most are rare, as in real libraries."""

    def __init__(self, seed: int, tracks: int) -> None:
        self.random = random.Random(seed)
        syllables = SYLLABLES.split()
        words = dict.fromkeys(KNOWN)
        while len(words) < VOCABULARY:
            words["".join(self.random.choices(syllables, k=self.random.randint(1, 4)))] = None
        self.words = [word.capitalize() for word in words]
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(VOCABULARY)))
        self.artists = [self.name(2) for _ in range(max(20, tracks // 66))]

    def name(self, longest: int) -> str:
        count = self.random.randint(1, longest)
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))


class Maker:
    """Makes albums one after the other; every row depends on the seed and its number alone."""

    def __init__(self, tracks: int) -> None:
        self.tracks = tracks
        self.invent = Inventor(11, tracks)
        self.random = self.invent.random
        self.genres = GENRES.split()

    def batches(self, size: int) -> Iterator[Batch]:
        batch = Batch()
        number = 0
        for album in range(1, self.tracks // TRACKS_PER_ALBUM + 2):
            count = min(TRACKS_PER_ALBUM, self.tracks - number)
            if count:
                self._album(batch, album, number, count)
                number += count
            if len(batch.tracks) >= size:
                yield batch
                batch = Batch()
        if batch.tracks:
            yield batch

    def _album(self, batch: Batch, album: int, before: int, count: int) -> None:
        r = self.random
        artist = int(r.random() ** 2 * len(self.invent.artists))
        name = self.invent.artists[artist]
        title = self.invent.name(3)
        year, genre, codec = r.randint(1955, 2024), r.randrange(len(self.genres)), r.choice(CODECS)
        added = ADDED_FROM + r.randrange(1500) * DAY_MS
        batch.directories.append((album, f"music/{name}/{title} {album}".encode()))
        batch.albums.append((album, f"{album}", title, name, sort_key(title), sort_key(name), year))
        for position in range(1, count + 1):
            track = (before + position, album, position, title, name, year, genre, codec, added)
            self._track(batch, track, artist)

    def _track(self, batch: Batch, album_track: tuple[Any, ...], artist: int) -> None:
        id_, album, position, album_title, name, year, genre, (codec, bitrate), added = album_track
        r = self.random
        title = self.invent.name(5)
        length = r.randint(60_000, 600_000)
        played = r.random() < 0.3
        plays = int(r.paretovariate(1)) % 500 if played else 0
        values: dict[str, object] = {
            "id": id_,
            "file_id": id_,
            "title": title,
            "artist": name,
            "album": album_title,
            "album_artist": name,
            "title_key": sort_key(title),
            "artist_key": sort_key(name),
            "album_key": sort_key(album_title),
            "album_artist_key": sort_key(name),
            "genre_key": sort_key(self.genres[genre]),
            "composer_key": sort_key(name if r.random() < 0.5 else ""),
            "album_id": album,
            "place": place(None, position),
            "year": year,
            "duration_ms": length,
            "added_at": added,
            "liked_at": added + length if r.random() < 0.02 else None,
            "rating": r.randrange(0, 101, 10) if r.random() < 0.05 else None,
            "plays": plays,
            "last_played_at": added + r.randrange(400) * DAY_MS + length if plays else None,
            "track_number": position,
            "track_total": TRACKS_PER_ALBUM,
            "disc_number": None,
            "disc_total": None,
            "bpm": r.randint(60, 180) if r.random() < 0.3 else None,
            "bitrate": bitrate,
            "sample_rate": 44_100,
            "channels": 2,
            "codec": codec,
            "container": codec,
            "genre": self.genres[genre],
            "composer": "",
            "date": f"{year}-05-17",
            "original_date": "",
            "has_cover": 1,
            "recording_mbid": f"{id_:08x}-0000-4000-8000-000000000000" if album % 2 else None,
        }
        batch.tracks.append(tuple(values.values()))
        words = (fold(title), fold(name), fold(album_title), f"{fold(self.genres[genre])} music")
        batch.texts.append((id_, *words))
        batch.artists.append((id_, artist + 1))
        batch.genres.append((id_, genre + 1))
        file = f"{position:02} {title}.{codec}".encode()
        key = id_.to_bytes(20, "little")
        batch.files.append((id_, album, file, length * 30, added, id_, added, added, key))


def insert(connection: sqlite3.Connection, batch: Batch, *, words: bool = True) -> None:
    """Insert a batch as a scan does: one executemany a table, then the words in one statement."""
    connection.executemany(
        "INSERT INTO directories (id, volume_id, path) VALUES (?, 1, ?)", batch.directories
    )
    connection.executemany(
        "INSERT INTO albums (id, identity, title, artist, title_key, artist_key, year)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        batch.albums,
    )
    connection.executemany(INSERT_FILE, batch.files)
    connection.executemany(INSERT_TRACK, batch.tracks)
    connection.executemany(INSERT_TEXT, batch.texts)
    connection.executemany(INSERT_ARTIST, batch.artists)
    connection.executemany(INSERT_GENRE, batch.genres)
    if words:
        first = batch.texts[0][0]
        assert isinstance(first, int)
        connection.execute(INSERT_WORDS, (first - 1,))


def insert_names(connection: sqlite3.Connection, maker: Maker) -> None:
    """Insert what all batches refer to: the volume, the artists and the genres."""
    connection.execute(
        "INSERT INTO volumes (id, kind, key, label, mount_path, last_seen_at)"
        " VALUES (1, 'fixed', 'bench', 'Disk', ?, ?)",
        (b"/mnt/disk", ADDED_FROM),
    )
    connection.executemany(
        "INSERT INTO artists (id, identity, name, sort_name, sort_key) VALUES (?, ?, ?, ?, ?)",
        (
            (number, f"{number}", name, name, sort_key(name))
            for number, name in enumerate(maker.invent.artists, 1)
        ),
    )
    connection.executemany(
        "INSERT INTO genres (id, identity, name) VALUES (?, ?, ?)",
        ((number, fold(name), name) for number, name in enumerate(maker.genres, 1)),
    )


def synthetic_library(tracks: int) -> Path:
    """Return the database of a library with so many tracks; read it only."""
    made_by = "".join(map(inspect.getsource, (Inventor, Maker, insert, insert_names)))
    schema = (data_dir("migrations") / "fresh.sql").read_text()
    mark = hashlib.blake2b(f"{schema}{made_by}".encode(), digest_size=6).hexdigest()
    folder = cache_folder() / f"library-{tracks}-{mark}"
    database = folder / "library.db"
    if not database.exists():
        unfinished = folder.with_name(f"{folder.name}.part") / "library.db"
        shutil.rmtree(unfinished.parent, ignore_errors=True)
        _fill(unfinished, tracks)
        for old in cache_folder().glob(f"library-{tracks}-{'?' * 12}"):
            shutil.rmtree(old, ignore_errors=True)
        unfinished.parent.rename(folder)
    return database


def _fill(database: Path, tracks: int) -> None:
    prepare(database)
    maker = Maker(tracks)
    with closing(open_writer(database)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN IMMEDIATE")
        late_indexes.put_off(connection)
        insert_names(connection, maker)
        for batch in maker.batches(5000):
            insert(connection, batch)
        for name in late_indexes.missing(connection):
            late_indexes.build(connection, name)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def build_late_indexes(connection: sqlite3.Connection) -> None:
    """Build the indexes that were put off, as a scan does at its end."""
    for name in late_indexes.missing(connection):
        late_indexes.build(connection, name)


@contextmanager
def copied(database: Path) -> Generator[Path]:
    """Lend a copy that may be written."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "library.db"
        shutil.copyfile(database, copy)
        yield copy


def rewrite(database: Path, between: Callable[[], object] = lambda: None) -> None:
    """Change tracks without end, in batches as a scan of changed files does."""
    with closing(open_writer(database)) as connection:
        last = connection.execute("SELECT max(id) FROM tracks").fetchone()[0]
        for first in cycle(range(1, last, 100)):
            between()
            some = (first, first + 99)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "UPDATE tracks SET title = title || ' x', title_key = title_key || ' x',"
                " year = 4000 - year WHERE id BETWEEN ? AND ?",
                some,
            )
            connection.execute(
                "UPDATE track_texts SET title = title || ' x' WHERE id BETWEEN ? AND ?", some
            )
            connection.execute("COMMIT")
