"""ID3 tags of all versions and of nonsense, and what makes mutagen quicker at them."""

import random
import struct
from pathlib import Path

import mutagen
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mutagen import _util, id3
from mutagen.id3 import _specs

from mtplayer.files import fast_mutagen
from mtplayer.files.fields import to_tags
from mtplayer.files.id3_places import read_tag, syncsafe, tag_at, without_pictures
from mtplayer.files.source import Source
from mtplayer.files.words import of_id3

NAMES = ("TIT2", "TPE1", "TALB", "TPE2", "TRCK", "TPOS", "TDRC", "TCON", "TCOM", "TSRC", "TIT1")
ENCODINGS = ("utf16", "utf_16_be", "utf8", "latin1")


def ours(path):
    with Source(bytes(path)) as source:
        place = tag_at(source, 0)
        return None if place is None else read_tag(source, place)


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


@given(st.binary(max_size=40), st.sampled_from(ENCODINGS), st.booleans())
def test_text_is_decoded_as_mutagen_does(data, encoding, strict):
    for start in (b"", b"\xff\xfe", b"\xfe\xff"):
        assert decoded(fast_mutagen.decode_at_once, start + data, encoding, strict) == decoded(
            _util.decode_terminated, start + data, encoding, strict
        )


def decoded(decode, *arguments):
    try:
        return decode(*arguments)
    except ValueError as error:
        return type(error)


class Header:
    f_unsynch = False

    def __init__(self, version):
        self.version, self._V24, self._V23 = (2, version, 0), (2, 4, 0), (2, 3, 0)


pieces = st.sampled_from([b"\0", b"\0\0", b"\xff\xfe", b"\xfe\xff", "é".encode(), b"a\0", b"\0a"])
contents = st.one_of(
    st.binary(max_size=30),
    st.lists(pieces, max_size=8).map(b"".join),
    st.text(max_size=12).map(lambda text: text.encode("utf-16", "replace")),
    st.lists(st.text(max_size=5), max_size=3).map(
        lambda values: b"\0\0".join(value.encode("utf-16", "replace") for value in values)
    ),
)


@example(1, b"\xff\xfe\xff\xfe", 3, "TPE1")
@given(st.integers(0, 4), contents, st.sampled_from([3, 4]), st.sampled_from(["TPE1", "TXXX"]))
def test_a_text_frame_is_read_as_mutagen_does(encoding, content, version, name):
    found = [
        said(kind[name], Header(version), bytes([encoding]) + content)
        for kind in (fast_mutagen.FRAMES, id3.Frames)
    ]
    assert found[0] == found[1]


def said(kind, header, data):
    """Return what a frame says; empty texts count for nothing, as later in the scan."""
    try:
        read = kind._fromData(header, 0, data)
    except id3.ID3JunkFrameError:
        return None
    texts = [text for text in read.text if text]
    return (getattr(read, "desc", ""), texts) if texts else None


def test_a_mutagen_that_nobody_compared_is_left_alone(monkeypatch):
    assert fast_mutagen.install()
    monkeypatch.setattr(_specs, "decode_terminated", _util.decode_terminated)
    monkeypatch.setattr(mutagen, "version", (1, 49, 0))
    assert not fast_mutagen.install()
    assert _specs.decode_terminated is _util.decode_terminated
    monkeypatch.setattr(mutagen, "version", (1, 48, 1))
    assert fast_mutagen.install()


@pytest.mark.parametrize("date", ["22.09.1997", "1997-09-22", "c. 1997", "1997"])
@pytest.mark.parametrize(("version", "name"), [(4, "TDRC"), (3, "TYER")])
def test_a_date_is_kept_as_it_is_written(tmp_path, date, version, name):
    path = tmp_path / "x.mp3"
    write(path, version, [frame(version, name, b"\0" + date.encode())])
    assert to_tags(ours(path)[0]).date == date


picture = st.integers(30, 3000).map(lambda size: b"\0image/jpeg\0\3\0" + b"\xff" * size)
several = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NAMES[:4]), contents.map(b"\0".__add__)),
        st.tuples(st.just("APIC"), picture),
        st.just(("TIT1", b"\0an APIC in words")),
    ),
    max_size=8,
)


@given(st.sampled_from([3, 4]), several, st.sampled_from([0, 4, 40]))
def test_cutting_pictures_out_leaves_the_words(tmp_path_factory, version, frames, padding):
    path = tmp_path_factory.getbasetemp() / "pictures.mp3"
    body = b"".join(frame(version, name, data) for name, data in frames) + bytes(padding)
    write(path, version, [], body=body)
    fields, has_cover = ours(path)
    assert has_cover == any(name == "APIC" for name, _ in frames)
    cut, found = without_pictures(body)
    assert found == has_cover
    assert len(cut) < 600 or not has_cover
    # The same words, as mutagen finds them in the whole tag.
    tag = id3.ID3()
    tag.load(path, known_frames=fast_mutagen.FRAMES, translate=False, load_v1=False)
    assert fields == of_id3(tag)[0]


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


def test_a_frame_unsynchronised_by_itself_is_read(tmp_path):
    path = tmp_path / "x.mp3"
    data = b"\1\xff\xfea\0\xff\0".replace(b"\xff", b"\xff\x00")
    length = len(data).to_bytes(4, "big")
    write(path, 4, [frame(4, "TIT2", length + data, flags=0x03), frame(4, "TALB", b"\3b")])
    fields, _ = ours(path)
    assert (fields["title"], fields["album"]) == (["aÿ"], ["b"])


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


def test_syncsafe_numbers():
    assert syncsafe(bytes([0, 0, 1, 0x7F])) == 255
