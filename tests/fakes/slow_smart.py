"""What a smart playlist holds, worked out track by track in plain Python."""

from mtplayer.core.library.tracks import SortKey
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.smart_lists import Choice, Unit, mixed

BIG = 1 << 62
NAMES = {
    SortKey.ALBUM_ARTIST: "album_artist_key",
    SortKey.TITLE: "title_key",
    SortKey.YEAR: "year",
    SortKey.RATING: "rating",
    SortKey.ADDED: "added_at",
    SortKey.PLAYS: "plays",
    SortKey.DURATION: "duration_ms",
}


def least(value):
    return (value is not None, value or 0)


def last(value):
    return (value is None, value or 0)


CHOICES = {
    Choice.LEAST_RECENTLY_PLAYED: lambda row: least(row["last_played_at"]),
    Choice.RECENTLY_PLAYED: lambda row: -(row["last_played_at"] or -BIG),
    Choice.MOST_PLAYED: lambda row: (-row["plays"], -(row["last_played_at"] or -BIG)),
    Choice.LEAST_PLAYED: lambda row: (row["plays"], least(row["last_played_at"])),
    Choice.MOST_SKIPPED: lambda row: -row["skips"],
    Choice.HIGHEST_RATED: lambda row: -(-BIG if row["rating"] is None else row["rating"]),
    Choice.LOWEST_RATED: lambda row: last(row["rating"]),
    Choice.RECENTLY_ADDED: lambda row: -row["added_at"],
    Choice.FIRST_ADDED: lambda row: row["added_at"],
    Choice.RECENTLY_LIKED: lambda row: -(row["liked_at"] or -BIG),
    Choice.NEWEST: lambda row: -(row["year"] or -BIG),
    Choice.OLDEST: lambda row: last(row["year"]),
    Choice.LONGEST: lambda row: -row["duration_ms"],
    Choice.SHORTEST: lambda row: last(row["duration_ms"] or None),
    Choice.TITLE: lambda row: (row["title_key"], row["artist_key"]),
    Choice.ARTIST: lambda row: (
        row["artist_key"], row["album_key"], least(row["album_id"]), row["place"]
    ),
    Choice.ALBUM: lambda row: (
        row["album_key"], row["album_artist_key"], least(row["album_id"]), row["place"]
    ),
}  # fmt: skip


def held(slow, smart):
    """Return the ids of a smart playlist in order."""
    node = parse(smart.query).node
    found = [row for row in slow.rows.values() if row["listed"] and slow.is_found(row, node)]
    if smart.whole_albums:
        albums = {row["album_id"] for row in found} - {None}
        ids = {row["id"] for row in found}
        found = [
            row for row in slow.rows.values()
            if row["listed"] and (row["id"] in ids or row["album_id"] in albums)
        ]  # fmt: skip
    found.sort(key=lambda row: (_chosen_by(smart, row), row["id"]))
    parts = {}
    for row in found:
        parts.setdefault(_part(smart, row), []).append(row)
    kept = _enough(smart, _few(smart, list(parts.values())))
    if smart.whole_albums:
        kept = [sorted(part, key=lambda row: (row["place"], row["id"])) for part in kept]
    rows = [row for part in kept for row in part]
    for sorting in reversed(smart.sorting):
        _sort(rows, sorting)
    return [row["id"] for row in rows]


def _chosen_by(smart, row):
    if smart.choice is Choice.RANDOM:
        return mixed(_part(smart, row), smart.seed)
    return CHOICES[smart.choice](row)


def _part(smart, row):
    if not smart.whole_albums:
        return row["id"]
    return -row["id"] if row["album_id"] is None else row["album_id"]


def _few(smart, parts):
    if not smart.per_artist:
        return parts
    seen, kept = {}, []
    for part in parts:
        artist = part[0]["album_artist_key"]
        if not smart.whole_albums:
            artist = next(iter(part[0]["names"].get("artist", [])), None)
        seen[artist] = seen.get(artist, 0) + 1
        if artist is None or seen[artist] <= smart.per_artist:
            kept.append(part)
    return kept


def _enough(smart, parts):
    if smart.limit is None:
        return parts
    measure, factor = {
        Unit.TRACKS: (lambda row: 1, 1),
        Unit.MINUTES: (lambda row: row["duration_ms"], 60_000),
        Unit.HOURS: (lambda row: row["duration_ms"], 3_600_000),
        Unit.MEGABYTES: (lambda row: row["size"], 1_000_000),
        Unit.GIGABYTES: (lambda row: row["size"], 1_000_000_000),
    }[smart.limit.unit]
    total, kept = 0, []
    for part in parts:
        total += sum(map(measure, part))
        if total <= smart.limit.amount * factor:
            kept.append(part)
    return kept


def _sort(rows, sorting):
    name = NAMES[sorting.key]
    known = [row for row in rows if _is_known(sorting.key, row[name])]
    unknown = [row for row in rows if not _is_known(sorting.key, row[name])]
    known.sort(key=lambda row: row[name], reverse=sorting.descending)
    rows[:] = known + unknown


def _is_known(key, value):
    if key is SortKey.DURATION:
        return value > 0
    return value is not None
