"""The list of stations: kept, changed, put in order, and all of it taken back."""

import pytest

from mtplayer.core.playing.stations import artist_and_title, clean_url, is_stream, name_of_url
from mtplayer.services.playing.stations import StationsService
from tests.services.world import World, three


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path / "library.db", three())
    yield made
    made.close()


@pytest.fixture
def stations(world):
    made = StationsService(
        world.storage, world.write, world.read, world.read, world.undo, world.problems.append
    )
    made.add([("One", "http://one.example/a"), ("", "http://two.example/b"), ("Three", "http://c")])
    return made


def names(stations):
    return [station.name for station in stations.stations]


def test_a_station_without_a_name_is_called_by_its_address(stations, qtbot) -> None:
    qtbot.waitUntil(lambda: names(stations) == ["One", "two.example/b", "Three"])


def test_the_same_address_is_kept_once(stations, qtbot, world) -> None:
    stations.add([("Again", "http://one.example/a"), ("Four", "http://d")])
    qtbot.waitUntil(lambda: names(stations) == ["One", "two.example/b", "Three", "Four"])


def test_everything_done_to_stations_can_be_taken_back(stations, qtbot, world) -> None:
    qtbot.waitUntil(lambda: len(names(stations)) == 3)
    one, two, three_ = stations.stations
    stations.delete([one.id, three_.id])
    qtbot.waitUntil(lambda: names(stations) == ["two.example/b"])
    world.undo.undo()
    qtbot.waitUntil(lambda: names(stations) == ["One", "two.example/b", "Three"])
    stations.edit(two.id, "Two", "http://two.example/c")
    qtbot.waitUntil(lambda: names(stations) == ["One", "Two", "Three"])
    assert stations.stations[1].url == "http://two.example/c"
    world.undo.undo()
    qtbot.waitUntil(lambda: stations.stations[1] == two)
    world.undo.redo()
    qtbot.waitUntil(lambda: names(stations) == ["One", "Two", "Three"])
    stations.move([three_.id], 0)
    qtbot.waitUntil(lambda: names(stations) == ["Three", "One", "Two"])
    world.undo.undo()
    qtbot.waitUntil(lambda: names(stations) == ["One", "Two", "Three"])


def test_adding_is_taken_back_and_done_again(stations, qtbot, world) -> None:
    qtbot.waitUntil(lambda: len(names(stations)) == 3)
    world.undo.undo()
    qtbot.waitUntil(lambda: names(stations) == [])
    world.undo.redo()
    qtbot.waitUntil(lambda: len(names(stations)) == 3)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (" http://radio.example:8000/live ", "http://radio.example:8000/live"),
        ("radio.example/live.mp3", "http://radio.example/live.mp3"),
        ("https://radio.example", "https://radio.example"),
        ("file:///etc/passwd", None),
        ("ftp://radio.example", None),
        ("hello", None),
        ("http://", None),
        ("http://[bad", None),
        ("", None),
    ],
)
def test_addresses_are_taken_as_people_type_them(typed, url) -> None:
    assert clean_url(typed) == url


def test_what_a_station_says_is_parted_where_it_can_be() -> None:
    assert artist_and_title("Low Orbit - Perigee - Live") == ("Low Orbit", "Perigee - Live")
    assert artist_and_title(" News ") == ("", "News")
    assert name_of_url("http://radio.example:8000/live/") == "radio.example/live"
    assert is_stream(b"HTTPS://x")
    assert not is_stream("/home/http://x")
