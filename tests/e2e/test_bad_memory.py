"""Settings and window state that make no sense: the window opens, says so, and nothing is lost."""

import json

import pytest

from mtplayer.ui.views import View
from tests.e2e.program import Program
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.e2e

HUGE = 10**30
NONSENSE = {
    "window.geometry": "\ud800 no number",
    "window.sidebar": HUGE,
    "window.panel_normal": -HUGE,
    "window.panel_wide": -1,
    "nav.closed_folders": [[1], {}, None],
    "browser.shown": True,
    "browser.height": HUGE,
    "browser.panes": ["a", None, HUGE],
    "folders.place": [{}, 7],
    "folders.sizes": ["wide", -3],
    "smart.draft": [1, None],
    "columns.tracks": {"order": [1, [], "title"], "widths": {"title": HUGE}, "shown": [0]},
    "columns.playlist": {"order": "title", "widths": [], "fit": "no"},
    "grouped.tracks": True,
    "genres.sort": "by smell",
    "albums.sort": "by smell",
    "albums.tile": -HUGE,
    "settings.section": "\x00",
    "export.format": "tape",
    "export.absolute": True,
    "now_playing.beside": "nothing",
}
PLACES = ["folders", "album:" + "9" * 5000, "playlist:x", "\ud800"]


@pytest.fixture
def filled(program: Program) -> Program:
    program.profile.mkdir()
    make_library(program.profile / "library.db", [FakeTrack(title=f"Song {n}") for n in range(9)])
    return program


def opens(program: Program) -> None:
    program.start("--null")
    assert program.quit() == 0
    program.wait_for("closed in")


@pytest.mark.parametrize(
    "place",
    [
        PLACES[0],
        *(pytest.param(place, marks=pytest.mark.long, id=place[:9]) for place in PLACES[1:-1]),
        *(pytest.param(str(view), marks=pytest.mark.long) for view in View if view != PLACES[0]),
    ],
)
def test_state_of_the_window_that_makes_no_sense_is_forgotten(filled: Program, place: str):
    state = filled.profile / "ui_state.json"
    state.write_text(json.dumps({**NONSENSE, "window.place": place}))
    opens(filled)


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, pytest.param(b"\xff{", marks=pytest.mark.long)],
    ids=["deep", "no text"],
)
def test_a_file_that_is_no_state_is_forgotten(filled: Program, content: bytes):
    (filled.profile / "ui_state.json").write_bytes(content)
    opens(filled)


def test_settings_that_cannot_be_read_are_told_of_and_kept(filled: Program):
    settings = filled.profile / "settings.toml"
    (filled.profile / "settings.toml.unreadable").write_text("from before")
    settings.write_text("volume = = 3")
    filled.start("--null", ready=None)
    told = filled.wait_for("told: The settings could not be read")
    filled.wait_for("started")
    assert "the old file is “settings.toml.unreadable-2”" in told["message"]
    assert filled.quit() == 0
    assert (filled.profile / "settings.toml.unreadable-2").read_text() == "volume = = 3"
    assert (filled.profile / "settings.toml.unreadable").read_text() == "from before"


def test_settings_of_a_newer_version_stay_for_it(filled: Program):
    settings = filled.profile / "settings.toml"
    settings.write_text('[playback]\nvolume = 37\ncolour = "red"\n[new]\nthings = [1, {a = 2}]\n')
    filled.expected += ["setting new.things is not known", "setting playback.colour is not known"]
    filled.start("--null")
    assert filled.ask("state")["volume"] == 37
    assert filled.quit() == 0
    kept = settings.read_text()
    assert 'colour = "red"' in kept
    assert "a = 2" in kept
