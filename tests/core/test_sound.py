"""How loud a file is played, and which changes of tracks overlap."""

from dataclasses import replace

import pytest

from mtplayer.core.ids import AlbumId, TrackId
from mtplayer.core.library.tracks import Gains, PlayableFile
from mtplayer.core.sound.equalizer import graphic
from mtplayer.core.sound.sound import (
    SignalPath,
    SoundSettings,
    crossfade_ms,
    follows_on_album,
    gain_db,
)
from mtplayer.core.sound.sound_choices import CrossfadeOn, GainMode

FILE = PlayableFile(
    track=TrackId(1),
    path=b"/a.flac",
    duration_ms=1000,
    gains=Gains(-8.0, 0.5, -3.0, 0.9),
    album=AlbumId(7),
    disc=1,
    number=3,
)
LOUD = SoundSettings(gain_mode=GainMode.TRACK, prevent_clipping=False)


@pytest.mark.parametrize(
    ("mode", "run", "gain"),
    [
        (GainMode.OFF, False, 0.0),
        (GainMode.TRACK, True, -8.0),
        (GainMode.ALBUM, False, -3.0),
        (GainMode.AUTO, False, -8.0),
        (GainMode.AUTO, True, -3.0),
    ],
)
def test_the_mode_chooses_the_gain(mode, run, gain) -> None:
    file = replace(FILE, album_run=run)
    assert gain_db(file, replace(LOUD, gain_mode=mode)) == gain


def test_one_gain_stands_in_for_the_other_and_the_fallback_for_both() -> None:
    by_album = replace(LOUD, gain_mode=GainMode.ALBUM, preamp_db=2, fallback_db=-6)
    assert gain_db(replace(FILE, gains=Gains(track_db=-5.0)), by_album) == -3.0
    assert gain_db(replace(FILE, gains=Gains()), by_album) == -6


def test_nothing_is_turned_up_beyond_its_peak() -> None:
    up = replace(LOUD, preamp_db=15, prevent_clipping=True)
    assert gain_db(FILE, up) == pytest.approx(6.02, abs=0.01)
    assert gain_db(FILE, replace(up, prevent_clipping=False)) == 7.0


@pytest.mark.parametrize(
    ("change", "follows"),
    [
        ({"number": 4}, True),
        ({"number": 5}, False),
        ({"number": 1, "disc": 2}, True),
        ({"number": 4, "album": AlbumId(8)}, False),
        ({"number": 4, "album": None}, False),
    ],
)
def test_what_follows_on_an_album_is_known_by_its_number(change, follows) -> None:
    assert follows_on_album(FILE, replace(FILE, **change)) is follows


def test_an_album_in_order_is_not_overlapped_unless_asked() -> None:
    after, other = replace(FILE, number=4), replace(FILE, album=AlbumId(8))
    fading = SoundSettings(crossfade_ms=4000)
    assert crossfade_ms(FILE, after, fading, manual=False) == 0
    assert crossfade_ms(FILE, other, fading, manual=False) == 4000
    assert crossfade_ms(FILE, other, fading, manual=True) == 0
    always = replace(fading, crossfade_albums=True, crossfade_on=CrossfadeOn.BOTH)
    assert crossfade_ms(FILE, after, always, manual=False) == 4000
    assert crossfade_ms(FILE, after, always, manual=True) == 4000
    manual = replace(fading, crossfade_on=CrossfadeOn.MANUAL)
    assert crossfade_ms(FILE, other, manual, manual=False) == 0


def test_a_path_is_untouched_only_if_nothing_is_done_on_it() -> None:
    path = SignalPath(44100, 16, "libVLC", 0.0, False, 100, 1.0, 44100, "PulseAudio", "")
    assert path.untouched
    for touch in ({"volume": 99}, {"gain_db": -1.0}, {"device_rate": 48000}, {"speed": 1.5}):
        assert not path._replace(**touch).untouched


def test_an_equalizer_has_10_or_31_bands() -> None:
    assert len(graphic((0.0,) * 10)) == 10
    assert len(graphic((0.0,) * 31)) == 31
    with pytest.raises(ValueError, match="10 or 31"):
        graphic((0.0,) * 5)
