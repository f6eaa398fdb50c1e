"""Questions about playlists, answered by read jobs."""

from array import array
from collections.abc import Callable, Sequence
from typing import TypeVar

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import (
    Compared,
    EntryTags,
    PlaylistEntries,
    PlaylistFacts,
    PlaylistQuery,
    PlaylistRow,
    Revision,
)
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.readers import Reader, Readers

T = TypeVar("T")
MOST_REVISIONS = 500


class PlaylistReads:
    """Asks on read jobs; an asker's newest question of a kind takes the place of its last."""

    def __init__(self, readers: Readers, read: Jobs, failed: Callable[[Exception], object]) -> None:
        self._readers = readers
        self._read = read
        self._failed = failed
        self._asked: dict[tuple[str, object], Token] = {}

    def tree(self, done: Callable[[tuple[PlaylistRow, ...]], object]) -> Token:
        """Find all playlists and folders."""
        return self._ask(lambda reader: reader.playlists.tree(), done)

    def deleted(self, done: Callable[[tuple[PlaylistRow, ...]], object]) -> Token:
        """Find what was deleted, the latest first."""
        return self._ask(lambda reader: reader.playlists.deleted(), done)

    def entries(
        self,
        query: PlaylistQuery,
        done: Callable[[PlaylistEntries], object],
        *,
        asker: object = None,
    ) -> Token:
        """Find the places of a playlist as it is looked at."""
        return self._newest(
            ("entries", asker), lambda reader: reader.playlists.entries(query), done
        )

    def facts(
        self,
        playlist: PlaylistId,
        done: Callable[[PlaylistFacts], object],
        *,
        asker: object = None,
    ) -> Token:
        """Find how long a playlist is, and its first albums."""
        return self._newest(("facts", asker), lambda reader: reader.playlists.facts(playlist), done)

    def tracks(
        self, playlists: Sequence[PlaylistId], done: Callable[["array[int]"], object]
    ) -> Token:
        """Find the tracks of playlists, and of those in folders, to be played."""
        return self._ask(lambda reader: reader.playlists.tracks(playlists), done)

    def revisions(
        self,
        playlist: PlaylistId,
        done: Callable[[tuple[Revision, ...]], object],
        *,
        before: int | None = None,
    ) -> Token:
        """Find the newest changes, or those before one."""
        return self._ask(
            lambda reader: reader.playlists.revisions(playlist, MOST_REVISIONS, before), done
        )

    def compare(
        self,
        playlist: PlaylistId,
        revision: int,
        done: Callable[[Compared], object],
        *,
        asker: object = None,
    ) -> Token:
        """Find how a revision differs from the present."""
        return self._newest(
            ("compare", asker), lambda reader: reader.playlists.compare(playlist, revision), done
        )

    def long_way_back(
        self, playlist: PlaylistId, done: Callable[[tuple[int, bytes] | None], object]
    ) -> Token:
        """Find the whole order of a playlist where its history should have it by now."""
        return self._newest(
            ("way back", playlist), lambda reader: reader.playlists.long_way_back(playlist), done
        )

    def tags(
        self, entries: Sequence[int], done: Callable[[tuple[EntryTags, ...]], object]
    ) -> Token:
        """Find what is kept of entries, also of those taken out."""
        return self._ask(lambda reader: reader.playlists.tags(entries), done)

    def aside(self, work: Callable[[], T], done: Callable[[T], object]) -> Token:
        """Let something be worked out off the UI thread."""
        return self._read.run(lambda _: work(), done, self._failed, priority=1)

    def _newest(
        self,
        key: tuple[str, object],
        ask: Callable[[Reader], T],
        done: Callable[[T], object],
    ) -> Token:
        if (before := self._asked.pop(key, None)) is not None:
            before.cancel()
        token = self._asked[key] = self._ask(ask, done, priority=1)
        return token

    def _ask(
        self, ask: Callable[[Reader], T], done: Callable[[T], object], *, priority: int = 0
    ) -> Token:
        def work(token: Token) -> T:
            with self._readers.lent(token) as reader:
                return ask(reader)

        return self._read.run(work, done, self._failed, priority=priority)
