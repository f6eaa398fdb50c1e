"""How work that was begun for a command ended, for when the command asks."""

from collections.abc import Mapping
from typing import Final

_MOST_ENDED: Final = 20


class Tickets:
    """A number for each piece of work, and its end once there is one."""

    def __init__(self) -> None:
        self._given = 0
        self._ended: dict[int, Mapping[str, object]] = {}

    def new(self) -> int:
        """Begin something."""
        self._given += 1
        return self._given

    def end(self, ticket: int, answer: Mapping[str, object]) -> None:
        """Say how it ended; the oldest answers are forgotten."""
        self._ended[ticket] = answer
        while len(self._ended) > _MOST_ENDED:
            self._ended.pop(min(self._ended))

    def state(self, question: Mapping[str, object]) -> dict[str, object]:
        """Answer how the work of a ticket ended; nothing while it goes on."""
        return dict(self._ended.get(int(str(question["ticket"])), {}))
