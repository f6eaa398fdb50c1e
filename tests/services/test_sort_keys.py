import pytest

from mtplayer.core import options
from mtplayer.core.folding import article_words, sort_key
from mtplayer.core.tags import FileFacts, Tags
from mtplayer.scanner.rows import RowBuilder
from mtplayer.services.in_steps import InSteps
from mtplayer.services.library.sort_keys import SortKeysService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.library import sort_keys
from mtplayer.storage.scan.scan_sql import TAG_COLUMNS
from tests.fakes.library import FakeTrack
from tests.services.world import World

KEYS = ("title_key", "artist_key", "album_key", "album_artist_key", "genre_key", "composer_key")
NAMES = ("The Beatles", "Beach Boys", "La Femme")
BY_ARTIST = "SELECT artist FROM tracks ORDER BY artist_key"


@pytest.fixture
def world(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(sort_keys, "CHUNK", 2)
    tracks = [FakeTrack(artist=name, album=f"The {name}") for name in NAMES * 2]
    world = World(tmp_path / "library.db", tracks)
    yield world
    world.close()


@pytest.fixture
def settings(world):
    settings = SettingsService({}, lambda stored: None)
    yield settings
    # A timer that still runs would be collected on whatever thread comes along.
    settings.save_now()


@pytest.fixture
def service(world, settings):
    return SortKeysService(
        InSteps(world.storage, world.write, world.library, world.problems.append), settings
    )


def artists(world):
    return list(dict.fromkeys(world.column(BY_ARTIST)))


def test_c4_articles_of_the_settings_are_passed_over_everywhere(world, settings, service, qtbot):
    assert artists(world) == ["Beach Boys", "La Femme", "The Beatles"]
    with qtbot.waitSignal(world.library.changed) as caught:
        service.start()
    assert not caught.args[0].complete
    assert artists(world) == ["Beach Boys", "The Beatles", "La Femme"]
    assert world.rows("SELECT title_key, artist_key FROM albums ORDER BY id") == [
        ("the beatles", "beatles"),
        ("beach boys", "beach boys"),
        ("la femme", "femme"),
    ]
    assert world.column("SELECT sort_key FROM artists ORDER BY id") == [
        "beatles",
        "beach boys",
        "femme",
    ]
    with qtbot.waitSignal(world.library.changed):
        settings.set(options.IGNORE_ARTICLES, False)
    assert artists(world) == ["Beach Boys", "La Femme", "The Beatles"]


def test_keys_that_are_in_step_are_left_alone_also_after_a_restart(world, settings, service, qtbot):
    with qtbot.waitSignal(world.library.changed):
        service.start()
    world.restart()
    again = SortKeysService(
        InSteps(world.storage, world.write, world.library, world.problems.append), settings
    )
    with qtbot.assertNotEmitted(world.library.changed, wait=150):
        again.start()


def test_the_last_of_several_changes_counts(world, settings, service, qtbot):
    service.start()
    settings.set(options.ARTICLES, "beach")
    settings.set(options.ARTICLES, "la")
    qtbot.waitUntil(lambda: artists(world) == ["Beach Boys", "La Femme", "The Beatles"])
    qtbot.wait(100)
    keys = world.column("SELECT DISTINCT artist_key FROM tracks ORDER BY 1")
    assert keys == ["beach boys", "femme", "the beatles"]


def test_a_scan_and_a_change_of_articles_make_the_same_keys():
    tags = Tags(
        title="The Song",
        title_sort="The Sorted",
        artists=("The Band", "La Femme"),
        artist_sort="Band, The",
        album="The Album",
        album_artists=("The Band",),
        genres=("The Blues",),
        composers=("Los Dos",),
        composer_sort="The Two",
    )
    values = RowBuilder("the, la, los").parts(FileFacts(tags=tags), "folder").values
    scanned = dict(zip(TAG_COLUMNS, values, strict=True))
    names = ("title", "artist", "album", "album_artist")
    row = [1]
    for name in names:
        row += [scanned[name], scanned[f"{name}_sort"]]
    row += [scanned["genre"], scanned["composer"], scanned["composer_sort"]]
    made = sort_keys._Keys("the, la, los").of_track(row)
    assert made == tuple(scanned[name] for name in KEYS)
    assert made[1] == sort_key("Band, The", article_words("the"))
