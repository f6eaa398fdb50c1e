"""Many ids in one statement: SQLite takes at most 32,766 variables, and a library has more."""

import json
from collections.abc import Iterable

from sqlalchemy import Select, func, select


def these(ids: Iterable[int]) -> Select[int]:
    """Return a subquery of the ids, carried as one JSON text."""
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return select(listed.c.value)
