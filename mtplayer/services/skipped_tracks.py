"""Tells once of the tracks that gave no sound, however many they are."""

import os
from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import Entry, Notice
from mtplayer.core.ids import EntryId, TrackId
from mtplayer.core.problems import Problem
from mtplayer.core.tracks import PlayableFile

# Ten broken files in a row are skipped within this time and make one notice.
MERGE_MS = 700
_MOST_NAMED = 10
# A queue of a million tracks on a drive that is gone must not be walked to its end.
MOST_IN_A_ROW = 200


class SkippedTracks(QObject):
    """Collects what was skipped; each track is told of once until someone asks for it again."""

    def __init__(self, tell: Callable[[Notice], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._told: set[TrackId] = set()
        self._waiting: list[tuple[str, Problem]] = []
        self._stopped = False
        self._in_a_row: set[EntryId] = set()
        self._timer = QTimer(self, singleShot=True, interval=MERGE_MS)
        self._timer.timeout.connect(self.tell)

    def forget(self, track: TrackId) -> None:
        """Tell of this track again if it fails: somebody chose it, or it gave sound."""
        self._told.discard(track)

    def begin_round(self) -> None:
        """Try everything once more: a key was pressed, or something gives sound."""
        self._in_a_row.clear()

    def add(self, entry: Entry, file: PlayableFile | None, problem: Problem) -> None:
        """Note an entry that was skipped."""
        self._in_a_row.add(entry.id)
        if entry.track in self._told:
            return
        self._told.add(entry.track)
        name = PurePath(os.fsdecode(file.path)).name if file else "A track"
        self._waiting.append((name, problem))
        self._timer.start()

    def may_follow(self, entry: Entry) -> bool:
        """Whether an entry is worth trying: not when all were tried, nor after very many."""
        return entry.id not in self._in_a_row and len(self._in_a_row) < MOST_IN_A_ROW

    def give_up(self) -> None:
        """Note that nothing was left to play."""
        self._stopped = True
        self._timer.start()

    def tell(self) -> None:
        """Say all of it in one notice."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, []
        stopped, self._stopped = self._stopped, False
        if waiting:
            self._tell(_notice(waiting, stopped=stopped))
        elif stopped:
            self._tell(Notice(text="Nothing in the queue could be played", is_error=True))


def _notice(skipped: list[tuple[str, Problem]], *, stopped: bool) -> Notice:
    name, problem = skipped[0]
    if len(skipped) == 1:
        text = f"“{name}” was skipped. {problem.sentence}".rstrip()
    else:
        text = f"{len(skipped):,} tracks could not be played and were skipped"
    if stopped:
        text = f"{text.rstrip('.')}. Nothing in the queue could be played."
    lines = [f"{name}: {problem.sentence}" for name, problem in skipped[:_MOST_NAMED]]
    if (more := len(skipped) - _MOST_NAMED) > 0:
        lines.append(f"and {more:,} more")
    return Notice(text=text, detail="\n".join(lines), is_error=stopped)
