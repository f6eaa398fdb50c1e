"""Settings keep what differs, survive what people write into the file, and announce changes."""

import logging
import string
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.option_kinds import Number, Toggle
from mtplayer.services import settings_file
from mtplayer.services.settings import SettingChanged, SettingsService

pytestmark = pytest.mark.usefixtures("qapp")


def _service(stored=None, saved=None, **options_) -> SettingsService:
    return SettingsService(stored or {}, (saved if saved is not None else []).append, **options_)


def test_without_a_stored_value_the_default_holds():
    assert _service().get(options.VOLUME) == 80


def test_a_new_value_is_announced_once_and_kept():
    service = _service()
    seen: list[SettingChanged] = []
    service.changed.connect(seen.append)
    service.set(options.VOLUME, 30)
    service.set(options.VOLUME, 30)
    assert seen == [SettingChanged(option=options.VOLUME, value=30)]
    assert service.stored() == {"playback.volume": 30}


def test_going_back_to_the_default_leaves_the_file():
    service = _service({"playback.volume": 30})
    service.reset(options.VOLUME)
    assert service.get(options.VOLUME) == 80
    assert service.stored() == {}


def test_a_value_out_of_range_is_refused_and_changes_nothing():
    service = _service()
    with pytest.raises(ValueError, match="101"):
        service.set(options.VOLUME, 101)
    assert service.get(options.VOLUME) == 80


def test_a_bad_stored_value_falls_back_and_stays_in_the_file(caplog):
    with caplog.at_level(logging.WARNING):
        service = _service({"playback.volume": "loud"})
    assert service.get(options.VOLUME) == 80
    assert "playback.volume" in caplog.text
    assert service.stored() == {"playback.volume": "loud"}


def test_a_bad_stored_value_goes_when_the_setting_is_set(caplog):
    with caplog.at_level(logging.WARNING):
        service = _service({"playback.volume": "loud"})
    service.set(options.VOLUME, 80)
    assert service.stored() == {}


def test_an_unknown_key_is_kept_and_what_was_meant_is_logged(caplog):
    with caplog.at_level(logging.WARNING):
        service = _service({"playback.volum": 3})
    assert "did you mean playback.volume?" in caplog.text
    assert service.stored() == {"playback.volum": 3}


def test_a_renamed_key_is_read_under_its_old_name():
    option = Toggle(key="list.new", default=False, label="x", old_keys=("list.old",))
    service = _service({"list.old": True}, known=(option,))
    assert service.get(option) is True
    assert service.stored() == {"list.new": True}


def test_a_choice_comes_back_as_its_enum():
    assert _service({"appearance.theme": "dark"}).get(options.THEME) is options.Theme.DARK


def test_following_hears_the_value_now_and_later_until_the_owner_is_gone(qtbot):
    service = _service({"playback.volume": 10})
    owner, heard = QObject(), []
    service.follow(options.VOLUME, heard.append, owner)
    service.set(options.VOLUME, 20)
    service.set(options.MUTED, True)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    service.set(options.VOLUME, 30)
    assert heard == [10, 20]


def test_many_changes_are_saved_once(qtbot):
    saved: list = []
    service = _service(saved=saved)
    for volume in range(50):
        service.set(options.VOLUME, volume)
    assert saved == []
    assert service.unsaved
    qtbot.waitUntil(lambda: bool(saved))
    assert saved == [{"playback.volume": 49}]
    assert not service.unsaved


def test_every_option_has_a_key_of_its_own_and_a_valid_default():
    assert len({option.key for option in options.ALL}) == len(options.ALL)
    for option in options.ALL:
        assert option.check(option.default) == option.default


# ---- the file: read before the first paint, written by a job --------------------------------

NAMES = st.text(string.ascii_lowercase + "_", min_size=1, max_size=6)
VALUES = (
    st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.lists(st.integers(-9, 9), max_size=3)
)


@pytest.mark.blocking
@given(st.dictionaries(st.tuples(NAMES, NAMES).map(".".join), VALUES, max_size=8))
def test_what_is_written_is_read(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings_file.write(path, values)
    assert settings_file.read(path) == values


@given(st.dictionaries(st.sampled_from([option.key for option in options.ALL]), VALUES))
def test_no_stored_value_stops_the_start(values):
    logging.disable(logging.WARNING)
    try:
        service = SettingsService(values, print)
        for option in options.ALL:
            assert option.check(service.get(option)) == service.get(option)
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.blocking
@given(st.binary(max_size=200))
def test_no_file_stops_the_start(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    path.write_bytes(content)
    with suppress(settings_file.SettingsUnreadable):
        assert isinstance(settings_file.read(path), dict)


@pytest.mark.blocking
def test_without_a_file_there_is_nothing(tmp_path: Path):
    assert settings_file.read(tmp_path / "settings.toml") == {}


@pytest.mark.blocking
def test_a_file_that_cannot_be_read_is_kept_aside(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_text("volume = = 3")
    with pytest.raises(settings_file.SettingsUnreadable):
        settings_file.read(path)
    kept = settings_file.keep_aside(path)
    assert kept is not None
    assert kept.read_text() == "volume = = 3"
    assert not path.exists()


@pytest.mark.blocking
def test_settings_that_cannot_be_written_are_told_and_leave_nothing_behind(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.mkdir()
    with pytest.raises(settings_file.SettingsNotSaved, match="cannot be written"):
        settings_file.write(path, {"playback.volume": 3})
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.blocking
def test_saving_leaves_nothing_else_behind(tmp_path: Path):
    path = tmp_path / "settings.toml"
    settings_file.write(path, {"playback.volume": 3})
    settings_file.write(path, {"playback.volume": 4})
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]
    assert "volume = 4" in path.read_text()


@pytest.mark.blocking
def test_a_value_where_a_section_must_stand_gives_way(tmp_path: Path):
    path = tmp_path / "settings.toml"
    settings_file.write(path, {"playback": 3, "playback.volume": 4})
    assert settings_file.read(path) == {"playback.volume": 4}


def test_numbers_know_their_range():
    option = Number(key="a.b", default=1, minimum=0, maximum=2, label="x")
    with pytest.raises(ValueError, match="whole number"):
        option.check(True)
