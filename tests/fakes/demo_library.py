"""A music folder of invented albums for pictures.

python -m tests.fakes.demo_library ALBUMS COVERS OUT

ALBUMS is a Python file with a list ALBUMS of (id, artist, title, year, genre, ["track|m:ss"]),
COVERS a folder with ID.jpg for each. The files hold silence of the right length.
"""

import re
import runpy
import subprocess
import sys
from pathlib import Path

from mutagen.flac import FLAC, Picture


def seconds(text):
    minutes, rest = text.split(":")
    return int(minutes) * 60 + int(rest)


def name_of(text):
    return re.sub(r'[/\\:*?"<>|]', "_", text)[:120].rstrip(". ")


def silence(folder, length):
    """Return a FLAC file of this many seconds, made once per length."""
    path = folder / f"{length}.flac"
    if not path.exists():
        source = f"anullsrc=r=44100:cl=stereo:d={length}"
        command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, str(path)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path.read_bytes()


def tag(path, album, number, title, cover):
    _, artist, album_title, year, genre, tracks = album
    music = FLAC(path)
    music.update(
        {
            "title": title,
            "artist": artist,
            "albumartist": artist,
            "album": album_title,
            "date": str(year),
            "genre": genre,
            "tracknumber": f"{number}/{len(tracks)}",
        }
    )
    if cover.exists():
        picture = Picture()
        picture.type, picture.mime, picture.data = 3, "image/jpeg", cover.read_bytes()
        music.add_picture(picture)
    music.save()


def build(albums, covers, out):
    """Write every album below ``out`` and return how many files there are."""
    scratch = out.parent / f"{out.name}-silence"
    scratch.mkdir(parents=True, exist_ok=True)
    files = 0
    for album in albums:
        folder = out / name_of(album[1]) / name_of(f"{album[3]} {album[2]}")
        folder.mkdir(parents=True, exist_ok=True)
        for number, line in enumerate(album[5], 1):
            title, _, length = line.rpartition("|")
            path = folder / f"{number:02} {name_of(title)}.flac"
            path.write_bytes(silence(scratch, seconds(length)))
            tag(path, album, number, title, covers / f"{album[0]}.jpg")
            files += 1
    return files


if __name__ == "__main__":
    albums_file, covers_folder, target = map(Path, sys.argv[1:4])
    print(build(runpy.run_path(str(albums_file))["ALBUMS"], covers_folder, target), "files")
