"""Qt signals that a type checker understands.

class LibraryService(QObject):
    changed: TypedSignal[LibraryChanged] = signal()
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, overload

from PySide6.QtCore import QMetaObject, Qt, Signal

T = TypeVar("T")


class BoundSignal(Protocol[T]):
    """A signal of one object, carrying one value."""

    def connect(
        self, slot: Callable[[T], object], kind: Qt.ConnectionType = ..., /
    ) -> QMetaObject.Connection:
        """Call ``slot`` on every emission."""
        ...

    def disconnect(self, slot: Callable[[T], object], /) -> bool:
        """Stop calling ``slot``."""
        ...

    def emit(self, value: T, /) -> None:
        """Send ``value``: the very same object, never a copy."""
        ...


class TypedSignal(Protocol[T]):
    """A signal as declared in a class body."""

    @overload
    def __get__(self, instance: None, owner: type, /) -> "TypedSignal[T]": ...
    @overload
    def __get__(self, instance: object, owner: type, /) -> BoundSignal[T]: ...


def signal() -> Any:
    """Return a signal that carries one Python object."""
    return Signal(object)
