"""Reads a pickle as lists, dictionaries, texts and numbers, and never calls what it names."""

import pickletools
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final


class NotPlain(ValueError):
    """It is damaged, or has more in it than values."""


def values(file: BinaryIO) -> Any:
    """Return what a pickle holds; objects are what they were filled with. Raises NotPlain.

    ``pickle.load`` runs whatever the file says; and its memo takes as much memory as it says.
    """
    machine = _Machine()
    try:
        for code, argument, _ in _operations(file):
            if code == "STOP":
                return machine.stack[-1]
            machine.run(code, argument)
    except (IndexError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotPlain(str(error)) from error
    raise NotPlain("it does not end")


def _operations(file: BinaryIO) -> Iterator[tuple[str, Any, int | None]]:
    for operation, argument, place in pickletools.genops(file):
        yield operation.name, argument, place


class _Mark:
    """Where a list of arguments begins."""


class _Name:
    """Something that a pickle calls by its name: here it can do nothing."""

    def __init__(self, name: str) -> None:
        self.name = name


_MARK: Final = _Mark()


class _Machine:
    """The stack of a pickle, for those operations that only make values."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def run(self, code: str, argument: Any) -> None:
        """Do one operation."""
        if code in _PUSHED:
            self.stack.append(argument)
        elif code in _OLD_TEXTS:
            self.stack.append(argument.encode("latin-1"))
        elif code in _MADE:
            self.stack.append(_MADE[code]())
        elif code in _KEPT:
            self._memo[int(argument)] = self.stack[-1]
        elif code in _FETCHED:
            self.stack.append(self._memo[int(argument)])
        elif code == "GLOBAL":
            self.stack.append(_Name(argument))
        elif code in ("PROTO", "FRAME"):
            return
        elif code == "MEMOIZE":
            self._memo[len(self._memo)] = self.stack[-1]
        else:
            _DOES[code](self)

    def marked(self) -> list[Any]:
        """Take off all that lies above the last mark."""
        at = len(self.stack) - 1
        while self.stack[at] is not _MARK:
            at -= 1
            if at < 0:
                raise NotPlain("a mark is not there")
        found = self.stack[at + 1 :]
        del self.stack[at:]
        return found

    def extend(self, found: list[Any]) -> None:
        """Put values into the list on top."""
        _of(self.stack[-1], list).extend(found)

    def update(self, found: list[Any]) -> None:
        """Put keys and values into the dictionary on top."""
        top = _of(self.stack[-1], dict)
        for key, value in zip(found[::2], found[1::2], strict=True):
            top[_of(key, (str, bytes, int))] = value

    def join(self, count: int) -> None:
        """Make a tuple of what is on top."""
        if len(self.stack) < count:
            raise NotPlain("a tuple is not there")
        self.stack[-count:] = [tuple(self.stack[-count:])]

    def make(self) -> None:
        """Stand in for an object: it has nothing yet."""
        self.stack.pop()
        _of(self.stack.pop(), _Name)
        self.stack.append({})

    def call(self) -> None:
        """Stand in for a call: bytes are written as one, an object is empty."""
        arguments, name = self.stack.pop(), _of(self.stack.pop(), _Name).name
        if name == "_codecs encode":
            self.stack.append(_of(arguments[0], str).encode("latin-1"))
        elif name in _EMPTY_BYTES:
            self.stack.append(b"")
        else:
            self.stack.append({})

    def name(self) -> None:
        """Take a name from the stack, as later protocols have it."""
        last, first = self.stack.pop(), self.stack.pop()
        self.stack.append(_Name(f"{first} {last}"))

    def pair(self) -> list[Any]:
        """Take two values off."""
        found = self.stack[-2:]
        del self.stack[-2:]
        return found


def _of(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise NotPlain(f"{type(value).__name__} where it cannot be")
    return value


_PUSHED: Final = frozenset(
    {
        "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT",
        "UNICODE", "BINUNICODE", "SHORT_BINUNICODE",
        "BINUNICODE8", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8",
    }
)  # fmt: skip
# Bytes of Python 2, which pickletools reads as Latin-1.
_OLD_TEXTS: Final = frozenset({"STRING", "BINSTRING", "SHORT_BINSTRING"})
_KEPT: Final = frozenset({"PUT", "BINPUT", "LONG_BINPUT"})
_FETCHED: Final = frozenset({"GET", "BINGET", "LONG_BINGET"})
_EMPTY_BYTES: Final = frozenset({"builtins bytes", "__builtin__ bytes"})
_MADE: Final[dict[str, Callable[[], Any]]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_LIST": list,
    "EMPTY_DICT": dict,
    "EMPTY_TUPLE": tuple,
    "MARK": lambda: _MARK,
}
_DOES: Final[dict[str, Callable[[_Machine], object]]] = {
    "APPEND": lambda m: m.extend([m.stack.pop()]),
    "APPENDS": lambda m: m.extend(m.marked()),
    "SETITEM": lambda m: m.update(m.pair()),
    "SETITEMS": lambda m: m.update(m.marked()),
    "LIST": lambda m: m.stack.append(m.marked()),
    "TUPLE": lambda m: m.stack.append(tuple(m.marked())),
    "TUPLE1": lambda m: m.join(1),
    "TUPLE2": lambda m: m.join(2),
    "TUPLE3": lambda m: m.join(3),
    "POP": lambda m: m.stack.pop(),
    "NEWOBJ": _Machine.make,
    "REDUCE": _Machine.call,
    "BUILD": lambda m: m.stack.pop(),
    "STACK_GLOBAL": _Machine.name,
}
