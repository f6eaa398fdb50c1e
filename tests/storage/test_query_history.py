"""What a question asks of the log of listens."""

from contextlib import closing
from datetime import datetime

import pytest

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.query_text import text
from mtplayer.storage.connection import open_writer
from mtplayer.storage.reader import LibraryReader
from tests.core.query_trees import DATES
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.varied_library import DAY, add_listen
from tests.storage.test_query_sql import Varied


def at(*moment):
    return round(datetime(*moment).astimezone().timestamp() * 1000)


NOW = at(2024, 11, 14, 12)


@pytest.fixture(scope="module")
def varied(tmp_path_factory):
    world = Varied(tmp_path_factory.mktemp("varied") / "library.db")
    yield world
    world.reader.close()


class Heard:
    """Three tracks; tests say when they were heard."""

    def __init__(self, database):
        self.ids = make_library(database, [FakeTrack(title=t, added_at=1) for t in "abc"])
        self.database = database
        self.reader = LibraryReader(database, lambda: NOW)

    def listen(self, track, *times, **how):
        with closing(open_writer(self.database)) as connection:
            for time in times:
                add_listen(connection, self.ids[track], time, **how)

    def run(self, statement, *values):
        with closing(open_writer(self.database)) as connection:
            connection.execute(statement, values)

    def found(self, typed):
        return "".join("abc"[self.ids.index(id_)] for id_ in sorted(self.ids_of(typed)))

    def ids_of(self, typed):
        return self.reader.ids(TrackQuery(text=typed))


@pytest.fixture
def heard(tmp_path):
    world = Heard(tmp_path / "library.db")
    yield world
    world.reader.close()


def test_on_this_day_is_what_was_heard_on_this_day_of_an_earlier_year(heard):
    heard.listen(0, at(2021, 11, 14, 0, 1))
    heard.listen(1, at(2021, 11, 13, 23, 59), at(2024, 11, 14, 8))
    heard.listen(2, at(2022, 11, 14, 9), skipped=True)
    assert heard.found("is:onthisday") == "a"


def test_never_finished_is_what_was_begun_and_never_heard_to_its_end(heard):
    heard.listen(0, NOW - DAY, completed=False)
    heard.listen(1, NOW - DAY, completed=False)
    heard.listen(1, NOW - 2 * DAY, completed=True)
    assert heard.found("is:unfinished") == "a"


def test_what_another_player_counted_was_finished_there(heard):
    heard.listen(0, NOW - DAY, completed=False)
    heard.run("UPDATE tracks SET base_plays = 2 WHERE id = ?", heard.ids[0])
    assert heard.found("is:unfinished") == ""


def test_as_of_a_year_counts_what_was_heard_until_its_end(heard):
    heard.listen(0, at(2019, 5, 1), at(2019, 6, 1), at(2021, 6, 1))
    heard.listen(1, at(2019, 12, 31, 23, 59), at(2020, 1, 1))
    heard.listen(2, at(2021, 1, 1))
    assert heard.found("asof:2019 plays:2") == "a"
    assert heard.found("asof:2019 plays:1") == "b"
    assert heard.found("asof:2019 is:unplayed") == "c"
    assert heard.found("asof:2019 lastplayed:<2mo") == "b"
    assert heard.found("asof:2021 plays:3") == "a"


def test_as_of_a_year_finds_what_the_library_had_then(heard):
    heard.run("UPDATE tracks SET added_at = ? WHERE id = ?", at(2020, 1, 1), heard.ids[1])
    assert heard.found("asof:2019") == "ac"


def test_imported_counts_stand_as_of_the_day_they_end(heard):
    heard.run(
        "UPDATE tracks SET base_plays = 5, base_last_played_at = ? WHERE id = ?",
        at(2019, 3, 1),
        heard.ids[0],
    )
    assert heard.found("asof:2019 plays:5") == "a"
    assert heard.found("asof:2018 plays:5") == ""


def test_heard_asks_for_any_listen_not_only_the_last(heard):
    heard.listen(0, at(2019, 7, 3), at(2024, 1, 1))
    heard.listen(1, at(2019, 7, 3), skipped=True)
    assert heard.found("heard:2019-07") == "a"
    assert heard.found("heard:none") == "bc"
    assert heard.found("-heard:2019") == "bc"


def test_as_of_takes_a_date_and_nothing_else():
    for typed in ("asof:none", "asof:>2019", "asof:x", "asof:2019..2020"):
        assert parse(typed).faults, typed
    assert text(parse("until:2019 plays:>1").node) == "asof:2019 plays:>1"


@pytest.mark.parametrize(
    "beside",
    [
        "plays:>1",
        "skips:1",
        "lastplayed:<6mo",
        "is:played",
        "is:unfinished",
        "heard:<90d",
        "is:liked",
        "liked:<1y",
        "is:onthisday",
        "-is:skipped",
        "(plays:0 | heard:2023)",
    ],
)
def test_counts_as_of_any_date_are_those_of_a_slow_way(varied, beside):
    sizes = {len(varied.agrees(parse(f"asof:{date} {beside}").node)) for date in DATES}
    assert beside == "is:onthisday" or len(sizes) > 1
