from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, PlayableFile
from mtplayer.ui import mime
from mtplayer.ui.tracks.track_drag import TrackDrag
from tests.fakes.covers import NoCovers
from tests.fakes.rows import Rows


class Files:
    """A library that knows files; the second is missing."""

    def __init__(self):
        self.asked = []

    def files(self, ids, done, failed=None):
        self.asked.append(list(ids))
        states = {2: FileState.MISSING}
        done(
            [
                PlayableFile(
                    track=TrackId(id_),
                    path=b"/music/%d.mp3" % id_,
                    duration_ms=1,
                    state=states.get(id_, FileState.PRESENT),
                )
                for id_ in ids
            ]
        )


@pytest.fixture
def drag(qtbot, theme, monkeypatch):
    source = QWidget()
    qtbot.addWidget(source)
    drag = TrackDrag(theme, NoCovers(), Rows(), Files(), source)
    drag.carried = []
    monkeypatch.setattr(drag, "carry", lambda ids, paths: drag.carried.append((list(ids), paths)))
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    return drag


def test_files_that_are_there_go_along(drag, qtbot):
    drag.start(array("q", [1, 2, 3]))
    qtbot.waitUntil(lambda: len(drag.carried) == 1)
    assert drag.carried == [([1, 2, 3], [b"/music/1.mp3", b"/music/3.mp3"])]


def test_very_many_tracks_go_without_their_files(drag):
    drag.start(array("q", range(mime.MOST_FILES + 1)))
    assert drag._library.asked == []
    assert drag.carried[0][1] == []


def test_nothing_is_carried_by_a_hand_that_has_let_go(drag, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    drag._found(array("q", [1]), ())
    drag._carry_held(array("q", [1]), [])
    assert drag.carried == []


def test_what_is_carried_waits_a_moment_for_its_cover(drag, qtbot, monkeypatch):
    asked, there = [], []

    def pixmap(album, *_size):
        asked.append(album)
        return there[0] if there else None

    monkeypatch.setattr(drag._covers, "pixmap", pixmap)
    drag.start(array("q", [1]))
    assert asked
    assert drag.carried == []
    qtbot.waitUntil(lambda: len(drag.carried) == 1)
    there.append(QPixmap(44, 44))
    drag.start(array("q", [1]))
    assert len(drag.carried) == 2


@pytest.mark.parametrize("count", [1, 2, 39, 86_412])
def test_the_ghost_has_room_for_its_number(drag, count):
    ghost = drag.ghost(array("q", range(count)), 2.0)
    size = ghost.deviceIndependentSize()
    assert size.height() >= 44
    assert size.width() >= 44 + (0 if count == 1 else 6)
    assert ghost.devicePixelRatio() == 2.0
