"""Every style of tags about loudness is read, played, and heard as loud as it says."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from mutagen import apev2, asf, flac, id3, mp4, oggopus, oggvorbis, wave
from mutagen.aiff import AIFF

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import Gains, PlayableFile
from mtplayer.core.ports import PlayerPosition
from mtplayer.core.sound.sound import SoundSettings
from mtplayer.core.sound.sound_choices import GainMode
from mtplayer.files.tag_reader import read
from tests.fakes.tape import Tape
from tests.fakes.tones import convert, tone, write_wav

pytestmark = pytest.mark.vlc

TRACK_DB, ALBUM_DB = -8.0, -3.0
UPPER = {"REPLAYGAIN_TRACK_GAIN": "-8.00 dB", "REPLAYGAIN_ALBUM_GAIN": "-3.00 dB"}
LOWER = {name.lower(): value for name, value in UPPER.items()}


def frames(words: dict[str, str]) -> id3.ID3:
    tags = id3.ID3()
    for name, value in words.items():
        tags.add(id3.TXXX(encoding=3, desc=name, text=[value]))
    return tags


def in_id3(words: dict[str, str]) -> Callable[[Path], None]:
    return lambda path: frames(words).save(path)


def in_ape(words: dict[str, str]) -> Callable[[Path], None]:
    tags = apev2.APEv2()
    tags.update(words)
    return tags.save


def in_comments(kind: type, words: dict[str, str]) -> Callable[[Path], None]:
    def tag(path: Path) -> None:
        file = kind(path)
        file.update(words)
        file.save()

    return tag


def in_chunk(kind: type) -> Callable[[Path], None]:
    def tag(path: Path) -> None:
        file = kind(path)
        file.add_tags()
        for frame in frames(UPPER).values():
            file.tags.add(frame)
        file.save()

    return tag


def in_atoms(path: Path) -> None:
    file = mp4.MP4(path)
    for name, value in LOWER.items():
        file[f"----:com.apple.iTunes:{name}"] = [mp4.MP4FreeForm(value.encode())]
    file.save()


# 5 dB are between the two standards' levels, and 256 steps in a decibel.
R128 = {
    "R128_TRACK_GAIN": str(round((TRACK_DB - 5) * 256)),
    "R128_ALBUM_GAIN": str(round((ALBUM_DB - 5) * 256)),
}
MP3 = ("-c:a", "libmp3lame", "-b:a", "192k")
STYLES: dict[str, tuple[str, tuple[str, ...], Callable[[Path], None]]] = {
    "flac": ("flac", (), in_comments(flac.FLAC, UPPER)),
    "flac in lower case": ("flac", (), in_comments(flac.FLAC, LOWER)),
    "vorbis": ("ogg", ("-c:a", "libvorbis"), in_comments(oggvorbis.OggVorbis, UPPER)),
    "opus r128": ("opus", ("-c:a", "libopus"), in_comments(oggopus.OggOpus, R128)),
    "opus replaygain": ("opus", ("-c:a", "libopus"), in_comments(oggopus.OggOpus, UPPER)),
    "mp3 id3": ("mp3", MP3, in_id3(UPPER)),
    "mp3 id3 in lower case": ("mp3", MP3, in_id3(LOWER)),
    "mp3 ape": ("mp3", MP3, in_ape(UPPER)),
    "m4a": ("m4a", ("-c:a", "aac", "-b:a", "192k"), in_atoms),
    "wma": ("wma", ("-c:a", "wmav2", "-b:a", "192k"), in_comments(asf.ASF, UPPER)),
    "wavpack": ("wv", (), in_ape(LOWER)),
    "wav": ("wav", (), in_chunk(wave.WAVE)),
    "aiff": ("aiff", (), in_chunk(AIFF)),
}
FAST = ("opus r128", "m4a")


@pytest.mark.parametrize(
    "style",
    [one if one in FAST else pytest.param(one, marks=pytest.mark.long) for one in STYLES],
)
def test_track_and_album_gain_are_heard_to_a_tenth_of_a_decibel(qtbot, tmp_path, style) -> None:
    suffix, options, tag = STYLES[style]
    write_wav(tmp_path / "tone.wav", tone(1000, 8))
    path = tmp_path / f"tagged.{suffix}"
    convert(tmp_path / "tone.wav", path, "-map_metadata", "-1", *options)
    tag(path)
    said = read(bytes(path)).tags
    gains = Gains(track_db=said.track_gain, album_db=said.album_gain)
    file = PlayableFile(track=TrackId(1), path=bytes(path), duration_ms=8000, gains=gains)
    tape, events = Tape(), []
    player = DeckPlayer(lambda _: ClockOutput(tape))
    player.happened.connect(events.append)

    def level(mode: GainMode) -> float:
        """Return how loud it is in the middle of what is heard in this mode."""
        player.set_sound(SoundSettings(gain_mode=mode))
        begun = len(tape.frames())
        qtbot.waitUntil(lambda: len(tape.frames()) > begun + 0.6 * tape.rate, timeout=8000)
        part = tape.frames()[begun + int(0.2 * tape.rate) :][: int(0.3 * tape.rate), 0]
        return 10 * np.log10((part**2).mean())

    player.load(file, 1, start_ms=0, paused=False)
    qtbot.waitUntil(lambda: any(isinstance(e, PlayerPosition) for e in events), timeout=8000)
    plain, track, album = level(GainMode.OFF), level(GainMode.TRACK), level(GainMode.ALBUM)
    missing = player.underruns
    player.close(5000)
    print(f"GAIN {style}: track {track - plain:.3f} dB, album {album - plain:.3f} dB")
    assert track - plain == pytest.approx(TRACK_DB, abs=0.1)
    assert album - plain == pytest.approx(ALBUM_DB, abs=0.1)
    assert missing == 0
