"""Which tracks are one album, and who is credited, from the files to the rows."""

import pytest

from mtplayer.core.credits import Splitting

MBID = "8f3471b5-7e6a-48da-86a9-c1c07a0f47a1"
VARIOUS = "89ad4ac3-39f7-470e-963a-56509c546377"


def albums(world):
    """Return the albums that have tracks: title, artist, whether a compilation, how many."""
    return [
        tuple(row.values())
        for row in world.query(
            "SELECT a.title, a.artist, a.compilation, count(*) AS tracks FROM albums a"
            " JOIN tracks t ON t.album_id = a.id GROUP BY a.id ORDER BY a.title, a.artist, tracks"
        )
    ]


def credited(world, path, role="artist"):
    track = world.tracks()[path]["id"]
    rows = world.query(
        "SELECT name FROM track_artists JOIN artists ON artists.id = artist_id"
        " WHERE track_id = ? AND role = ? ORDER BY position",
        track,
        role,
    )
    return [row["name"] for row in rows]


def test_albums_of_one_name_in_two_folders_or_by_two_artists_stay_apart(world):
    world.put("one/1.mp3", title="1", artists=("A",), album="Greatest Hits", album_artists=("A",))
    world.put("two/1.mp3", title="1", artists=("A",), album="Greatest Hits", album_artists=("A",))
    world.put("two/2.mp3", title="2", artists=("B",), album="Greatest Hits", album_artists=("B",))
    world.scan(world.music)
    assert albums(world) == [
        ("Greatest Hits", "A", 0, 1),
        ("Greatest Hits", "A", 0, 1),
        ("Greatest Hits", "B", 0, 1),
    ]


@pytest.mark.parametrize(
    "discs", [("CD1", "CD2"), ("Disc 1 - Day", "Disc 2 - Night"), ("disk_1", "Disk 02 (1999)")]
)
def test_the_discs_of_an_album_are_one_album(world, discs):
    for number, folder in enumerate(discs, 1):
        said = {"album": "Both", "album_artists": ("A",), "disc": number}
        world.put(f"Both/{folder}/1.mp3", title=f"1 of {number}", artists=("A",), **said)
    world.scan(world.music)
    assert albums(world) == [("Both", "A", 0, 2)]


def test_a_release_of_musicbrainz_is_one_album_wherever_it_lies(world):
    world.put("here/1.flac", "flac", title="1", artists=("A",), album="X", release_mbid=MBID)
    world.put("there/2.flac", "flac", title="2", artists=("A",), album="X", release_mbid=MBID)
    world.scan(world.music)
    assert albums(world) == [("X", "A", 0, 2)]


@pytest.mark.parametrize(
    "said",
    [
        {"album_artists": ("Various Artists",)},
        {"album_artists": ("VARIOUS",)},
        {"compilation": True},
        {"album_artists": ("V.A.",), "album_artist_mbids": (VARIOUS,)},
        {},
    ],
    ids=["name", "other case", "flag", "musicbrainz", "nothing but many artists"],
)
def test_what_is_by_many_is_one_compilation(world, said):
    for number, artist in enumerate("ABC", 1):
        world.put(f"x/{number}.flac", "flac", title=artist, artists=(artist,), album="X", **said)
    world.scan(world.music)
    (artist,) = said.get("album_artists", ("Various Artists",))
    assert albums(world) == [("X", artist, 1, 3)]


def test_separators_part_names_at_the_scan_and_the_words_stay_as_they_are(world):
    world.put(
        "1.mp3", title="1", artists=("Ann & Bob",), composers=("Cy & Di",), genres=("Rock/Pop",)
    )
    world.scan(world.music, splitting=Splitting(artists="&", genres="/"))
    assert credited(world, "1.mp3") == ["Ann", "Bob"]
    assert credited(world, "1.mp3", "composer") == ["Cy", "Di"]
    assert world.tracks()["1.mp3"]["artist"] == "Ann & Bob"
    genres = "SELECT name FROM track_genres JOIN genres ON genres.id = genre_id ORDER BY position"
    assert [row["name"] for row in world.query(genres)] == ["Rock", "Pop"]
    assert world.query("SELECT value FROM whole_values ORDER BY role") == [
        {"value": "Ann & Bob"},
        {"value": "Cy & Di"},
        {"value": "Rock/Pop"},
    ]


def test_new_tags_of_a_parted_track_leave_nothing_of_the_old(world):
    world.put("1.mp3", title="1", artists=("Ann & Bob",))
    splitting = Splitting(artists="&")
    world.scan(world.music, splitting=splitting)
    world.put("1.mp3", title="1", artists=("Eve",))
    world.scan(world.music, splitting=splitting)
    assert credited(world, "1.mp3") == ["Eve"]
    assert world.query("SELECT * FROM whole_values") == []


def test_many_files_are_parted_by_the_processes_that_read_them(world):
    for number in range(60):
        world.put(f"{number}.mp3", title=str(number), artists=("Ann & Bob",))
    world.scan(world.music, splitting=Splitting(artists="&"), processes=2)
    assert credited(world, "59.mp3") == ["Ann", "Bob"]
