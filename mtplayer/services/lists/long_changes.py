"""Changes of playlists that take long, in steps: others write in between, and nobody sees them."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from mtplayer.core.ids import PlaylistId
from mtplayer.runtime.jobs import Cancelled
from mtplayer.services.clock import now_ms
from mtplayer.services.lists import playlist_changes as changes

if TYPE_CHECKING:
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.unit import Unit

_BETWEEN_S: Final = 0.002
"""Another process asks for its turn every millisecond."""

Step = Callable[["Unit"], object]
T = TypeVar("T")


class Stepped(NamedTuple):
    """Steps, each stored by itself, and the change that lets their work be seen."""

    steps: Sequence[Step]
    last: changes.Change

    def at_once(self, unit: "Unit") -> changes.Logged:
        """Make all of it in one transaction."""
        for step in self.steps:
            step(unit)
        return self.last(unit)

    def straight(self, storage: "Storage") -> changes.Logged:
        """Make it here and now, step by step, as a command does."""
        for step in self.steps:
            storage.write(step)
            time.sleep(_BETWEEN_S)
        return storage.write(self.last)


class Going:
    """Makes the steps of one change; after one that failed there are no further ones."""

    def __init__(self, storage: "Storage") -> None:
        self._storage = storage
        self._well = True

    def write(self, step: "Callable[[Unit], T]") -> T:
        """Store one step, on the writing thread."""
        if not self._well:
            raise Cancelled
        self._well = False
        done = self._storage.write(step)
        self._well = True
        return done


def parts_of(rows: range) -> list[range]:
    """Return rows in parts for one step each."""
    size = changes.AT_ONCE
    return [rows[first : first + size] for first in range(0, len(rows), size)]


def create(name: str, tracks: Sequence[int], *, parent: PlaylistId | None) -> Stepped:
    """Make a playlist of many tracks."""
    at, made, entries = now_ms(), list[PlaylistId](), list[int]()

    def begin(unit: "Unit") -> None:
        made.append(unit.playlists.begin(at))

    def fill(rows: range, unit: "Unit") -> None:
        some = tracks[rows.start : rows.stop]
        entries.extend(unit.playlists.entries.fill(made[0], rows.start, some, at))

    def last(unit: "Unit") -> changes.Logged:
        unit.playlists.show(made[0], entries, name, at, parent=parent)
        return changes.made_playlist(unit, made[0], at)

    return Stepped([begin, *(partial(fill, part) for part in parts_of(range(len(tracks))))], last)
