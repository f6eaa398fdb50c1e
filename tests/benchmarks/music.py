"""A folder of many real files as collections have them: python -m tests.benchmarks.music N OUT.

More than half MP3 (most with UTF-16 tags of ID3v2.3), then FLAC, M4A, Ogg Vorbis, Opus, WAV and
WMA; albums in folders, covers of 10 to 50 KB inside or beside, names in several scripts, a few
files that can't be read. The same seed gives the same files.
"""

import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from mutagen.asf import ASF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3, TALB, TCOM, TCON, TDRC, TIT2, TPE1, TPE2, TPOS, TRCK, TXXX, TYER
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from tests.benchmarks.harness import cache_folder

FORMATS = {"mp3": 55, "flac": 20, "m4a": 10, "ogg": 5, "opus": 4, "wav": 2, "wma": 4}
CODECS = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "128k", "-write_xing", "1"],
    "flac": ["-c:a", "flac"],
    "m4a": ["-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart"],
    "ogg": ["-c:a", "libvorbis"],
    "opus": ["-c:a", "libopus", "-b:a", "96k"],
    "wav": ["-c:a", "pcm_s16le"],
    "wma": ["-c:a", "wmav2", "-b:a", "128k"],
}
WORDS_TEXT = """
river stone light winter glass north blue paper engine
harbour signal orchard velvet salt évening Ångström łąka
żółw straße münchen señor coração ночь зима город 夜 東京 雨 海
서울 봄 قمر ليل קיץ hour garden copper mirror static lantern
meridian parade hollow ember tide
"""
WORDS = WORDS_TEXT.split()
GENRES = ("Rock", "Jazz", "Ambient", "Electronic", "Folk", "Classical", "Hip-Hop", "Post-punk")
TRACKS_PER_ALBUM = (6, 16)
UNREADABLE_SHARE = 0.008


class Song(NamedTuple):
    """What one file says."""

    path: Path
    title: str
    artist: str
    album: str
    album_artist: str
    track: int
    tracks: int
    disc: int
    year: int
    genre: str
    composer: str
    cover: bytes | None
    old_id3: bool


def name(chance: random.Random, most: int = 4) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most))).capitalize()


def templates(folder: Path, *, compact: bool = False) -> dict[str, bytes]:
    """Return six seconds of quiet music in each format, encoded once.

    An MP3 of that length has 96 KB: as much as the audio key of a longer one reads. FLAC and WAV
    have that much in two seconds, which is what ``compact`` takes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for suffix, codec in CODECS.items():
        seconds = 2 if compact and suffix in {"flac", "wav"} else 6
        source = f"aevalsrc=0.2*sin(220*2*PI*t)+0.01*random(0):d={seconds}:s=44100"
        path = folder / f"{seconds}-seconds.{suffix}"
        if not path.exists():
            command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, *codec]
            command += ["-map_metadata", "-1", "-ac", "2", str(path)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        made[suffix] = path.read_bytes()
    return made


def tag_mp3(song: Song) -> None:
    tags = ID3()
    encoding = 1 if song.old_id3 else 3
    text = partial(dict, encoding=encoding)
    tags.add(TIT2(text=song.title, **text()))
    tags.add(TPE1(text=song.artist, **text()))
    tags.add(TALB(text=song.album, **text()))
    tags.add(TPE2(text=song.album_artist, **text()))
    tags.add(TRCK(text=f"{song.track}/{song.tracks}", **text()))
    tags.add(TPOS(text=str(song.disc), **text()))
    tags.add(TCON(text=song.genre, **text()))
    tags.add(TCOM(text=song.composer, **text()))
    tags.add((TYER if song.old_id3 else TDRC)(text=str(song.year), **text()))
    for key, value in (("replaygain_track_gain", "-7.21 dB"), ("replaygain_track_peak", "0.98")):
        tags.add(TXXX(desc=key, text=value, **text()))
    if song.cover:
        tags.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=song.cover))
    tags.save(song.path, v2_version=3 if song.old_id3 else 4)


def tag_vorbis(song: Song, kind: Callable[[Path], Any]) -> None:
    music = kind(song.path)
    music["title"], music["artist"], music["album"] = song.title, song.artist, song.album
    music["albumartist"], music["composer"] = song.album_artist, song.composer
    music["tracknumber"], music["tracktotal"] = str(song.track), str(song.tracks)
    music["discnumber"], music["date"], music["genre"] = str(song.disc), str(song.year), song.genre
    if song.cover and isinstance(music, FLAC):
        picture = Picture()
        picture.type, picture.mime, picture.data = 3, "image/jpeg", song.cover
        music.add_picture(picture)
    music.save()


def tag_m4a(song: Song) -> None:
    music = MP4(song.path)
    music["\xa9nam"], music["\xa9ART"], music["\xa9alb"] = song.title, song.artist, song.album
    music["aART"], music["\xa9wrt"] = song.album_artist, song.composer
    music["trkn"], music["disk"] = [(song.track, song.tracks)], [(song.disc, 1)]
    music["\xa9day"], music["\xa9gen"] = str(song.year), song.genre
    if song.cover:
        music["covr"] = [MP4Cover(song.cover)]
    music.save()


def tag_wma(song: Song) -> None:
    music = ASF(song.path)
    music["Title"], music["Author"], music["WM/AlbumTitle"] = song.title, song.artist, song.album
    music["WM/AlbumArtist"], music["WM/TrackNumber"] = song.album_artist, str(song.track)
    music["WM/Year"], music["WM/Genre"] = str(song.year), song.genre
    music.save()


def tag_wav(song: Song) -> None:
    music = WAVE(song.path)
    music.add_tags()
    music.tags.add(TIT2(encoding=3, text=song.title))
    music.tags.add(TPE1(encoding=3, text=song.artist))
    music.tags.add(TALB(encoding=3, text=song.album))
    music.save()


TAGGERS: dict[str, Callable[[Song], None]] = {
    "mp3": tag_mp3,
    "flac": partial(tag_vorbis, kind=FLAC),
    "ogg": partial(tag_vorbis, kind=OggVorbis),
    "opus": partial(tag_vorbis, kind=OggOpus),
    "m4a": tag_m4a,
    "wma": tag_wma,
    "wav": tag_wav,
}


def _stamped(data: bytes, suffix: str, mark: bytes) -> bytes:
    """Return a recording of its own: nothing that reads tags checks the sums of the sound."""
    at = data.index(b"mdat") + 100 if suffix == "m4a" else len(data) - len(mark)
    return data[:at] + mark + data[at + len(mark) :]


def write_album(job: tuple[Path, int, int, dict[str, bytes], int]) -> int:
    """Write one album of so many files and return how many there are."""
    root, seed, count, made, cover_size = job
    chance = random.Random(seed)
    artist, album, year = name(chance, 3), name(chance), chance.randint(1960, 2026)
    folder = root / artist.replace("/", "_") / f"{year} {album} {seed}"
    folder.mkdir(parents=True, exist_ok=True)
    cover = b"\xff\xd8\xff\xe0" + chance.randbytes(chance.randint(cover_size // 5, cover_size))
    beside = chance.random() < 0.3
    if beside:
        (folder / "cover.jpg").write_bytes(cover)
    suffix = chance.choices(list(FORMATS), list(FORMATS.values()))[0]
    various = chance.random() < 0.1
    for track in range(1, count + 1):
        path = folder / f"{track:02} {name(chance)}.{suffix}"
        if chance.random() < UNREADABLE_SHARE:
            path.write_bytes(chance.choice([b"", b"not music", chance.randbytes(300)]))
            continue
        path.write_bytes(_stamped(made[suffix], suffix, chance.randbytes(8)))
        TAGGERS[suffix](
            Song(
                path=path,
                title=name(chance),
                artist=name(chance, 3) if various else artist,
                album=album,
                album_artist="Various Artists" if various else artist,
                track=track,
                tracks=count,
                disc=1,
                year=year,
                genre=chance.choice(GENRES),
                composer=name(chance, 2),
                cover=None if beside else cover,
                old_id3=chance.random() < 0.55,
            )
        )
    return count


def make(files: int, out: Path | None = None, seed: int = 1, *, compact: bool = False) -> Path:
    """Return a folder of so many files, made once; ``compact``: 120 KB each instead of 220."""
    kind = "compact" if compact else "of-six-seconds"
    out = out or cache_folder() / f"music-{kind}-{files}-{seed}"
    ready = out.with_name(out.name + ".ready")
    if ready.exists() and ready.read_text() == str(files):
        return out
    made = templates(cache_folder() / "templates", compact=compact)
    cover_size = 10_000 if compact else 50_000
    chance = random.Random(seed)
    jobs, left, number = [], files, seed * 10_000_000
    while left > 0:
        count = min(left, chance.randint(*TRACKS_PER_ALBUM))
        jobs.append((out, number, count, made, cover_size))
        left, number = left - count, number + 1
    with ProcessPoolExecutor(2) as pool:
        assert sum(pool.map(write_album, jobs, chunksize=16)) == files
    ready.write_text(str(files))
    return out


if __name__ == "__main__":
    print(make(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
