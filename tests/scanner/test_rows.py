"""Rows built of what files say."""

from mtplayer.core.folding import EMPTY_KEY, fold
from mtplayer.core.tags import FileFacts, Tags, Technical
from mtplayer.scanner.rows import RowBuilder
from mtplayer.storage.scan.scan_sql import TAG_COLUMNS

MBID = "8f3471b5-7e6a-48da-86a9-c1c07a0f47a1"


def build(articles="the, a", folder="", technical=None, *, has_cover=False, **tags):
    facts = FileFacts(tags=Tags(**tags), technical=technical or Technical(), has_cover=has_cover)
    return RowBuilder(articles).parts(facts, folder)


def values(**tags):
    return dict(zip(TAG_COLUMNS, build(**tags).values, strict=True))


def test_each_value_stands_in_its_column():
    said = {
        name: f"{name}!" for name in (
            "title", "album", "comment", "grouping", "label", "isrc", "title_sort",
            "artist_sort", "album_sort", "album_artist_sort", "composer_sort", "performer_sort",
            "mood", "initial_key", "disc_subtitle",
        )
    } | {
        "track": 1, "track_total": 2, "disc": 3, "disc_total": 4, "bpm": 5,
        "date": "2001-02-03", "original_date": "1999", "track_gain": 0.1, "track_peak": 0.2,
        "album_gain": 0.3, "album_peak": 0.4, "compilation": True, "has_lyrics": True,
        "recording_mbid": "m1", "track_mbid": "m2", "release_mbid": "m3",
        "release_group_mbid": "m4",
    }  # fmt: skip
    stream = Technical(codec="flac", container="ogg", duration_ms=6, bitrate=7, sample_rate=8,
                       bit_depth=9, channels=10)  # fmt: skip
    row = values(
        technical=stream, has_cover=True, artists=("A", "B"), album_artists=("C",),
        genres=("G", "H"), composers=("I",), **said,
    )  # fmt: skip
    moved = {"track": "track_number", "disc": "disc_number"}
    for name, value in said.items():
        assert row[moved.get(name, name)] == value
    for name in ("codec", "container", "duration_ms", "bitrate", "sample_rate", "bit_depth"):
        assert row[name] == getattr(stream, name)
    assert (row["artist"], row["album_artist"], row["genre"]) == ("A, B", "C", "G, H")
    assert (row["composer"], row["channels"], row["has_cover"]) == ("I", 10, True)
    assert (row["year"], row["place"]) == (2001, 3_000_001)


def test_sort_tags_and_articles_make_the_keys():
    row = values(title="The End", artists=("The Doors",), album="A Day", artist_sort="Doors, The")
    assert (row["title_key"], row["artist_key"], row["album_key"]) == ("end", "doors the", "day")
    assert values(title="x")["album_key"] == EMPTY_KEY
    assert values(articles="", title="The End")["title_key"] == "the end"


def test_the_year_is_of_the_release_else_of_the_original():
    assert values(date="2001-02-03", original_date="1999")["year"] == 2001
    assert values(original_date="1999")["year"] == 1999
    assert values(date="sometime")["year"] is None
    assert values(date="12345")["year"] is None


def test_a_compilation_without_album_artist_is_by_various_artists():
    assert values(artists=("A",), compilation=True)["album_artist"] == "Various Artists"
    assert values(artists=("A",))["album_artist"] == "A"


def test_words_are_found_by_every_artist_genre_and_folder():
    texts = build(
        folder="Live in Łódź", title="Jóga", artists=("Björk",), album_artists=("Various",),
        album="東京", genres=("Trip-Hop",), composers=("Sjón",), remixers=("Mark Bell",),
    ).texts  # fmt: skip
    assert texts == ("joga", "bjork various", fold("東京"), "sjon mark bell trip hop live in lodz")


def test_a_credit_is_shown_and_its_names_are_found():
    row = values(artists=("Ann", "Bob"), artist_credit="Ann feat. Bob")
    assert row["artist"] == "Ann feat. Bob"
    parts = build(artists=("Ann", "Bob"), artist_credit="Ann feat. Bob")
    assert [credit[2] for credit in parts.credits] == ["ann", "bob"]


def test_artists_are_one_whatever_the_case_and_marks():
    listed = build(
        artists=("BJÖRK", "!!!"), album_artists=("Bjork",), artist_mbids=(MBID, "x")
    ).credits
    assert [(role, position, identity) for role, position, identity, *_ in listed] == [
        ("artist", 0, "bjork"), ("artist", 1, "!!!"), ("album_artist", 0, "bjork"),
    ]  # fmt: skip
    assert listed[0][-1] == MBID


def test_an_album_is_known_by_its_artist_only_where_a_tag_names_one():
    assert build(artists=("A",)).album is None
    assert build(album="X", artists=("A",)).album[:2] == ("x", "")
    assert build(album="X", album_artists=("B",)).album[:2] == ("x", "b")
    assert build(album="X", compilation=True).album[:2] == ("x", "various artists")


def test_equal_tags_have_equal_hashes():
    assert build(title="a").tag_hash == build(title="a").tag_hash != build(title="b").tag_hash
