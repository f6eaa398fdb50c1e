"""A small folder of real music: two albums of tones, tagged, made once per test run."""

from pathlib import Path

from mutagen.flac import FLAC
from mutagen.id3 import TALB, TIT2, TPE1, TRCK
from mutagen.mp3 import MP3

from tests.fakes.tones import convert, tone, write_wav

SONGS = ("Harbour", "Île flottante", "Kitchen Light", "Slow Weather", "Nightjar", "Østersund")


def make_music(folder: Path, seconds: float = 3.0) -> Path:
    """Write six songs, half of them FLAC and half MP3, each with a pitch of its own."""
    for number, title in enumerate(SONGS, 1):
        album = folder / ("One" if number <= 3 else "Two")
        album.mkdir(parents=True, exist_ok=True)
        source = album / f"{number:02}.wav"
        write_wav(source, tone(220 * number, seconds))
        if number % 2:
            _tag_flac(convert(source, source.with_suffix(".flac")), number, title)
        else:
            _tag_mp3(convert(source, source.with_suffix(".mp3"), "-b:a", "96k"), number, title)
        source.unlink()
    return folder


def _tag_flac(path: Path, number: int, title: str) -> None:
    file = FLAC(path)
    file["title"], file["artist"] = title, "Glasshouse Radio"
    file["album"], file["tracknumber"] = path.parent.name, str(number)
    file.save()


def _tag_mp3(path: Path, number: int, title: str) -> None:
    file = MP3(path)
    file.tags or file.add_tags()
    for frame, text in (
        (TIT2, title),
        (TPE1, "Glasshouse Radio"),
        (TALB, path.parent.name),
        (TRCK, str(number)),
    ):
        file.tags.add(frame(encoding=3, text=text))
    file.save()
