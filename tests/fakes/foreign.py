"""Libraries of other players with the same five songs, as those players write them."""

import pickle
import plistlib
import sqlite3
import sys
import types
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_from_bytes
from xml.sax.saxutils import escape

PLAIN = "/!$&'()*+,;=:@~-._"
PLAYED, ADDED = 1_600_000_000, 1_500_000_000


@dataclass(frozen=True, kw_only=True)
class Song:
    path: bytes
    title: str = ""
    artist: str = "Glasshouse Radio"
    album: str = "Slow Weather"
    length_s: int = 200
    plays: int = 0
    skips: int = 0
    played: int = 0
    added: int = 0
    rating: float | None = None
    loved: bool = False


def songs(folder: bytes) -> list[Song]:
    """The first four are in the folder; the last one never was."""
    return [
        Song(
            path=folder + b"/01.flac", title="Song 1", plays=7, skips=2, played=PLAYED, added=ADDED
        ),
        Song(path=folder + b"/02 \xff.flac", title="Song 2", rating=0.8, loved=True),
        Song(path=folder + b"/03 50%&#.flac", title="Song 3"),
        Song(path=b"/moved/from/music/04.flac", title="Song 4", plays=3, rating=1.0),
        Song(path=b"/nowhere/other.mp3", title="Not here", artist="Nobody", plays=9, length_s=77),
    ]


def address(path: bytes) -> str:
    return "file://" + quote_from_bytes(path, safe=PLAIN)


# What is in every player's playlist: the second song, one that is not here, the first, the second.
LISTED = (1, 4, 0, 1)


def rhythmbox(target: Path, folder: bytes) -> Path:
    target.mkdir()
    every = songs(folder)
    lines = ['<?xml version="1.0" standalone="yes"?>', '<rhythmdb version="2.0">']
    for song in every:
        values = {
            "title": song.title,
            "genre": "Rock",
            "artist": song.artist,
            "album": song.album,
            "track-number": 1,
            "duration": song.length_s,
            "location": address(song.path),
            "first-seen": song.added,
            "rating": song.rating and round(song.rating * 5),
            "play-count": song.plays,
            "last-played": song.played,
            "date": 733_042,
        }
        lines.append('  <entry type="song">')
        lines += [f"    <{key}>{escape(str(v))}</{key}>" for key, v in values.items() if v]
        lines.append("  </entry>")
    lines.append(
        '  <entry type="iradio"><title>Radio</title><location>http://r.example/</location>'
        "<play-count>4</play-count></entry>"
    )
    lines.append("</rhythmdb>")
    (target / "rhythmdb.xml").write_text("\n".join(lines))
    places = "".join(f"<location>{escape(address(every[n].path))}</location>" for n in LISTED)
    (target / "playlists.xml").write_text(
        '<?xml version="1.0"?>\n<rhythmdb-playlists>'
        f'<playlist name="Late trains" show-browser="true" type="static">{places}</playlist>'
        '<playlist name="Top Rated" type="automatic"><conjunction/></playlist>'
        '<playlist name="Play Queue" type="queue"></playlist>'
        "</rhythmdb-playlists>"
    )
    return target


def quodlibet(target: Path, folder: bytes, *, old: bool = False) -> Path:
    target.mkdir()
    every = songs(folder)
    module = types.ModuleType("quodlibet.formats.xiph")
    kind = type("FLACFile", (dict,), {"__module__": module.__name__})
    vars(module)["FLACFile"] = kind
    added = {"quodlibet": types.ModuleType("quodlibet"), "quodlibet.formats": module}
    sys.modules |= {**added, module.__name__: module}
    try:
        items = [kind(_of_quodlibet(song, old=old)) for song in every]
        (target / "songs").write_bytes(pickle.dumps(items, 2))
    finally:
        for name in ("quodlibet", "quodlibet.formats", module.__name__):
            del sys.modules[name]
    lists = target / "playlists"
    lists.mkdir()
    if old:
        content = b"\n".join(every[n].path for n in LISTED) + b"\n"
        (lists / "Late%20trains").write_bytes(content)
    else:
        tracks = "".join(
            f"<track><location>{escape(address(every[n].path))}</location></track>" for n in LISTED
        )
        (lists / "Late%20trains.xspf").write_text(
            '<?xml version="1.0"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/">'
            f"<title>Late trains</title><trackList>{tracks}</trackList></playlist>"
        )
    return target


def _of_quodlibet(song: Song, *, old: bool) -> dict:
    values = {
        "~filename": song.path,
        "~mountpoint": b"/",
        "title": song.title,
        "artist": f"{song.artist}",
        "album": song.album,
        "tracknumber": "1/10",
        "~#length": song.length_s if old else float(song.length_s),
        "~#bitrate": 900,
        "~#added": song.added,
        "~#playcount": song.plays,
        "~#skipcount": song.skips,
        "~#lastplayed": song.played,
    }
    if song.rating is not None:
        values["~#rating"] = song.rating
    return {key.encode() if old else key: value for key, value in values.items()}


_STRAWBERRY = """
CREATE TABLE songs (title TEXT, album TEXT, artist TEXT, albumartist TEXT, track INTEGER,
    disc INTEGER, year INTEGER, genre TEXT, url TEXT NOT NULL, directory_id INTEGER,
    length INTEGER, filetype INTEGER, mtime INTEGER, ctime INTEGER, unavailable INTEGER,
    playcount INTEGER NOT NULL DEFAULT 0, skipcount INTEGER NOT NULL DEFAULT 0,
    lastplayed INTEGER NOT NULL DEFAULT -1, rating INTEGER DEFAULT -1,
    musicbrainz_recording_id TEXT);
CREATE TABLE playlists (name TEXT NOT NULL, last_played INTEGER NOT NULL DEFAULT -1,
    ui_order INTEGER NOT NULL DEFAULT 0, special_type TEXT, ui_path TEXT,
    is_favorite INTEGER NOT NULL DEFAULT 0, dynamic_playlist_type INTEGER,
    dynamic_playlist_backend TEXT, dynamic_playlist_data BLOB);
CREATE TABLE playlist_items (playlist INTEGER NOT NULL, type INTEGER NOT NULL DEFAULT 0,
    collection_id INTEGER, playlist_url TEXT, title TEXT, artist TEXT, url TEXT, length INTEGER);
"""
_CLEMENTINE = (
    _STRAWBERRY.replace("url TEXT NOT NULL", "filename TEXT NOT NULL")
    .replace("collection_id", "library_id")
    .replace(" url TEXT,", " filename TEXT,")
    .replace("rating INTEGER DEFAULT -1", "rating REAL DEFAULT -1")
)


def strawberry(target: Path, folder: bytes) -> Path:
    target.mkdir()
    return _database(target / "strawberry.db", _STRAWBERRY, "url", "collection_id", folder)


def clementine(target: Path, folder: bytes) -> Path:
    target.mkdir()
    return _database(target / "clementine.db", _CLEMENTINE, "filename", "library_id", folder)


def _database(path: Path, schema: str, place: str, song_id: str, folder: bytes) -> Path:
    every = songs(folder)
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(schema)
        for song in every:
            db.execute(
                f"INSERT INTO songs (title, artist, album, albumartist, track, {place}, length,"
                " ctime, playcount, skipcount, lastplayed, rating)"
                " VALUES (?, ?, ?, '', 1, ?, ?, ?, ?, ?, ?, ?)",
                (
                    song.title,
                    song.artist,
                    song.album,
                    address(song.path),
                    song.length_s * 1_000_000_000,
                    song.added or -1,
                    song.plays,
                    song.skips,
                    song.played or -1,
                    -1 if song.rating is None else song.rating,
                ),
            )
        lists = [
            ("Late trains", 0, "Evenings", None),
            ("Dynamic", 1, "", 1),
        ]
        db.executemany(
            "INSERT INTO playlists (name, ui_order, ui_path, dynamic_playlist_type)"
            " VALUES (?, ?, ?, ?)",
            lists,
        )
        for n in LISTED:
            # Of songs in the collection only the number is kept.
            known = every[n].title != "Not here"
            db.execute(
                f"INSERT INTO playlist_items (playlist, {song_id}, title, artist, {place})"
                " VALUES (1, ?, ?, ?, ?)",
                (n + 1, None, None, None)
                if known
                else (None, every[n].title, every[n].artist, address(every[n].path)),
            )
    return path


def itunes(target: Path, folder: bytes) -> Path:
    target.mkdir()
    every = songs(folder)

    def when(seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)

    tracks = {}
    for number, song in enumerate(every, 1):
        values = {
            "Track ID": number,
            "Name": song.title,
            "Artist": song.artist,
            "Album": song.album,
            "Total Time": song.length_s * 1000,
            "Location": address(song.path).replace("file://", "file://localhost"),
        }
        if song.plays:
            values |= {"Play Count": song.plays}
        if song.played:
            values |= {"Play Date": 3_000_000_000, "Play Date UTC": when(song.played)}
        if song.skips:
            values |= {"Skip Count": song.skips}
        if song.added:
            values |= {"Date Added": when(song.added)}
        if song.rating is not None:
            values |= {"Rating": round(song.rating * 100)}
        if song.loved:
            values |= {"Loved": True}
        if song.title == "Song 3":
            values |= {"Rating": 60, "Rating Computed": True}
        tracks[str(number)] = values
    every_item = [{"Track ID": number} for number in range(1, 6)]
    playlists = [
        {"Name": "Library", "Master": True, "Playlist Items": every_item},
        {"Name": "Music", "Distinguished Kind": 4, "Playlist Items": every_item},
        {"Name": "Evenings", "Folder": True, "Playlist Persistent ID": "F1"},
        {"Name": "Recent", "Smart Info": b"\x01", "Smart Criteria": b"\x02"},
        {
            "Name": "Late trains",
            "Playlist Persistent ID": "P1",
            "Parent Persistent ID": "F1",
            "Playlist Items": [{"Track ID": n + 1} for n in LISTED],
        },
    ]
    path = target / "Library.xml"
    with path.open("wb") as file:
        plistlib.dump({"Major Version": 1, "Tracks": tracks, "Playlists": playlists}, file)
    return path


MAKERS = {
    "rhythmbox": rhythmbox,
    "quodlibet": quodlibet,
    "strawberry": strawberry,
    "clementine": clementine,
    "itunes": itunes,
}
