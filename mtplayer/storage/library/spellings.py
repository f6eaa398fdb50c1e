"""Artists who are one, spelled in several ways: joined by hand, remembered by later scans."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from mtplayer.core.events import LibraryChanged
from mtplayer.core.library.parting import SpellingsParted
from mtplayer.core.library.tracks import FileState
from mtplayer.storage.ids_in import these
from mtplayer.storage.library.covers import joined
from mtplayer.storage.schema import (
    Artist,
    ArtistAlias,
    Directory,
    File,
    Track,
    TrackArtist,
    Volume,
)

_CHANGED: Final = LibraryChanged(revision=0, complete=False)


class Crediting(NamedTuple):
    """Who is credited where, from whom that is taken, and which names mean another one.

    A credit is a track, a role, a place in it, the artist to be and the artist until now; a name
    that means nobody else has no goal.
    """

    credits: list[tuple[int, str, int, int, int]]
    aliases: list[tuple[str, str | None]]


class Parting(NamedTuple):
    """A name that was parted from an artist, or joined with it again."""

    goal: str
    identity: str
    is_parted: bool


class Spellings:
    """Which names mean one artist, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(
        self, artists: Iterable[int], into: int, at: int
    ) -> tuple[LibraryChanged, Crediting | None]:
        """Credit one artist wherever these are; return how it was, None if nothing changes."""
        names = self._identities({*artists, into})
        goal = names.pop(into, None)
        if goal is None or not names:
            return LibraryChanged(revision=0), None
        rows = self._connection.execute(
            select(
                TrackArtist.track_id, TrackArtist.role, TrackArtist.position, TrackArtist.artist_id
            ).where(TrackArtist.artist_id.in_(these(names)))
        ).all()
        moved = [(row.track_id, row.role, row.position, into, row.artist_id) for row in rows]
        known = select(ArtistAlias.identity).where(ArtistAlias.goal.in_(names.values()))
        meaning = {*names.values(), *self._connection.execute(known).scalars()}
        aliases: list[tuple[str, str | None]] = [(name, goal) for name in sorted(meaning - {goal})]
        return self.arrange(Crediting(moved, [*aliases, (goal, None)]), at)

    def arrange(self, wanted: Crediting, at: int) -> tuple[LibraryChanged, Crediting]:
        """Credit as is wanted, where nobody changed it since; return how it was."""
        before = self._meanings(name for name, _ in wanted.aliases)
        if wanted.credits:
            self._connection.execute(
                update(TrackArtist)
                .where(
                    TrackArtist.track_id == bindparam("track"),
                    TrackArtist.role == bindparam("part"),
                    TrackArtist.position == bindparam("place"),
                    TrackArtist.artist_id == bindparam("until_now"),
                )
                .values(artist_id=bindparam("to_be")),
                [
                    dict(zip(("track", "part", "place", "to_be", "until_now"), row, strict=True))
                    for row in wanted.credits
                ],
            )
        names = [name for name, _ in wanted.aliases]
        self._connection.execute(delete(ArtistAlias).where(ArtistAlias.identity.in_(names)))
        joined = [(name, goal) for name, goal in wanted.aliases if goal is not None]
        if joined:
            self._connection.execute(
                insert(ArtistAlias),
                [{"identity": name, "goal": goal, "made_at": at} for name, goal in joined],
            )
        back = [(track, role, at_, old, new) for track, role, at_, new, old in wanted.credits]
        return _CHANGED, Crediting(back, [(name, before.get(name)) for name in names])

    def part(self, artist: int, identity: str) -> tuple[SpellingsParted, Parting | None]:
        """Let a name be an artist of its own; None if it is no spelling of this one.

        Which tracks name it only their files say: they are marked, and the next scan reads them.
        """
        goal = self._identities([artist]).get(artist)
        known = self._meanings([identity]).get(identity)
        if goal is None or known != goal:
            return SpellingsParted(library=LibraryChanged(revision=0)), None
        self._connection.execute(delete(ArtistAlias).where(ArtistAlias.identity == identity))
        files = (
            select(Track.file_id)
            .join(TrackArtist, TrackArtist.track_id == Track.id)
            .where(TrackArtist.artist_id == artist)
        )
        self._connection.execute(update(File).where(File.id.in_(files)).values(stale=True))
        places = (
            select(Volume.mount_path, Directory.path)
            .distinct()
            .join(Directory, Directory.volume_id == Volume.id)
            .join(File, File.directory_id == Directory.id)
            .where(File.id.in_(files), File.state == FileState.PRESENT.value, Volume.online)
        )
        found = tuple(joined(*row) for row in self._connection.execute(places))
        event = SpellingsParted(library=_CHANGED, directories=found)
        return event, Parting(goal, identity, is_parted=True)

    def name(self, identity: str) -> str:
        """Return how a spelling is written."""
        found = select(Artist.name).where(Artist.identity == identity)
        return self._connection.execute(found).scalar() or identity

    def swap(
        self, parting: Parting, at: int
    ) -> tuple[SpellingsParted | LibraryChanged, Parting | None]:
        """Join again what was parted, or part what was joined again."""
        ids = self._ids([parting.goal, parting.identity])
        goal, other = ids.get(parting.goal), ids.get(parting.identity)
        if goal is None:
            return LibraryChanged(revision=0), None
        if not parting.is_parted:
            return self.part(goal, parting.identity)
        change = LibraryChanged(revision=0)
        if other is not None:
            change, _ = self.merge([other], goal, at)
        return change, parting._replace(is_parted=False)

    def _ids(self, identities: Iterable[str]) -> dict[str, int]:
        rows = self._connection.execute(
            select(Artist.identity, Artist.id).where(Artist.identity.in_(list(identities)))
        )
        return {row.identity: row.id for row in rows}

    def _identities(self, artists: Iterable[int]) -> dict[int, str]:
        rows = self._connection.execute(
            select(Artist.id, Artist.identity).where(Artist.id.in_(these(artists)))
        )
        return {row.id: row.identity for row in rows}

    def _meanings(self, names: Iterable[str]) -> Mapping[str, str]:
        rows = self._connection.execute(
            select(ArtistAlias.identity, ArtistAlias.goal).where(
                ArtistAlias.identity.in_(list(names))
            )
        )
        return {row.identity: row.goal for row in rows}


def meanings(connection: Connection) -> dict[str, str]:
    """Return which identities mean another artist."""
    rows = connection.execute(select(ArtistAlias.identity, ArtistAlias.goal))
    return {row.identity: row.goal for row in rows}
