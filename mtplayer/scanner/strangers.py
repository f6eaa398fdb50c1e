"""Files that another program knew and nobody here has read: recognised when they turn up."""

from mtplayer.core.library.scan_plan import Found, Trace
from mtplayer.files.outer_hash import outer_hash
from mtplayer.storage.scan.scan_marks import Marks


class Strangers:
    """Those without a place, by their size; asks the library once, for the first new file."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._by_size: dict[int, list[tuple[Trace, bytes | None]]] | None = None

    def like(self, path: bytes, found: Found) -> list[Trace]:
        """Return those of exactly this size that have this name, or begin and end like this."""
        if self._by_size is None:
            self._by_size = {}
            for trace, outer in self._marks.strangers():
                self._by_size.setdefault(trace.size, []).append((trace, outer))
        alike = self._by_size.get(found.size, [])
        if any(outer is not None for _, outer in alike):
            here = outer_hash(path)
            if same := [trace for trace, outer in alike if outer is not None and outer == here]:
                return same
        # By the name also against the hash: mt did not renew it when it wrote tags.
        return [trace for trace, _ in alike if trace.name == found.name]
