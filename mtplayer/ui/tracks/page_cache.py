"""The most recently seen pages of rows."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")


class PageCache(Generic[Row]):
    """Fetches rows a page at a time and forgets the pages longest unseen."""

    def __init__(
        self, fetch: Callable[[int, int], Sequence[Row]], page_rows: int = 200, pages: int = 50
    ) -> None:
        self._fetch = fetch
        self._page_rows = page_rows
        self._limit = pages
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._generation = 0

    @property
    def page_rows(self) -> int:
        """How many rows make a page."""
        return self._page_rows

    @property
    def generation(self) -> int:
        """Rises whenever pages are forgotten: what was asked for before is then stale."""
        return self._generation

    def row(self, number: int) -> Row:
        """Return one row, fetching its page if it is not here."""
        page, offset = divmod(number, self._page_rows)
        rows = self._pages.get(page)
        if rows is None:
            first = page * self._page_rows
            rows = self._fetch(first, first + self._page_rows)
            self._keep(page, rows)
        else:
            self._pages.move_to_end(page)
        return rows[offset]

    def has(self, page: int) -> bool:
        """Whether this page needs no fetching."""
        return page in self._pages

    def put(self, page: int, rows: Sequence[Row], generation: int) -> None:
        """Take a page that was fetched ahead, unless it is stale by now."""
        if generation == self._generation and page not in self._pages:
            self._keep(page, rows)

    def clear(self) -> None:
        """Forget everything."""
        self._generation += 1
        self._pages.clear()

    def _keep(self, page: int, rows: Sequence[Row]) -> None:
        self._pages[page] = rows
        if len(self._pages) > self._limit:
            self._pages.popitem(last=False)
