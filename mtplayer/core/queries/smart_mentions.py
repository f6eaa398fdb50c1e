"""What a smart playlist depends on: it is worked out again only when that changes."""

from collections.abc import Iterator
from typing import Final

from mtplayer.core.events import Touched
from mtplayer.core.library.tracks import SortKey
from mtplayer.core.queries.query import Term, When, terms
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.smart_lists import Choice, SmartList

_OF_FIELD: Final = {
    Field.LIKED: Touched.LIKED,
    Field.RATING: Touched.RATING,
    Field.ALBUM_RATING: Touched.RATING,
    Field.ALBUM_LOWEST: Touched.RATING,
    Field.PLAYS: Touched.PLAYS,
    Field.SKIPS: Touched.PLAYS,
    Field.LAST_PLAYED: Touched.PLAYS,
    Field.ALBUM_PLAYS: Touched.PLAYS,
    Field.ALBUM_UNPLAYED: Touched.PLAYS,
    Field.ALBUM_PLAYED: Touched.PLAYS,
    Field.HEARD: Touched.PLAYS,
    Field.AS_OF: Touched.PLAYS,
    Field.IN: Touched.PLAYLISTS,
}
_OF_FLAG: Final = {
    "liked": Touched.LIKED,
    "rated": Touched.RATING,
    "unrated": Touched.RATING,
    "played": Touched.PLAYS,
    "unplayed": Touched.PLAYS,
    "skipped": Touched.PLAYS,
    "unfinished": Touched.PLAYS,
    "onthisday": Touched.PLAYS,
}
_OF_CHOICE: Final = {
    Choice.LEAST_RECENTLY_PLAYED: Touched.PLAYS,
    Choice.RECENTLY_PLAYED: Touched.PLAYS,
    Choice.MOST_PLAYED: Touched.PLAYS,
    Choice.LEAST_PLAYED: Touched.PLAYS,
    Choice.MOST_SKIPPED: Touched.PLAYS,
    Choice.HIGHEST_RATED: Touched.RATING,
    Choice.LOWEST_RATED: Touched.RATING,
    Choice.RECENTLY_LIKED: Touched.LIKED,
}
_OF_SORTING: Final = {
    SortKey.PLAYS: Touched.PLAYS,
    SortKey.LAST_PLAYED: Touched.PLAYS,
    SortKey.RATING: Touched.RATING,
    SortKey.LIKED: Touched.LIKED,
}
_DAYS: Final = frozenset({"today", "yesterday"})


def mentions(smart: SmartList) -> frozenset[Touched]:
    """Return the kinds of change that a smart playlist depends on."""
    kinds = {Touched.TAGS, *map(_kind, terms(parse(smart.query).node))}
    kinds.add(_OF_CHOICE.get(smart.choice, Touched.TAGS))
    kinds.update(_OF_SORTING.get(one.key, Touched.TAGS) for one in smart.sorting)
    # Another smart playlist may depend on anything.
    return frozenset(
        kinds | {Touched.LIKED, Touched.RATING, Touched.PLAYS}
        if Touched.PLAYLISTS in kinds
        else kinds
    )


def _kind(term: Term) -> Touched:
    if term.field is Field.IS:
        return _OF_FLAG.get(str(term.value), Touched.TAGS)
    return _OF_FIELD.get(term.field, Touched.TAGS)


def passes_with_time(smart: SmartList) -> bool:
    """Whether what it holds changes while nothing else does."""
    return any(map(_is_timed, terms(parse(smart.query).node)))


def _is_timed(term: Term) -> bool:
    if term.field is Field.IS:
        return term.value == "onthisday"
    return any(value.ago or value.text in _DAYS for value in _dates(term))


def _dates(term: Term) -> Iterator[When]:
    for value in (term.value, term.upper):
        if isinstance(value, When):
            yield value
