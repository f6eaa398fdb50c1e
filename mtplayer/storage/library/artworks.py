"""Pictures that are known by their content, and which album has which."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from mtplayer.core.events import CoversChanged
from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.artwork import FoundCover, picture_of, pictured
from mtplayer.storage.schema import Album, Artist, Artwork

CHOSEN = "chosen"


class Artworks:
    """Covers on one connection; a cover that somebody chose is never replaced by a found one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, found: Iterable[FoundCover], at: int) -> None:
        """Remember what was found, so that it is neither read nor measured again."""
        for cover in found:
            picture = None
            if cover.hash is not None:
                picture = self._picture(cover.hash, cover.source, cover.colour, at)
            self._connection.execute(
                update(Album)
                .where(Album.id == cover.album, Album.artwork_chosen.is_(False))
                .values(artwork_id=picture, artwork_mark=cover.mark)
            )

    def choose(
        self, album: AlbumId, content_hash: str, at: int
    ) -> tuple[CoversChanged, dict[str, Any]]:
        """Let an album have this picture, whatever is found; return what takes it back."""
        picture = self.chosen(content_hash, at)
        return self.restore({"album": album, "picture": picture, "chosen": True, "mark": None})

    def chosen(self, content_hash: str, at: int) -> int:
        """Return the row of a picture that somebody chose."""
        return self._picture(content_hash, CHOSEN, None, at)

    def use_own(self, album: AlbumId) -> tuple[CoversChanged, dict[str, Any]]:
        """Let an album have what is found in it."""
        return self.restore({"album": album, "picture": None, "chosen": False, "mark": None})

    def restore(self, wanted: dict[str, Any]) -> tuple[CoversChanged, dict[str, Any]]:
        """Give an album a picture; return what it had, in the same form."""
        album = wanted["album"]
        if (artist := pictured(AlbumId(album))) is not None:
            return self._restore_picture(artist, wanted)
        row = self._connection.execute(
            select(Album.artwork_id, Album.artwork_chosen, Album.artwork_mark).where(
                Album.id == album
            )
        ).first()
        if row is None:
            return CoversChanged(albums=()), wanted
        self._connection.execute(
            update(Album)
            .where(Album.id == album)
            .values(
                artwork_id=wanted["picture"],
                artwork_chosen=wanted["chosen"],
                artwork_mark=wanted["mark"],
            )
        )
        picture, chosen, mark = row
        before = {"album": album, "picture": picture, "chosen": chosen, "mark": mark}
        return CoversChanged(albums=(AlbumId(album),)), before

    def _restore_picture(
        self, artist: ArtistId, wanted: dict[str, Any]
    ) -> tuple[CoversChanged, dict[str, Any]]:
        here = Artist.id == artist
        before = self._connection.execute(select(Artist.artwork_id).where(here)).scalar()
        self._connection.execute(update(Artist).where(here).values(artwork_id=wanted["picture"]))
        return CoversChanged(albums=(picture_of(artist),)), {**wanted, "picture": before}

    def _picture(self, content_hash: str, source: str, colour: int | None, at: int) -> int:
        values = {"hash": bytes.fromhex(content_hash), "source": source, "added_at": at}
        statement = insert(Artwork).values(mime="", width=0, height=0, colour=colour, **values)
        update_colour = {"colour": statement.excluded.colour} if colour is not None else {}
        changed = {"hash": statement.excluded.hash, **update_colour}
        kept = statement.on_conflict_do_update(index_elements=[Artwork.hash], set_=changed)
        return self._connection.execute(kept.returning(Artwork.id)).scalar_one()
