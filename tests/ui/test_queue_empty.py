from array import array

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from mtplayer.ui import mime
from mtplayer.ui.queue.queue_empty import NothingUpNext

AT = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def empty(qtbot, theme):
    widget = NothingUpNext(theme)
    qtbot.addWidget(widget)
    widget.resize(320, 500)
    widget.seen = []
    widget.dropped.connect(widget.seen.append)
    return widget


def drop(widget, data):
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), AT[0], data, AT[1], AT[2])
    enter.ignore()
    widget.dragEnterEvent(enter)
    if enter.isAccepted():
        widget.dropEvent(QDropEvent(QPointF(50, 50), AT[0], data, AT[1], AT[2]))
    return enter.isAccepted()


def test_tracks_dropped_on_an_empty_queue_are_taken(empty):
    assert drop(empty, mime.track_data(array("q", [5, 7])))
    assert [list(mime.tracks_of(data)) for data in empty.seen] == [[5, 7]]


def test_files_dropped_on_an_empty_queue_are_taken(empty):
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/music/a.flac")])
    assert drop(empty, files)
    assert [mime.paths_of(data) for data in empty.seen] == [["/music/a.flac"]]


def test_other_things_are_not(empty):
    text = QMimeData()
    text.setText("hello")
    assert not drop(empty, text)
    assert empty.seen == []
