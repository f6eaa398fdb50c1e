"""Playlist files that mean harm, or are damaged: a sentence or what can be read, never more."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mtplayer.core.lists.list_files import ListFormat, ListUnreadable
from mtplayer.files.playlist_files import lines
from mtplayer.files.playlist_files.reading import read_list

GIGABYTE = 1 << 30
READ_IN_LITTLE_MEMORY = """
import resource, sys
from mtplayer.core.lists.list_files import ListUnreadable
from mtplayer.files.playlist_files.reading import read_list
limit = 200 << 20
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
try:
    found = read_list(sys.argv[1].encode())
    print(len(found.entries), found.skipped)
except ListUnreadable as problem:
    print(problem)
"""
XML_HEAD = '<?xml version="1.0"?>'
TRACK = "<track><location>a.mp3</location></track>"


def read(tmp_path, content, name="x.m3u"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_list(os.fsencode(path))


def read_huge(tmp_path, name, before, after):
    """Read a file with a gigabyte of NULs in it, in a process that may not have the memory."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(before)
        file.truncate(len(before) + GIGABYTE)
        file.seek(0, os.SEEK_END)
        file.write(after)
    done = subprocess.run(
        [sys.executable, "-c", READ_IN_LITTLE_MEMORY, str(path)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


HUGE = [
    ("x.m3u", b"a.mp3\n#", b"\nb.mp3\n", "2 1"),
    ("x.m3u8", b"a.mp3\n", b"", "1 1"),
    ("x.pls", b"[playlist]\nFile1=a.mp3\nFile2=", b"\nFile3=c.mp3\n", "2 1"),
    ("x.csv", b"Title,Path\nA,a.mp3\n", b"\nC,c.mp3\n", "2 1"),
    ("x.xspf", XML_HEAD.encode() + b"<playlist", b"></playlist>", "damaged"),
    ("x.jspf", b'{"playlist": "', b'"}', "larger than any playlist"),
]
SLOW = ("x.m3u8", "x.pls", "x.csv")


@pytest.mark.parametrize(
    ("name", "before", "after", "found"),
    [
        pytest.param(*one, id=one[0], marks=pytest.mark.long if one[0] in SLOW else ())
        for one in HUGE
    ],
)
def test_a_line_of_a_gigabyte_is_passed_over(tmp_path, name, before, after, found):
    assert found in read_huge(tmp_path, name, before, after)


def test_a_tag_that_never_ends_is_not_collected(tmp_path):
    content = f'{XML_HEAD}<playlist a="{"x" * (2 << 20)}"></playlist>'
    with pytest.raises(ListUnreadable, match="longer than a megabyte"):
        read(tmp_path, content, "x.xspf")


def test_a_long_text_in_xml_is_cut(tmp_path):
    content = f"{XML_HEAD}<playlist><trackList><track><title>{'x' * (4 << 20)}</title>"
    content += f"</track>{TRACK}</trackList></playlist>"
    found = read(tmp_path, content, "x.xspf")
    assert [len(entry.title) for entry in found.entries] == [4096, 0]


def laughs():
    names = "\n".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(30)
    )  # fmt: skip
    return f"{XML_HEAD}<!DOCTYPE playlist [{names}]><playlist><title>&a29;</title></playlist>"


@pytest.mark.parametrize(
    "content",
    [
        laughs(),
        f'{XML_HEAD}<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><playlist>&x;</playlist>',
        f'{XML_HEAD}<!DOCTYPE p [<!ENTITY % x SYSTEM "http://e.example/x">%x;]><playlist/>',
    ],
    ids=["laughs", "file", "network"],
)
def test_entities_are_refused(tmp_path, content):
    with pytest.raises(ListUnreadable, match="entities"):
        read(tmp_path, content, "x.xspf")


def test_a_doctype_alone_harms_nobody(tmp_path):
    content = f"{XML_HEAD}<!DOCTYPE playlist><playlist><trackList>{TRACK}</trackList></playlist>"
    assert len(read(tmp_path, content, "x.xspf").entries) == 1


def test_depth_is_refused(tmp_path):
    with pytest.raises(ListUnreadable, match="deeper"):
        read(tmp_path, XML_HEAD + "<playlist>" * 100_000, "x.xspf")
    with pytest.raises(ListUnreadable, match="deeper"):
        read(tmp_path, '{"playlist":' + "[" * 200_000 + "]" * 200_000 + "}", "x.jspf")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.xspf", f"{XML_HEAD}<playlist><trackList>", "damaged"),
        ("x.xspf", f"{XML_HEAD}<html/>", "no XSPF"),
        ("x.xspf", '<?xml version="1.0" encoding="x-none"?><playlist/>', "encoding|damaged"),
        ("x.xspf", "", "damaged"),
        ("x.jspf", "[1, 2]", "no JSPF"),
        ("x.jspf", '{"playlist": {"track": "a"}}', "no JSPF"),
        ("x.jspf", "nothing", "no JSON"),
        ("x.jspf", b"\xff\xff\xff", "no JSON"),
    ],
    ids=["cut", "page", "encoding", "empty", "list", "text", "words", "bytes"],
)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path, name, content, words):
    with pytest.raises(ListUnreadable, match=words):
        read(tmp_path, content, name)


def test_values_of_strange_types_are_left_out(tmp_path):
    tracks = [
        {"title": 7, "creator": None, "location": "a.mp3", "duration": "12000", "trackNum": True},
        {"title": ["x"], "location": [1, None, {"a": 1}], "duration": -4},
        "text",
        None,
        {"title": "t" * 100_000, "duration": 1e400},
    ]
    content = json.dumps({"playlist": {"title": {}, "track": tracks}})
    found = read(tmp_path, content, "x.jspf").entries
    assert [(e.title[:3], e.paths, e.duration_ms) for e in found] == [
        ("7", (b"a.mp3",), 12_000),
        ("", (b"1",), None),
        ("ttt", (), None),
    ]


def test_a_quotation_mark_that_nothing_closes_costs_only_what_follows(tmp_path):
    rows = "".join(f"t{n},a,{n}.mp3\n" for n in range(20_000))
    found = read(tmp_path, f'Title,Artist,Path\nA,B,a.mp3\n"C,D,{rows}', "x.csv")
    assert found.entries[0].title == "A"
    assert found.skipped >= 1
    assert len(found.entries) > 10_000


def test_nul_bytes_end_no_name_and_no_list(tmp_path):
    found = read(tmp_path, b"#EXTM3U\n#EXTINF:1,A\0B - C\0\na\0b.mp3\nc.mp3\n")
    assert found.entries[0].artist == "AB"
    assert all(b"\0" not in path for entry in found.entries for path in entry.paths)
    assert found.entries[-1].paths == (b"c.mp3",)


def test_numbers_without_end_are_no_numbers(tmp_path):
    many = "9" * 5000
    found = read(
        tmp_path, f"[playlist]\nFile{many}=x.mp3\nFile1=a.mp3\nLength1={many}\n", "x.pls"
    )  # fmt: skip
    assert [(e.paths[0], e.duration_ms) for e in found.entries] == [(b"a.mp3", None)]
    for text in ("nan", "inf", "-inf", "1e999", "١٢"):
        found = read(tmp_path, f"#EXTM3U\n#EXTINF:{text},A\na.mp3\n".encode())
        assert len(found.entries) == 1


def test_only_files_are_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.m3u")
    for path in (tmp_path / "pipe.m3u", tmp_path):
        with pytest.raises(ListUnreadable, match="is no file"):
            read_list(os.fsencode(path))
    with pytest.raises(ListUnreadable, match="No such file"):
        read_list(os.fsencode(tmp_path / "none.m3u"))


def test_more_entries_than_are_taken_are_counted(tmp_path, monkeypatch):
    for module in ("m3u", "pls", "xspf", "jspf", "table"):
        monkeypatch.setattr(f"mtplayer.files.playlist_files.{module}.MOST_ENTRIES", 2)
    files = {
        "x.m3u": "a.mp3\n" * 5,
        "x.pls": "[playlist]\n" + "".join(f"File{n}=a.mp3\n" for n in range(5)),
        "x.xspf": f"{XML_HEAD}<playlist><trackList>{TRACK * 5}</trackList></playlist>",
        "x.jspf": json.dumps({"playlist": {"track": [{"title": "a"}] * 5}}),
        "x.csv": "Title\n" + "a\n" * 5,
    }
    for name, content in files.items():
        found = read(tmp_path, content, name)
        assert (len(found.entries), found.skipped) == (2, 3), name


@given(content=st.binary(max_size=2000), name=st.sampled_from(list(ListFormat)))
@example(b"#EXTINF:", ListFormat.M3U)
@example(b"\xff\xfe\x00", ListFormat.M3U)
@example(b"\xff\xfe\x00\xd8\n", ListFormat.CSV)
def test_any_bytes_are_a_list_or_a_sentence(tmp_path_factory, content, name):
    path = os.path.join(tmp_path_factory.getbasetemp(), f"any.{name}")
    with open(path, "wb") as file:
        file.write(content)
    try:
        found = read_list(os.fsencode(path))
    except ListUnreadable:
        return
    for entry in found.entries:
        assert entry.paths or entry.address or entry.title or entry.artist or entry.album
        assert all(0 < len(one) <= lines.LONGEST_LINE and b"\0" not in one for one in entry.paths)


@given(
    st.text(max_size=300).map(
        lambda text: f"{XML_HEAD}<playlist><trackList>{text}</trackList></playlist>"
    )
)
def test_any_xml_is_a_list_or_a_sentence(tmp_path_factory, text):
    path = os.path.join(tmp_path_factory.getbasetemp(), "any.xspf")
    with open(path, "wb") as file:
        file.write(text.encode("utf-8", "replace"))
    try:
        found = read_list(os.fsencode(path))
    except ListUnreadable:
        return
    assert found.entries == ()
