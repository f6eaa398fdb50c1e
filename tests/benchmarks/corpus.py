"""A folder of N files like those of a real library: mixed formats, covers, names of all scripts.

Every file is a copy of a template with tags and sound of its own; 10,000 take 20 s and 1.5 GB.
"""

import base64
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mutagen.asf import ASF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import (
    APIC,
    COMM,
    ID3,
    TALB,
    TCOM,
    TCON,
    TDRC,
    TIT2,
    TPE1,
    TPE2,
    TPOS,
    TPUB,
    TRCK,
    TXXX,
    UFID,
)
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from tests.fakes import music

# Shares in per cent, as in collections that were asked about.
MIX = (
    ("mp3", 28), ("vbr.mp3", 27), ("flac", 20), ("m4a", 10), ("ogg", 5), ("opus", 5), ("wav", 3),
    ("wma", 2),
)  # fmt: skip
SECONDS = 8
_SPOKEN = """an bel cor dan el fur gal hin is jor kel lum mar nor ol pra quen ris sol tor ul ven
 wyn xan yor zel å ö ø é ñ ç ł ž ğ ß мо ре се вер нок 夜 空 海 風 東 서 울 봄 αλ φα"""
_SYLLABLES = _SPOKEN.split()
_GENRES = ("Rock", "Jazz", "Electronic", "Trip-Hop", "Folk", "Ambient", "Classical", "Hip-Hop")


@dataclass(frozen=True, slots=True)
class Song:
    """What one file is to say."""

    number: int
    kind: str
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
    cover: bytes
    identified: bool
    old_tags: bool

    @property
    def mbid(self) -> str:
        text = f"{self.number:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def make(folder: Path, files: int, seed: int = 1) -> Path:
    """Fill ``folder`` with so many files, one in a hundred of them broken."""
    rng = random.Random(seed)
    templates = _templates()
    for number, (place, song) in enumerate(_songs(rng, files)):
        target = folder / place
        target.mkdir(parents=True, exist_ok=True)
        path = target / f"{song.track:02d} - {_name(song.title)}.{song.kind.split('.')[-1]}"
        data = templates[song.kind]
        if number % 100 == 50:
            path.write_bytes(data[: rng.choice((0, 1, 20))])
            continue
        # A stamp in the sound makes each recording its own; nothing checks sums while scanning.
        at = data.index(b"mdat") + 100 if song.kind == "m4a" else len(data) - 8
        path.write_bytes(data[:at] + number.to_bytes(8, "big") + data[at + 8 :])
        _TAGGERS[song.kind.split(".")[-1]](path, song)
    return folder


def _templates() -> dict[str, bytes]:
    long = music.encoded(330, SECONDS)
    return {
        kind: (music.encoded(330, 1)["wav"] if kind == "wav" else long[kind]) for kind, _ in MIX
    }


def _songs(rng: random.Random, files: int) -> Iterator[tuple[str, Song]]:
    kinds = [kind for kind, _ in MIX]
    shares = [share for _, share in MIX]
    number = 0
    artists = [_words(rng, 2) for _ in range(max(2, files // 40))]
    while number < files:
        kind = rng.choices(kinds, shares)[0]
        band, album, year = rng.choice(artists), _words(rng, 3), rng.randint(1960, 2026)
        cover = rng.randbytes(rng.randint(10_000, 50_000)) if rng.random() < 0.85 else b""
        tracks = min(rng.randint(6, 16), files - number)
        identified, old = rng.random() < 0.5, rng.random() < 0.55
        mixed = rng.random() < 0.08
        for track in range(1, tracks + 1):
            yield (
                f"{_name(band)}/{year} - {_name(album)} {number:x}",
                Song(
                    number, kind, _words(rng, 3), rng.choice(artists) if mixed else band, album,
                    "Various Artists" if mixed else band, track, tracks, 1, year,
                    rng.choice(_GENRES), _words(rng, 2) if rng.random() < 0.3 else "", cover,
                    identified, old,
                ),
            )  # fmt: skip
        number += tracks


def _words(rng: random.Random, count: int) -> str:
    words = ("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(count))
    return " ".join(words).title()


def _name(text: str) -> str:
    return text.replace("/", "_")[:60]


def _tag_mp3(path: Path, song: Song) -> None:
    encoding = 1 if song.old_tags else 3
    tags = ID3()
    for frame, text in (
        (TIT2, song.title), (TPE1, song.artist), (TALB, song.album), (TPE2, song.album_artist),
        (TRCK, f"{song.track}/{song.tracks}"), (TPOS, str(song.disc)), (TDRC, str(song.year)),
        (TCON, song.genre), (TCOM, song.composer), (TPUB, "Label"),
    ):  # fmt: skip
        if text:
            tags.add(frame(encoding=encoding, text=text))
    tags.add(COMM(encoding=encoding, lang="eng", desc="", text="ripped with care"))
    if song.identified:
        tags.add(UFID(owner="http://musicbrainz.org", data=song.mbid.encode()))
        for name in ("MusicBrainz Album Id", "MusicBrainz Artist Id"):
            tags.add(TXXX(encoding=encoding, desc=name, text=song.mbid))
        tags.add(TXXX(encoding=encoding, desc="replaygain_track_gain", text="-7.40 dB"))
        tags.add(TXXX(encoding=encoding, desc="replaygain_track_peak", text="0.988"))
    if song.cover:
        tags.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=song.cover))
    if song.old_tags:
        tags.update_to_v23()
    tags.save(path, v2_version=3 if song.old_tags else 4, v1=2 if song.old_tags else 0)


def _vorbis(opened, song: Song) -> None:
    values = {
        "title": song.title, "artist": song.artist, "album": song.album,
        "albumartist": song.album_artist, "tracknumber": str(song.track),
        "tracktotal": str(song.tracks), "discnumber": str(song.disc), "date": str(song.year),
        "genre": song.genre, "comment": "ripped with care",
    }  # fmt: skip
    if song.composer:
        values["composer"] = song.composer
    if song.identified:
        for name in ("musicbrainz_trackid", "musicbrainz_albumid", "musicbrainz_artistid"):
            values[name] = song.mbid
        values["replaygain_track_gain"] = "-7.40 dB"
    for name, value in values.items():
        opened[name] = value


def _picture(song: Song) -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", song.cover
    return picture


def _tag_flac(path: Path, song: Song) -> None:
    opened = FLAC(path)
    _vorbis(opened, song)
    if song.cover:
        opened.add_picture(_picture(song))
    opened.save()


def _tag_ogg(path: Path, song: Song) -> None:
    opened = OggOpus(path) if path.suffix == ".opus" else OggVorbis(path)
    _vorbis(opened, song)
    if song.cover:
        opened["metadata_block_picture"] = base64.b64encode(_picture(song).write()).decode()
    opened.save()


def _tag_m4a(path: Path, song: Song) -> None:
    opened = MP4(path)
    values = {
        "\xa9nam": song.title, "\xa9ART": song.artist, "\xa9alb": song.album,
        "aART": song.album_artist, "\xa9day": str(song.year), "\xa9gen": song.genre,
        "\xa9cmt": "ripped with care",
    }  # fmt: skip
    for name, value in values.items():
        opened[name] = value
    opened["trkn"], opened["disk"] = [(song.track, song.tracks)], [(song.disc, 0)]
    if song.identified:
        for name in ("MusicBrainz Track Id", "MusicBrainz Album Id"):
            opened[f"----:com.apple.iTunes:{name}"] = MP4FreeForm(song.mbid.encode())
    if song.cover:
        opened["covr"] = [MP4Cover(song.cover)]
    opened.save()


def _tag_wav(path: Path, song: Song) -> None:
    opened = WAVE(path)
    opened.add_tags()
    opened.tags.add(TIT2(encoding=3, text=song.title))
    opened.tags.add(TPE1(encoding=3, text=song.artist))
    opened.tags.add(TALB(encoding=3, text=song.album))
    opened.save()


def _tag_wma(path: Path, song: Song) -> None:
    opened = ASF(path)
    opened["Title"], opened["Author"] = song.title, song.artist
    opened["WM/AlbumTitle"], opened["WM/AlbumArtist"] = song.album, song.album_artist
    opened["WM/TrackNumber"], opened["WM/Year"] = str(song.track), str(song.year)
    opened["WM/Genre"] = song.genre
    opened.save()


_TAGGERS = {
    "mp3": _tag_mp3, "flac": _tag_flac, "m4a": _tag_m4a, "ogg": _tag_ogg, "opus": _tag_ogg,
    "wav": _tag_wav, "wma": _tag_wma,
}  # fmt: skip


if __name__ == "__main__":
    start = time.perf_counter()
    make(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{sys.argv[2]} files in {time.perf_counter() - start:.1f} s")
