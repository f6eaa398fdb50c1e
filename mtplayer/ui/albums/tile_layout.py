"""Where tiles are: arithmetic alone, the same for ten of them and for a million."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import Final

from mtplayer.core.record import record
from mtplayer.core.typed import override

Box = tuple[int, int, int, int]
"""x, y, width, height."""


class Step(StrEnum):
    """Where a key leads to."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"
    HOME = "home"
    END = "end"


@record
class TileLayout:
    """Tiles in rows from the top, or in columns; one row may have a gap below it."""

    count: int = 0
    columns: int = 1
    width: int = 1
    height: int = 1
    across: int = 0
    """How wide the whole is: mirrored, tiles begin at its other side."""
    left: int = 0
    top: int = 0
    bottom: int = 0
    step_x: float = 1.0
    step_y: int = 1
    by_columns: bool = False
    mirrored: bool = False
    gap_row: int = -1
    gap: int = 0

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-self.count // self.columns)

    @property
    def content_height(self) -> int:
        """How tall all of it is."""
        return self.row_y(self.rows) + self.bottom if self.count else self.top + self.bottom

    @property
    def gap_y(self) -> int:
        """Where the gap begins."""
        return self.top + (self.gap_row + 1) * self.step_y

    def with_gap(self, row: int, gap: int) -> "TileLayout":
        """Return the same with so much room below a row."""
        return replace(self, gap_row=row, gap=gap)

    def row_of(self, number: int) -> int:
        """Return the row in which a tile is."""
        return number % self.rows if self.by_columns else number // self.columns

    def column_of(self, number: int) -> int:
        """Return the column in which a tile is, counted from where reading begins."""
        return number // self.rows if self.by_columns else number % self.columns

    def row_y(self, row: int) -> int:
        """Return where a row begins."""
        below = self.gap if 0 <= self.gap_row < row else 0
        return self.top + row * self.step_y + below

    def box(self, number: int) -> Box:
        """Return where a tile is."""
        x = self.left + round(self.column_of(number) * self.step_x)
        if self.mirrored:
            x = self.across - x - self.width
        return x, self.row_y(self.row_of(number)), self.width, self.height

    def at(self, x: int, y: int) -> int:
        """Return the tile at a point, -1 where there is none."""
        if self.gap_row >= 0 and self.gap_y <= y < self.gap_y + self.gap:
            return -1
        inner = y - self.top - (self.gap if self.gap_row >= 0 and y >= self.gap_y else 0)
        row, below = divmod(inner, self.step_y)
        along = (self.across - 1 - x if self.mirrored else x) - self.left
        # Columns begin at whole pixels, half a pixel before or after where they should.
        column = int((along + 0.5) // self.step_x)
        if not 0 <= row < self.rows or not 0 <= column < self.columns or along < 0:
            return -1
        if below >= self.height or along - round(column * self.step_x) >= self.width:
            return -1
        number = column * self.rows + row if self.by_columns else row * self.columns + column
        return number if number < self.count else -1

    def rows_between(self, first_y: int, last_y: int) -> range:
        """Return the rows that reach into a band."""
        return range(self._row_at(first_y), min(self._row_at(last_y) + 1, self.rows))

    def numbers(self, row: int) -> Sequence[int]:
        """Return the tiles of a row."""
        if self.by_columns:
            return range(row, self.count, self.rows)
        return range(row * self.columns, min((row + 1) * self.columns, self.count))

    def stepped(self, number: int, step: Step, page: int) -> int:
        """Return the tile to which a key leads, ``page`` being the height that is seen."""
        if number < 0:
            return 0 if self.count else -1
        down, right = (1, self.rows) if self.by_columns else (self.columns, 1)
        if self.mirrored:
            right = -right
        rows = max(page // self.step_y, 1)
        by = {
            Step.LEFT: -right,
            Step.RIGHT: right,
            Step.UP: -down,
            Step.DOWN: down,
            Step.PAGE_UP: -down * rows,
            Step.PAGE_DOWN: down * rows,
            Step.HOME: -number,
            Step.END: self.count,
        }[step]
        return self._landed(number, number + by, step)

    def _landed(self, number: int, target: int, step: Step) -> int:
        """Keep a step inside: up and down stay in their column unless the last row is short."""
        last = self.count - 1
        if step in {Step.UP, Step.PAGE_UP} and target < 0:
            return number % self.columns if not self.by_columns else 0
        if step in {Step.DOWN, Step.PAGE_DOWN} and target > last and not self.by_columns:
            return number if self.row_of(number) == self.rows - 1 else last
        return min(max(target, 0), last)

    def _row_at(self, y: int) -> int:
        inner = y - self.top
        if self.gap_row >= 0 and y >= self.gap_y:
            inner = max(inner - self.gap, (self.gap_row + 1) * self.step_y - 1)
        return max(inner // self.step_y, 0)


_NOTHING: Final = TileLayout()


@record
class HeadedLayout(TileLayout):
    """Tiles in columns, some of which have a heading before them that takes the place of a tile.

    ``base`` has a place for each of both, ``heads`` are the tiles that have a heading.
    """

    base: TileLayout = _NOTHING
    heads: tuple[int, ...] = ()

    @property
    @override
    def rows(self) -> int:
        return self.base.rows

    @override
    def box(self, number: int) -> Box:
        return self.base.box(number + bisect_right(self.heads, number))

    def head_box(self, at: int) -> Box:
        """Return where a heading is, by its number among the headings."""
        return self.base.box(self.heads[at] + at)

    @override
    def at(self, x: int, y: int) -> int:
        place = self.base.at(x, y)
        return -1 if place < 0 else self._tile(place)

    @override
    def numbers(self, row: int) -> Sequence[int]:
        tiles = (self._tile(place) for place in self.base.numbers(row))
        return [tile for tile in tiles if tile >= 0]

    @override
    def stepped(self, number: int, step: Step, page: int) -> int:
        if step not in {Step.LEFT, Step.RIGHT} or number < 0:
            return replace(self.base, count=self.count).stepped(number, step, page)
        place = number + bisect_right(self.heads, number)
        place = self.base.stepped(place, step, page)
        # From beside a heading one comes to the tile below it.
        return self._tile(place) if self._tile(place) >= 0 else self._tile(place + 1)

    def _tile(self, place: int) -> int:
        """Return the tile at a place, -1 for a heading."""
        before = bisect_right([head + at for at, head in enumerate(self.heads)], place)
        is_head = before > 0 and self.heads[before - 1] + before - 1 == place
        return -1 if is_head else place - before


def headed(tiles: TileLayout, heads: tuple[int, ...]) -> TileLayout:
    """Return a layout with room for headings before these tiles."""
    if not heads:
        return tiles
    same = {each.name: getattr(tiles, each.name) for each in fields(TileLayout)}
    return HeadedLayout(**same, base=replace(tiles, count=tiles.count + len(heads)), heads=heads)


def tiled(
    count: int,
    across: int,
    *,
    tile: int,
    text: int,
    gap: int,
    sides: tuple[int, int],
    mirrored: bool = False,
) -> TileLayout:
    """Return tiles of one width in as many columns as fit; what is left goes between them.

    ``text`` is what stands below the square of a tile, ``sides`` the room left free.
    """
    room = across - sum(sides)
    columns = max((room + gap) // (tile + gap), 1)
    spare = room - columns * tile
    step = tile + (spare / (columns - 1) if columns > 1 else gap)
    # A wide gap looks like a hole: with few tiles the rest stays free at the end.
    return TileLayout(
        count=count,
        columns=columns,
        width=tile,
        height=tile + text,
        across=across,
        left=sides[0],
        step_x=step,
        mirrored=mirrored,
    )


def columned(
    count: int,
    across: int,
    *,
    row: int,
    least: int,
    gap: int,
    most: int = 2,
    by_columns: bool = True,
    mirrored: bool = False,
) -> TileLayout:
    """Return rows of one height in as many columns as are at least so wide."""
    columns = max(min((across + gap) // (least + gap), most), 1)
    width = (across - gap * (columns - 1)) // columns
    return TileLayout(
        count=count,
        columns=columns,
        width=width,
        height=row,
        across=across,
        step_x=width + gap,
        step_y=row,
        by_columns=by_columns,
        mirrored=mirrored,
    )
