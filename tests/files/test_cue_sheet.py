"""Cue sheets as they are found: what they say, in which encoding, and of which file."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.library.tracks import frames_ms
from mtplayer.core.tags import FileFacts, Tags, Technical
from mtplayer.files.cue_places import Covering, covering
from mtplayer.files.cue_sheet import as_text, parse
from mtplayer.files.cue_text import decode
from mtplayer.files.cue_tracks import parts_of

SHEET = """REM GENRE "Trip-Hop"
REM DATE 1997
REM DISCID 860B640B
REM REPLAYGAIN_ALBUM_GAIN -6.50 dB
CATALOG 0042284289221
PERFORMER "Björk"
TITLE "Homogenic "live""
FILE "CD\\Björk - Homogenic.wav" WAVE
  TRACK 01 AUDIO
    TITLE "Hunter"
    FLAGS DCP
    ISRC GBAYE9700101
    INDEX 01 00:00:33
  TRACK 02 AUDIO
    TITLE "Jóga"
    PERFORMER "Björk feat. Quartet"
    SONGWRITER "Sjón"
    REM REPLAYGAIN_TRACK_GAIN -7.25 dB
    INDEX 00 04:15:20
    INDEX 01 04:17:74
  TRACK 03 AUDIO
    INDEX 01 99:59:00
"""


def tracks(text):
    return [(t.number, t.file, t.start, t.end, t.words.get("title")) for t in parse(text).tracks]


def test_a_sheet_says_where_tracks_are_and_what_they_are_called():
    sheet = parse(SHEET)
    assert sheet.files == ["Björk - Homogenic.wav"]
    assert sheet.words["title"] == 'Homogenic "live"'
    assert sheet.words["discid"] == "860B640B"
    second = (4 * 60 + 17) * 75 + 74
    assert tracks(SHEET) == [
        (1, 0, 33, second, "Hunter"),
        (2, 0, second, (99 * 60 + 59) * 75, "Jóga"),
        (3, 0, (99 * 60 + 59) * 75, None, None),
    ]


def test_the_gap_before_a_track_may_lie_in_the_file_before():
    text = (
        'FILE "a.wav" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 00 01:00:00\n'
        'FILE "b.wav" WAVE\nINDEX 01 00:00:00\nTRACK 03 AUDIO\nINDEX 01 02:00:00\n'
    )
    assert tracks(text) == [(1, 0, 0, None, None), (2, 1, 0, 9000, None), (3, 1, 9000, None, None)]
    assert parse(text).tracks_of(0) == []
    assert [track.number for track in parse(text).tracks_of(1)] == [2, 3]


def test_data_tracks_and_what_has_no_place_or_no_length_are_left_out():
    text = (
        'FILE "a.wav" WAVE\nTRACK 01 MODE1/2352\nTITLE "Game"\nINDEX 01 00:00:00\n'
        "TRACK 02 AUDIO\nINDEX 01 00:10:00\nTRACK 03 AUDIO\nTITLE None\n"
        "TRACK 04 AUDIO\nINDEX 01 00:10:00\nTRACK 05 AUDIO\nINDEX 01 00:20:99\nINDEX 01 00:20:00\n"
    )
    assert [row[0] for row in tracks(text)] == [2, 5]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_all_line_endings_are_read(ending):
    assert tracks(SHEET.replace("\n", ending)) == tracks(SHEET)


@given(st.text())
def test_no_text_makes_the_parser_stumble(text):
    parse(text)


WORDS = st.sampled_from(
    ["FILE", "TRACK", "INDEX", "REM", "TITLE", "AUDIO", "WAVE", '"', " ", "\n", "\0", "01", "00:",
     "99:59:74", "٣", "DATE", "-1", "999999999", '"a"', "\r", "é", "ISRC"]
)  # fmt: skip


@given(st.lists(WORDS).map("".join), st.integers(0, 10_000_000))
def test_whatever_a_sheet_says_its_tracks_follow_each_other_within_the_file(text, whole):
    facts = FileFacts(tags=Tags(cue_sheet=text), technical=Technical(duration_ms=whole))
    parts = parts_of(facts, None)
    assert len(parts) != 1
    assert len({part.position for part in parts}) == len(parts)
    for part, follower in pairwise(parts):
        assert part.start < follower.start
        assert part.end == follower.start
    assert all(part.facts.tags.title for part in parts)
    if parts and whole:
        assert sum(part.facts.technical.duration_ms for part in parts) == whole - frames_ms(
            parts[0].start
        )


@given(st.binary())
def test_no_bytes_make_the_guess_stumble(data):
    parse(decode(data))


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Jóga 東京"),
        ("utf-8-sig", "Jóga 東京"),
        ("utf-16", "Jóga 東京"),
        ("cp1252", "Björk – Ágætis byrjun, Ænima © 1996, Für Elise"),
        ("cp1250", "Łona i Webber, Cztery i pół"),
        ("cp1251", "Мумий Тролль – Морская, Вдоль по ночам"),
        ("cp932", "椎名林檎 無罪モラトリアム 正しい街"),
        ("gb18030", "王菲 寓言 寒武纪 新房客"),
        ("big5", "張惠妹 姊妹 愛最大"),
        ("cp949", "서태지와 아이들 하여가"),
    ],
)
def test_the_encoding_is_guessed(encoding, words):
    text = f'PERFORMER "{words}"\r\nFILE "a.wav" WAVE\r\n  TRACK 01 AUDIO\r\n'
    assert decode(text.encode(encoding)) == text


def test_names_of_files_beside_it_decide_how_a_sheet_is_read():
    text = 'FILE "Żółw.wav" WAVE\n'
    assert decode(text.encode("cp1250"), ["Żółw"]) == text


def parts(text=SHEET, **tags):
    facts = FileFacts(
        tags=Tags(cue_sheet=text, **tags),
        technical=Technical(duration_ms=6_000_000),
        has_cover=True,
    )
    return parts_of(facts, None)


def test_a_track_says_what_the_sheet_says_and_the_rest_from_its_file():
    first, second, third = (part.facts.tags for part in parts(label="OLI", genres=("Pop",)))
    assert (first.title, first.artists, first.isrc) == ("Hunter", ("Björk",), "GBAYE9700101")
    assert (second.artists, second.composers) == (("Björk feat. Quartet",), ("Sjón",))
    assert (second.album, second.album_artists) == ('Homogenic "live"', ("Björk",))
    assert (second.track, second.track_total, second.date) == (2, 3, "1997")
    assert (second.track_gain, second.album_gain, third.track_gain) == (-7.25, -6.5, None)
    assert (third.title, third.label, third.genres) == ("Track 3", "OLI", ("Trip-Hop",))


def test_the_last_track_ends_with_the_file_and_what_begins_behind_it_is_left_out():
    assert [part.facts.technical.duration_ms for part in parts()][-1] == 6_000_000 - 5_999_000
    facts = FileFacts(tags=Tags(cue_sheet=SHEET), technical=Technical(duration_ms=300_000))
    assert [part.end for part in parts_of(facts, None)] == [(4 * 60 + 17) * 75 + 74, None]


def test_a_sheet_in_a_file_that_is_about_several_files_divides_none():
    several = SHEET + 'FILE "b.wav" WAVE\nTRACK 04 AUDIO\nINDEX 01 00:00:00\n'
    assert parts(several) == []


def test_a_sheet_of_one_track_leaves_the_file_whole():
    assert parts('FILE "a.wav" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n') == []


def test_places_that_are_kept_in_other_ways_become_a_sheet():
    text = as_text([(1, 0, "GBAYE9700101"), (2, 4 * 60 * 75 + 7, "")])
    assert tracks(text) == [(1, 0, 0, 18007, None), (2, 0, 18007, None, None)]
    assert parse(text).tracks[0].words == {"isrc": "GBAYE9700101"}


TWO = "TRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:01:00\n"


@pytest.fixture
def folder(tmp_path):
    def folder(files, sheets):
        for name in files:
            (tmp_path / name).touch()
        for name, said in sheets.items():
            (tmp_path / name).write_text(said)
        found = covering(bytes(tmp_path), [s.encode() for s in sheets], [f.encode() for f in files])
        return {
            name.decode(): (c.sheet.rpartition(b"/")[2].decode(), c.file)
            for name, c in found.items()
        }

    return folder


@pytest.mark.parametrize(
    ("said", "files", "meant"),
    [
        ("album.flac", ["album.flac", "other.flac"], "album.flac"),
        ("ALBUM.FLAC", ["album.flac", "other.flac"], "album.flac"),
        ("album.wav", ["album.ape", "other.ape"], "album.ape"),
        ("album.wav", ["album.mp3", "album.flac"], "album.flac"),
        ("album", ["album.flac", "other.flac"], "album.flac"),
        ("Vol. 1.wav", ["vol. 1.flac", "vol. 2.flac"], "vol. 1.flac"),
        ("CDImage.wav", ["Beispiel.wv", "other.wv"], "Beispiel.wv"),
        ("CDImage.wav", ["alone.tta"], "alone.tta"),
        ("Bjo\u0308rk.wav", ["Bj\u00f6rk.flac", "x.flac"], "Bj\u00f6rk.flac"),
        ("nothing.wav", ["a.flac", "b.flac"], None),
    ],
)
def test_the_file_of_a_sheet_is_found_by_its_name_or_nearly(folder, said, files, meant):
    found = folder(files, {"beispiel.cue": f'FILE "{said}" WAVE\n{TWO}'})
    assert found == ({meant: ("beispiel.cue", 0)} if meant else {})


def test_each_of_several_files_is_divided_by_its_part_of_the_sheet(folder):
    text = f'FILE "a.wav" WAVE\n{TWO}FILE "b.wav" WAVE\n{TWO.replace("0", "1", 1)}'
    found = folder(["a.flac", "b.flac"], {"both.cue": text})
    assert found == {"a.flac": ("both.cue", 0), "b.flac": ("both.cue", 1)}


def test_of_two_sheets_the_one_named_like_the_file_counts(folder):
    sheets = {
        "a.cue": f'FILE "album.wav" WAVE\n{TWO}',
        "album.flac.cue": f'FILE "album.flac" WAVE\n{TWO}',
    }
    assert folder(["album.flac"], sheets) == {"album.flac": ("album.flac.cue", 0)}


def test_a_sheet_that_is_gone_leaves_the_file_whole(tmp_path):
    facts = FileFacts(technical=Technical(duration_ms=9000))
    assert parts_of(facts, Covering(bytes(tmp_path / "gone.cue"), 0)) == []
