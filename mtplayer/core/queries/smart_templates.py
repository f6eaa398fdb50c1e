"""Smart playlists to begin with."""

from typing import Final, NamedTuple

from mtplayer.core.library.tracks import SortKey
from mtplayer.core.queries.smart_lists import Choice, Limit, SmartList, Sorting

_DAYS: Final = 14


class Template(NamedTuple):
    """A smart playlist with its name."""

    name: str
    smart: SmartList


def templates(year: int) -> tuple[Template, ...]:
    """Return what one may begin with; ``year`` is this one."""
    return (
        Template(
            "Recent releases",
            SmartList(query=f"year:>={year - 2}", choice=Choice.NEWEST, sorting=_BY_YEAR),
        ),
        Template("The 80s", SmartList(query="year:1980..1989", sorting=_BY_ARTIST)),
        Template("The 90s", SmartList(query="year:1990..1999", sorting=_BY_ARTIST)),
        Template("Short tracks", SmartList(query="length:<=4:00", choice=Choice.SHORTEST)),
        Template(
            "High resolution",
            SmartList(
                query="is:lossless (bitdepth:>=24 | samplerate:>48k)",
                choice=Choice.ALBUM,
                sorting=_BY_ARTIST,
            ),
        ),
        Template("Rock", SmartList(query="genre:rock", sorting=_BY_ARTIST)),
        Template(
            "Pop hits",
            SmartList(query="genre:pop plays:>0", limit=Limit(100), choice=Choice.MOST_PLAYED),
        ),
        Template("Liked tracks", SmartList(query="is:liked", sorting=_BY_ARTIST)),
        Template(
            "Played lately",
            SmartList(query=f"lastplayed:<{_DAYS}d", choice=Choice.RECENTLY_PLAYED),
        ),
        Template("Added lately", SmartList(query=f"added:<{_DAYS}d", choice=Choice.RECENTLY_ADDED)),
        Template(
            "Most played",
            SmartList(query="plays:>0", limit=Limit(25), choice=Choice.MOST_PLAYED),
        ),
    )


_BY_ARTIST: Final = (Sorting(SortKey.ALBUM_ARTIST), Sorting(SortKey.YEAR))
_BY_YEAR: Final = (Sorting(SortKey.YEAR, descending=True), Sorting(SortKey.ALBUM_ARTIST))
