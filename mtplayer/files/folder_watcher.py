"""Hears from the system what happens below folders."""

import contextlib
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from mtplayer.core.library.pending_changes import Happening, Seen, WatchRefused, concerns
from mtplayer.core.typed import override

# Reading alone is not listened to: a scan opens every file.
_EVENTS: Final[list[type[FileSystemEvent]]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_END_WITHIN_S: Final = 2.0
_LOG: Final = logging.getLogger("watchdog.observers.inotify")


class FolderWatcher:
    """Keeps what happens until it is taken; ``wake`` is called when there is something to take.

    ``wake`` runs on a thread of watchdog's. ``spare`` is a directory of our own outside of all
    music: whether it can be watched shows whether the system's limit is reached.
    """

    def __init__(self, wake: Callable[[], object], spare: Path) -> None:
        self._wake = wake
        self._spare = spare
        self._seen: list[Seen] = []
        self._lock = threading.Lock()
        self._observer: BaseObserver | None = None
        self._watches: dict[bytes, ObservedWatch] = {}

    def watch(self, folder: bytes) -> None:
        """Listen to a folder and all below it; walks through it, so call it in a job.

        Raises WatchRefused, then nothing is listened to there.
        """
        self.unwatch(folder)
        try:
            self._watches[folder] = self._schedule(folder)
            self._try_limit()
        except OSError as error:
            self.unwatch(folder)
            raise WatchRefused(error) from error

    def unwatch(self, folder: bytes) -> None:
        """Listen to it no more."""
        watch = self._watches.pop(folder, None)
        if watch is not None and self._observer is not None:
            # It ends by itself when its folder goes.
            with contextlib.suppress(KeyError):
                self._observer.unschedule(watch)

    def take(self) -> list[Seen]:
        """Return what happened since it was asked last, in order."""
        with self._lock:
            taken, self._seen = self._seen, []
        return taken

    def has_room(self) -> bool:
        """Whether directories that come now can be listened to as well."""
        try:
            self._try_limit()
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Listen no more."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(_END_WITHIN_S)
            self._observer = None
        self._watches.clear()

    def tell(self, seen: Seen) -> None:
        """Keep something until it is taken."""
        with self._lock:
            first = not self._seen
            self._seen.append(seen)
        if first:
            self._wake()

    def _schedule(self, folder: bytes) -> ObservedWatch:
        if self._observer is None:
            _LOG.addFilter(_not_an_ending)
            self._observer = Observer()
            self._observer.start()
        path = os.fsdecode(folder)
        return self._observer.schedule(
            _Listener(folder, self.tell), path, recursive=True, event_filter=_EVENTS
        )

    def _try_limit(self) -> None:
        """Raise OSError if nothing more can be watched.

        watchdog passes over directories below the first that the system refuses, and does not say.
        """
        observer = self._observer
        if observer is None:
            return
        spare = _Listener(b"", lambda _: None)
        path = str(self._spare)
        observer.unschedule(observer.schedule(spare, path, event_filter=[DirDeletedEvent]))


def _not_an_ending(record: logging.LogRecord) -> bool:
    """Leave out what watchdog calls an error: a thread that was told to end between two events."""
    return "the thread is inactive" not in record.getMessage()


class _Listener(FileSystemEventHandler):
    """Turns watchdog's words into ours, on its thread."""

    def __init__(self, folder: bytes, tell: Callable[[Seen], object]) -> None:
        self._folder = folder
        self._tell = tell

    @override
    def on_any_event(self, event: FileSystemEvent) -> None:
        moved, gone = event.event_type == "moved", event.event_type == "deleted"
        if event.src_path:
            self._offer(event.src_path, is_gone=moved or gone, is_directory=event.is_directory)
        if moved and event.dest_path:
            self._offer(event.dest_path, is_gone=False, is_directory=event.is_directory)

    def _offer(self, path: bytes | str, *, is_gone: bool, is_directory: bool) -> None:
        happening = Happening(os.fsencode(path), is_gone, is_directory)
        if concerns(self._folder, happening):
            self._tell(Seen(self._folder, happening))
