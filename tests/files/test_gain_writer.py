"""Gains in the tags of each format, where the scan finds them again."""

import pytest
from mutagen.flac import FLAC
from mutagen.oggopus import OggOpus

from mtplayer.core.library.tracks import Gains
from mtplayer.files import tag_reader
from mtplayer.files.gain_writer import write_gains
from mtplayer.files.tag_writer import NotWritten
from tests.fakes.music import music

GAINS = Gains(track_db=-7.84, track_peak=0.988553, album_db=-6.5, album_peak=1.02)
KINDS = ("mp3", "m4a", "flac", "ogg", "wv", "wma", "aiff", "wav")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read_and_the_rest_stays(tmp_path, kind) -> None:
    path = tmp_path / f"song.{kind}"
    path.write_bytes(music(kind))
    before = tag_reader.read(bytes(path))
    write_gains(bytes(path), GAINS)
    read = tag_reader.read(bytes(path))
    tags = read.tags
    assert (tags.track_gain, tags.album_gain) == pytest.approx((-7.84, -6.5))
    assert (tags.track_peak, tags.album_peak) == pytest.approx((0.988553, 1.02))
    assert read.audio_key == before.audio_key
    assert list(tmp_path.iterdir()) == [path]


def test_opus_has_gains_of_r128_and_no_others(tmp_path) -> None:
    path = tmp_path / "song.opus"
    path.write_bytes(music("opus"))
    opus = OggOpus(path)
    opus["REPLAYGAIN_TRACK_GAIN"] = "-1.00 dB"
    opus.save()
    write_gains(bytes(path), GAINS)
    opus = OggOpus(path)
    assert opus["R128_TRACK_GAIN"] == [str(round(-12.84 * 256))]
    assert "REPLAYGAIN_TRACK_GAIN" not in opus
    assert tag_reader.read(bytes(path)).tags.track_gain == pytest.approx(-7.84, abs=0.01)


def test_other_spellings_are_replaced_and_what_is_not_known_is_left_out(tmp_path) -> None:
    path = tmp_path / "song.flac"
    path.write_bytes(music("flac"))
    flac = FLAC(path)
    flac["replaygain_track_gain"] = "+2.00 dB"
    flac["replaygain_album_gain"] = "+3.00 dB"
    flac["title"] = "Perigee"
    flac.save()
    write_gains(bytes(path), Gains(track_db=-1.5, track_peak=0.5))
    assert dict(FLAC(path).tags.as_dict()) == {
        "replaygain_track_gain": ["-1.50 dB"],
        "replaygain_track_peak": ["0.500000"],
        "title": ["Perigee"],
    }


def test_a_file_that_has_no_place_for_it_stays_as_it_was(tmp_path) -> None:
    path = tmp_path / "song.dff"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(NotWritten):
        write_gains(bytes(path), GAINS)
    assert path.read_bytes() == b"nothing of the kind"
    assert list(tmp_path.iterdir()) == [path]
