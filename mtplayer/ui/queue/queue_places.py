"""Where rows and headings of Up next lie: arithmetic, whatever their number."""

from enum import StrEnum

from mtplayer.core.record import short_record
from mtplayer.ui.queue.queue_model import Sections


class Part(StrEnum):
    """The parts of the list."""

    PLAYING = "playing"
    BY_HAND = "by_hand"
    FOLLOWING = "following"


@short_record
class Group:
    """One part: its heading begins at ``top``, its rows at ``body``."""

    part: Part
    first: int
    count: int
    top: int
    body: int


class QueuePlaces:
    """Rows of one height under at most three headings."""

    def __init__(self, sections: Sections, row: int, heading: int, gap: int) -> None:
        self.row_height = row
        self.heading = heading
        self.groups: list[Group] = []
        top, first = 0, 0
        counts = (sections.playing, sections.by_hand, sections.following)
        for part, count in zip(Part, counts, strict=True):
            if count:
                body = top + (gap if self.groups else 0) + heading
                self.groups.append(Group(part, first, count, body - heading, body))
                top, first = body + count * row, first + count
        self.rows = first
        self.height = top

    def y(self, row: int) -> int:
        """Return the top edge of a row."""
        group = next((g for g in reversed(self.groups) if row >= g.first), None)
        return 0 if group is None else group.body + (row - group.first) * self.row_height

    def row_at(self, y: int) -> int:
        """Return the row at a height, -1 between rows and outside."""
        for group in self.groups:
            row = (y - group.body) // self.row_height
            if y >= group.body and row < group.count:
                return group.first + row
        return -1

    def near(self, y: int) -> int:
        """Return the row at a height, or the one that follows it; the number of rows behind."""
        for group in self.groups:
            row = (y - group.body) // self.row_height
            if row < group.count:
                return group.first + max(row, 0)
        return self.rows

    def gap_near(self, y: int) -> int:
        """Return the row before which something dropped at a height goes."""
        row = self.near(y)
        inside = y - self.y(row)
        return row + 1 if row < self.rows and inside > self.row_height // 2 else row

    def gap_y(self, row: int) -> int:
        """Return where the line before a row is drawn: below its neighbour if it has one."""
        if row and row - 1 < self.rows:
            return self.y(row - 1) + self.row_height
        return self.y(row) if self.rows else 0
