"""Several artists, genres and composers in one file, from its tags to their places."""

import pytest
from mutagen import apev2, id3
from mutagen.flac import FLAC

from tests.fakes.tagging import TAGGED

# Neither in the order of the alphabet nor short of one that comes twice.
ARTISTS = ("Zoë", "Ann Lee", "Мумий Тролль", "bob")
ALBUM_ARTISTS = ("Bob", "Zoë")
GENRES = ("Trip-Hop", "Art wave", "Łódź noise")
COMPOSERS = ("Sjón", "Ann Lee")
SAID = {
    "title": "x", "artists": ARTISTS, "album": "y", "album_artists": ALBUM_ARTISTS,
    "genres": GENRES, "composers": COMPOSERS,
}  # fmt: skip


def people(world, role):
    rows = world.query(
        "SELECT ta.position, a.name FROM track_artists ta JOIN artists a ON a.id = ta.artist_id"
        " WHERE ta.role = ? ORDER BY ta.position",
        role,
    )
    assert [row["position"] for row in rows] == list(range(len(rows)))
    return tuple(row["name"] for row in rows)


def genres(world):
    rows = world.query(
        "SELECT tg.position, g.name FROM track_genres tg JOIN genres g ON g.id = tg.genre_id"
        " ORDER BY tg.position"
    )
    assert [row["position"] for row in rows] == list(range(len(rows)))
    return tuple(row["name"] for row in rows)


def shown(world):
    (row,) = world.tracks().values()
    return row["artist"], row["album_artist"], row["genre"], row["composer"]


@pytest.mark.parametrize("kind", TAGGED)
def test_several_values_keep_their_order_in_every_format(world, kind):
    world.put(f"x.{kind}", kind, **SAID)
    world.scan(world.music)
    # A name is written as it was met first: "bob" is the album's Bob.
    assert tuple(map(str.casefold, people(world, "artist"))) == tuple(map(str.casefold, ARTISTS))
    assert tuple(map(str.casefold, people(world, "album_artist"))) == ("bob", "zoë")
    assert people(world, "composer") == COMPOSERS
    assert genres(world) == GENRES
    assert shown(world) == (
        ", ".join(ARTISTS), ", ".join(ALBUM_ARTISTS), ", ".join(GENRES), ", ".join(COMPOSERS),
    )  # fmt: skip


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("encoding", [0, 1, 3])
def test_several_values_of_one_frame_stand_apart_by_a_zero(world, version, encoding):
    path = world.put("x.mp3")
    tags = id3.ID3()
    tags.add(id3.TPE1(encoding=encoding, text=["Zoë", "Ann", "Bob"]))
    tags.add(id3.TCON(encoding=encoding, text=["Trip-Hop", "17"]))
    tags.add(id3.TXXX(encoding=encoding, desc="COMPOSER", text=["Sjón", "Ann"]))
    tags.save(path, v2_version=version, v23_sep=None)
    world.scan(world.music)
    assert people(world, "artist") == ("Zoë", "Ann", "Bob")
    assert people(world, "composer") == ("Sjón", "Ann")
    assert genres(world) == ("Trip-Hop", "Rock")


def test_a_frame_that_comes_several_times_is_one_list(world):
    path = world.put("x.mp3")
    frames = b"".join(
        name + (len(text) + 1).to_bytes(4, "big") + b"\0\0\3" + text
        for name, text in (
            (b"TPE1", b"Zoe"), (b"TPE1", b"Ann"), (b"TPE1", b"Zoe"), (b"TCOM", b"B"),
            (b"TXXX", b"ARTISTS\0Zoe"), (b"TXXX", b"ARTISTS\0Ann"), (b"TXXX", b"ARTISTS\0Cy"),
        )
    )  # fmt: skip
    size = bytes([0, 0, len(frames) >> 7, len(frames) & 0x7F])
    path.write_bytes(b"ID3\4\0\0" + size + frames + path.read_bytes())
    world.scan(world.music)
    assert people(world, "artist") == ("Zoe", "Ann", "Cy")


def test_a_slash_in_one_value_parts_nothing(world):
    path = world.put("x.mp3")
    tags = id3.ID3()
    tags.add(id3.TPE1(encoding=3, text=["AC/DC"]))
    tags.save(path)
    world.scan(world.music)
    assert people(world, "artist") == ("AC/DC",)


def test_vorbis_comments_of_one_name_are_one_list_in_any_case(world):
    path = world.put("x.flac", "flac")
    opened = FLAC(path)
    opened.tags.extend([("ARTIST", "Zoë"), ("Title", "t"), ("artist", "Ann"), ("Artist", "Bob")])
    opened.tags.extend([("GENRE", "B"), ("genre", "A"), ("GENRE", "B")])
    opened.save()
    world.scan(world.music)
    assert people(world, "artist") == ("Zoë", "Ann", "Bob")
    assert genres(world) == ("B", "A")


def test_an_apev2_item_holds_several_texts_apart_by_a_zero(world):
    path = world.put("x.mp3")
    tags = apev2.APEv2()
    tags["Artist"], tags["Genre"], tags["Composer"] = ["Zoë", "Ann"], ["B", "A"], ["D", "C"]
    tags.save(path)
    world.scan(world.music)
    assert (people(world, "artist"), people(world, "composer")) == (("Zoë", "Ann"), ("D", "C"))
    assert genres(world) == ("B", "A")


def test_fewer_values_after_a_retag_leave_nothing_behind(world):
    world.put("x.flac", "flac", **SAID)
    world.scan(world.music)
    world.put("x.flac", "flac", **{**SAID, "artists": ("Ann Lee", "Zoë"), "genres": ("Art wave",)})
    world.scan()
    assert people(world, "artist") == ("Ann Lee", "Zoë")
    assert genres(world) == ("Art wave",)
    world.check()
