"""What was taken over from another program, so that it comes only once."""

import sqlite3
from hashlib import blake2b


class Imports:
    """The memory of one source, on the connection of a transaction."""

    def __init__(self, connection: sqlite3.Connection, source: str, at: int) -> None:
        self._connection = connection
        self._source = source
        self._at = at

    def is_new(self, kind: str, key: str) -> bool:
        """Whether nothing of this kind and key ever came."""
        return self._found(kind, key) is None

    def local_id(self, kind: str, key: str) -> int | None:
        """Return what became of it, if it came and became something."""
        found = self._found(kind, key)
        return found[0] if found is not None else None

    def add(self, kind: str, key: str, local_id: int | None) -> None:
        """Remember that it came."""
        self._connection.execute(
            "INSERT INTO imports (source, kind, key, local_id, made_at) VALUES (?, ?, ?, ?, ?)",
            (self._source, kind, hashed(key), local_id, self._at),
        )

    def note(self, kind: str, key: str, local_id: int | None) -> bool:
        """Remember that it came; False if that is known."""
        if not self.is_new(kind, key):
            return False
        self.add(kind, key, local_id)
        return True

    def _found(self, kind: str, key: str) -> tuple[int | None] | None:
        return self._connection.execute(
            "SELECT local_id FROM imports WHERE source = ? AND kind = ? AND key = ?",
            (self._source, kind, hashed(key)),
        ).fetchone()


def hashed(key: str) -> bytes:
    """Return what is kept of a key."""
    return blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).digest()
