"""What importing playlist files would do, or did, for programs that read it."""

import os
from collections.abc import Sequence

from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.lists.list_import import ListImport
from mtplayer.core.lists.list_matching import By, Known

_MOST_NAMED = 1_000


def as_objects(imports: Sequence[ListImport]) -> list[dict[str, object]]:
    """Return a report of each file; of entries without a track no more than a thousand."""
    return [_object(one) for one in imports]


def _object(one: ListImport) -> dict[str, object]:
    entries = one.playlist.entries
    found = one.found
    return {
        "source": os.fsdecode(one.source),
        "name": one.playlist.name,
        "entries": len(entries),
        "matched": sum(found.values()),
        "by": {by.value: found[by] for by in By if found[by]},
        "ambiguous": [
            {
                "entry": at + 1,
                **said(entries[at]),
                "candidates": [_known(known) for known in one.verdicts[at].candidates],
            }
            for at in one.ambiguous[:_MOST_NAMED]
        ],
        "ambiguous_count": len(one.ambiguous),
        "not_found": [{"entry": at + 1, **said(entries[at])} for at in one.not_found[:_MOST_NAMED]],
        "not_found_count": len(one.not_found),
        "outside_library": one.on_disk,
        "skipped": one.playlist.skipped,
        "same_name": one.namesake is not None,
    }


def said(entry: ListedEntry) -> dict[str, object]:
    """Return what a file says of an entry."""
    place = os.fsdecode(entry.paths[0]) if entry.paths else entry.address
    values = {
        "location": place,
        "title": entry.title,
        "artist": entry.artist,
        "album": entry.album,
        "duration_ms": entry.duration_ms,
    }
    return {name: value for name, value in values.items() if value}


def _known(known: Known) -> dict[str, object]:
    return {
        "track": known.track,
        "title": known.title,
        "artist": known.artist,
        "album": known.album,
        "path": os.fsdecode(known.path),
    }
