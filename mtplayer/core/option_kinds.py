"""The kinds of settings: what each may be, and what is said of a value that is none."""

from abc import ABC, abstractmethod
from enum import StrEnum
from typing import Generic, TypeVar

from mtplayer.core.record import record
from mtplayer.core.typed import override

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@record
class Option(ABC, Generic[T]):
    """One setting: where it is kept, what it may be, what people call it."""

    key: str
    default: T
    label: str
    help: str = ""
    shown: bool = True
    needs_restart: bool = False
    old_keys: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The dialog page it stands on."""
        return self.key.partition(".")[0]

    @abstractmethod
    def check(self, value: object) -> T:
        """Return a valid value, or raise ValueError saying what is wrong."""


@record
class Toggle(Option[bool]):
    """On or off."""

    @override
    def check(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise ValueError(f"{self.key}: {value!r} is neither true nor false")


@record
class Number(Option[int]):
    """A whole number in a range."""

    minimum: int
    maximum: int
    unit: str = ""

    @override
    def check(self, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{self.key}: {value!r} is not a whole number")
        if not self.minimum <= value <= self.maximum:
            raise ValueError(f"{self.key}: {value} is not in {self.minimum}-{self.maximum}")
        return value


@record
class Choice(Option[E]):
    """One of a few names."""

    @property
    def values(self) -> tuple[E, ...]:
        """Everything it may be."""
        return tuple(type(self.default))

    @override
    def check(self, value: object) -> E:
        try:
            return type(self.default)(str(value))
        except ValueError:
            names = ", ".join(self.values)
            raise ValueError(f"{self.key}: {value!r} is none of {names}") from None


@record
class Text(Option[str]):
    """One line of text."""

    @override
    def check(self, value: object) -> str:
        if isinstance(value, str):
            return value
        raise ValueError(f"{self.key}: {value!r} is not text")


@record
class Folder(Text):
    """A folder by its path; none is the one that is used by itself."""


@record
class Device(Text):
    """A sound device by its name; none is the one that the system uses."""


@record
class Filters(Text):
    """Filters of an equalizer in the words of AutoEQ; none is flat."""


@record
class Servers(Text):
    """Servers that are trusted, each with its certificate, on lines of their own."""


@record
class Bands(Text):
    """The gains of an equalizer, parted by commas; none is flat."""
