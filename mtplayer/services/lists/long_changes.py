"""Changes of playlists that take long, in steps: others write in between, and nobody sees them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import LONG_CHANGE
from mtplayer.runtime.jobs import Cancelled
from mtplayer.services.clock import now_ms
from mtplayer.services.lists import playlist_changes as changes

if TYPE_CHECKING:
    from mtplayer.core.lists.playlists import PlaylistTracksChanged
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.lists.playlist_edits import PlaylistEdits
    from mtplayer.storage.lists.playlist_history import Long
    from mtplayer.storage.lists.playlist_places import Gap, Places
    from mtplayer.storage.lists.playlist_plans import Plan, PlaylistPlans
    from mtplayer.storage.unit import Unit

    Prepared = list[tuple[Plan, Long | None]]
    Look = Callable[[PlaylistPlans], object]
    MakePlan = Callable[[PlaylistPlans], "Plan | None"]

_BETWEEN_S: Final = 0.002
"""Another process asks for its turn every millisecond."""

Step = Callable[["Unit"], object]
T = TypeVar("T")


class Stepped(NamedTuple):
    """Steps, each stored by itself, and the change that lets their work be seen.

    ``look`` asks before them, and ``plans`` after them, without writing; what those plan of very
    many places is made in steps as well, and what was not finished is taken back.
    """

    steps: Sequence[Step]
    last: changes.Change
    plans: Sequence[MakePlan] = ()
    look: Look | None = None

    def at_once(self, unit: Unit) -> changes.Logged:
        """Make all of it in one transaction."""
        for step in self.steps:
            step(unit)
        return self.last(unit)

    def straight(self, storage: Storage) -> changes.Logged:
        """Make it here and now, step by step, as a command does."""
        for step in mending(storage):
            _write(storage, step)
        if self.look is not None:
            planned(storage, [self.look])
        for step in self.steps:
            _write(storage, step)
        made = prepared(planned(storage, self.plans))
        for step in places_of(made):
            _write(storage, step)
        return storage.write(with_plans(made, self.last))


def _write(storage: Storage, step: Step) -> None:
    storage.write(step)
    time.sleep(_BETWEEN_S)


class Going:
    """Makes the steps of one change; after one that failed there are no further ones."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._well = True

    def write(self, step: Callable[[Unit], T]) -> T:
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

    def begin(unit: Unit) -> None:
        made.append(unit.playlists.begin(at))

    def fill(rows: range, unit: Unit) -> None:
        some, gap = tracks[rows.start : rows.stop], _from_the_first(rows.start)
        entries.extend(unit.playlists.entries.fill(made[0], some, gap, at))

    def last(unit: Unit) -> changes.Logged:
        unit.playlists.show(made[0], entries, name, at, parent=parent)
        return changes.made_playlist(unit, made[0], at)

    return Stepped([begin, *(partial(fill, part) for part in parts_of(range(len(tracks))))], last)


def duplicate(playlist: PlaylistId, length: int) -> Stepped:
    """Make a playlist like another one of about such a length."""
    at, found, made, entries = now_ms(), list[int](), list[PlaylistId](), list[int]()
    parts = parts_of(range(length))

    def look(plans: PlaylistPlans) -> None:
        found.extend(plans.entries(playlist))

    def begin(unit: Unit) -> None:
        made.append(unit.playlists.begin(at))

    def copy(rows: range, unit: Unit) -> None:
        stop = len(found) if rows is parts[-1] else rows.stop
        some = found[rows.start : stop]
        entries.extend(unit.playlists.entries.copy_some(made[0], some))

    def last(unit: Unit) -> changes.Logged:
        unit.playlists.duplicate(playlist, at, (made[0], entries))
        return changes.made_playlist(unit, made[0], at)

    return Stepped([begin, *(partial(copy, part) for part in parts)], last, (), look)


def replace(playlist: PlaylistId, tracks: Sequence[int]) -> Stepped:
    """Let other tracks stand in a playlist: they wait unseen until all are there."""
    at, entries = now_ms(), list[int]()

    def fill(rows: range, unit: Unit) -> None:
        some, gap = tracks[rows.start : rows.stop], _from_the_first(rows.start)
        entries.extend(unit.playlists.entries.fill(playlist, some, gap, at, unseen=True))

    def plan(plans: PlaylistPlans) -> Plan | None:
        return plans.taken_over(playlist, entries, _from_the_first(0))

    def take_over(edits: PlaylistEdits, at: int) -> PlaylistTracksChanged | None:
        return edits.take_over(playlist, entries, at)

    last = changes.edit("Put{} into", playlist, len(tracks), take_over)
    return Stepped([partial(fill, part) for part in parts_of(range(len(tracks)))], last, [plan])


def add(
    playlist: PlaylistId, tracks: Sequence[int], before: int | None, *, anyway: bool
) -> Stepped:
    """Add very many tracks to a playlist: they wait unseen until all are there."""
    adding = _Adding(playlist, tracks, before, anyway=anyway)
    steps = [partial(adding.fill, part) for part in parts_of(range(len(tracks)))]
    return Stepped(steps, adding.last, [adding.plan], adding.look)


class _Adding:
    """Tracks on their way into a playlist."""

    def __init__(
        self, playlist: PlaylistId, tracks: Sequence[int], before: int | None, *, anyway: bool
    ) -> None:
        self._playlist = playlist
        self._tracks = tracks
        self._before = before
        self._anyway = anyway
        self._already: Sequence[int] = ()
        self._gap: Gap | None = None
        self._made: list[int] = []
        self._at = now_ms()

    def look(self, plans: PlaylistPlans) -> None:
        """Find what is there already, and where the rest goes."""
        self._tracks, self._already, self._gap = plans.room_for(
            self._playlist, self._tracks, self._before, anyway=self._anyway
        )

    def fill(self, rows: range, unit: Unit) -> None:
        """Put some of them there, unseen."""
        some = self._tracks[rows.start : rows.stop]
        if self._gap is not None and some:
            gap = self._gap._replace(low=self._gap.low + self._gap.step * rows.start)
            edits = unit.playlists.entries
            self._made += edits.fill(self._playlist, some, gap, self._at, unseen=True)

    def plan(self, plans: PlaylistPlans) -> Plan | None:
        """Let them be seen where they are."""
        return None if self._gap is None else plans.added(self._playlist, self._made, self._gap)

    def last(self, unit: Unit) -> changes.Logged:
        """Let them count; where there was no room it has to be made for all of them at once."""
        if self._gap is None:
            adding = changes.add(self._playlist, self._tracks, self._before, anyway=True)
            return adding(unit)
        event, added = unit.playlists.entries.add_waiting(
            self._playlist, self._made, self._already, self._at
        )
        return changes.added(unit, event, added, self._at)


# ---- plans --------------------------------------------------------------------------------------


def planned(storage: Storage, plans: Sequence[Callable[[PlaylistPlans], T]]) -> list[T]:
    """Ask for plans, all of one moment; nobody waits for that to write."""
    if not plans:
        return []
    from mtplayer.storage.lists.playlist_plans import PlaylistPlans

    with storage.read() as connection:
        connection.exec_driver_sql("BEGIN")
        asked = PlaylistPlans(connection)
        return [plan(asked) for plan in plans]


def prepared(plans: Sequence[Plan | None]) -> Prepared:
    """Return plans with what is stored of the long ones before they are made."""
    return [(plan, None if plan.touched <= LONG_CHANGE else _long(plan)) for plan in plans if plan]


def _long(plan: Plan) -> Long:
    from mtplayer.storage.lists.playlist_history import Long

    touched = plan.touched + len(plan.notes)
    return Long(plan.base, touched, plan.grown, plan.back.pack())


def places_of(made: Prepared) -> list[Step]:
    """Return the steps that put what is long in its places."""
    at = now_ms()
    steps: list[Step] = []
    for plan, long in made:
        if long is not None:
            steps.append(partial(_begin, plan, long, at))
            steps += (partial(_put, plan.playlist, some, at) for some in _some_of(plan.places))
    return steps


def with_plans(made: Prepared, last: Callable[[Unit], T]) -> Callable[[Unit], T]:
    """Return a change that finds what it would do planned, and done where that is long."""

    def change(unit: Unit) -> T:
        for plan, long in made:
            unit.playlists.entries.prepare(plan, long)
        return last(unit)

    return change


def mending(storage: Storage) -> list[Step]:
    """Return the steps back out of changes whose program ended in their middle."""
    from mtplayer.core.lists.playlist_delta import Delta
    from mtplayer.storage.lists.playlist_history import PlaylistHistory
    from mtplayer.storage.lists.playlist_places import PlaylistPlaces

    at = now_ms()
    steps: list[Step] = []
    with storage.read() as connection:
        for one in PlaylistHistory(connection, PlaylistPlaces(connection)).unfinished():
            places = Delta.unpack(one.back).places
            list_ = PlaylistId(one.playlist)
            steps += (partial(_put, list_, some, at) for some in _some_of(places))
            steps.append(lambda unit, one=one: unit.playlists.entries.history.forget(one))
    return steps


def _begin(plan: Plan, long: Long, at: int, unit: Unit) -> None:
    unit.playlists.entries.begin(plan, long, at)


def _put(playlist: PlaylistId, places: Places, at: int, unit: Unit) -> None:
    unit.playlists.entries.put_some(playlist, places, at)


def _some_of(places: Places) -> Iterator[Places]:
    left = iter(places.items())
    while some := dict(islice(left, changes.AT_ONCE)):
        yield some


def _from_the_first(row: int) -> Gap:
    from mtplayer.storage.lists.playlist_places import RANK_STEP, Gap

    return Gap(RANK_STEP * row, RANK_STEP)
