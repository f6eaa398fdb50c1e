"""What differs between a file as it was and as it was read."""

from collections.abc import Sequence
from typing import Final

from mtplayer.core.library.file_state import FileState
from mtplayer.core.library.scan_plan import Arrival
from mtplayer.storage.scan import scan_sql
from mtplayer.storage.scan.scan_pieces import Before, Piece

_NOT_TOLD: Final = frozenset({"place", "length_guessed"})
_MOST_TOLD: Final = 300

Changes = dict[str, tuple[object, object]]
"""Columns that changed, before and after."""


def is_same(before: Before, arrival: Arrival) -> bool:
    """Whether a file was only read because some cue sheet beside it changed."""
    found = arrival.found
    return (
        (before.size, before.mtime_ns) == (found.size, found.mtime_ns)
        and before.tag_hash == arrival.parts.tag_hash
        and before.state == FileState.PRESENT.value
        and not before.stale
    )


def is_read_again(before: Before, arrival: Arrival) -> bool:
    """Whether a file is as it was, and only what reads it is another."""
    found = arrival.found
    return before.stale and (before.size, before.mtime_ns) == (found.size, found.mtime_ns)


def divided(known: Sequence[Before], pairs: Sequence[tuple[Piece, Before | None]]) -> Changes:
    """Return into how many tracks a cue sheet divides a file, if those are others now."""
    old = {before.track for before in known if before.position and before.in_use}
    new = [before.track if before else None for piece, before in pairs if piece.position]
    return {} if old == set(new) else {"cue_sheet": (len(old), len(new))}


def differing(before: Sequence[object], after: Sequence[object]) -> Changes:
    """Return the columns that differ, before and after."""
    columns = zip(scan_sql.TAG_COLUMNS, before, after, strict=True)
    return {
        name: (_short(old), _short(new))
        for name, old, new in columns
        if old != new and not name.endswith("_key") and name not in _NOT_TOLD
    }


def _short(value: object) -> object:
    """Cut off what nobody reads in a list: a comment may be a book."""
    return value[:_MOST_TOLD] if isinstance(value, str) else value
