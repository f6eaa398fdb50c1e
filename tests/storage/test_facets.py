"""What the column browser offers, against a slow way over the same tracks."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtplayer.core.folding import sort_key
from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.core.queries.facets import Narrowing, Pane
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library

NAMES = ("Moth Parade", "The Ärzte", "Zed, Ned", "霧ノ森")
GENRES = ("Dream pop", "Rock", "")
ALBUMS = ("Lamplighter", "Slow, Weather", "")
TRACKS = [
    FakeTrack(
        title=f"{number}",
        artist=NAMES[number % 4],
        album=ALBUMS[number % 3],
        genre=GENRES[number // 3 % 3],
        year=None if number % 5 == 0 else 1990 + number,
        folder=b"f%d" % (number % 2),
        listed=number % 7 != 0,
        liked_at=1 if number % 2 else None,
    )
    for number in range(60)
]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    database = tmp_path_factory.mktemp("facets") / "library.db"
    ids = make_library(database, TRACKS)
    with closing(sqlite3.connect(database)) as connection:
        genres = dict(connection.execute("SELECT name, id FROM genres"))
        albums = dict(connection.execute("SELECT id, album_id FROM tracks"))
    with closing(LibraryReader(database)) as reader:
        yield reader, dict(zip(ids, TRACKS, strict=True)), genres, albums


def left(library, query):
    """Return the tracks that a query leaves, one by one."""
    _, tracks, genres, albums = library
    within = query.within
    return {
        id_: track
        for id_, track in tracks.items()
        if track.listed
        and (query.scope is Scope.TRACKS or track.liked_at)
        and (not within.genres or genres.get(track.genre) in within.genres)
        and (not within.album_artists or sort_key(track.artist) in within.album_artists)
        and (not within.albums or albums[id_] in within.albums)
        and (not query.text or query.text in track.artist.casefold())
    }


narrowings = st.builds(
    Narrowing,
    genres=st.lists(st.integers(1, 3), max_size=2).map(tuple),
    album_artists=st.lists(st.sampled_from([*map(sort_key, NAMES), "?"]), max_size=2).map(tuple),
    albums=st.lists(st.integers(1, 9), max_size=2).map(tuple),
)
queries = st.builds(
    TrackQuery,
    text=st.sampled_from(["", "", "moth", "nothing"]),
    scope=st.sampled_from([Scope.TRACKS, Scope.LIKED]),
    within=narrowings,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries)
def test_what_is_offered_and_what_is_left_are_what_a_slow_way_finds(library, query):
    reader, _, genres, albums = library
    assert set(reader.ids(query)) == set(left(library, query))
    assert reader.totals(query).tracks == len(left(library, query))
    names = {id_: name for name, id_ in genres.items()}
    for pane in Pane:
        tracks = left(library, TrackQuery(**_without_later(query, pane)))
        offered = reader.facets(query, pane)
        assert offered.tracks == len(tracks)
        assert len(offered.keys) == len(offered.names) == len(offered.words)
        if pane is Pane.GENRE:
            counted = _count(track.genre for track in tracks.values() if track.genre)
            assert dict(zip(offered.names, offered.notes, strict=True)) == counted
            assert [names[key] for key in offered.keys] == offered.names
        elif pane is Pane.ALBUM_ARTIST:
            counted = _count(sort_key(track.artist) for track in tracks.values())
            assert dict(zip(offered.keys, offered.notes, strict=True)) == counted
            assert offered.keys == sorted(offered.keys, key=lambda key: key.encode())
        else:
            assert set(offered.keys) == {albums[id_] for id_ in tracks} - {None}


def _without_later(query, pane):
    return {"text": query.text, "scope": query.scope, "within": query.within.before(pane)}


def _count(values):
    counts = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def test_an_empty_library_offers_nothing(tmp_path):
    make_library(tmp_path / "library.db")
    with closing(LibraryReader(tmp_path / "library.db")) as reader:
        for pane in Pane:
            offered = reader.facets(TrackQuery(), pane)
            assert (offered.keys, offered.tracks) == ([], 0)


def test_the_albums_of_an_artist_begin_with_the_newest(tmp_path):
    make_library(
        tmp_path / "library.db",
        [
            FakeTrack(album=name, year=year)
            for name, year in (("B", 1990), ("A", 2001), ("C", 2020))
        ],
    )
    with closing(LibraryReader(tmp_path / "library.db")) as reader:
        assert reader.facets(TrackQuery(), Pane.ALBUM).names == ["A", "B", "C"]
        within = Narrowing(album_artists=(sort_key("Glasshouse Radio"),))
        offered = reader.facets(TrackQuery(within=within), Pane.ALBUM)
        assert offered.names == ["C", "A", "B"]
        assert offered.notes == [2020, 2001, 1990]


def test_two_albums_stand_for_a_genre_also_where_no_picture_is_known(library):
    reader, tracks, _, albums = library
    for tile in reader.genres():
        listed = [id_ for id_, one in tracks.items() if one.listed and one.genre == tile.name]
        own = {albums[id_] for id_ in listed} - {None}
        assert set(tile.albums) <= own
        assert len(tile.albums) == min(2, len(own))
