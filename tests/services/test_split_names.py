"""Who is credited, kept in step with the separators of the settings."""

import pytest

from mtplayer.core import options
from mtplayer.services.in_steps import InSteps
from mtplayer.services.library.split_names import SplitNamesService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.library import split_names
from tests.fakes.library import FakeTrack
from tests.services.world import World

TRACKS = (
    FakeTrack(artist="Ann feat. Bob", genre="Rock/Pop"),
    FakeTrack(artist="Earth, Wind & Fire", genre="Funk"),
    FakeTrack(artist="Bob", genre="Pop"),
    FakeTrack(artist="The Ann & Cy", genre="Soul, Jazz"),
)
CREDITED = (
    "SELECT group_concat(name, ' | ') FROM (SELECT track_id, name FROM track_artists"
    " JOIN artists ON artists.id = artist_id ORDER BY track_id, position) GROUP BY track_id"
)
GENRES = (
    "SELECT group_concat(name, ' | ') FROM (SELECT track_id, name FROM track_genres"
    " JOIN genres ON genres.id = genre_id ORDER BY track_id, position) GROUP BY track_id"
)


@pytest.fixture
def world(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(split_names, "CHUNK", 3)
    world = World(tmp_path / "library.db", list(TRACKS))
    yield world
    world.close()


@pytest.fixture
def settings():
    settings = SettingsService({}, lambda stored: None)
    yield settings
    settings.save_now()


@pytest.fixture
def service(world, settings):
    return SplitNamesService(
        InSteps(world.storage, world.write, world.library, world.problems.append), settings
    )


def whole(world):
    return [track.artist for track in TRACKS] == world.column(CREDITED)


def test_values_stay_whole_until_somebody_asks(world, settings, service):
    service.start()
    assert world.write.drain(5000)
    assert whole(world)


def test_separators_part_every_track_and_nothing_is_lost_by_taking_them_back(
    world, settings, service, qtbot
):
    service.start()
    with qtbot.waitSignal(world.library.changed) as caught:
        settings.set(options.ARTIST_SEPARATORS, "feat. & ,")
    assert not caught.args[0].complete
    assert world.column(CREDITED) == ["Ann | Bob", "Earth, Wind & Fire", "Bob", "The Ann | Cy"]
    assert world.column("SELECT artist FROM tracks ORDER BY id") == [t.artist for t in TRACKS]
    assert world.column("SELECT sort_key FROM artists WHERE name = 'The Ann'") == ["ann"]
    with qtbot.waitSignal(world.library.changed):
        settings.set(options.ARTIST_SEPARATORS, "&")
    assert world.column(CREDITED)[0] == "Ann feat. Bob"
    assert world.column(CREDITED)[3] == "The Ann | Cy"
    with qtbot.waitSignal(world.library.changed):
        settings.set(options.ARTIST_SEPARATORS, "")
    assert whole(world)
    assert world.column("SELECT count(*) FROM whole_values") == [0]


def test_genres_have_separators_of_their_own(world, settings, service, qtbot):
    service.start()
    with qtbot.waitSignal(world.library.changed):
        settings.set(options.GENRE_SEPARATORS, "/")
    assert world.column(GENRES) == ["Rock | Pop", "Funk", "Pop", "Soul, Jazz"]
    assert whole(world)
    with qtbot.waitSignal(world.library.changed):
        settings.set(options.GENRE_SEPARATORS, "")
    assert world.column(GENRES) == [track.genre for track in TRACKS]


def test_what_was_parted_is_left_alone_after_a_restart(world, settings, service, qtbot):
    settings.set(options.ARTIST_SEPARATORS, "&")
    with qtbot.waitSignal(world.library.changed):
        service.start()
    with qtbot.assertNotEmitted(world.library.changed, wait=200):
        SplitNamesService(
            InSteps(world.storage, world.write, world.library, world.problems.append), settings
        ).start()


def test_a_name_that_is_never_to_be_parted_is_made_whole(world, settings, service, qtbot):
    settings.set(options.UNPARTED_NAMES, "")
    settings.set(options.ARTIST_SEPARATORS, "&")
    with qtbot.waitSignal(world.library.changed):
        service.start()
    assert world.column(CREDITED)[1] == "Earth, Wind | Fire"
    with qtbot.waitSignal(world.library.changed):
        settings.set(options.UNPARTED_NAMES, "Earth, Wind & Fire")
    assert world.column(CREDITED)[1] == "Earth, Wind & Fire"
