"""Finds files by their names, wherever they lie."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from mtplayer.core.folding import fold_phrase
from mtplayer.core.library.folder_tree import FileRow
from mtplayer.storage.library.folder_tree import COLUMNS, COLUMNS_OF, file_row
from mtplayer.storage.queries.text_tests import FOLDED

MOST: Final = 1_000
"""More than these nobody reads; whoever looks for one types another word."""

_NAME: Final = "CAST(f.name AS TEXT)"
# Folding is ours and takes as long as a hundred comparisons: only for what is not plain ASCII.
_HAS: Final = (
    f"iif({_NAME} GLOB '*[^ -~]*', instr({FOLDED}(f.name), ?1) > 0, instr(lower({_NAME}), ?1) > 0)"
)
_FOUND: Final = f"""
SELECT json_group_array(json_array({COLUMNS})) FROM (
    SELECT {COLUMNS_OF}, hex(CASE WHEN d.path = X'' THEN X'' ELSE d.path || '/' END) AS inside
    FROM files AS f JOIN directories AS d ON d.id = f.directory_id
    JOIN volumes AS v ON v.id = d.volume_id
    LEFT JOIN tracks AS t ON t.file_id = f.id AND t.listed = 1
    WHERE f.state <> 'removed' AND {{words}}
    ORDER BY t.id IS NULL, d.path, f.name, t.position LIMIT {MOST})
"""


class NamedFiles:
    """On the connection of a reader; what it raises is said there."""

    def __init__(self, ask: Callable[..., Sequence[Any]], fold: Callable[[], object]) -> None:
        self._ask = ask
        self._fold = fold
        """Lets the connection fold texts."""

    def find(self, typed: str) -> list[FileRow]:
        """Return files in whose names all these words are, each with its folder; 0.2 s of 100,000.

        Accents and case do not matter, and wildcards mean nothing.
        """
        words = fold_phrase(typed).split()
        if not words:
            return []
        self._fold()
        tests = (_HAS.replace("?1", f"?{number}") for number in range(1, len(words) + 1))
        found = self._ask(_FOUND.format(words=" AND ".join(tests)), *words)[0]
        return [file_row(values) for values in json.loads(found)]
