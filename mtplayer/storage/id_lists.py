"""Long lists of ids: read from text, cut down to a selection, put in another order.

Everything works on ``array('q')`` in steps short enough for other threads. numpy is imported for
long lists only: it is 3 to 6 times faster there, but costs 46 ms and 16 MB.
"""

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from typing import TYPE_CHECKING, Final, TypeAlias

from mtplayer.storage.queries.orders import GROUP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids: TypeAlias = "array[int]"
else:
    Ids = array

LONG_LIST: Final = 20_000
LONG_TEXT: Final = 500_000
"""About 80,000 ids."""

STEP: Final = 1 << 16
"""Characters parsed at once: 0.8 ms."""


def no_ids() -> Ids:
    """Return an empty list."""
    return array("q")


def parse(text: str | None, check: Callable[[], None]) -> Ids:
    """Return the ids of a text such as "3,1,2"; ``check`` may end it between two steps."""
    ids = no_ids()
    for piece in _pieces(text or "", ","):
        check()
        if "numpy" in sys.modules:
            ids.frombytes(_numbers(piece).tobytes())
        else:
            ids.fromlist(json.loads(f"[{piece}]"))
    return ids


def parse_groups(text: str | None, check: Callable[[], None]) -> tuple[Ids, Ids]:
    """Return the ids of a text such as "3,1;2" and how many each group has."""
    text = text or ""
    ids, lengths = no_ids(), no_ids()
    many = len(text) >= LONG_TEXT
    for piece in _pieces(text, GROUP):
        check()
        if many:
            ids.frombytes(_numbers(piece.replace(GROUP, ",")).tobytes())
            lengths.frombytes(_lengths(piece).tobytes())
        else:
            groups: list[list[int]] = json.loads(f"[[{piece.replace(GROUP, '],[')}]]")
            lengths.fromlist([len(group) for group in groups])
            for group in groups:
                ids.fromlist(group)
    return ids, lengths


def _pieces(text: str, separator: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find(separator, start + STEP)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def reversed_groups(ids: Ids, lengths: Ids) -> Ids:
    """Return the groups from the last to the first, each as it is."""
    if len(lengths) >= LONG_LIST:
        return _reversed_of_many(ids, lengths)
    result = no_ids()
    end = len(ids)
    for length in reversed(lengths):
        result += ids[end - length : end]
        end -= length
    return result


def _reversed_of_many(ids: Ids, lengths: Ids) -> Ids:
    import numpy as np

    sizes = np.frombuffer(lengths, np.int64)
    begins = (np.cumsum(sizes) - sizes)[::-1]
    sizes = sizes[::-1]
    new_begins = np.cumsum(sizes) - sizes
    places = np.arange(len(ids)) + np.repeat(begins - new_begins, sizes)
    return _as_ids(np.frombuffer(ids, np.int64)[places])


def only(ids: Ids, wanted: Ids) -> Ids:
    """Return those ids that are wanted, in the order of ``ids``."""
    return _chosen(ids, wanted, keep=1)


def without(ids: Ids, unwanted: Ids) -> Ids:
    """Return the ids that are not unwanted, in their order."""
    return _chosen(ids, unwanted, keep=0)


def _chosen(ids: Ids, marked: Ids, *, keep: int) -> Ids:
    if len(ids) >= LONG_LIST:
        return _chosen_of_many(ids, marked, keep=keep)
    marks = set(marked)
    if keep:
        return array("q", compress(ids, map(marks.__contains__, ids)))
    return array("q", (id_ for id_ in ids if id_ not in marks))


def _chosen_of_many(ids: Ids, marked: Ids, *, keep: int) -> Ids:
    import numpy as np

    every, some = np.frombuffer(ids, np.int64), np.frombuffer(marked, np.int64)
    highest = int(every.max(initial=0))
    marks = np.full(highest + 1, 1 - keep, dtype=np.bool_)
    marks[some[some <= highest]] = keep
    return _as_ids(every[marks[every]])


def grouped_by(order: Ids, ids: Ids, lengths: Iterable[int]) -> Ids:
    """Return the groups as they follow each other, the ids of each as they stand in ``order``."""
    import numpy as np

    every, grouped = np.frombuffer(order, np.int64), np.frombuffer(ids, np.int64)
    highest = int(max(every.max(initial=0), grouped.max(initial=0)))
    counts = np.fromiter(lengths, np.int64)
    # Ids of no group (they lack the value, or were added meanwhile) get the number -1.
    group = np.full(highest + 1, -1, dtype=np.int32)
    group[grouped] = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    numbers = group[every]
    present = numbers >= 0
    return _as_ids(every[present][np.argsort(numbers[present], kind="stable")])


def _numbers(text: str) -> "NDArray[np.int64]":
    import numpy as np

    return np.fromstring(text, dtype=np.int64, sep=",")


def _lengths(groups: str) -> "NDArray[np.int64]":
    """Return how many numbers each group of a text has."""
    import numpy as np

    characters = np.frombuffer(groups.encode("ascii"), np.uint8)
    between = characters[(characters == ord(",")) | (characters == ord(GROUP))]
    ends = np.flatnonzero(between == ord(GROUP))
    return np.diff(ends, prepend=-1, append=len(between)).astype(np.int64)


def _as_ids(numbers: "NDArray[np.int64]") -> Ids:
    ids = no_ids()
    ids.frombytes(numbers.tobytes())
    return ids
