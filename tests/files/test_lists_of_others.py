"""Playlist files that other programs wrote, as they wrote them, all of the same six tracks.

Made on Debian 12 with the programs themselves: VLC 3.0.24 (Media › Save Playlist to File),
Strawberry 1.0.14 (``--create`` with the files, then Save playlist), Quod Libet 4.5.0 (its playlists
on disk, of now and before 4.4, and its plugin “Export as M3U / PLS Playlist File”). The files were
below /home/me/Music; the name of one is no UTF-8, which only VLC and lists of Quod Libet can say.
"""

import os
import time
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
import vlc

from mtplayer.core.lists.list_files import ListedEntry, ListFile, ListFormat
from mtplayer.files.playlist_files.reading import read_list
from mtplayer.files.playlist_files.writing import write_list

HERE = Path(__file__).parent / "written_by_others"
MUSIC = b"/home/me/Music/"
FIVE = [
    MUSIC + name.encode()
    for name in (
        "Björk/Homogenic (1997)/02 Jóga.flac",
        "Гражданская Оборона/Всё идёт по плану.mp3",
        "Odd #1 100% & more/a; b, c [x] 'q'.ogg",
        "日本語/夜のドライブ.m4a",
        "#starts with a hash.ogg",
    )
]
SIX = [*FIVE, MUSIC + b"caf\xe9 latin1.flac"]
NAMED = [
    ("Björk", "Jóga"),
    ("Гражданская Оборона", "Всё идёт по плану"),
    ("Odd, & Co", "a - b; c"),
    ("霧ノ森", "夜のドライブ"),
]
WRITTEN = [
    ("vlc/playlist.m3u", SIX),
    ("vlc/playlist.m3u8", SIX),
    ("vlc/playlist.xspf", SIX),
    ("quodlibet/playlist.xspf", SIX),
    ("quodlibet/before-4.4.m3u", SIX),
    ("quodlibet/absolute.m3u", FIVE),
    ("quodlibet/absolute.pls", FIVE),
    ("quodlibet/relative.m3u", FIVE),
    ("quodlibet/relative.pls", FIVE),
    ("strawberry/from-above.m3u", FIVE),
    ("strawberry/relative.m3u", FIVE),
    ("strawberry/relative.pls", FIVE),
    ("strawberry/relative.xspf", FIVE),
]


def found_in(name):
    return read_list(os.fsencode(HERE / name))


def leads_to(entry, name):
    """Return where the readings of an entry lead from the folder that the file was written in."""
    folder = os.path.dirname(MUSIC[:-1]) + b"/" if "above" in name else MUSIC
    return {os.path.normpath(os.path.join(folder, path)) for path in entry.paths}


@pytest.mark.parametrize(("name", "tracks"), WRITTEN, ids=[name for name, _ in WRITTEN])
def test_every_track_is_found_where_the_program_had_it(name, tracks):
    found = found_in(name)
    files = [entry for entry in found.entries if not entry.address]
    assert found.skipped == 0
    assert len(files) == len(tracks)
    for entry, track in zip(files, tracks, strict=True):
        assert track in leads_to(entry, name), entry


@pytest.mark.parametrize("name", [name for name, _ in WRITTEN if "before" not in name])
def test_names_and_lengths_are_read_as_they_were_written(name):
    entries = found_in(name).entries
    lengths = [entry.duration_ms for entry in entries[:5]]
    assert all(length is not None and 1900 < length < 2400 for length in lengths)
    read = [(entry.artist, entry.title) for entry in entries[:4]]
    if name == "strawberry/relative.pls":
        assert [title for _, title in read[:2]] == ["Jóga", "Всё идёт по плану"]
    elif name.endswith(".xspf"):
        assert read == NAMED
        assert entries[0].album == "Homogenic"
    else:
        assert read[:2] == NAMED[:2]


def test_a_station_among_files_keeps_its_address():
    for kind in ("m3u", "m3u8", "xspf"):
        entries = found_in(f"vlc/playlist.{kind}").entries
        assert [entry.address for entry in entries[5:]] == ["", "http://radio.example/live"]


@pytest.mark.vlc
@pytest.mark.parametrize("kind", ["m3u", "m3u8", "pls", "xspf"])
def test_vlc_finds_every_track_of_what_is_written_here(tmp_path, kind):
    songs = [os.fsencode(tmp_path) + b"/" + track.removeprefix(MUSIC) for track in SIX]
    for song in songs:
        os.makedirs(os.path.dirname(song), exist_ok=True)
        with open(song, "wb") as file:
            file.write(b"sound")
    entries = tuple(ListedEntry(paths=(song,), title="T", artist="A") for song in songs)
    path = tmp_path / f"list.{kind}"
    write_list(os.fsencode(path), ListFile(entries=entries), ListFormat(kind), relative=False)
    assert read_by_vlc(path) == songs


def read_by_vlc(path):
    media = vlc.Instance("--quiet").media_new_path(str(path))
    media.parse_with_options(vlc.MediaParseFlag.local, 20_000)
    deadline = time.monotonic() + 30
    while not media.get_parsed_status() and time.monotonic() < deadline:
        time.sleep(0.01)
    listed = media.subitems()
    places = [listed.item_at_index(at).get_mrl() for at in range(listed.count())]
    return [unquote_to_bytes(place.removeprefix("file://")) for place in places]
