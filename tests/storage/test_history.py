"""The log of listens: by days, by what was heard, and how."""

from array import array
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.listening.history import Ending, HistoryQuery, Period, period_range, with_heads
from mtplayer.storage.connection import open_writer
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.varied_library import add_listen
from tests.storage.test_query_history import at

NOW = at(2024, 3, 31, 12)
SKIP = {"counted": False, "completed": False, "skipped": True}
PART = {"completed": False}


@pytest.fixture
def log(tmp_path):
    database = tmp_path / "library.db"
    a, b, c = make_library(database, [FakeTrack(title=t, genre=t) for t in ("ant", "bee", "cat")])
    with closing(open_writer(database)) as connection:
        for track, when, how in [
            (a, at(2024, 3, 31, 0, 1), {}),
            (b, at(2024, 3, 30, 23, 59), SKIP),
            (a, at(2024, 3, 30, 10), PART),
            (c, at(2023, 7, 1), {}),
        ]:
            add_listen(connection, track, when, **how)
        connection.execute("UPDATE tracks SET listed = 0 WHERE id = ?", (c,))
    reader = LibraryReader(database, lambda: NOW)
    yield reader.history
    reader.close()


def titles(log, **asked):
    ids = [id_ for id_ in log.ids(HistoryQuery(**asked)).ids if id_ > 0]
    return " ".join(row.title for row in log.rows(ids))


def test_days_have_heads_and_the_newest_listen_comes_first(log):
    found = log.ids(HistoryQuery())
    rows = {row.id: row.title for row in log.rows([id_ for id_ in found.ids if id_ > 0])}
    days = [datetime(2024, 3, 31), datetime(2024, 3, 30), datetime(2023, 7, 1)]  # noqa: DTZ001
    heads = [-day.toordinal() for day in days]
    shown = [rows.get(id_, id_) for id_ in found.ids]
    assert shown == [heads[0], "ant", heads[1], "bee", "ant", heads[2], "cat"]
    assert list(found.heads) == [0, 2, 5]
    assert (found.listens, found.listened_ms) == (4, 800_000)


def test_a_question_is_about_the_tracks_also_those_that_were_removed(log):
    assert titles(log, text="ant") == "ant ant"
    assert titles(log, text="genre:cat") == "cat"
    assert titles(log, text="nothing") == ""


def test_times_begin_with_since_and_end_before_until(log):
    assert titles(log, since=at(2024, 3, 30, 10), until=at(2024, 3, 31, 0, 1)) == "bee ant"


def test_listens_are_told_apart_by_how_they_went(log):
    assert titles(log, ending=Ending.SKIPPED) == "bee"
    assert titles(log, ending=Ending.FINISHED) == "ant cat"
    assert titles(log, ending=Ending.PLAYED) == "ant ant cat"
    rows = log.rows(log.newest(HistoryQuery(), 3))
    assert [row.ending for row in rows] == [Ending.FINISHED, Ending.SKIPPED, Ending.PLAYED]


def test_periods_are_whole_local_days():
    month = period_range(Period.MONTH, NOW)
    # There is no 31st of February.
    assert month == (at(2024, 3, 1), None)
    assert period_range(Period.TODAY, NOW) == (at(2024, 3, 31), None)
    assert period_range(Period.WEEK, NOW) == (at(2024, 3, 25), None)
    assert period_range(Period.YEAR, NOW) == (at(2023, 4, 1), None)
    assert period_range(Period.ALL, NOW) == (None, None)


@given(st.lists(st.integers(-3000, 20_000), max_size=60))
def test_every_listen_stands_below_the_head_of_its_day(hours):
    times = array("q", sorted((hour * 3_600_000 for hour in hours), reverse=True))
    ids = array("q", range(1, len(times) + 1))
    rows, heads = with_heads(ids, times)
    assert [id_ for id_ in rows if id_ > 0] == list(ids)
    assert [row for row, id_ in enumerate(rows) if id_ < 0] == list(heads)
    day = 0
    for id_ in rows:
        if id_ < 0:
            assert -id_ != day
            day = -id_
        else:
            local = datetime(1970, 1, 1).astimezone() + timedelta(milliseconds=times[id_ - 1])
            assert abs(local.toordinal() - day) <= 1
