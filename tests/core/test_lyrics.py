"""LRC as it is found: several times a line, offsets, words with times, and none at all."""

from mtplayer.core.playing.lyrics import LyricLine, parse_lyrics


def test_lines_with_times_are_put_in_order() -> None:
    lyrics = parse_lyrics(
        "[ar:X]\n[00:12.50]Two\n[00:05]One\n[01:02.345][00:20:10]Chorus\n", "a.lrc"
    )
    assert lyrics.synced
    assert lyrics.lines == (
        LyricLine(5000, "One"),
        LyricLine(12_500, "Two"),
        LyricLine(20_100, "Chorus"),
        LyricLine(62_345, "Chorus"),
    )
    assert [lyrics.line_at(ms) for ms in (0, 4999, 5000, 12_499.9, 12_500, 90_000)] == [
        -1, -1, 0, 0, 1, 3,
    ]  # fmt: skip
    assert lyrics.next_at(5000) == 12_500
    assert lyrics.next_at(70_000) is None


def test_a_positive_offset_shows_lines_earlier() -> None:
    assert parse_lyrics("[offset:+500]\n[00:02.00]One", "").lines == (LyricLine(1500, "One"),)
    assert parse_lyrics("[00:02.00]One", "", offset_ms=300).lines == (LyricLine(2300, "One"),)


def test_times_of_words_are_left_out() -> None:
    lyrics = parse_lyrics("[00:01.00]<00:01.00>so <00:01.20>the dark", "")
    assert lyrics.lines == (LyricLine(1000, "so the dark"),)


def test_words_without_times_stay_as_they_are() -> None:
    lyrics = parse_lyrics("One\r\n\r\n[Chorus]\nTwo\n\n", "tags")
    assert not lyrics.synced
    assert [line.text for line in lyrics.lines] == ["One", "", "[Chorus]", "Two"]
    assert lyrics.line_at(5000) == -1
