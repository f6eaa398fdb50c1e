"""What a reader answers about albums, artists, listens and playlists, each loaded when asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Cursor

    from mtplayer.core.library.tracks import TrackQuery, TrackRow
    from mtplayer.storage.id_lists import Ids
    from mtplayer.storage.library.albums import Albums
    from mtplayer.storage.library.artists import Artists
    from mtplayer.storage.library.named_files import NamedFiles
    from mtplayer.storage.listening.history import History
    from mtplayer.storage.listening.listening import Figures
    from mtplayer.storage.lists.playlist_reader import PlaylistReader


class ReaderParts(ABC):
    """Makes each part with its first question: none is needed for the first paint."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms

    @property
    def albums(self) -> Albums:
        """What is asked of albums."""
        return self._albums

    @property
    def artists(self) -> Artists:
        """What is asked of artists."""
        return self._artists

    @property
    def history(self) -> History:
        """What is asked of the log of listens."""
        return self._history

    @property
    def figures(self) -> Figures:
        """What was heard, added up."""
        return self._figures

    @property
    def playlists(self) -> PlaylistReader:
        """What is asked of playlists."""
        return self._playlists

    @property
    def named_files(self) -> NamedFiles:
        """What is asked of file names."""
        return self._named_files

    @cached_property
    def _named_files(self) -> NamedFiles:
        from mtplayer.storage.library.named_files import NamedFiles

        return NamedFiles(self._answer, self._folding)

    @cached_property
    def _albums(self) -> Albums:
        from mtplayer.storage.library.albums import Albums

        return Albums(self._answer, self._found, self._check)

    @cached_property
    def _artists(self) -> Artists:
        from mtplayer.storage.library.artists import Artists

        return Artists(self._answer, self._found, self._albums, self._check, self._now_ms)

    @cached_property
    def _history(self) -> History:
        from mtplayer.storage.listening.history import History

        return History(self._answer, self._found, self._check)

    @cached_property
    def _figures(self) -> Figures:
        from mtplayer.storage.listening.listening import Figures

        return Figures(self._answer, self._check, self._now_ms)

    @cached_property
    def _playlists(self) -> PlaylistReader:
        from mtplayer.storage.lists.playlist_reader import PlaylistReader

        return PlaylistReader(self._answer, self._execute, self._rows, self._arranged, self._check)

    def _folding(self) -> None:
        """Let the connection fold texts, also one that was opened anew: 20 us."""
        from mtplayer.storage.queries.text_tests import install

        self._answer("SELECT 1")
        install(self._execute("SELECT 1").connection)

    @abstractmethod
    def _answer(self, statement: str, *values: object) -> tuple[Any, ...]: ...

    @abstractmethod
    def _execute(self, statement: str, values: Sequence[Any] = ()) -> Cursor: ...

    @abstractmethod
    def _found(self, query: TrackQuery) -> Ids | None: ...

    @abstractmethod
    def _rows(self, ids: Sequence[int]) -> list[TrackRow]: ...

    @abstractmethod
    def _arranged(self, ids: Ids, query: TrackQuery) -> Ids: ...

    @abstractmethod
    def _check(self) -> None: ...
