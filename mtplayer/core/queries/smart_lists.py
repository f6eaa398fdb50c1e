"""A smart playlist: a question, how much of what it finds is taken, by what, and how it is shown.

It is kept as JSON in the rules of a playlist; the question as the text that people type.
"""

import json
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Final, TypeVar, cast

from mtplayer.core.library.tracks import SortKey, TrackRow
from mtplayer.core.record import record, short_record

VERSION: Final = 1
MOST: Final = 1_000_000_000
"""More of anything is a slip of the finger."""

E = TypeVar("E", bound=StrEnum)
_MASK: Final = (1 << 32) - 1
_IDS: Final = (1 << 30) - 1
_STEPS: Final = ((40_503, 16), (48_271, 13))
_FIRST: Final = 2_654_435_761


class Unit(StrEnum):
    """What is counted until it is enough."""

    TRACKS = "tracks"
    MINUTES = "minutes"
    HOURS = "hours"
    MEGABYTES = "megabytes"
    GIGABYTES = "gigabytes"


IN_MS: Final = {Unit.MINUTES: 60_000, Unit.HOURS: 3_600_000}
IN_BYTES: Final = {Unit.MEGABYTES: 1000**2, Unit.GIGABYTES: 1000**3}


class Choice(StrEnum):
    """Which tracks are taken first."""

    RANDOM = "random"
    LEAST_RECENTLY_PLAYED = "least_recently_played"
    RECENTLY_PLAYED = "recently_played"
    MOST_PLAYED = "most_played"
    LEAST_PLAYED = "least_played"
    MOST_SKIPPED = "most_skipped"
    HIGHEST_RATED = "highest_rated"
    LOWEST_RATED = "lowest_rated"
    RECENTLY_ADDED = "recently_added"
    FIRST_ADDED = "first_added"
    RECENTLY_LIKED = "recently_liked"
    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST = "longest"
    SHORTEST = "shortest"
    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"


@short_record
class Limit:
    """How much is taken at most."""

    amount: int
    unit: Unit = Unit.TRACKS


@short_record
class Sorting:
    """One key that the list is shown by."""

    key: SortKey
    descending: bool = False


@record
class SmartList:
    """What a smart playlist holds; without ``sorting`` it is shown in the order of the choice.

    ``per_artist`` takes so many of one artist at most, 0 any number; with ``whole_albums`` an
    album of which a track is found comes whole or not at all, and both limits count albums whole.
    A list that is not ``live`` stays as it is while it is looked at and played.
    """

    query: str = ""
    limit: Limit | None = None
    choice: Choice = Choice.ARTIST
    seed: int = 0
    per_artist: int = 0
    whole_albums: bool = False
    sorting: tuple[Sorting, ...] = field(default=())
    live: bool = True


@record
class SmartPreview:
    """How much a smart playlist holds, and the tracks that it begins with."""

    tracks: int
    duration_ms: int
    first: tuple[int, ...]
    rows: tuple[TrackRow, ...] = ()
    """What is shown of the first, where it was asked for."""
    took_ms: int = 0


def to_json(smart: SmartList) -> str:
    """Return how a smart playlist is kept; what is as usual is left out."""
    kept: dict[str, object] = {"version": VERSION, "query": smart.query}
    if smart.limit is not None:
        kept["limit"] = {"amount": smart.limit.amount, "unit": smart.limit.unit.value}
    kept["choice"] = smart.choice.value
    for name in ("seed", "per_artist", "whole_albums"):
        if value := getattr(smart, name):
            kept[name] = value
    if smart.sorting:
        kept["sorting"] = [[one.key.value, one.descending] for one in smart.sorting]
    if not smart.live:
        kept["live"] = False
    return json.dumps(kept, ensure_ascii=False)


def from_json(kept: str | None) -> SmartList:
    """Return the smart playlist that was kept; what cannot be read is as usual."""
    try:
        found: object = json.loads(kept or "{}")
    except ValueError:
        # Older than the format, or written by hand: then it is the question itself.
        return SmartList(query=kept or "")
    by_name = _by_name(found)
    return SmartList(query=str(found)) if by_name is None else _read(by_name)


def _by_name(kept: object) -> Mapping[str, object] | None:
    return cast("Mapping[str, object]", kept) if isinstance(kept, dict) else None


def _read(kept: Mapping[str, object]) -> SmartList:
    return SmartList(
        query=str(kept.get("query", "")),
        limit=_limit(_by_name(kept.get("limit")) or {}),
        choice=_one_of(Choice, kept.get("choice"), Choice.ARTIST),
        seed=_number(kept.get("seed")),
        per_artist=_number(kept.get("per_artist")),
        whole_albums=kept.get("whole_albums") is True,
        sorting=_sorting(kept.get("sorting")),
        live=kept.get("live") is not False,
    )


def _limit(kept: Mapping[str, object]) -> Limit | None:
    amount = _number(kept.get("amount"))
    return Limit(amount, _one_of(Unit, kept.get("unit"), Unit.TRACKS)) if amount else None


def _sorting(kept: object) -> tuple[Sorting, ...]:
    found: list[Sorting] = []
    for one in cast("list[object]", kept) if isinstance(kept, list) else []:
        pair = cast("list[object]", one) if isinstance(one, list) else []
        key = next((key for key in SortKey if pair[:1] == [key.value]), None)
        if key is not None:
            found.append(Sorting(key, pair[1:] == [True]))
    return tuple(found)


def _number(kept: object) -> int:
    whole = isinstance(kept, int) and not isinstance(kept, bool)
    return min(max(kept, 0), MOST) if whole and isinstance(kept, int) else 0


def _one_of(kind: type[E], kept: object, usual: E) -> E:
    return next((one for one in kind if one.value == kept), usual)


def mixed(number: int, seed: int) -> int:
    """Return where a number stands in an order of chance, the same for the same seed."""
    value = ((number + seed) & _IDS) * _FIRST & _MASK
    for factor, shift in _STEPS:
        value = (value * factor + (value >> shift)) & _MASK
    return value


def mixed_sql(column: str, seed: int) -> str:
    """Return the same as an expression of SQL."""
    value = f"((({column} + {int(seed)}) & {_IDS}) * {_FIRST} & {_MASK})"
    for factor, shift in _STEPS:
        value = f"(({value} * {factor} + ({value} >> {shift})) & {_MASK})"
    return value
