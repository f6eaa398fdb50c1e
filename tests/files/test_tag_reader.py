"""What every format says about itself, in our words."""

import dataclasses
import struct

import mutagen
import pytest
from mutagen import apev2, id3

from mtplayer.files.tag_reader import read
from tests.fakes import music, tagging
from tests.fakes.tagging import SAID, TAGGED

CODECS = {
    "mp3": "mp3", "vbr.mp3": "mp3", "m4a": "aac", "alac.m4a": "alac", "flac": "flac",
    "ogg": "vorbis", "opus": "opus", "spx": "speex", "flac.oga": "flac", "wav": "pcm",
    "aiff": "pcm", "wma": "wma", "wv": "wavpack", "tta": "tta", "aac": "aac",
    "mka": "matroska", "dsf": "dsd", "dff": "dsd", "ape": "ape", "sv7.mpc": "musepack",
    "sv8.mpc": "musepack",
}  # fmt: skip


@pytest.fixture
def make(tmp_path):
    def make(kind, name="x", frequency=440):
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(music.music(kind, frequency))
        return path

    return make


def facts(path):
    return read(bytes(path))


@pytest.mark.parametrize("kind", TAGGED)
def test_every_field_of_every_format_is_read(make, kind):
    path = make(kind)
    tagging.tag(path)
    found = facts(path)
    assert found.failure is None
    got = dataclasses.asdict(found.tags)
    assert {field: got[field] for field in SAID} == SAID


@pytest.mark.parametrize("kind", TAGGED)
@pytest.mark.parametrize("cover", [True, False])
def test_a_cover_is_noticed(make, kind, cover):
    path = make(kind)
    tagging.tag(path, cover=cover)
    assert facts(path).has_cover is cover


@pytest.mark.parametrize("kind", music.KINDS)
def test_the_stream_is_what_mutagen_finds(make, kind):
    path = make(kind)
    ours = facts(path).technical
    assert ours.codec == CODECS[kind]
    theirs = mutagen.File(path)
    if theirs is None:
        assert kind == "mka"
        return
    assert ours.duration_ms == pytest.approx(theirs.info.length * 1000, abs=40)
    assert ours.sample_rate == getattr(theirs.info, "sample_rate", ours.sample_rate)
    assert ours.channels == getattr(theirs.info, "channels", ours.channels)
    assert ours.bit_depth in (getattr(theirs.info, "bits_per_sample", None), None, 16, 1)
    if kind not in ("aac", "vbr.mp3") and getattr(theirs.info, "bitrate", 0):
        assert ours.bitrate == pytest.approx(theirs.info.bitrate, rel=0.02)


@pytest.mark.parametrize("kind", music.KINDS)
def test_a_tone_is_as_long_as_it_was_made(make, kind):
    expected = {"dsf": 25, "dff": 25, "ape": 309, "sv7.mpc": 614, "mka": 0}.get(kind, 600)
    assert facts(make(kind)).technical.duration_ms == pytest.approx(expected, abs=40)


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("encoding", [0, 1, 2, 3])
def test_id3_text_is_read_in_every_encoding(make, version, encoding):
    said = {"title": "Ænima", "artists": ("Motörhead", "Blue Öyster Cult"), "track": 7}
    path = make("mp3")
    tagging.id3_tag(path, said, version=version, encoding=encoding)
    tags = facts(path).tags
    assert (tags.title, tags.artists, tags.track) == ("Ænima", said["artists"], 7)


def test_id3v22_is_read(make):
    def frame(name, text):
        return name + (len(text) + 1).to_bytes(3, "big") + b"\0" + text

    body = frame(b"TT2", b"Old one") + frame(b"TP1", b"Band\0Other") + frame(b"TAL", b"Disc")
    body += frame(b"TRK", b"4/9") + frame(b"TYE", b"1994") + frame(b"TCO", b"(17)")
    body += frame(b"TXX", b"REPLAYGAIN_TRACK_GAIN\x00-3.1 dB")
    body += b"PIC" + (40).to_bytes(3, "big") + b"\0JPG\3\0" + bytes(34)
    path = make("mp3")
    size = bytes([0, 0, len(body) >> 7, len(body) & 0x7F])
    path.write_bytes(b"ID3\2\0\0" + size + body + path.read_bytes())
    found = facts(path)
    tags = found.tags
    assert (tags.title, tags.artists, tags.album) == ("Old one", ("Band", "Other"), "Disc")
    assert (tags.track, tags.track_total, tags.date, tags.genres) == (4, 9, "1994", ("Rock",))
    assert tags.track_gain == -3.1
    assert found.has_cover


def test_id3v1_alone_is_read(make):
    path = make("mp3")
    comment = b"hello".ljust(28, b"\0") + b"\0\x09"
    v1 = b"TAG" + b"Title".ljust(30) + b"Artist".ljust(30) + b"Album".ljust(30) + b"1987"
    path.write_bytes(path.read_bytes() + v1 + comment + b"\x0d")
    tags = facts(path).tags
    assert (tags.title, tags.artists, tags.album) == ("Title", ("Artist",), "Album")
    assert (tags.date, tags.track, tags.genres, tags.comment) == ("1987", 9, ("Pop",), "hello")


def test_an_apev2_tag_at_the_end_of_an_mp3_is_read(make):
    path = make("mp3")
    before = facts(path)
    tags = apev2.APEv2()
    tags["Title"] = "From APE"
    tags["REPLAYGAIN_TRACK_GAIN"] = "-4.5 dB"
    tags.save(path)
    found = facts(path)
    assert (found.tags.title, found.tags.track_gain) == ("From APE", -4.5)
    assert found.audio_key == before.audio_key
    assert found.technical == before.technical


def test_id3v2_is_believed_before_apev2_before_id3v1(make):
    path = make("mp3")
    ape = apev2.APEv2()
    ape["Title"], ape["Album"] = "ape title", "ape album"
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=3, text="two"))
    tags.add(id3.TALB(encoding=3, text="cut"))
    tags.save(path, v1=2)
    tags.delall("TALB")
    ape.save(path)
    tags.save(path, v1=0)
    found = facts(path).tags
    assert (found.title, found.album) == ("two", "ape album")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17", ("Rock",)),
        ("(17)", ("Rock",)),
        ("(4)Eurodisco", ("Disco", "Eurodisco")),
        ("(51)(39)", ("Techno-Industrial", "Noise")),
        ("((Weird)", ("(Weird)",)),
        ("RX", ("Remix",)),
        ("(CR)", ("Cover",)),
        ("250", ()),
        ("Rock/Pop", ("Rock/Pop",)),
    ],
)
def test_numbered_genres_are_spelt_out(make, text, expected):
    path = make("mp3")
    data = b"\0" + text.encode()
    frame = b"TCON" + len(data).to_bytes(4, "big") + b"\0\0" + data
    header = b"ID3\3\0\0" + bytes([0, 0, 0, len(frame)])
    path.write_bytes(header + frame + path.read_bytes())
    assert facts(path).tags.genres == expected


def test_a_year_and_a_day_of_id3v23_are_one_date(make):
    path = make("mp3")
    tagging.id3_tag(path, {"date": "2003-04-05"}, version=3, encoding=1)
    assert facts(path).tags.date == "2003-04-05"


def test_a_numbered_mp4_genre_is_spelt_out(make):
    path = make("m4a")
    tagging.mp4_tag(path, {"title": "xx"})  # an atom as long as the one below
    data = path.read_bytes()
    at = data.index(b"ilst") + 4
    atom = struct.pack(">I4sI4sIIH", 26, b"gnre", 18, b"data", 0, 0, 18)
    path.write_bytes(data.replace(data[at : at + 26], atom, 1))
    assert facts(path).tags.genres == ("Rock",)


def test_riff_info_is_read(make):
    path = make("wav")
    values = {b"INAM": "Züge".encode(), b"IART": "Bänd".encode("cp1252"), b"IPRD": b"Album",
              b"ITRK": b"5/8", b"ICRD": b"2001-02-03", b"IGNR": b"(17)",
              b"ICMT": b"hm"}  # fmt: skip
    info = b"INFO"
    for name, value in values.items():
        info += name + struct.pack("<I", len(value) + 1) + value + b"\0"
        info += b"\0" * (len(value) + 1 & 1)
    path.write_bytes(path.read_bytes() + b"LIST" + struct.pack("<I", len(info)) + info)
    tags = facts(path).tags
    assert (tags.title, tags.artists, tags.album) == ("Züge", ("Bänd",), "Album")
    assert (tags.track, tags.track_total, tags.date) == (5, 8, "2001-02-03")
    assert (tags.genres, tags.comment) == (("Rock",), "hm")


@pytest.mark.parametrize("kind", ["flac", "mp3", "m4a"])
def test_every_artist_is_named_where_a_tagger_lists_them(make, kind):
    path = make(kind)
    opened = mutagen.File(path)
    if kind == "mp3":
        opened.tags = id3.ID3()
        opened.tags.add(id3.TPE1(encoding=3, text="Ann feat. Bob"))
        opened.tags.add(id3.TXXX(encoding=3, desc="Artists", text=["Ann", "Bob"]))
    elif kind == "m4a":
        opened["\xa9ART"] = "Ann feat. Bob"
        opened["----:com.apple.iTunes:ARTISTS"] = [b"Ann", b"Bob"]
    else:
        opened["ARTIST"], opened["ARTISTS"] = ["Ann feat. Bob"], ["Ann", "Bob"]
    opened.save()
    tags = facts(path).tags
    assert (tags.artists, tags.artist_credit) == (("Ann", "Bob"), "Ann feat. Bob")


def test_opus_gains_become_replaygain(make):
    path = make("opus")
    opened = mutagen.File(path)
    opened["R128_TRACK_GAIN"], opened["R128_ALBUM_GAIN"] = ["-1024"], ["512"]
    opened.save()
    tags = facts(path).tags
    assert (tags.track_gain, tags.album_gain) == (1.0, 7.0)


@pytest.mark.parametrize(("kind", "gain"), [("sv7.mpc", -7.25), ("sv8.mpc", -7.25)])
def test_musepack_carries_its_own_gain(make, kind, gain):
    assert facts(make(kind)).tags.track_gain == pytest.approx(gain, abs=0.01)


@pytest.mark.parametrize(("stored", "shown"), [(1, 20), (64, 40), (128, 60), (196, 80), (255, 100)])
def test_stars_of_other_players_are_read(make, stored, shown):
    path = make("mp3")
    tags = id3.ID3()
    tags.add(id3.POPM(email="Windows Media Player 9 Series", rating=stored, count=0))
    tags.save(path)
    assert facts(path).tags.rating == shown


@pytest.mark.parametrize(
    ("name", "title", "artists", "track", "disc"),
    [
        ("01 - Open sea", "Open sea", (), 1, None),
        ("01. Open sea", "Open sea", (), 1, None),
        ("01 Open sea", "Open sea", (), 1, None),
        ("1-07 Open sea", "Open sea", (), 7, 1),
        ("12_Open_sea", "Open sea", (), 12, None),
        ("Some band - Open sea", "Open sea", ("Some band",), None, None),
        ("03 - Some band - Open sea", "Open sea", ("Some band",), 3, None),
        ("99 Luftballons", "99 Luftballons", (), None, None),
        ("1979", "1979", (), None, None),
        ("...And then", "...And then", (), None, None),
    ],
)
def test_untagged_files_are_named_by_file_and_folder(tmp_path, name, title, artists, track, disc):
    folder = tmp_path / "A_quiet_album"
    folder.mkdir()
    path = folder / f"{name}.mp3"
    path.write_bytes(music.music("mp3"))
    tags = facts(path).tags
    assert (tags.title, tags.artists, tags.track, tags.disc) == (title, artists, track, disc)
    assert tags.album == "A quiet album"
    assert read(bytes(path), loose=True).tags.album == ""


def test_the_folder_of_a_disc_is_not_the_album(tmp_path):
    folder = tmp_path / "The album" / "CD 2"
    folder.mkdir(parents=True)
    path = folder / "01 x.flac"
    path.write_bytes(music.music("flac"))
    tags = facts(path).tags
    assert (tags.album, tags.disc) == ("The album", 2)


def test_a_title_alone_is_not_given_the_folders_name(make):
    path = make("mp3")
    tagging.id3_tag(path, {"artists": ("Band",)})
    tags = facts(path).tags
    assert (tags.title, tags.artists, tags.album) == ("x", ("Band",), "")


def test_a_name_that_is_no_utf8_is_read_as_windows_wrote_it(tmp_path):
    path = bytes(tmp_path) + b"/Bj\xf6rk - J\xf3ga.mp3"
    with open(path, "wb") as file:
        file.write(music.music("mp3"))
    found = read(path)
    assert found.failure is None
    assert (found.tags.artists, found.tags.title) == (("Björk",), "Jóga")


def test_matroska_is_listed_by_its_name(make):
    found = facts(make("mka", "04 - Far away"))
    assert (found.failure, found.tags.title, found.tags.track) == (None, "Far away", 4)


def test_a_wrong_ending_does_not_hide_the_music(tmp_path):
    for kind, ending in (("flac", "mp3"), ("mp3", "flac"), ("ogg", "m4a"), ("m4a", "wav")):
        path = tmp_path / f"{kind}.{ending}"
        path.write_bytes(music.music(kind))
        found = facts(path)
        assert found.failure is None
        assert found.technical.codec == CODECS[kind]


def test_texts_that_a_database_cannot_keep_are_mended(make):
    path = make("flac")
    opened = mutagen.File(path)
    opened["TITLE"], opened["ALBUM"] = ["two\nlines\0of"], [" spaced  "]
    opened.save()
    data = path.read_bytes().replace(b"spaced", b"\xed\xa0\x80\xffab")
    path.write_bytes(data)
    tags = facts(path).tags
    assert tags.title == "two linesof"
    assert tags.album.encode("utf-8").endswith(b"ab")
