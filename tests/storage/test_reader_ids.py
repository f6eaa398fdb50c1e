"""Which tracks, in what order."""

import json
import sqlite3
from array import array
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtplayer.core.folding import sort_key
from mtplayer.core.library.tracks import Narrowing, Scope, SortKey, TrackQuery
from mtplayer.storage import id_lists
from mtplayer.storage import reader as reader_module
from mtplayer.storage.connection import open_writer
from mtplayer.storage.errors import QueryInterrupted
from mtplayer.storage.queries import track_orders
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.slow_library import SlowLibrary

NOW = 1_700_000_000_000
DAY = 24 * 3600 * 1000
A_FEW = ("", "Alpha", "béta", "Beta 2", "beta 10", "東京")


def maybe(values: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    return st.none() | values


TRACKS = st.lists(
    st.builds(
        FakeTrack,
        title=st.sampled_from(A_FEW),
        artist=st.sampled_from(A_FEW),
        album=st.sampled_from(A_FEW),
        album_artist=st.sampled_from(A_FEW[:3]),
        track=maybe(st.integers(1, 3)),
        disc=maybe(st.integers(1, 2)),
        year=maybe(st.integers(1999, 2001)),
        genre=st.sampled_from(A_FEW),
        composer=st.sampled_from(A_FEW),
        bpm=maybe(st.integers(90, 91)),
        codec=st.sampled_from(["", "flac", "mp3"]),
        bitrate=maybe(st.integers(1, 2)),
        duration_ms=st.integers(0, 2),
        added_at=st.sampled_from([NOW, NOW - 13 * DAY, NOW - 15 * DAY]),
        last_played_at=maybe(st.sampled_from([NOW, NOW - 13 * DAY, NOW - 15 * DAY])),
        plays=st.integers(0, 3),
        rating=maybe(st.integers(0, 2)),
        liked_at=maybe(st.integers(1, 2)),
        listed=st.booleans() | st.just(value=True),
    ),
    max_size=14,
)
QUERIES = st.builds(
    TrackQuery,
    text=st.sampled_from(
        [
            "",
            " ",
            "a",
            "bet",
            "beta 1",
            "京",
            "alpha beta",
            "nothing",
            "-alpha",
            "year:>1999",
            "a:b",
        ]
    ),
    filters=st.sampled_from([(), ("is:rated",), ("-genre:none", "beta | a")]),
    scope=st.sampled_from(Scope),
    sort=st.sampled_from(SortKey),
    descending=st.booleans(),
    top_count=st.integers(1, 4),
)


@pytest.fixture(params=["kept", "sorted", "numpy", "no index"])
def path_taken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every way to an answer has to give the same one."""
    if request.param != "sorted":
        monkeypatch.setattr(track_orders, "SORT_COST", 10**9)
        monkeypatch.setattr(track_orders, "SORT_AT_MOST_BESIDE_KEPT", 0)
        monkeypatch.setattr(reader_module, "PROBED", (1, 2, 3))
    if request.param == "numpy":
        monkeypatch.setattr(id_lists, "LONG_LIST", 0)
        monkeypatch.setattr(id_lists, "LONG_TEXT", 1)
        monkeypatch.setattr(id_lists, "STEP", 4)
    return str(request.param)


def without_late_indexes(database: Path) -> None:
    """Leave the library as a first scan has it until its end."""
    with closing(open_writer(database)) as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_tracks%'"
        for (name,) in connection.execute(names).fetchall():
            connection.execute(f"DROP INDEX {name}")


# ---- ids ------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tracks=TRACKS, queries=st.lists(QUERIES, min_size=1, max_size=12))
def test_any_words_scope_and_order_give_what_a_slow_way_gives(
    path_taken: str, tmp_path_factory: pytest.TempPathFactory, tracks: list, queries: list
) -> None:
    database = tmp_path_factory.mktemp("any") / "library.db"
    make_library(database, tracks)
    if path_taken == "no index":
        without_late_indexes(database)
    slow = SlowLibrary(database, NOW)
    with closing(LibraryReader(database, lambda: NOW)) as reader:
        for query in queries:
            assert list(reader.ids(query)) == slow.ids(query), query
            if (begin := reader.first_ids(query, 2)) is not None:
                assert list(begin) == slow.ids(query)[:2], query
            first = [row.id for row in reader.first_page(query, 3)]
            assert first == slow.ids(query)[:3], query
            assert reader.totals(query).tracks == len(slow.ids(query))


@given(st.text(st.characters(), max_size=20))
def test_no_input_raises_and_wildcards_mean_nothing(text: str) -> None:
    with closing(_three()) as reader:
        found = list(reader.ids(TrackQuery(text=text)))
        assert found == SlowLibrary(_MADE[0], NOW).ids(TrackQuery(text=text))


_MADE: list[Path] = []


def _three() -> LibraryReader:
    return LibraryReader(_MADE[0], lambda: NOW)


@pytest.fixture(autouse=True, scope="module")
def _three_tracks(tmp_path_factory: pytest.TempPathFactory) -> None:
    _MADE[:] = [tmp_path_factory.mktemp("three") / "library.db"]
    make_library(_MADE[0], [FakeTrack(title=t) for t in ("100% *", 'a "b" OR c', "under_score")])


@pytest.mark.parametrize(
    "text",
    ["%", "_", "*", '"', "'", "a OR b", "NEAR(a b)", "title:a", "a*b", "(", "- a", "a AND", "\x00"],
)
def test_c6_what_other_searches_take_for_syntax_is_only_text(text: str) -> None:
    with closing(_three()) as reader:
        assert list(reader.ids(TrackQuery(text=text))) == SlowLibrary(_MADE[0], NOW).ids(
            TrackQuery(text=text)
        )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("bjork", "Björk", id="accents"),
        pytest.param("BJÖRK", "Björk", id="case"),
        pytest.param("bjo", "Björk", id="prefix"),
        pytest.param("laki", "Łąki", id="stroke"),
        pytest.param("strasse", "Straße", id="sharp-s"),
        pytest.param("東", "東京事変", id="first-sign"),
        pytest.param("京事", "東京事変", id="inner-signs"),
        pytest.param("dont", "Don't", id="without-apostrophe"),
        pytest.param("don't", "Don't", id="with-apostrophe"),
        pytest.param("ac/dc", "AC/DC", id="slash"),
        pytest.param("!!!", "!!!", id="symbols"),
    ],
)
def test_c6_words_match_without_case_and_accents(
    database: Path, reader: LibraryReader, typed: str, found: str
) -> None:
    names = ["Björk", "Łąki", "Straße", "東京事変", "Don't", "AC/DC", "!!!"]
    ids = make_library(database, [FakeTrack(artist=name) for name in names])
    assert list(reader.ids(TrackQuery(text=typed))) == [ids[names.index(found)]]


def test_first_tracks_of_a_search_come_without_all_the_others(
    database: Path, reader: LibraryReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library(database, [FakeTrack(title=f"Light {n % 10}", track=n) for n in range(100)])
    monkeypatch.setattr(reader_module, "PROBED", (10, 30, 50))
    monkeypatch.setattr("mtplayer.storage.queries.questions.MANY", 0)
    for sort in (SortKey.ARTIST, SortKey.TITLE):
        query = TrackQuery(text="light 3", sort=sort)
        every = list(reader.ids(query))
        found = reader.first_ids(query, 3)
        assert found is None or list(found) == every[:3]
    assert list(reader.first_ids(TrackQuery(text="light 3"), 3)) == list(
        reader.ids(TrackQuery(text="light 3"))[:3]
    )
    assert reader.first_ids(TrackQuery(text="dark"), 3) is None
    assert reader.first_ids(TrackQuery(text=""), 3) is None
    assert reader.first_ids(TrackQuery(text="light", scope=Scope.LIKED), 3) is None
    narrowed = TrackQuery(text="light", within=Narrowing(albums=(1,)))
    assert reader.first_ids(narrowed, 3) is None


def test_words_match_in_any_order_and_across_title_artist_and_album(
    database: Path, reader: LibraryReader
) -> None:
    both, _ = make_library(
        database,
        [
            FakeTrack(title="Blue Hour", artist="Sigur Rós", album="Takk", genre="Ambient"),
            FakeTrack(title="Blue", artist="Joni", album="Blue"),
        ],
    )
    assert list(reader.ids(TrackQuery(text="takk blu sig"))) == [both]
    assert list(reader.ids(TrackQuery(text="ambient"))) == []


def test_c4_the_order_of_artists_knows_no_case(database: Path, reader: LibraryReader) -> None:
    names = ["Zed", "deadmau5", "Äther", ""]
    make_library(database, [FakeTrack(artist=name) for name in names])
    rows = reader.rows(reader.ids(TrackQuery(sort=SortKey.ARTIST)))
    assert [row.artist for row in rows] == ["Äther", "deadmau5", "Zed", ""]
    rows = reader.rows(reader.ids(TrackQuery(sort=SortKey.ARTIST, descending=True)))
    assert [row.artist for row in rows] == ["Zed", "deadmau5", "Äther", ""]


def test_the_default_order_is_artist_album_disc_track(
    database: Path, reader: LibraryReader
) -> None:
    places = [
        ("B", "X", 1, 1),
        ("A", "Y", 2, 1),
        ("A", "Y", 1, 10),
        ("A", "Y", 1, 2),
        ("A", "X", 1, 9),
    ]
    ids = make_library(
        database, [FakeTrack(artist=a, album=b, disc=d, track=n) for a, b, d, n in places]
    )
    ordered = sorted(zip(places, ids, strict=True))
    assert list(reader.ids(TrackQuery())) == [id_ for _, id_ in ordered]


def test_backwards_the_albums_turn_but_their_tracks_do_not(
    database: Path, reader: LibraryReader
) -> None:
    make_library(
        database,
        [
            FakeTrack(title=f"{y}-{n}", album=f"{y}", year=y, track=n)
            for y in (1, 2)
            for n in (1, 2)
        ],
    )
    rows = reader.rows(reader.ids(TrackQuery(sort=SortKey.YEAR, descending=True)))
    assert [row.title for row in rows] == ["2-1", "2-2", "1-1", "1-2"]


def test_c3_the_number_column_sorts_by_track_number(database: Path, reader: LibraryReader) -> None:
    make_library(database, [FakeTrack(track=n, added_at=NOW - n) for n in (10, 2, 1)])
    rows = reader.rows(reader.ids(TrackQuery(sort=SortKey.NUMBER)))
    assert [row.track_number for row in rows] == [1, 2, 10]


def test_c15_a22_no_list_is_cut_off(database: Path, reader: LibraryReader) -> None:
    ids = make_library(
        database,
        [FakeTrack(liked_at=n + 1, last_played_at=NOW, added_at=NOW) for n in range(1200)],
    )
    for scope in (Scope.TRACKS, Scope.LIKED, Scope.RECENTLY_PLAYED, Scope.RECENTLY_ADDED):
        assert sorted(reader.ids(TrackQuery(scope=scope))) == ids
        assert reader.counts()[scope] == 1200


def test_top_tracks_are_as_many_as_the_setting_says(database: Path, reader: LibraryReader) -> None:
    make_library(database, [FakeTrack(plays=n) for n in range(40)])
    query = TrackQuery(scope=Scope.TOP, sort=SortKey.PLAYS, descending=True, top_count=30)
    assert [row.plays for row in reader.rows(reader.ids(query))] == list(range(39, 9, -1))
    assert reader.counts()[Scope.TOP] == 25
    assert reader.counts(query)[Scope.TOP] == 30


def test_recent_lists_look_back_as_far_as_the_setting_says(
    database: Path, reader: LibraryReader
) -> None:
    old, new = make_library(database, [FakeTrack(added_at=NOW - d * DAY) for d in (20, 10)])
    assert list(reader.ids(TrackQuery(scope=Scope.RECENTLY_ADDED))) == [new]
    query = TrackQuery(scope=Scope.RECENTLY_ADDED, recent_days=30, sort=SortKey.ADDED)
    assert list(reader.ids(query)) == [old, new]
    assert reader.counts(query)[Scope.RECENTLY_ADDED] == 2


def test_c21_e4_what_is_removed_is_in_no_list_at_once(
    database: Path, reader: LibraryReader
) -> None:
    kept, gone = make_library(
        database,
        [FakeTrack(liked_at=1, plays=1, last_played_at=NOW, added_at=NOW) for _ in range(2)],
    )
    query = TrackQuery()
    assert list(reader.ids(query)) == [kept, gone]
    with closing(open_writer(database)) as writer:
        writer.execute("UPDATE tracks SET listed = 0 WHERE id = ?", (gone,))
    for scope in Scope:
        assert list(reader.ids(replace(query, scope=scope))) == [kept]
        assert reader.counts()[scope] == 1
    assert list(reader.ids(TrackQuery(text="kitchen"))) == [kept]


def test_an_order_is_kept_while_the_revision_stays(database: Path, reader: LibraryReader) -> None:
    (first,) = make_library(database, [FakeTrack(artist="B")])
    assert list(reader.ids(TrackQuery(), 1)) == [first]
    (second,) = make_library(database, [FakeTrack(artist="A")])
    assert list(reader.ids(TrackQuery(), 1)) == [first]
    assert list(reader.ids(TrackQuery(), 2)) == [second, first]
    (third,) = make_library(database, [FakeTrack(artist="0")])
    assert list(reader.ids(TrackQuery())) == [third, second, first]


def test_an_answer_may_be_changed_by_whoever_asked(database: Path, reader: LibraryReader) -> None:
    make_library(database, [FakeTrack(), FakeTrack()])
    answer = reader.ids(TrackQuery())
    answer.pop()
    assert len(reader.ids(TrackQuery())) == 2


def test_an_interrupted_question_raises_and_the_next_is_answered(
    database: Path, reader: LibraryReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library(database, [FakeTrack()])
    text = reader._text

    def interrupted(statement: str, *values: object) -> str | None:
        reader.interrupt()
        return text(statement, *values)

    monkeypatch.setattr(reader._orders, "_ask", interrupted)
    with pytest.raises(QueryInterrupted):
        reader.ids(TrackQuery())
    monkeypatch.setattr(reader._orders, "_ask", text)
    assert len(reader.ids(TrackQuery())) == 1


def test_an_empty_library_answers_everything(reader: LibraryReader) -> None:
    assert reader.ids(TrackQuery()) == array("q")
    assert list(reader.ids(TrackQuery(text="x", scope=Scope.TOP, sort=SortKey.GENRE))) == []
    assert reader.first_page(TrackQuery(), 10) == []
    assert reader.rows([]) == []
    assert set(reader.counts().values()) == {0}
    assert list(reader.list_objects(TrackQuery())) == []


# ---- plans ----------------------------------------------------------------------------------


@pytest.mark.parametrize("analysed", [False, True], ids=["no-statistics", "statistics"])
def test_every_indexed_order_is_read_from_its_index(database: Path, *, analysed: bool) -> None:
    make_library(database, [FakeTrack(title=f"{n}", rating=n, liked_at=n) for n in range(50)])
    with closing(open_writer(database)) as writer:
        if analysed:
            writer.execute("ANALYZE")
    with closing(LibraryReader(database)) as reader:
        for sort, order in track_orders.ORDERS.items():
            if order.kind is track_orders.Kind.SORTED:
                continue
            for statement in (
                track_orders.known_ids(sort, descending=False),
                track_orders.known_groups(sort),
            ):
                plan = reader._connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
                text = json.dumps(plan)
                assert f"ix_tracks_by_{sort.value}" in text, (statement, text)
                assert "TEMP B-TREE" not in text, (statement, text)


def test_the_key_of_nothing_is_the_same_in_sql_and_python() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute("SELECT char(1114111)").fetchone() == (sort_key(""),)
