"""Our ID3 reading beside mutagen's, on tags of all versions and on nonsense."""

import random
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen import id3

from mtplayer.files.fields import to_tags
from mtplayer.files.id3 import Id3Tag, read_header, synchronise, syncsafe
from mtplayer.files.id3_fields import read_frames
from mtplayer.files.source import Source

NAMES = ("TIT2", "TPE1", "TALB", "TPE2", "TRCK", "TPOS", "TDRC", "TCON", "TCOM", "TSRC", "TIT1")


def ours(path):
    with Source(bytes(path)) as source:
        header = read_header(source, 0)
        return None if header is None else read_frames(Id3Tag(source, header))


def theirs(path):
    """Return title, artists, album and so on as mutagen has them, in our fields."""
    tags = id3.ID3(path, load_v1=False)
    found = {}
    for name, field in (
        ("TIT2", "title"), ("TPE1", "artists"), ("TALB", "album"), ("TPE2", "album_artists"),
        ("TCOM", "composers"), ("TSRC", "isrc"), ("TIT1", "grouping"), ("TRCK", "track"),
        ("TPOS", "disc"),
    ):  # fmt: skip
        if name in tags and (values := [v for v in tags[name].text if v]):
            found[field] = values
    if "TCON" in tags and (genres := [g for g in tags["TCON"].genres if g and g != "Unknown"]):
        found["genres"] = genres
    return found


def write(path, version, frames, *, flags=0, body=None):
    data = body if body is not None else b"".join(frames)
    size = len(data)
    length = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    Path(path).write_bytes(b"ID3" + bytes([version, 0, flags]) + length + data + bytes(64))


def frame(version, name, content, flags=0):
    size = len(content)
    if version == 4:
        length = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    else:
        length = size.to_bytes(4, "big")
    return name.encode() + length + struct.pack(">H", flags) + content


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe"), max_size=40
)
CODECS = ("latin-1", "utf-16", "utf-16-be", "utf-8")


@st.composite
def content(draw):
    encoding = draw(st.integers(0, 3))
    values = draw(st.lists(texts, min_size=1, max_size=3))
    end = b"\0\0" if encoding in (1, 2) else b"\0"
    codec = CODECS[encoding]
    data = end.join(value.encode(codec, "replace") for value in values)
    return bytes([encoding]) + data + draw(st.sampled_from([b"", end, end * 3]))


@given(
    st.sampled_from([3, 4]),
    st.lists(st.tuples(st.sampled_from(NAMES[:6] + NAMES[8:]), content()), max_size=8),
)
def test_texts_are_what_mutagen_reads(tmp_path_factory, version, frames):
    path = tmp_path_factory.getbasetemp() / "texts.mp3"
    write(path, version, [frame(version, name, data) for name, data in frames])
    fields, _ = ours(path)
    expected = theirs(path)
    # Of two equal values mutagen keeps one, as to_tags does later.
    once = {name: list(dict.fromkeys(values)) for name, values in fields.items()}
    assert once == {name: list(dict.fromkeys(values)) for name, values in expected.items()}


@given(st.binary(max_size=80), st.sampled_from([3, 4]))
def test_nonsense_in_a_frame_never_raises(tmp_path_factory, data, version):
    path = tmp_path_factory.getbasetemp() / "nonsense.mp3"
    for name in ("TIT2", "TXXX", "COMM", "USLT", "UFID", "POPM", "RVA2", "TMCL", "IPLS", "TCON"):
        write(path, version, [frame(version, name, data)])
        fields, _ = ours(path)
        to_tags(fields)


@given(st.binary(max_size=400), st.integers(0, 255), st.sampled_from([2, 3, 4]))
def test_nonsense_for_a_tag_never_raises(tmp_path_factory, body, flags, version):
    path = tmp_path_factory.getbasetemp() / "body.mp3"
    write(path, version, [], flags=flags, body=body)
    fields, _ = ours(path)
    to_tags(fields)


def test_bits_flipped_in_a_real_tag_never_raise(tmp_path):
    rng = random.Random(5)
    tags = id3.ID3()
    for name in NAMES:
        tags.add(getattr(id3, name)(encoding=1, text=["some text", "another"]))
    tags.save(tmp_path / "x.mp3")
    good = (tmp_path / "x.mp3").read_bytes()
    path = tmp_path / "y.mp3"
    for _ in range(300):
        data = bytearray(good)
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        if (found := ours(path)) is not None:
            to_tags(found[0])


def test_a_tag_unsynchronised_as_a_whole_is_read(tmp_path):
    path = tmp_path / "x.mp3"
    body = frame(3, "TIT2", b"\1\xff\xfea\0\xff\0") + frame(3, "TALB", b"\0album")
    write(path, 3, [], flags=0x80, body=body.replace(b"\xff", b"\xff\x00"))
    fields, _ = ours(path)
    assert (fields["title"], fields["album"]) == (["aÿ"], ["album"])
    assert fields["title"] == theirs(path)["title"]


def test_a_frame_unsynchronised_by_itself_is_read(tmp_path):
    path = tmp_path / "x.mp3"
    data = b"\1\xff\xfea\0\xff\0".replace(b"\xff", b"\xff\x00")
    length = len(data).to_bytes(4, "big")
    write(path, 4, [frame(4, "TIT2", length + data, flags=0x03), frame(4, "TALB", b"\3b")])
    fields, _ = ours(path)
    assert (fields["title"], fields["album"]) == (["aÿ"], ["b"])
    assert fields["title"] == theirs(path)["title"]


@pytest.mark.parametrize("version", [3, 4])
def test_a_compressed_frame_is_read(tmp_path, version):
    import zlib

    path = tmp_path / "x.mp3"
    text = b"\3" + b"long " * 40
    data = len(text).to_bytes(4, "big") + zlib.compress(text)
    write(path, version, [frame(version, "TIT2", data, flags=0x80 if version == 3 else 0x09)])
    fields, _ = ours(path)
    assert to_tags(fields).title == ("long " * 40).strip()


def test_an_extended_header_is_passed_over(tmp_path):
    path = tmp_path / "x.mp3"
    write(path, 3, [bytes([0, 0, 0, 6]) + bytes(6), frame(3, "TIT2", b"\0a")], flags=0x40)
    assert ours(path)[0]["title"] == ["a"]
    write(path, 4, [bytes([0, 0, 0, 6, 1, 0]), frame(4, "TIT2", b"\0b")], flags=0x40)
    assert ours(path)[0]["title"] == ["b"]
    write(path, 4, [frame(4, "TIT2", b"\0c")], flags=0x40)
    assert ours(path)[0]["title"] == ["c"]


def test_plain_sizes_in_a_tag_of_version_4_are_noticed(tmp_path):
    path = tmp_path / "x.mp3"
    long = b"\3" + b"a" * 300
    plain = b"COMM" + len(long).to_bytes(4, "big") + b"\0\0" + long
    write(path, 4, [plain, frame(4, "TIT2", b"\3after")])
    assert ours(path)[0]["title"] == ["after"]


def test_pictures_larger_than_the_window_are_passed_over(tmp_path):
    path = tmp_path / "x.mp3"
    tags = id3.ID3()
    tags.add(id3.APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=bytes(900_000)))
    tags.save(path)
    big = path.read_bytes()
    tail = frame(4, "TIT2", b"\3behind")
    at = 10 + 10 + 900_000 + 14
    path.write_bytes(big[:at] + tail + big[at + len(tail) :])
    fields, has_cover = ours(path)
    assert has_cover
    assert fields["title"] == ["behind"]


@given(st.binary(max_size=30))
def test_synchronising_undoes_unsynchronising(data):
    out = bytearray()
    for i, byte in enumerate(data):
        out.append(byte)
        if byte == 0xFF and (i + 1 == len(data) or data[i + 1] >= 0xE0 or data[i + 1] == 0):
            out.append(0)
    assert synchronise(bytes(out)) == data


def test_syncsafe_numbers():
    assert syncsafe(bytes([0, 0, 1, 0x7F])) == 255
