"""What the editor can offer of the library: the names of its playlists, and of its artists."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mtplayer.ui.search.query_help import Values

Lists = Callable[[], Sequence[str]]


class Known(NamedTuple):
    """Asked when it is needed; without ``values`` nothing is suggested."""

    lists: Lists
    values: Values | None = None
