"""Tells once of the tracks that gave no sound, however many they are."""

import os
from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import Entry, Notice
from mtplayer.core.ids import EntryId, TrackId
from mtplayer.core.library.tracks import FileState, PlayableFile
from mtplayer.core.problems import Problem
from mtplayer.core.record import record

# Ten broken files in a row are skipped within this time and make one notice.
MERGE_MS = 700
_MOST_NAMED = 10
# A queue of a million tracks on a drive that is gone must not be walked to its end.
MOST_IN_A_ROW = 200
_NOTHING = "Nothing in the queue could be played"


@record
class _Skip:
    """A track that gave no sound; ``place`` is what it lies on, if that is away."""

    name: str
    problem: Problem
    place: str = ""
    seen_at: int | None = None

    @property
    def line(self) -> str:
        return f"{self.name}: {self.problem.sentence}"


class SkippedTracks(QObject):
    """Collects what was skipped; each track is told of once until someone asks for it again.

    A drive that is away is told of once for all of its tracks, until one of them gives sound.
    """

    def __init__(self, tell: Callable[[Notice], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._told: set[TrackId] = set()
        self._places_told: set[str] = set()
        self._waiting: list[_Skip] = []
        self._chosen: TrackId | None = None
        self._stopped = False
        self._in_a_row: set[EntryId] = set()
        self._timer = QTimer(self, singleShot=True, interval=MERGE_MS)
        self._timer.timeout.connect(self.tell)

    def choose(self, track: TrackId) -> None:
        """Tell of this track again if it fails: somebody chose it."""
        self._told.discard(track)
        self._chosen = track

    def hear(self, track: TrackId, file: PlayableFile | None) -> None:
        """Tell again of a track and its drive if they fail once more: they gave sound."""
        self._told.discard(track)
        if file is not None:
            self._places_told.discard(file.place_label)

    def begin_round(self) -> None:
        """Try everything once more: a key was pressed, or something gives sound."""
        self._in_a_row.clear()

    def add(self, entry: Entry, file: PlayableFile | None, problem: Problem) -> None:
        """Note an entry that was skipped."""
        self._in_a_row.add(entry.id)
        skip = _skip(file, problem)
        if self._is_told(entry.track, skip.place):
            return
        self._chosen = None
        if skip.place:
            self._places_told.add(skip.place)
        else:
            self._told.add(entry.track)
        self._waiting.append(skip)
        self._timer.start()

    def _is_told(self, track: TrackId, place: str) -> bool:
        if not place:
            return track in self._told
        joins = any(other.place == place for other in self._waiting)
        return place in self._places_told and not joins and track != self._chosen

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
            self._tell(Notice(text=_NOTHING, is_error=True))


def ended_early(file: PlayableFile | None) -> Notice:
    """Return what is said of a file that broke off."""
    name = "A track" if file is None else f"“{PurePath(os.fsdecode(file.path)).name}”"
    return Notice(text=f"{name} ended early", detail="The file is shorter than it says it is.")


def _skip(file: PlayableFile | None, problem: Problem) -> _Skip:
    if file is None:
        return _Skip(name="A track", problem=problem)
    name = PurePath(os.fsdecode(file.path)).name
    if file.state is not FileState.OFFLINE or not file.place_label:
        return _Skip(name=name, problem=problem)
    return _Skip(name=name, problem=problem, place=file.place_label, seen_at=file.place_seen_at)


def _notice(skipped: list[_Skip], *, stopped: bool) -> Notice:
    places = {skip.place for skip in skipped}
    if len(places) == 1 and skipped[0].place:
        return _place_notice(skipped, stopped=stopped)
    if len(skipped) == 1:
        text = f"“{skipped[0].name}” was skipped. {skipped[0].problem.sentence}".rstrip()
    else:
        text = f"{len(skipped):,} tracks could not be played and were skipped"
    if stopped:
        text = f"{text.rstrip('.')}. {_NOTHING}."
    lines = [f"“{place}” is not connected." for place in sorted(places) if place]
    lines += [skip.line for skip in skipped if not skip.place][:_MOST_NAMED]
    if (more := sum(not skip.place for skip in skipped) - _MOST_NAMED) > 0:
        lines.append(f"and {more:,} more")
    return Notice(text=text, detail="\n".join(lines), is_error=stopped)


def _place_notice(skipped: list[_Skip], *, stopped: bool) -> Notice:
    count = len(skipped)
    detail = "1 track was skipped." if count == 1 else f"{count:,} tracks were skipped."
    return Notice(
        text=f"“{skipped[0].place}” is not connected",
        detail=f"{detail} {_NOTHING}." if stopped else detail,
        seen_at=skipped[0].seen_at,
        is_error=stopped,
    )
