"""Turns the tables of mt into values: times in UTC, one track for each path."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mtplayer.core.exchange.mt_library import (
    LeftOut,
    MtFolder,
    MtLibrary,
    MtLyrics,
    MtPlaylist,
    MtQueue,
    MtScrobble,
    MtTrack,
)
from mtplayer.storage.exchange.mt_source import Row, Tables, opened, path_text, real, text, whole

_DEFAULT_CADENCE: Final = 10
_LONGEST_CADENCE: Final = 1440
# Seconds up to here, milliseconds above: the year 5138, or 1973.
_SECONDS: Final = 100_000_000_000
_HASH_BYTES: Final = 32
_NO_PATH: Final = "they have no path"
_NO_TRACK: Final = "they name tracks that mt no longer had"


def read_mt(path: Path) -> MtLibrary:
    """Return everything in a library of mt. Raises MtUnreadable."""
    with opened(path) as tables:
        tables.needs("library", "filepath")
        return _Reading(tables).all()


class _Reading:
    """One library while it is read; counts what can't be taken over."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._paths: dict[int, str] = {}
        self._left: Counter[tuple[str, str]] = Counter()

    def all(self) -> MtLibrary:
        """Read every table that there is."""
        found = MtLibrary()
        found.tracks = self._tracks()
        found.playlists = self._playlists()
        found.folders = self._folders()
        found.lyrics = self._lyrics()
        found.scrobbles = self._scrobbles()
        found.queue = self._queue()
        found.left_out = [LeftOut(what, n, why) for (what, why), n in self._left.items()]
        return found

    def _tracks(self) -> list[MtTrack]:
        liked = self._likes()
        tracks: dict[str, MtTrack] = {}
        for row in self._tables.rows("library", "id"):
            path = path_text(row["filepath"])
            number = whole(row.get("id"))
            if not path.strip():
                self._left["tracks", _NO_PATH] += 1
                continue
            if number is not None:
                self._paths[number] = path
            track = _track(row, path, liked.pop(number, None) if number is not None else None)
            tracks[path] = _merged(tracks[path], track) if path in tracks else track
        if liked:
            self._left["favourites", _NO_TRACK] += len(liked)
        return list(tracks.values())

    def _likes(self) -> dict[int, int]:
        liked: dict[int, int] = {}
        for row in self._tables.rows("favorites", "timestamp"):
            if (track := whole(row.get("track_id"))) is not None:
                liked.setdefault(track, time_ms(row.get("timestamp")) or 0)
        return liked

    def _playlists(self) -> list[MtPlaylist]:
        entries: dict[int | None, list[tuple[str, int | None]]] = {}
        for row in self._tables.rows("playlist_items", "position", "added_at"):
            path = self._paths.get(whole(row.get("track_id")) or 0)
            if path is None:
                self._left["playlist entries", _NO_TRACK] += 1
                continue
            place = path, time_ms(row.get("added_at"))
            entries.setdefault(whole(row.get("playlist_id")), []).append(place)
        return [
            MtPlaylist(
                name=text(row.get("name")) or "Playlist",
                created_at=time_ms(row.get("created_at")),
                entries=tuple(entries.get(whole(row.get("id")), ())),
            )
            for row in self._tables.rows("playlists", "position", "created_at")
        ]

    def _folders(self) -> list[MtFolder]:
        folders: list[MtFolder] = []
        for row in self._tables.rows("watched_folders", "id"):
            if not (path := path_text(row.get("path")).strip()):
                self._left["folders", _NO_PATH] += 1
                continue
            cadence = whole(row.get("cadence_minutes")) or _DEFAULT_CADENCE
            folders.append(
                MtFolder(
                    path=path,
                    mode=text(row.get("mode")).lower(),
                    cadence_minutes=min(_LONGEST_CADENCE, max(1, cadence)),
                    enabled=whole(row.get("enabled", 1)) != 0,
                )
            )
        return folders

    def _lyrics(self) -> list[MtLyrics]:
        # An empty text is mt's note that Genius knew none; somebody else may.
        return [
            MtLyrics(
                artist=text(row.get("artist")),
                title=text(row.get("title")),
                text=words,
                fetched_at=time_ms(row.get("fetched_at")),
            )
            for row in self._tables.rows("lyrics_cache", "id")
            if (words := text(row.get("lyrics"))).strip()
        ]

    def _scrobbles(self) -> list[MtScrobble]:
        found: list[MtScrobble] = []
        for row in self._tables.rows("scrobble_queue", "id"):
            artist, title = text(row.get("artist")), text(row.get("track"))
            at = time_ms(row.get("timestamp"))
            if not artist or not title or at is None:
                self._left["scrobbles", "artist, title or time is not there"] += 1
                continue
            attempts = whole(row.get("retry_count")) or 0
            album = text(row.get("album"))
            found.append(
                MtScrobble(artist=artist, title=title, album=album, at=at, attempts=attempts)
            )
        return found

    def _queue(self) -> MtQueue:
        rows = self._tables.rows("queue", "id")
        paths = tuple(path for row in rows if (path := path_text(row.get("filepath"))).strip())
        nothing: Row = {}
        state = next(self._tables.rows("queue_state", "id"), nothing)
        current = whole(state.get("current_index"))
        return MtQueue(
            paths=paths,
            current=current if current is not None and 0 <= current < len(paths) else None,
            shuffle=bool(whole(state.get("shuffle_enabled"))),
            repeat=text(state.get("loop_mode")).strip().lower() or "none",
        )


def _track(row: Row, path: str, liked_at: int | None) -> MtTrack:
    seconds = real(row.get("duration")) or 0.0
    return MtTrack(
        path=path,
        title=text(row.get("title")),
        artist=text(row.get("artist")),
        album=text(row.get("album")),
        album_artist=text(row.get("album_artist")),
        track=text(row.get("track_number")),
        track_total=text(row.get("track_total")),
        date=text(row.get("date")),
        duration_ms=round(seconds * 1000) if 0 < seconds < _SECONDS else 0,
        size=max(0, whole(row.get("file_size")) or 0),
        inode=whole(row.get("file_inode")) or 0,
        added_at=time_ms(row.get("added_date")),
        last_played_at=time_ms(row.get("last_played")),
        plays=max(0, whole(row.get("play_count")) or 0),
        liked_at=liked_at,
        content_hash=_hash(text(row.get("content_hash"))),
        missing=bool(whole(row.get("missing"))),
        last_seen_at=time_ms(row.get("last_seen_at")),
    )


def _hash(value: str) -> bytes | None:
    """Return the bytes of ``sha256:`` and 64 digits."""
    kind, _, digits = value.partition(":")
    try:
        found = bytes.fromhex(digits)
    except ValueError:
        return None
    return found if kind == "sha256" and len(found) == _HASH_BYTES else None


def _merged(first: MtTrack, other: MtTrack) -> MtTrack:
    """Make one of two rows of the same file, as mt's own merging does: each has its own plays."""
    kept, left = (other, first) if first.missing and not other.missing else (first, other)
    return replace(
        kept,
        plays=first.plays + other.plays,
        added_at=_earliest((first.added_at, other.added_at)),
        liked_at=_earliest((first.liked_at, other.liked_at)),
        last_played_at=max(
            (at for at in (first.last_played_at, other.last_played_at) if at is not None),
            default=None,
        ),
        size=kept.size or left.size,
        title=kept.title or left.title,
    )


def _earliest(times: Iterable[int | None]) -> int | None:
    return min((at for at in times if at is not None), default=None)


def time_ms(value: object) -> int | None:
    """Return a time of mt as milliseconds in UTC; None for what is none.

    Texts are UTC, though mt showed them as local ones; numbers are seconds, though it showed some
    of them as milliseconds.
    """
    number = real(value)
    if number is not None:
        ms = number if abs(number) > _SECONDS else number * 1000
        return round(ms) if 0 < ms < _SECONDS * 1000 else None
    try:
        found = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        ms = round(found.timestamp() * 1000)
    except (OverflowError, OSError):
        return None
    return ms if ms > 0 else None
