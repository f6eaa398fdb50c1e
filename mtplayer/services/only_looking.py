"""Sees what a change would do: it is written, told, and taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

T = TypeVar("T")


class _OnlyLooked(Exception):
    """Takes back what was written to see what would be."""


def only_look(storage: Storage, work: "Callable[[Unit], T]") -> T:
    """Return what a change says of itself; nothing of it stays. Raises StorageError."""
    found: list[T] = []

    def looked(unit: "Unit") -> None:
        found.append(work(unit))
        raise _OnlyLooked

    try:
        storage.write(looked)
    except _OnlyLooked:
        return found[0]
    raise AssertionError("looking always ends by taking back")
