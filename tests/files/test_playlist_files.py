"""Playlist files: what is written comes back, and what others wrote is understood."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.lists.list_files import ListedEntry, ListFile, ListFormat, ListUnreadable
from mtplayer.files.playlist_files.reading import format_of, read_list
from mtplayer.files.playlist_files.words import joined, parted, tidy
from mtplayer.files.playlist_files.writing import write_list

# Any byte but the two that no name holds.
NAMES = st.binary(min_size=1, max_size=12).map(
    lambda raw: raw.replace(b"/", b"x").replace(b"\0", b"y")
).filter(lambda name: name not in (b".", b".."))  # fmt: skip
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: b"/" + b"/".join(parts))
TRICKY = st.sampled_from(
    [
        b"/m/#EXTM3U.flac",
        b"/m/a\nb.flac",
        b"/m/a\r\nFile9=/etc/passwd",
        b"/m/ leading.flac",
        b"/m/trailing .flac ",
        b"/m/100%25.flac",
        b"/m/%41.flac",
        b"/m/C:\\x.flac",
        b"/m/file:/x.flac",
        b"/m/http:/x.flac",
        b"/m/\xff\xfe.flac",
        b"/m/\xc3\xa9 \xe9.flac",
        b"/m/a,b;c\td\"e'.flac",
        b"/m/<&>]]>.flac",
        b"/\xef\xbb\xbfx",
        "/m/日本語 – Ł.flac".encode(),
        b"/m/[playlist]",
        b"/m/;x",
    ]
)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=20
).map(tidy)  # fmt: skip
ENTRIES = st.builds(
    ListedEntry,
    paths=st.tuples(PATHS | TRICKY),
    title=WORDS,
    artist=WORDS,
    album=WORDS,
    track=st.none() | st.integers(1, 999),
    duration_ms=st.none() | st.integers(1, 9_000).map(lambda s: s * 1000),
)
LISTS = st.builds(ListFile, name=WORDS, entries=st.lists(ENTRIES, max_size=6).map(tuple))


def written(tmp_path, playlist, kind, *, relative=False):
    path = os.fsencode(tmp_path) + b"/lists/x." + kind.value.encode()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    write_list(path, playlist, kind, relative=relative)
    return path


def places(playlist, path):
    """Where the first reading of each entry leads."""
    folder = os.path.dirname(path)
    return [os.path.normpath(os.path.join(folder, one.paths[0])) for one in playlist.entries]


@pytest.mark.parametrize("relative", [True, False], ids=["relative", "absolute"])
@pytest.mark.parametrize("kind", list(ListFormat), ids=str)
def test_every_path_comes_back_from_every_format(tmp_path, kind, relative):
    @given(LISTS)
    def check(playlist):
        path = written(tmp_path, playlist, kind, relative=relative)
        found = read_list(path)
        expected = [os.path.normpath(entry.paths[0]) for entry in playlist.entries]
        assert places(found, path) == expected
        assert found.skipped == 0
        assert [e.duration_ms for e in found.entries] == [e.duration_ms for e in playlist.entries]

    check()


@pytest.mark.parametrize("kind", [ListFormat.XSPF, ListFormat.JSPF, ListFormat.CSV], ids=str)
def test_formats_with_fields_keep_every_word(tmp_path, kind):
    @given(LISTS)
    def check(playlist):
        found = read_list(written(tmp_path, playlist, kind))
        plain = [replace(entry, paths=()) for entry in found.entries]
        assert plain == [replace(entry, paths=()) for entry in playlist.entries]

    check()


@pytest.mark.parametrize("kind", [ListFormat.M3U8, ListFormat.M3U, ListFormat.PLS], ids=str)
def test_formats_with_one_name_keep_both_words_in_it(tmp_path, kind):
    @given(LISTS)
    def check(playlist):
        found = read_list(written(tmp_path, playlist, kind))
        names = [joined(entry.artist, entry.title) for entry in playlist.entries]
        assert [parted(joined(e.artist, e.title)) for e in found.entries] == list(
            map(parted, names)
        )
        assert not playlist.name or found.name == playlist.name

    check()


def test_m3u_keeps_album_and_album_artist(tmp_path):
    entry = ListedEntry(
        paths=(b"/m/a.flac",), title="B", artist="A", album="C", album_artist="D", duration_ms=1000
    )
    found = read_list(written(tmp_path, ListFile(entries=(entry,)), ListFormat.M3U8))
    assert found.entries == (entry,)
    assert found.name == "x"


@pytest.mark.parametrize("kind", [ListFormat.XSPF, ListFormat.JSPF, ListFormat.CSV], ids=str)
def test_notes_and_recordings_come_back(tmp_path, kind):
    entry = ListedEntry(
        paths=(b"/m/a.flac",),
        title="B",
        note="for Sunday",
        recording_mbid="0a3d9b2c-1111-2222-3333-444455556666",
    )
    found = read_list(written(tmp_path, ListFile(name="N", entries=(entry,)), kind))
    assert found.entries == (entry,)


def test_streams_stay_addresses(tmp_path):
    entry = ListedEntry(address="https://radio.example/live?x=1&y=2", title="Radio")
    for kind in ListFormat:
        found = read_list(written(tmp_path, ListFile(entries=(entry,)), kind))
        assert [e.address for e in found.entries] == [entry.address], kind


def test_a_list_that_could_not_be_written_leaves_the_old_one(tmp_path):
    path = written(tmp_path, ListFile(), ListFormat.M3U8)
    before = Path(os.fsdecode(path)).read_bytes()
    folder = Path(os.fsdecode(path)).parent
    (folder / "is a folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_list(os.fsencode(folder / "is a folder"), ListFile(), ListFormat.PLS, relative=False)
    assert Path(os.fsdecode(path)).read_bytes() == before
    assert sorted(os.listdir(folder)) == ["is a folder", "x.m3u8"]


def read_bytes(tmp_path, content, name="x.m3u"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_list(os.fsencode(path))


ENCODED = [
    ("utf-8-sig", "Zażółć"),
    ("utf-16", "Ångström"),
    ("utf-16-le", "/music/Ångström"),
    ("utf-32", "日本語"),
    ("cp1252", "Émilie Dvořák"[:6]),
    ("cp1251", "Кино Звезда"),
    ("cp932", "さくらさくら"),
]


@pytest.mark.parametrize(("encoding", "name"), ENCODED, ids=[one for one, _ in ENCODED])
def test_an_encoding_is_seen(tmp_path, encoding, name):
    text = f"#EXTM3U\r\n#EXTINF:12,{name} - {name}\r\n{name}.mp3\r\n"
    found = read_bytes(tmp_path, text.encode(encoding))
    assert found.entries[0].title == name
    assert found.entries[0].artist == name
    assert f"{name}.mp3".encode() in found.entries[0].paths


def test_a_list_says_its_encoding_itself(tmp_path):
    text = "#EXTM3U\n#EXTENC: ISO-8859-2\n#EXTINF:1,Łódź\nŁódź.mp3\n"
    found = read_bytes(tmp_path, text.encode("iso-8859-2"))
    assert found.entries[0].title == "Łódź"


@pytest.mark.parametrize("claim", ["idna", "unicode_escape", "rot13", "nonsense", "utf-7", "hex"])
def test_a_false_encoding_is_not_believed(tmp_path, claim):
    content = b"#EXTM3U\n#EXTENC:" + claim.encode() + b"\n#EXTINF:1,\xe9t\xe9\n\xe9t\xe9.mp3\n"
    found = read_bytes(tmp_path, content)
    assert found.entries[0].paths[0] == b"\xe9t\xe9.mp3"
    assert found.entries[0].title == "été"


def test_the_bytes_of_a_line_are_the_first_path(tmp_path):
    found = read_bytes(tmp_path, b"caf\xe9.mp3\ncaf\xc3\xa9.mp3\n")
    assert found.entries[0].paths == (b"caf\xe9.mp3", "café.mp3".encode())
    assert found.entries[1].paths == ("café.mp3".encode(),)


def test_windows_paths_are_read_as_folders_too(tmp_path):
    found = read_bytes(tmp_path, b"C:\\Music\\A\\b.mp3\r\n\\\\nas\\music\\c.mp3\r\nD\\e.mp3\r\n")
    assert [entry.paths[-1] for entry in found.entries] == [
        b"C:/Music/A/b.mp3", b"//nas/music/c.mp3", b"D/e.mp3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("file:///home/me/a%20b.mp3", b"/home/me/a b.mp3"),
        ("file://localhost/home/a.mp3", b"/home/a.mp3"),
        ("file:/home/a.mp3", b"/home/a.mp3"),
        ("FILE:///C:/Music/a.mp3", b"C:/Music/a.mp3"),
        ("file://nas/music/a.mp3", b"//nas/music/a.mp3"),
        ("file:///home/%ff.mp3", b"/home/\xff.mp3"),
        ("file:///home/50% off.mp3", b"/home/50% off.mp3"),
    ],
    ids=["plain", "localhost", "one slash", "drive", "share", "no text", "not encoded"],
)
def test_addresses_of_files_are_paths(tmp_path, line, path):
    assert read_bytes(tmp_path, line.encode() + b"\n").entries[0].paths[0] == path


def test_lists_of_the_old_mac_end_lines_otherwise(tmp_path):
    found = read_bytes(tmp_path, b"#EXTM3U\r#EXTINF:3,A - B\ra.mp3\rb.mp3\r")
    assert [entry.paths[0] for entry in found.entries] == [b"a.mp3", b"b.mp3"]
    assert found.entries[0].artist == "A"
    assert found.entries[1].title == ""


def test_names_of_television_lists_are_found_behind_their_words(tmp_path):
    line = b'#EXTINF:-1 tvg-id="a,b" group-title="X",Radio - One\nhttp://r.example/1\n'
    found = read_bytes(tmp_path, line)
    assert (found.entries[0].artist, found.entries[0].title) == ("Radio", "One")
    assert found.entries[0].duration_ms is None


EXPORTIFY = """\
"Track URI","Track Name","Artist Name(s)","Album Name","Track Duration (ms)","ISRC"
"spotify:track:1","B","A","C","227000","GBAYE0601498"
"""
ITUNES = """\
Name|Artist|Album|Time|Track Number|Year|Location
B|A|C|227|3|2019|C:\\Music\\b.mp3
"""
TABLES = [
    (
        "Exportify",
        EXPORTIFY,
        ListedEntry(title="B", artist="A", album="C", duration_ms=227_000, isrc="GBAYE0601498"),
    ),
    (
        "iTunes",
        ITUNES.replace("|", "\t"),
        ListedEntry(
            title="B",
            artist="A",
            album="C",
            duration_ms=227_000,
            track=3,
            year=2019,
            paths=(b"C:\\Music\\b.mp3", b"C:/Music/b.mp3"),
        ),
    ),
    (
        "Soundiiz",
        "title;artist;album;isrc\nB;A;C;\n",
        ListedEntry(title="B", artist="A", album="C"),
    ),
    (
        "by hand",
        "Artist,Title,Length\nA,B,3:47\n",
        ListedEntry(title="B", artist="A", duration_ms=227_000),
    ),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("text", "entry"), [t[1:] for t in TABLES], ids=[t[0] for t in TABLES])
def test_tables_of_others_are_understood(tmp_path, text, entry, encoding):
    assert read_bytes(tmp_path, text.encode(encoding), "x.csv").entries == (entry,)


def test_a_table_without_known_columns_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(ListUnreadable, match="neither a title nor a path"):
        read_bytes(tmp_path, b"price,amount\n1,2\n", "x.csv")


def test_what_a_file_is_shows_in_how_it_begins(tmp_path):
    assert format_of(b"a.m3u", b"\xef\xbb\xbf\r\n<?xml version") is ListFormat.XSPF
    assert format_of(b"a.m3u", b"[Playlist]\n") is ListFormat.PLS
    assert format_of(b"a.pls", b"#EXTM3U\n") is ListFormat.M3U8
    assert format_of(b"a.JSPF", b" {}") is ListFormat.JSPF
    assert format_of(b"a.txt", b"music/a.mp3\n") is ListFormat.M3U
    assert format_of(b"a.csv", b"Title") is ListFormat.CSV
