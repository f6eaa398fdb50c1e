from array import array

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from mtplayer.ui import mime

IDS = st.lists(st.integers(-(2**63), 2**63 - 1), max_size=50).map(lambda ids: array("q", ids))


@given(IDS)
def test_tracks_arrive_as_they_were_sent(ids):
    assert mime.tracks_of(mime.track_data(ids)) == ids


@given(IDS, IDS)
def test_queue_entries_are_tracks_too(entries, tracks):
    data = mime.place_data(mime.ENTRIES, entries, tracks)
    assert mime.entries_of(data) == (entries or None)
    assert mime.tracks_of(data) == tracks


def test_other_things_are_no_tracks():
    data = QMimeData()
    data.setText("hello")
    assert mime.tracks_of(data) is None
    assert mime.entries_of(data) is None


def test_a_cut_off_drag_gives_whole_ids_only():
    data = QMimeData()
    data.setData(mime.TRACKS, array("q", [7, 8]).tobytes()[:13])
    assert mime.tracks_of(data) == array("q", [7])


def test_files_go_to_other_programs_whatever_their_names():
    data = mime.track_data(array("q", [1]), [b"/music/a b%/\xff\xe9.mp3"])
    assert bytes(data.data("text/uri-list").data()).strip() == (
        b"file:///music/a%20b%25/%FF%E9.mp3"
    )
