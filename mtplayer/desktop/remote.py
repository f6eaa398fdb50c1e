"""What later starts and keys of the desktop may ask the open window for.

One JSON object a line; ``command`` is one of

=============  =============================  =====================================================
command        with                           what happens
=============  =============================  =====================================================
open           paths                          folders are added, files are added and played; without
                                              paths the window comes to the front
play_pause     -                              as the button does; likewise ``play``, ``pause``,
                                              ``next``, ``previous``, ``stop``
seek           ms                             go to a place in the track
play_query     text, row                      play what a search finds, from one of its rows
shuffle        on                             mix the queue, or put it in order
like           tracks, liked                  set or clear hearts
scan           paths, accept_missing          look through folders, or all of the library; answers
                                              a ticket
scan-state     ticket                         answers ``progress`` or ``finished`` of that scan
cancel_scan    -                              end the scan
import-mt      path, dry_run                  take over a library of mt; answers a ticket
import-state   ticket                         answers ``report`` or ``failed`` once that ended
import-lists   paths, dry_run, replace        make playlists of files; answers a ticket
exchange-state ticket                         answers ``report`` and ``failures`` once that ended
import-from    player, path, dry_run          take over another player's; answers a ticket
foreign-state  ticket                         answers ``report`` or ``failed`` once that ended
restore        path                           begin again with this backup
state          -                              answers what plays and how long the queue is
quit           -                              close the window
=============  =============================  =====================================================

The answer is ``{"ok": true}`` with what was asked for, or ``{"ok": false, "problem": sentence}``.
"""

import logging
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.playing.queue_sources import of_search
from mtplayer.core.playing.stations import OnAir
from mtplayer.services.library.library import LibraryService
from mtplayer.services.listening.favorites import FavoritesService
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.station_playback import StationPlayback

if TYPE_CHECKING:
    from mtplayer.desktop.instance_socket import Reply, Request

log = logging.getLogger(__name__)

# Asked many times a second by whoever waits for something.
SILENT = frozenset({"state", "scan-state", "import-state", "exchange-state", "foreign-state"})


class Scan(Protocol):
    """The search for music in folders."""

    @property
    def running(self) -> bool:
        """Whether one is on."""
        ...

    def answer(self, question: "Request", /) -> "Reply":
        """Answer ``scan`` and ``scan-state``."""
        ...

    def cancel(self) -> object:
        """End it."""
        ...


class Asked(Protocol):
    """Something that answers by tickets."""

    def answer(self, question: "Request", /) -> "Reply":
        """Begin, or tell how it ended."""
        ...


class Backups(Protocol):
    """Copies of the library."""

    def restore(self, backup: Path, /) -> object:
        """Begin again with one of them."""
        ...


class Window(Protocol):
    """The window as another start of the program knows it."""

    def take_in(self, paths: list[str]) -> object:
        """Add folders and files."""
        ...

    def come_forward(self) -> object:
        """Be on top."""
        ...

    def leave(self) -> object:
        """Close."""
        ...


class Remote(QObject):
    """Answers at once; what takes longer goes on afterwards, as do all ``tickets``."""

    def __init__(
        self,
        playback: StationPlayback,
        queue: QueueService,
        library: LibraryService,
        favorites: FavoritesService,
        scan: Scan,
        *,
        tickets: Mapping[str, Asked],
        backups: Backups,
        window: Window,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._playback = playback
        self._queue = queue
        self._library = library
        self._scan = scan
        self._window = window
        self._answers: Mapping[str, Callable[[Request], Reply | None]] = {
            "open": self._open,
            "play_pause": _plainly(playback.play_pause),
            "play": _plainly(playback.play),
            "pause": _plainly(playback.pause),
            "next": _plainly(playback.next),
            "previous": _plainly(playback.previous),
            "stop": _plainly(playback.stop),
            "seek": lambda request: playback.seek(float(request["ms"])),
            "play_query": self._play_query,
            "shuffle": lambda request: queue.set_shuffle(on=bool(request["on"])),
            "like": lambda request: favorites.set_liked(
                _ids(request["tracks"]), liked=bool(request["liked"])
            ),
            "scan": scan.answer,
            "scan-state": scan.answer,
            **{command: asked.answer for command, asked in tickets.items()},
            "restore": _restoring(backups),
            "cancel_scan": _plainly(scan.cancel),
            "state": self._state,
            "quit": _plainly(window.leave),
        }

    def answer(self, request: "Request") -> "Reply":
        """Do what is asked."""
        command = request.get("command")
        if (act := self._answers.get(str(command))) is None:
            return {"ok": False, "problem": f"“{command}” is no command."}
        if command not in SILENT:
            log.info("asked to %s", command)
        try:
            return {"ok": True, **(act(request) or {})}
        except (KeyError, TypeError, ValueError) as error:
            return {"ok": False, "problem": f"“{command}” was not understood: {error!r}."}

    def _open(self, request: "Request") -> None:
        if paths := _texts(request.get("paths", ())):
            self._window.take_in(paths)
        self._window.come_forward()

    def _play_query(self, request: "Request") -> None:
        row = int(request.get("row", 0))
        query = TrackQuery(text=str(request.get("text", "")))
        self._library.ids(query, partial(self._play_found, row, query.text), asker=self)

    def _play_found(self, row: int, words: str, ids: "array[int]") -> None:
        if ids:
            self._playback.play_tracks(ids, min(row, len(ids) - 1), of_search(words))

    def _state(self, _request: "Request") -> "Reply":
        entry, position = self._queue.current, self._playback.position()
        return {
            "state": self._playback.state,
            "track": entry and entry.track,
            "entry": entry and entry.id,
            "row": self._queue.current_row,
            "position_ms": position.ms,
            "duration_ms": position.duration_ms,
            "queue": len(self._queue),
            "shuffle": self._queue.modes.shuffle,
            "repeat": self._queue.modes.repeat,
            "volume": self._playback.volume,
            "muted": self._playback.muted,
            "on_air": _on_air(self._playback.on_air),
            "scanning": self._scan.running,
        }


def _on_air(on_air: OnAir | None) -> "Reply | None":
    if on_air is None:
        return None
    return {
        "station": on_air.station.name,
        "url": on_air.station.url,
        "reception": on_air.reception,
        "title": on_air.title,
        "artist": on_air.artist,
    }


def _plainly(act: Callable[[], object]) -> "Callable[[Request], None]":
    def answer(_request: "Request") -> None:
        act()

    return answer


def _restoring(backups: Backups) -> "Callable[[Request], None]":
    def answer(request: "Request") -> None:
        backups.restore(Path(str(request["path"])))

    return answer


def _texts(value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        raise TypeError("paths is no list")
    return [str(text) for text in cast("Sequence[object]", value)]


def _ids(value: object) -> list[int]:
    if not isinstance(value, list):
        raise TypeError("tracks is no list")
    return [int(str(track)) for track in cast("list[object]", value)]
