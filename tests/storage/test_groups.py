"""Marks of albums in a list, against a slow way."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from mtplayer.core.library.tracks import NO_ALBUM, SortKey, TrackQuery
from mtplayer.storage.queries import groups
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library

TRACKS = [
    FakeTrack(
        title=f"{number}",
        artist=f"Artist {number % 5}",
        album=("", "One", "Two", "Three")[number % 4],
        album_artist="Various Artists" if number % 4 == 2 else "",
        track=number,
        year=1990 + number % 3,
        added_at=1_700_000_000_000 + number % 7,
    )
    for number in range(60)
]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    database = tmp_path_factory.mktemp("groups") / "library.db"
    make_library(database, TRACKS)
    with closing(sqlite3.connect(database)) as connection:
        albums = dict(connection.execute("SELECT id, album_id FROM tracks"))
        places = dict(connection.execute("SELECT id, place FROM tracks"))
    return database, albums, places


def slowly(ids, albums, places):
    groups = {}
    for at, track in enumerate(ids):
        key = places[track] if albums[track] else at
        groups.setdefault(albums[track], []).append((key, track))
    return [
        id_
        for album, tracks in groups.items()
        for id_ in (-(album or NO_ALBUM), *(track for _, track in sorted(tracks)))
    ]


@pytest.mark.parametrize("many", [False, True], ids=["few", "many"])
@pytest.mark.parametrize("sort", sorted(SortKey))
@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("text", ["", "artist 3"])
def test_albums_stand_together_where_their_first_track_does(
    library, monkeypatch, sort, descending, many, text
):
    database, albums, places = library
    monkeypatch.setattr(groups, "LONG_LIST", 0 if many else 1000)
    query = TrackQuery(sort=sort, descending=descending, text=text)
    with closing(LibraryReader(database)) as reader:
        plain = reader.ids(query)
        grouped = reader.ids(replace(query, grouped=True))
    assert list(grouped) == slowly(plain, albums, places)


def test_nothing_found_has_no_groups(library):
    with closing(LibraryReader(library[0])) as reader:
        assert len(reader.ids(TrackQuery(text="nothing", grouped=True))) == 0
