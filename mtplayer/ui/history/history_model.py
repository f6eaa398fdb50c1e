"""The rows of the history page: listens, and a head above those of each day."""

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject

from mtplayer.core.ids import ListenId
from mtplayer.core.listening.history import Ending, HistoryList, HistoryRow
from mtplayer.ui import text
from mtplayer.ui.albums.tile_model import TileModel

ENDINGS: Final = {
    Ending.FINISHED: "Finished",
    Ending.PLAYED: "Played",
    Ending.SKIPPED: "Skipped",
}


class ListenSource(Protocol):
    """Where the rows of listens come from, read at once."""

    def rows(self, ids: Sequence[int], /) -> Sequence[HistoryRow]:
        """Return the rows of listens that are there, in the order asked."""
        ...


class HistoryModel(TileModel[HistoryRow]):
    """A negative id is the head of a day: its title is the day, ``listened_ms`` how many."""

    def __init__(self, source: ListenSource, parent: QObject | None = None) -> None:
        super().__init__(self._read, lambda row: row.id, spoken, blank, parent)
        self._listens = source
        self._heads: dict[int, int] = {}
        self._tops: Sequence[int] = ()

    def show_list(self, found: HistoryList) -> None:
        """Take in which heads stand where; the ids follow by ``set_ids``."""
        self._tops = found.heads
        self._heads = {found.ids[row]: at for at, row in enumerate(found.heads)}

    def is_head(self, number: int) -> bool:
        """Whether a row is a day and no listen."""
        return self.ids[number] < 0

    def day_of(self, number: int) -> tuple[int, int]:
        """Return the first and the last listen of the day whose head this is."""
        at = self._heads[self.ids[number]]
        end = self._tops[at + 1] if at + 1 < len(self._tops) else len(self.ids)
        return number + 1, end - 1

    def _read(self, ids: Sequence[int]) -> Sequence[HistoryRow]:
        listens = iter(self._listens.rows([id_ for id_ in ids if id_ > 0]))
        known = {row.id: row for row in listens}
        rows = (known.get(ListenId(id_)) if id_ > 0 else self._head(id_) for id_ in ids)
        return [row for row in rows if row is not None]

    def _head(self, id_: int) -> HistoryRow:
        at = self._heads.get(id_)
        count = 0
        if at is not None:
            end = self._tops[at + 1] if at + 1 < len(self._tops) else len(self.ids)
            count = end - self._tops[at] - 1
        return blank(id_)._replace(title=text.whole_day(-id_), listened_ms=count)


def blank(id_: int) -> HistoryRow:
    """Return a row without words: of a listen that is gone by now."""
    return HistoryRow(
        id=ListenId(id_),
        track=None,
        started_at=0,
        listened_ms=0,
        duration_ms=0,
        counted=False,
        completed=False,
        skipped=False,
        source="",
        title="",
        artist="",
        album="",
        album_id=None,
        liked_at=None,
        listed=False,
    )


def spoken(row: HistoryRow) -> str:
    """Return a row as it is read aloud."""
    if row.id < 0:
        return f"{row.title}, {listens(row.listened_ms)}"
    parts = [text.moment(row.started_at), row.title, row.artist, row.album, ending(row)]
    parts.append(text.tr("history", "heard {time}").format(time=heard(row)))
    if not row.listed:
        parts.append(text.tr("history", "not in the library any more"))
    return ", ".join(filter(None, parts))


def listens(count: int) -> str:
    """Return how many listens there are."""
    if count == 1:
        return text.tr("history", "1 listen")
    return text.tr("history", "{n} listens").format(n=text.number(count))


def ending(row: HistoryRow) -> str:
    """Return how a listen went, in a word."""
    return "" if row.ending is None else text.tr("history", ENDINGS[row.ending])


def heard(row: HistoryRow) -> str:
    """Return how much was heard: ``1:20 of 3:47``."""
    some, whole = text.length(row.listened_ms) or "0:00", text.length(row.duration_ms)
    if not whole or row.ending is Ending.FINISHED:
        return some
    return text.tr("history", "{some} of {whole}").format(some=some, whole=whole)
