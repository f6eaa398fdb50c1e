"""Questions as SQL give what a slow reading of every track gives."""

import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.core.queries.query import EVERYTHING, Group, Match, Op, Term, normal
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.query_text import text
from mtplayer.core.queries.query_values import moments, when
from mtplayer.storage.connection import open_writer
from mtplayer.storage.errors import QueryInterrupted
from mtplayer.storage.queries.query_sql import Compiler
from mtplayer.storage.reader import LibraryReader
from tests.core.query_trees import DATES, NUMBER_OPS, NUMBERS, TEXT_OPS, trees, values_of
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.slow_query import SlowQuery
from tests.fakes.varied_library import make_varied

NOW = 1_700_000_000_000
TRACKS = 2000


class Varied:
    """2,000 tracks, the reader that is tested and the slow way."""

    def __init__(self, database: Path) -> None:
        make_varied(database, TRACKS, NOW)
        self.slow = SlowQuery(database, NOW)
        self.reader = LibraryReader(database, lambda: NOW)
        self.reader.ids(TrackQuery(text="x"))

    def by_sql(self, node, *, near: bool = False) -> set[int]:
        compiler = Compiler(NOW, near=near)
        if near:
            where = compiler.condition(node)
            statement = f"SELECT t.id FROM tracks AS t WHERE listed = 1 AND {where.text}"
            rows = self.reader._connection.execute(statement, where.values)
            return {id_ for (id_,) in rows}
        statement = compiler.ids(node)
        found = self.reader._parsed(statement.text, *statement.values)
        return {id_ for id_ in found if self.slow.rows[id_]["listed"]}

    def slowly(self, node) -> set[int]:
        rows = self.slow.rows.items()
        return {id_ for id_, row in rows if row["listed"] and self.slow.is_found(row, node)}

    def agrees(self, node) -> set[int]:
        expected = self.slowly(node)
        for near in (False, True):
            found = self.by_sql(node, near=near)
            assert found == expected, (text(node), near, sorted(found ^ expected)[:5])
        return expected


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory):
    world = Varied(tmp_path_factory.mktemp("varied") / "library.db")
    yield world
    world.reader.close()


def every_term(field: Field, step: int):
    """Yield one column with every operator that it takes, and each so-manieth value."""
    kind = FIELDS[field].kind
    if kind is Kind.WORD:
        yield from (Term(field, Op.IS, word) for word in FIELDS[field].words)
    elif kind is Kind.MOMENT:
        yield from (Term(field, Op.EQUAL, when(typed)) for typed in DATES)
    elif kind in (Kind.TEXT, Kind.LIST):
        yield Term(field, Op.EMPTY)
        for number, op in enumerate(TEXT_OPS[:-1]):
            values = values_of(op)
            yield from (Term(field, op, value) for value in values[number % step :: step])
    else:
        yield Term(field, Op.EMPTY)
        for op in NUMBER_OPS[:-1]:
            signs = {Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}
            for typed in DATES if kind is Kind.DATE else NUMBERS[kind]:
                other = "2023-05" if kind is Kind.DATE else NUMBERS[kind][-1]
                value = f"{typed}..{other}" if op is Op.BETWEEN else f"{signs.get(op, '')}{typed}"
                yield parse(f"{field.value}:{value}").node


@pytest.mark.parametrize("field", Field, ids=str)
def test_every_column_with_every_operator_gives_what_a_slow_way_gives(varied, field):
    sizes = {len(varied.agrees(term)) for term in every_term(field, 5)}
    # Else the values of the test would prove nothing.
    assert len(sizes) > 1, sizes


@pytest.mark.long
@pytest.mark.parametrize("field", Field, ids=str)
def test_every_column_with_every_operator_and_value_gives_what_a_slow_way_gives(varied, field):
    for term in every_term(field, 1):
        varied.agrees(term)


@settings(max_examples=60, deadline=None)
@given(node=trees(leaves=12))
def test_any_question_gives_what_a_slow_way_gives(varied, node):
    varied.agrees(normal(node))


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(max_examples=500, deadline=None)
@given(node=trees(leaves=30))
def test_five_hundred_long_questions_give_what_a_slow_way_gives(varied, node):
    varied.agrees(normal(node))


def test_groups_nested_five_deep(varied):
    node = parse("(a | (b -(genre:rock | (year:>1990 -(is:liked | (plays:>1 rating:>2))))))").node
    assert 0 < len(varied.agrees(node)) < TRACKS


@settings(max_examples=100, deadline=None)
@given(typed=st.text(st.characters(), max_size=40))
def test_no_input_raises(varied, typed):
    for query in (TrackQuery(text=typed), TrackQuery(filters=(f"title:{typed}", f"is:{typed}"))):
        varied.reader.ids(query)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(typed=st.text(st.characters(), max_size=80))
def test_ten_thousand_inputs_raise_nothing(varied, typed):
    varied.reader.ids(TrackQuery(text=typed))


@pytest.mark.parametrize(
    "typed",
    [
        "word " * 3000,
        "genre:x | " * 3000,
        "-x " * 3000,
        "(" * 40 + "a" + ")" * 40,
        "(-" * 40 + "a" + ")" * 40,
        "(year:1 | " * 40 + "a" + ")" * 40,
        '"' + "long " * 5000 + '"',
    ],
)
def test_long_and_deep_questions_are_answered(varied, typed):
    varied.reader.ids(TrackQuery(text=typed))


def test_terms_filters_scope_and_words_hold_together(varied):
    query = TrackQuery(text="kitchen | light", filters=("is:lossless", "-in:none"))
    liked = TrackQuery(text=query.text, filters=query.filters, scope=Scope.LIKED)
    expected = varied.slowly(parse("(kitchen | light) is:lossless -in:none is:liked").node)
    assert expected
    assert set(varied.reader.ids(liked)) == expected
    assert [row.id for row in varied.reader.first_page(liked, 5)] == list(
        varied.reader.ids(liked)[:5]
    )
    assert varied.reader.totals(liked).tracks == len(expected)


def test_an_unknown_key_never_empties_the_list(varied):
    everything = set(varied.reader.ids(TrackQuery()))
    assert set(varied.reader.ids(TrackQuery(text="genr:rock"))) == everything
    assert set(varied.reader.ids(TrackQuery(text="-genr:rock"))) == everything
    kitchen = set(varied.reader.ids(TrackQuery(text="kitchen")))
    assert set(varied.reader.ids(TrackQuery(text="kitchen year:soon"))) == kitchen


def test_an_unknown_key_is_words_where_a_track_has_them(varied):
    found = varied.reader.ids(TrackQuery(text="re:x"))
    assert {row.title for row in varied.reader.rows(found) if row.album != "re:x"} == {"re:x"}


def test_what_is_asked_is_asked_by_parameters(varied):
    node = parse("title:~\"x'; DROP TABLE tracks; --\" genre:o'hara").node
    statement = Compiler(NOW).ids(node)
    assert "DROP" not in statement.text
    assert "hara" not in statement.text
    assert varied.by_sql(node) == set()


def test_the_album_artist_is_the_artist_where_no_tag_names_one(tmp_path):
    database = tmp_path / "library.db"
    first, second = make_library(database, [FakeTrack(artist="Björk"), FakeTrack(artist="Zed")])
    with closing(open_writer(database)) as writer:
        writer.execute("UPDATE tracks SET compilation = 1 WHERE id = ?", (second,))
    with closing(LibraryReader(database)) as reader:
        assert list(reader.ids(TrackQuery(text="albumartist:bjo"))) == [first]
        assert list(reader.ids(TrackQuery(text="albumartist:=variousartists"))) == []
        assert list(reader.ids(TrackQuery(text='albumartist:="Various Artists"'))) == [second]
        assert list(reader.ids(TrackQuery(text="albumartist:zed"))) == []


# ---- times ---------------------------------------------------------------------------------------


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("2024", at(2024, 1, 1), at(2025, 1, 1)),
        ("2024-02", at(2024, 2, 1), at(2024, 3, 1)),
        ("2024-12", at(2024, 12, 1), at(2025, 1, 1)),
        ("2024-02-29", at(2024, 2, 29), at(2024, 3, 1)),
        ("today", at(2023, 11, 14), at(2023, 11, 15)),
        ("yesterday", at(2023, 11, 13), at(2023, 11, 14)),
        ("90d", NOW - 90 * 86_400_000, NOW - 90 * 86_400_000),
        ("2h", NOW - 7_200_000, NOW - 7_200_000),
        ("6mo", at(2023, 5, 14), at(2023, 5, 14)),
        ("1y", at(2022, 11, 14), at(2022, 11, 14)),
        ("999999y", at(1, 1, 14), at(1, 1, 14)),
        ("9999-12-31", at(9999, 12, 31), at(9999, 12, 31)),
    ],
)
def test_dates_mean_calendar_days_months_and_years(typed, low, high):
    found = moments(when(typed), NOW, UTC)
    day = 86_400_000
    assert found.low - low < day
    assert found.low >= low
    assert found.high - high < day


def test_a_month_ago_is_the_last_day_of_a_shorter_month():
    now = at(2023, 3, 31)
    assert moments(when("1mo"), now, UTC).low == at(2023, 2, 28)


def test_a_question_that_is_not_needed_any_more_is_interrupted(varied):
    over = threading.Event()

    def interrupt():
        while not over.wait(0.002):
            varied.reader.interrupt()

    thread = threading.Thread(target=interrupt)
    thread.start()
    slow = TrackQuery(text=" ".join(f"-path:~{letter * 9}" for letter in "abcdefghij"))
    with pytest.raises(QueryInterrupted):
        varied.reader.ids(slow)
    over.set()
    thread.join()
    assert len(varied.reader.ids(slow)) > TRACKS // 2


def test_nothing_typed_is_everything():
    assert parse("").node == EVERYTHING == Group(Match.ALL)


# ---- suggestions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "found"),
    [
        (Field.ARTIST, "bjo", ["Björk"]),
        (Field.ARTIST, "light", ["Light & Light"]),
        (Field.COMPOSER, "ac/d", ["AC/DC"]),
        (Field.ALBUM_ARTIST, "various", ["Various Artists"]),
        (Field.GENRE, "r", ["Rock", "rock & roll"]),
        (Field.ALBUM, "blue", ["Blue Hour"]),
        (Field.TITLE, "itch", ["Itch"]),
        (Field.IN, "late", ["Late", "Late trains"]),
        (Field.IN, "sunday", []),
        (Field.YEAR, "19", []),
        (Field.COMMENT, "", []),
    ],
)
def test_names_go_on_as_they_were_begun(varied, field, typed, found):
    assert varied.reader.suggestions(field, typed, 8) == found


@settings(max_examples=50, deadline=None)
@given(typed=st.text(max_size=12))
def test_no_beginning_raises(varied, typed):
    for field in Field:
        assert len(varied.reader.suggestions(field, typed, 3)) <= 3
