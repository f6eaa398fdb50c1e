import pytest

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.albums import AlbumRow, ReleaseKind, format_text, release_kind

MINUTE = 60_000


def album(title, tracks, minutes, compilation=0):
    return AlbumRow(AlbumId(1), title, "A", 2000, compilation, tracks, minutes * MINUTE, 0, 0)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (album("Slow Weather", 10, 47), ReleaseKind.ALBUM),
        (album("Two Long Pieces", 2, 45), ReleaseKind.ALBUM),
        (album("Crosshatch", 1, 4), ReleaseKind.SHORT),
        (album("Half Moon Hotel", 5, 22), ReleaseKind.SHORT),
        (album("Nine Songs EP", 9, 40), ReleaseKind.SHORT),
        (album("Live at the Aquarium", 12, 60), ReleaseKind.LIVE),
        (album("Live and Let Live Again", 12, 60), ReleaseKind.LIVE),
        (album("Alive", 12, 60), ReleaseKind.ALBUM),
        (album("Night Shift Tapes", 20, 70, compilation=1), ReleaseKind.COMPILATION),
    ],
)
def test_the_kind_of_a_release_follows_from_title_and_length(row, kind):
    assert release_kind(row) is kind


def test_a_format_names_depth_and_rate_where_they_say_something():
    assert format_text("flac", 24, 96_000) == "FLAC 24/96"
    assert format_text("flac", 16, 44_100) == "FLAC 16/44.1"
    assert format_text("mp3", None, 44_100) == "MP3"


def test_only_an_album_with_every_heart_is_liked():
    row = album("A", 3, 9)
    assert [row._replace(liked=count).all_liked for count in (0, 2, 3)] == [False, False, True]
    assert not row._replace(tracks=0).all_liked
