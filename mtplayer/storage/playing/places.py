"""Where tracks stopped, and bookmarks in them."""

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from mtplayer.core.ids import BookmarkId, TrackId
from mtplayer.core.playing.places import Bookmark
from mtplayer.storage.schema import BookmarkRow, KeptPlace


class Places:
    """Places in tracks on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, track: TrackId, ms: int, at: int) -> None:
        """Remember where a track stopped."""
        row = upsert(KeptPlace).values(track_id=track, position_ms=ms, kept_at=at)
        row = row.on_conflict_do_update(
            index_elements=[KeptPlace.track_id], set_={"position_ms": ms, "kept_at": at}
        )
        self._connection.execute(row)

    def forget(self, track: TrackId) -> None:
        """Let a track begin at its beginning."""
        self._connection.execute(delete(KeptPlace).where(KeptPlace.track_id == track))

    def add_bookmark(self, track: TrackId, ms: int, note: str, at: int) -> Bookmark:
        """Mark a place in a track."""
        values = {"track_id": track, "position_ms": ms, "note": note, "made_at": at}
        made = self._connection.execute(
            insert(BookmarkRow).values(values).returning(BookmarkRow.id)
        )
        return Bookmark(BookmarkId(made.scalar_one()), track, ms, note, at)

    def remove_bookmark(self, bookmark: BookmarkId) -> None:
        """Take a bookmark away."""
        self._connection.execute(delete(BookmarkRow).where(BookmarkRow.id == bookmark))

    def bring_back(self, bookmark: Bookmark) -> None:
        """Put back a bookmark that was taken away, as it was."""
        known = select(BookmarkRow.id).where(BookmarkRow.id == bookmark.id)
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(BookmarkRow).values(
                    id=bookmark.id,
                    track_id=bookmark.track,
                    position_ms=bookmark.ms,
                    note=bookmark.note,
                    made_at=bookmark.made_at,
                )
            )
