"""Albums joined and parted by hand. The decisions outlive rescans, and can be taken back."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, update

from mtplayer.core.events import LibraryChanged
from mtplayer.core.folding import fold
from mtplayer.core.ids import TrackId
from mtplayer.storage.ids_in import these
from mtplayer.storage.schema import Album, AlbumOverride, Track

_PARTED: Final = "\nparted:"
_TRACKS: Final = text(
    """
    SELECT t.id, t.album, t.album_artist, t.release_mbid, d.id AS directory, d.volume_id, d.path,
        t.compilation OR EXISTS (SELECT 1 FROM track_artists AS r WHERE r.track_id = t.id
            AND r.role = 'album_artist') AS named
    FROM tracks AS t JOIN files AS f ON f.id = t.file_id
    JOIN directories AS d ON d.id = f.directory_id
    WHERE t.album_id = :album ORDER BY t.place, t.id
    """
)


class Arrangement(NamedTuple):
    """Which album each track is in, and the decisions about some albums and tracks.

    A decision is about an identity or a track; its goal is None where there is none.
    """

    tracks: list[tuple[int, int | None]]
    decisions: list[tuple[str | None, int | None, str | None]]


class Editions:
    """What is one album and what is several, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(
        self, albums: Iterable[int], into: int, at: int
    ) -> tuple[LibraryChanged, Arrangement | None]:
        """Let all tracks of these albums be in one; return how it was, None if nothing changed."""
        others = [album for album in albums if album != into]
        goal = self._identity(into)
        tracks = select(Track.id).where(Track.album_id.in_(these(others)))
        moved: list[tuple[int, int | None]]
        moved = [(track, into) for track in self._connection.execute(tracks).scalars()]
        if goal is None or not moved:
            return LibraryChanged(revision=0), None
        identities = [self._identity(album) for album in others]
        known = [identity for identity in identities if identity is not None]
        decisions = [(identity, None, goal) for identity in known]
        decisions += [
            (row.from_identity, row.track_id, goal if row.from_identity != goal else None)
            for row in self._decisions_for(known)
        ]
        # What was once sent elsewhere is a goal itself now.
        decisions.append((goal, None, None))
        return self.arrange(Arrangement(moved, decisions), at)

    def split(self, album: int, at: int) -> tuple[LibraryChanged, Arrangement | None]:
        """Take back what was joined here by hand, else make an album of each of its folders."""
        identity = self._identity(album)
        rows = self._connection.execute(_TRACKS, {"album": album}).all()
        if identity is None or not rows:
            return LibraryChanged(revision=0), None
        joined = self._decisions_for([identity])
        arrangement = (
            self._apart_again(rows, identity, joined) if joined else self._by_folder(rows, identity)
        )
        if not arrangement.tracks:
            return LibraryChanged(revision=0), None
        return self.arrange(arrangement, at)

    def arrange(self, wanted: Arrangement, at: int) -> tuple[LibraryChanged, Arrangement]:
        """Put tracks into albums and remember why; return how it was."""
        before = self._now(wanted)
        moves = [{"track": track, "goal": album} for track, album in wanted.tracks]
        self._connection.execute(
            update(Track).where(Track.id == bindparam("track")).values(album_id=bindparam("goal")),
            moves,
        )
        for identity, track, goal in wanted.decisions:
            self._connection.execute(
                delete(AlbumOverride).where(
                    AlbumOverride.from_identity.is_(identity), AlbumOverride.track_id.is_(track)
                )
            )
            if goal is not None:
                self._connection.execute(
                    insert(AlbumOverride).values(
                        from_identity=identity, track_id=track, to_identity=goal, made_at=at
                    )
                )
        updated = tuple(TrackId(track) for track, _ in wanted.tracks)
        return LibraryChanged(revision=0, updated=updated, complete=False), before

    def _now(self, wanted: Arrangement) -> Arrangement:
        tracks = self._connection.execute(
            select(Track.id, Track.album_id).where(
                Track.id.in_(these(track for track, _ in wanted.tracks))
            )
        )
        goals = {
            (row.from_identity, row.track_id): row.to_identity
            for row in self._connection.execute(select(AlbumOverride.__table__))
        }
        keys = dict.fromkeys((identity, track) for identity, track, _ in wanted.decisions)
        return Arrangement(
            [(row.id, row.album_id) for row in tracks],
            [(*key, goals.get(key)) for key in keys],
        )

    def _apart_again(
        self, rows: Sequence[Row[Any]], identity: str, joined: Sequence[Row[Any]]
    ) -> Arrangement:
        back = [row.from_identity for row in joined if row.from_identity is not None]
        parted = {row.track_id for row in joined if row.track_id is not None}
        tracks: list[tuple[int, int | None]] = []
        for row in rows:
            home = next((i for i in back if _belongs(row, i)), None)
            if home is None and row.id in parted and not _belongs(row, identity):
                home = self._natural(row)
            if home is not None:
                tracks.append((row.id, self._album(home, row.id)))
        decisions: list[tuple[str | None, int | None, str | None]]
        decisions = [(row.from_identity, row.track_id, None) for row in joined]
        return Arrangement(tracks, decisions)

    def _by_folder(self, rows: Sequence[Row[Any]], identity: str) -> Arrangement:
        """Leave the folder of the first track where it is; every other becomes an album."""
        _, *others = dict.fromkeys(row.directory for row in rows)
        tracks: list[tuple[int, int | None]] = []
        decisions: list[tuple[str | None, int | None, str | None]] = []
        for directory in others:
            inside = [row.id for row in rows if row.directory == directory]
            goal = f"{identity}{_PARTED}{directory}"
            tracks += [(track, self._album(goal, inside[0])) for track in inside]
            decisions += [(None, track, goal) for track in inside]
        return Arrangement(tracks, decisions)

    def _natural(self, row: Row[Any]) -> str | None:
        """Return the album that a track would be in by its tags, if it is there."""
        words = "\n".join(("", *_words(row)))
        found = self._connection.execute(
            select(Album.identity).where(func.substr(Album.identity, -len(words)) == words)
        ).scalars()
        return next((identity for identity in found if _belongs(row, identity)), None)

    def _identity(self, album: int) -> str | None:
        return self._connection.execute(select(Album.identity).where(Album.id == album)).scalar()

    def _decisions_for(self, goals: Sequence[str]) -> Sequence[Row[Any]]:
        query = select(AlbumOverride.__table__).where(AlbumOverride.to_identity.in_(goals))
        return self._connection.execute(query).all()

    def _album(self, identity: str, like: int) -> int:
        """Return the album with an identity; a new one is named as the album of a track."""
        known = self._connection.execute(select(Album.id).where(Album.identity == identity))
        if (found := known.scalar()) is not None:
            return found
        made = self._connection.execute(_NEW_ALBUM, {"identity": identity, "track": like})
        return made.scalar_one()


def _words(row: Row[Any]) -> tuple[str, str]:
    artist = (fold(row.album_artist) or row.album_artist.casefold()) if row.named else ""
    return fold(row.album) or row.album.casefold(), artist


def _belongs(row: Row[Any], identity: str) -> bool:
    """Whether a track would be in this album if nobody had decided anything."""
    if row.release_mbid:
        return identity == f"mb:{row.release_mbid}"
    place, _, words = identity.partition("\n")
    volume, _, folder = place.removeprefix("in:").partition(":")
    path = row.path.decode("utf-8", "backslashreplace")
    inside = path == folder or path.rpartition("/")[0] == folder
    return words == "\n".join(_words(row)) and volume == str(row.volume_id) and inside


_NEW_ALBUM: Final = text(
    """
    INSERT INTO albums (identity, title, artist, title_key, artist_key, year, compilation,
        release_mbid, directory_id)
    SELECT :identity, t.album, t.album_artist, t.album_key, t.album_artist_key, t.year,
        t.compilation, t.release_mbid, f.directory_id
    FROM tracks AS t JOIN files AS f ON f.id = t.file_id WHERE t.id = :track
    RETURNING id
    """
)
