"""The check of the codecs looks at sound, not at states."""

import pytest

from mtplayer.audio import codec_check
from mtplayer.audio.codec_check import codecs, samples

pytestmark = pytest.mark.vlc


def test_every_sample_is_decoded_to_its_tone() -> None:
    found = codecs()
    assert {finding.name: finding.detail for finding in found if not finding.ok} == {}
    assert {"MP3", "AAC", "FLAC", "Vorbis", "Opus", "ALAC", "WMA", "WavPack"} <= {
        finding.name for finding in found
    }


def test_what_is_not_decoded_or_sounds_wrong_is_found() -> None:
    flac = samples()["FLAC"][1]
    wav = bytearray(samples()["WAV"][1])
    wav[24:28] = (4000).to_bytes(4, "little")  # played at half its speed: 500 Hz
    files = {
        "broken": (".flac", flac[:100]),
        "text": (".mp3", b"no music at all"),
        "slow": (".wav", bytes(wav)),
        "whole": (".flac", flac),
    }
    assert [finding.ok for finding in codecs(files)] == [False, False, False, True]


def test_the_version_is_libvlcs() -> None:
    assert codec_check.vlc_version().startswith("3.")
