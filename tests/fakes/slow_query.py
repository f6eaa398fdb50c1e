"""Whether a track is what a question asks for, worked out in plain Python, track by track."""
# ruff: noqa: C901, PLR0911 - as plain as the language is described

import copy
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timezone
from functools import lru_cache
from pathlib import Path

from mtplayer.core.formats import LOSSLESS_CODECS
from mtplayer.core.queries.query import Group, Match, Op, Unknown
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.query_values import moments
from mtplayer.core.tags import Role
from tests.fakes.slow_text import text_found

TEXT_COLUMNS = {
    Field.TITLE: ["title"],
    Field.ALBUM: ["album"],
    Field.COMMENT: ["comment"],
    Field.GROUPING: ["grouping"],
    Field.LABEL: ["label"],
    Field.ISRC: ["isrc"],
    Field.MBID: ["recording_mbid", "track_mbid", "release_mbid", "release_group_mbid"],
    Field.DATE: ["date"],
    Field.ORIGINAL_DATE: ["original_date"],
    Field.TITLE_SORT: ["title_sort"],
    Field.ARTIST_SORT: ["artist_sort"],
    Field.ALBUM_SORT: ["album_sort"],
    Field.ALBUM_ARTIST_SORT: ["album_artist_sort"],
    Field.COMPOSER_SORT: ["composer_sort"],
    Field.PERFORMER_SORT: ["performer_sort"],
    Field.MOOD: ["mood"],
    Field.KEY: ["initial_key"],
    Field.DISC_SUBTITLE: ["disc_subtitle"],
    Field.FORMAT: ["codec", "container"],
    Field.CONTAINER: ["container"],
}
NUMBER_COLUMNS = {
    Field.TRACK: "track_number",
    Field.TRACKS: "track_total",
    Field.DISC: "disc_number",
    Field.DISCS: "disc_total",
    Field.YEAR: "year",
    Field.BPM: "bpm",
    Field.PLAYS: "plays",
    Field.SKIPS: "skips",
    Field.RATING: "rating",
    Field.SIZE: "size",
    Field.BITRATE: "bitrate",
    Field.SAMPLE_RATE: "sample_rate",
    Field.BIT_DEPTH: "bit_depth",
    Field.CHANNELS: "channels",
    Field.TRACK_GAIN: "track_gain",
    Field.TRACK_PEAK: "track_peak",
    Field.ALBUM_GAIN: "album_gain",
    Field.ALBUM_PEAK: "album_peak",
    Field.ADDED: "added_at",
    Field.LAST_PLAYED: "last_played_at",
    Field.LIKED: "liked_at",
}
ROLES = {
    Field.ARTIST: ["artist"],
    Field.COMPOSER: ["composer"],
    Field.CONDUCTOR: ["conductor"],
    Field.LYRICIST: ["lyricist"],
    Field.REMIXER: ["remixer"],
    Field.PERFORMER: ["performer"],
    Field.PERSON: [role.value for role in Role],
}


def _known(tracks: list[dict], name: str) -> list[int]:
    return [track[name] for track in tracks if track[name] is not None]


ALBUM_VALUES = {
    Field.ALBUM_TRACKS: len,
    Field.ALBUM_PLAYS: lambda tracks: sum(_known(tracks, "plays")),
    Field.ALBUM_UNPLAYED: lambda tracks: len([t for t in tracks if not t["plays"]]),
    Field.ALBUM_RATING: lambda tracks: (
        sum(rated) / len(rated) if (rated := _known(tracks, "rating")) else None
    ),
    Field.ALBUM_LOWEST: lambda tracks: (
        min(rated) if len(rated := _known(tracks, "rating")) == len(tracks) else None
    ),
    Field.ALBUM_LENGTH: lambda tracks: sum(_known(tracks, "duration_ms")) or None,
    Field.ALBUM_ADDED: lambda tracks: max(_known(tracks, "added_at")),
    Field.ALBUM_PLAYED: lambda tracks: max(_known(tracks, "last_played_at"), default=None),
}
EVERY = """
SELECT t.*, f.size, f.mtime_ns, f.state, f.play_failure, f.name AS file_name, d.path AS folder,
    d.volume_id, d.cover_name, v.mount_path, v.label AS volume_label, v.online,
    k.title AS kept_title, k.artists AS kept_artists, k.album AS kept_album,
    a.compilation AS album_compilation, a.artwork_id AS album_artwork
FROM tracks t JOIN files f ON f.id = t.file_id JOIN directories d ON d.id = f.directory_id
JOIN volumes v ON v.id = d.volume_id LEFT JOIN track_texts k ON k.id = t.id
LEFT JOIN albums a ON a.id = t.album_id
"""


class SlowQuery:
    """Everything in memory; ``is_found`` follows the meaning of the language word by word."""

    def __init__(self, database: Path, now_ms: int, zone: timezone | None = None) -> None:
        self.now_ms, self.zone, self.as_of = now_ms, zone, None
        self.others: dict[int, SlowQuery] = {}
        self.moments = lru_cache(None)(lambda date: moments(date, now_ms, zone))
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            self.rows = {row["id"]: dict(row) for row in connection.execute(EVERY)}
            for row in self.rows.values():
                row.update(names={}, genres=[], lists=[], lyrics=False, sung=[], listens=[])
            for track, role, name in connection.execute(
                "SELECT track_id, role, name FROM track_artists JOIN artists ON id = artist_id"
                " ORDER BY track_id, role, position"
            ):
                self.rows[track]["names"].setdefault(role, []).append(name)
            for track, name in connection.execute(
                "SELECT track_id, name FROM track_genres JOIN genres ON id = genre_id"
            ):
                self.rows[track]["genres"].append(name)
            for track, name in connection.execute(
                "SELECT track_id, name FROM playlist_entries e JOIN playlists p"
                " ON p.id = e.playlist_id WHERE deleted_at IS NULL AND removed_at IS NULL"
                " AND track_id IS NOT NULL"
            ):
                self.rows[track]["lists"].append(name)
            for track, words in connection.execute(
                "SELECT track_id, text FROM lyrics WHERE text <> ''"
            ):
                self.rows[track]["lyrics"] = True
                self.rows[track]["sung"].append(words)
            for listen in connection.execute("SELECT * FROM listens WHERE track_id IS NOT NULL"):
                self.rows[listen["track_id"]]["listens"].append(dict(listen))
            self.albums: dict[int, list[dict]] = {}
            for row in self.rows.values():
                if row["listed"] and row["album_id"] is not None:
                    self.albums.setdefault(row["album_id"], []).append(row)
            self.folders_offline = [
                (row["volume_id"], row["path"])
                for row in connection.execute("SELECT * FROM folders WHERE online = 0")
                if row["removed_at"] is None
            ]

    def is_found(self, row: dict, node: object) -> bool:
        if isinstance(node, Unknown):
            return True
        if isinstance(node, Group):
            then = self.then(node) if node.match is Match.ALL else self
            parts = [(self if is_then(p) else then).is_found(row, p) for p in node.parts]
            if node.match is Match.NONE:
                return not any(parts)
            return all(parts) if node.match is Match.ALL or not parts else any(parts)
        match FIELDS[node.field].kind:
            case Kind.WORD:
                return self.flag(row, node.value)
            case Kind.LIST:
                if node.op is Op.EMPTY:
                    return not row["lists"]
                return any(text_found(name, node.op, node.value) for name in row["lists"])
            case Kind.TEXT:
                return self.any_text(row, node)
            case Kind.MOMENT:
                return row["added_at"] < self.moment(node)
            case Kind.DATE if node.field is Field.HEARD:
                heard = [one for one in self.listens(row) if not one["skipped"]]
                if node.op is Op.EMPTY:
                    return not heard
                return any(self.date(one["started_at"], node) for one in heard)
            case Kind.DATE:
                return self.date(self.number_of(row, node.field), node)
            case _:
                return self.number(self.number_of(row, node.field), node)

    # ---- the log of listens ----------------------------------------------------------------------

    def then(self, group: Group) -> "SlowQuery":
        """Return the same library with the counts of the earliest moment that is meant."""
        meant = [self.moment(part) for part in group.parts if is_then(part)]
        if not meant:
            return self
        return self.at(min(meant))

    def at(self, now: int) -> "SlowQuery":
        """Return the same library at another moment; made once for all its tracks."""
        if now not in self.others:
            self.others[now] = other = copy.copy(self)
            other.now_ms = other.as_of = now
            other.others = {}
            other.moments = lru_cache(None)(lambda date: moments(date, now, self.zone))
        return self.others[now]

    def moment(self, term) -> int:
        return min(self.moments(term.value).high, self.now_ms)

    def listens(self, row: dict) -> list[dict]:
        return [x for x in row["listens"] if self.as_of is None or x["started_at"] < self.as_of]

    def history_of(self, row: dict, name: str) -> int | None:
        if self.as_of is None:
            return row[name]
        known = (row["base_last_played_at"] or 0) < self.as_of
        if name == "liked_at":
            return row[name] if (row[name] or self.as_of) < self.as_of else None
        if name == "last_played_at":
            times = [one["started_at"] for one in self.listens(row) if one["counted"]]
            return max([*times, (row["base_last_played_at"] or 0) if known else 0]) or None
        kind = "counted" if name == "plays" else "skipped"
        base = row[f"base_{name}"] if known else 0
        return base + sum(one[kind] for one in self.listens(row))

    def is_unfinished(self, row: dict) -> bool:
        base = row["base_plays"]
        if self.as_of is not None and (row["base_last_played_at"] or 0) >= self.as_of:
            base = 0
        heard = self.listens(row)
        return not base and bool(heard) and not any(one["completed"] for one in heard)

    def is_on_this_day(self, row: dict) -> bool:
        now = local(self.now_ms)
        days = (local(one["started_at"]) for one in self.kept(row))
        return any((d.month, d.day) == (now.month, now.day) and d.year < now.year for d in days)

    def kept(self, row: dict) -> list[dict]:
        return [one for one in self.listens(row) if not one["skipped"]]

    # ---- texts ----------------------------------------------------------------------------------

    def any_text(self, row: dict, node) -> bool:
        texts = self.texts_of(row, node.field, node.op)
        if node.op is Op.EMPTY:
            return not any(texts)
        return any(
            text_found(one, node.op, node.value) for one in texts if one or node.field not in ROLES
        )

    def texts_of(self, row: dict, field: Field, op: Op) -> list[str]:
        if field is Field.ANY:
            if op in (Op.HAS, Op.PHRASE):
                return [row["kept_title"], row["kept_artists"], row["kept_album"]]
            parts = (Field.TITLE, Field.ARTIST, Field.ALBUM)
            return [text for part in parts for text in self.texts_of(row, part, op)]
        if field is Field.GENRE:
            return row["genres"]
        if field is Field.ALBUM_ARTIST:
            names = row["names"].get("album_artist")
            if names:
                return names
            return ["Various Artists"] if row["compilation"] else row["names"].get("artist", [])
        if field in ROLES:
            return [name for role in ROLES[field] for name in row["names"].get(role, [])]
        path = [
            os.fsdecode(row[name]).rstrip("/") for name in ("mount_path", "folder", "file_name")
        ]
        if field is Field.PATH:
            return ["/".join(part for part in path if part)]
        if field is Field.FOLDER:
            return ["/".join(part for part in path[:2] if part)]
        if field is Field.FILE:
            return [path[2]]
        if field is Field.LYRICS:
            return row["sung"]
        if field is Field.VOLUME:
            return [row["volume_label"]]
        return [row[name] or "" for name in TEXT_COLUMNS[field]]

    # ---- numbers --------------------------------------------------------------------------------

    def number_of(self, row: dict, field: Field) -> float | None:
        if field is Field.LENGTH:
            return row["duration_ms"] or None
        if field is Field.MODIFIED:
            return row["mtime_ns"] // 1_000_000
        if field is Field.ORIGINAL_YEAR:
            digits = row["original_date"][:4]
            return int(digits) or None if digits.isdigit() else None
        if field in (Field.PLAYS, Field.SKIPS, Field.LAST_PLAYED, Field.LIKED):
            return self.history_of(row, NUMBER_COLUMNS[field])
        if field in ALBUM_VALUES:
            tracks = self.albums.get(row["album_id"], [])
            return ALBUM_VALUES[field](tracks) if tracks else None
        return row[NUMBER_COLUMNS[field]]

    def number(self, have: float | None, node) -> bool:
        if node.op is Op.EMPTY:
            return have is None
        if have is None:
            return False
        want = node.value
        fine = want.fine
        match node.op:
            case Op.EQUAL if want.half:
                return want.value - want.half <= have < want.value + want.half
            case Op.EQUAL:
                return have == want.value
            case Op.LESS:
                return have < want.value - fine
            case Op.AT_LEAST:
                return have >= want.value - fine
            case Op.AT_MOST:
                return have < want.value + fine if fine else have <= want.value
            case Op.MORE:
                return have >= want.value + fine if fine else have > want.value
            case Op.BETWEEN:
                low, high = sorted([want.value, node.upper.value])
                top = have < high + fine if fine else have <= high
                return have >= low - fine and top
        raise AssertionError(node)

    def date(self, have: int | None, node) -> bool:
        if node.op is Op.EMPTY:
            return have is None
        if have is None:
            return False
        low, high = self.moments(node.value)
        if node.op is Op.BETWEEN:
            other = self.moments(node.upper)
            return min(low, other.low) <= have < max(high, other.high)
        if node.value.ago:
            # A longer age is an earlier time.
            return {
                Op.LESS: have > low,
                Op.AT_MOST: have >= low,
                Op.MORE: have < low,
                Op.AT_LEAST: have <= low,
            }[node.op]
        return {
            Op.EQUAL: low <= have < high,
            Op.LESS: have < low,
            Op.AT_MOST: have < high,
            Op.MORE: have >= high,
            Op.AT_LEAST: have >= low,
        }[node.op]

    # ---- states ---------------------------------------------------------------------------------

    def flag(self, row: dict, word: str) -> bool:
        return {
            "liked": self.history_of(row, "liked_at") is not None,
            "missing": row["state"] == "missing",
            "offline": self.state(row) == "offline",
            "unplayable": self.state(row) == "unplayable",
            "present": self.state(row) == "present",
            "lossless": row["codec"] in LOSSLESS_CODECS,
            "lossy": bool(row["codec"]) and row["codec"] not in LOSSLESS_CODECS,
            "played": self.history_of(row, "plays") > 0,
            "unplayed": self.history_of(row, "plays") == 0,
            "skipped": self.history_of(row, "skips") > 0,
            "unfinished": self.is_unfinished(row),
            "onthisday": self.is_on_this_day(row),
            "rated": row["rating"] is not None,
            "unrated": row["rating"] is None,
            "compilation": bool(row["compilation"] or row["album_compilation"]),
            "complete": self.complete(row),
            "audio": row["kind"] == "audio",
            "video": row["kind"] == "video",
            "cover": bool(
                row["has_cover"] or row["artwork_id"] or row["album_artwork"] or row["cover_name"]
            ),
            "lyrics": bool(row["has_lyrics"]) or row["lyrics"],
            "replaygain": row["track_gain"] is not None,
        }[word]

    def complete(self, row: dict) -> bool:
        discs: dict[int, list[dict]] = {}
        for track in self.albums.get(row["album_id"], []):
            discs.setdefault(track["disc_number"] or 1, []).append(track)
        totals = [max((t["track_total"] or 0 for t in disc), default=0) for disc in discs.values()]
        have = sum(map(len, discs.values()))
        return bool(totals) and all(totals) and have >= sum(totals)

    def state(self, row: dict) -> str:
        if row["state"] != "present":
            return row["state"]
        folder = row["folder"]
        away = any(
            volume == row["volume_id"] and (path in (b"", folder) or folder.startswith(path + b"/"))
            for volume, path in self.folders_offline
        )
        if not row["online"] or away:
            return "offline"
        return "unplayable" if row["play_failure"] is not None else "present"


def is_then(node: object) -> bool:
    return getattr(node, "field", None) is Field.AS_OF


def local(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone()
