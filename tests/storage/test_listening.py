"""The statistics of a period agree with adding up listen by listen in plain Python."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from mtplayer.core.listening.listening import Span, bars_of, period_before, period_of
from mtplayer.core.listening.listening_table import as_csv
from mtplayer.storage.connection import open_writer
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.varied_library import DAY, add_listen, make_varied
from tests.storage.test_query_history import at

NOW = 1_700_000_000_000
TRACKS = 600


class Varied:
    """600 tracks with listens, read by SQL and numpy, and listen by listen."""

    def __init__(self, database):
        make_varied(database, TRACKS, NOW)
        self.reader = LibraryReader(database, lambda: NOW)
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            self.listens = [dict(row) for row in connection.execute("SELECT * FROM listens")]
            self.tracks = {
                row["id"]: dict(row) for row in connection.execute("SELECT * FROM tracks")
            }
            self.artist = dict(
                connection.execute(
                    "SELECT track_id, artist_id FROM track_artists"
                    " WHERE role = 'artist' AND position = 0"
                ).fetchall()
            )
            self.genre = dict(
                connection.execute(
                    "SELECT track_id, genre_id FROM track_genres WHERE position = 0"
                ).fetchall()
            )

    def between(self, since, until):
        return [one for one in self.listens if since <= one["started_at"] < until]

    def first_heard(self):
        first = {}
        for one in self.listens:
            artist = self.artist.get(one["track_id"])
            first[artist] = min(first.get(artist, NOW * 2), one["started_at"])
        for id_, track in self.tracks.items():
            if track["base_plays"]:
                first[self.artist.get(id_)] = 0
        first.pop(None, None)
        return first

    def ranked(self, listens, of):
        sums = Counter()
        for one in listens:
            if (key := of(one["track_id"])) is not None:
                sums[key] += one["listened_ms"]
        return dict(sums)


@pytest.fixture(scope="module")
def varied(tmp_path_factory):
    world = Varied(tmp_path_factory.mktemp("listening") / "library.db")
    yield world
    world.reader.close()


@pytest.mark.parametrize("span", Span)
@pytest.mark.parametrize("back", [0, 1])
def test_the_figures_are_those_of_a_slow_way(varied, span, back):
    if span is Span.ALL:
        back = 0
    found = varied.reader.figures.listening(span, back)
    days = found.days
    listens = varied.between(days.since, days.until)
    counted = [one for one in listens if one["counted"]]
    assert found.sums.listened_ms == sum(one["listened_ms"] for one in listens)
    assert found.sums.plays == len(counted)
    assert found.sums.tracks == len({one["track_id"] for one in counted})
    assert found.sums.skips == sum(one["skipped"] for one in listens)
    news = [first for first in varied.first_heard().values() if days.since <= first < days.until]
    assert found.sums.new_artists == len(news)
    artists = varied.ranked(listens, varied.artist.get)
    assert {row.id: row.listened_ms for row in found.artists} == artists
    assert [row.listened_ms for row in found.artists] == sorted(artists.values(), reverse=True)
    genres = varied.ranked(listens, varied.genre.get)
    assert {row.id: row.listened_ms for row in found.genres} == genres
    albums = varied.ranked(listens, lambda id_: varied.tracks[id_]["album_id"])
    assert [row.listened_ms for row in found.albums] == sorted(albums.values(), reverse=True)[:50]
    assert all(albums[row.id] == row.listened_ms for row in found.albums)
    decades = varied.ranked(listens, lambda id_: (varied.tracks[id_]["year"] or 0) // 10 * 10)
    decades.pop(0, None)
    assert {row.id: row.listened_ms for row in found.decades} == decades
    tracks = varied.ranked(listens, lambda id_: id_)
    assert all(tracks[row.id] == row.listened_ms for row in found.tracks)
    assert sum(map(sum, found.hours)) == found.sums.listened_ms
    assert sum(bar.listened_ms for bar in found.bars) == found.sums.listened_ms


def test_bars_and_hours_are_local(varied):
    found = varied.reader.figures.listening(Span.ALL)
    hours = Counter()
    for one in varied.listens:
        local = datetime.fromtimestamp(one["started_at"] / 1000).astimezone()
        hours[local.weekday(), local.hour] += one["listened_ms"]
    for day, row in enumerate(found.hours):
        for hour, listened in enumerate(row):
            assert listened == hours[day, hour], (day, hour)
    for bar in found.bars:
        since, until = (round(day.astimezone().timestamp() * 1000) for day in (bar.first, bar.end))
        heard = varied.between(since, until)
        assert bar.listened_ms == sum(one["listened_ms"] for one in heard)
        assert bar.listens == sum(one["counted"] for one in heard)


def test_a_period_is_compared_with_the_one_before(varied):
    found = varied.reader.figures.listening(Span.YEAR)
    earlier = varied.reader.figures.listening(Span.YEAR, 1)
    assert found.before is not None
    assert found.before == earlier.sums
    assert [bar.before_ms for bar in found.bars][:52] == [bar.listened_ms for bar in earlier.bars][
        :52
    ]
    assert varied.reader.figures.listening(Span.ALL).before is None


@pytest.fixture
def plain(tmp_path):
    database = tmp_path / "library.db"
    ids = make_library(database, [FakeTrack(title=title, artist=title) for title in "ab"])
    readers = []

    def fill(*times, track=0, **how):
        with closing(open_writer(database)) as connection:
            for time in times:
                add_listen(connection, ids[track], time, **how)

    def figures(span, now=NOW):
        readers.append(LibraryReader(database, lambda: now))
        return readers[-1].figures.listening(span)

    yield fill, figures
    for reader in readers:
        reader.close()


def test_a_streak_is_days_in_a_row_with_something_that_counted(plain):
    fill, figures = plain
    noon = at(2023, 11, 10, 12)
    fill(*(noon - number * DAY for number in (0, 1, 2, 5, 6)))
    fill(noon - 3 * DAY, counted=False, completed=False, skipped=True)
    streak = figures(Span.YEAR, at(2023, 11, 14)).streak
    assert streak.days == 3
    assert (streak.first, streak.last) == (datetime(2023, 11, 8), datetime(2023, 11, 10))  # noqa: DTZ001


def test_an_artist_is_new_in_the_period_of_its_first_listen(plain):
    fill, figures = plain
    fill(NOW - 400 * DAY, NOW - DAY, track=0)
    fill(NOW - DAY, track=1)
    found = figures(Span.WEEK)
    assert found.sums.new_artists == 1
    assert [row.name for row in found.artists] == ["a", "b"]


def test_nothing_heard_is_no_trouble(plain):
    _, figures = plain
    for span in Span:
        found = figures(span)
        assert found.sums.listened_ms == found.streak.days == 0
        assert found.artists == ()
        assert found.unheard_tracks == found.library_tracks == 2


def test_listens_of_what_is_no_track_count_as_time(plain, tmp_path):
    fill, figures = plain
    fill(NOW - DAY)
    with closing(open_writer(tmp_path / "library.db")) as connection:
        connection.execute("UPDATE listens SET track_id = NULL")
    found = figures(Span.WEEK)
    assert found.sums.listened_ms == 200_000
    assert (found.artists, found.tracks) == ((), ())


def test_the_table_says_every_number_once(varied):
    found = varied.reader.figures.listening(Span.YEAR)
    lines = as_csv(found).splitlines()
    assert lines[0] == "table,name,detail,hours,milliseconds,count"
    assert sum(line.startswith("When you listen,") for line in lines) == 7 * 24
    assert sum(line.startswith("Listening over time,") for line in lines) == len(found.bars)


def test_no_name_is_taken_for_a_formula(plain):
    fill, figures = plain
    fill(NOW - DAY)
    found = figures(Span.WEEK)
    evil = found.artists[0].__class__(name="=1+1", listened_ms=1, listens=1)
    assert "Artists,'=1+1," in as_csv(replace(found, artists=(evil,)))


@pytest.mark.parametrize("span", [Span.WEEK, Span.MONTH, Span.YEAR])
def test_periods_follow_each_other_without_a_gap(span):
    now = at(2024, 3, 31, 23)
    for back in range(30):
        days, before = period_of(span, now, back), period_of(span, now, back + 1)
        assert before.end == days.first
        earlier = period_before(days, span)
        assert earlier is not None
        assert earlier.end == days.first
        edges = list(bars_of(days))
        assert edges[0][0] == days.first
        assert edges[-1][1] == days.end
        assert all(one[1] == two[0] for one, two in pairwise(edges))
    assert period_of(Span.YEAR, now).end - timedelta(days=1) == datetime(2024, 3, 31)  # noqa: DTZ001
