"""The kinds of settings: what each may be, and what is said of a value that is none."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from typing_extensions import override

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Toggle(Option[bool]):
    """On or off."""

    @override
    def check(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise ValueError(f"{self.key}: {value!r} is neither true nor false")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Option[str]):
    """One line of text."""

    @override
    def check(self, value: object) -> str:
        if isinstance(value, str):
            return value
        raise ValueError(f"{self.key}: {value!r} is not text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Text):
    """A sound device by its name; none is the one that the system uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters(Text):
    """Filters of an equalizer in the words of AutoEQ; none is flat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(Text):
    """The gains of an equalizer, parted by commas; none is flat."""
