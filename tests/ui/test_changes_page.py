"""The page of changes: what scans found and hands did, with a way back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mtplayer.core.events import Outcome
from mtplayer.core.ids import OperationId, ScanId
from mtplayer.core.library.library_state import Done, DoneByHand, FieldChange, ScanItem, ScanRun
from mtplayer.core.library.scan_plan import Finding
from mtplayer.ui.commands import commands
from mtplayer.ui.folders.changes import ChangesPage
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.views import View
from mtplayer.ui.widgets.text_button import TextButton
from tests.fakes.window import FakeWindow

AT = 1_763_000_000_000


def run(number: int, **counts) -> ScanRun:
    return ScanRun(
        id=ScanId(number),
        started_at=AT + number,
        finished_at=AT + number,
        outcome=Outcome.COMPLETED,
        **counts,
    )


class Page:
    """Two scans and one removal in a window of fakes."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.qtbot = qtbot

        def make(actions):
            self.page = ChangesPage(theme, self.window.services, actions)
            return self.page

        self.window = FakeWindow(theme, pages={View.CHANGES: make})
        self.services = self.window.services
        changes = self.services.changes
        changes.runs = [run(9, updated=1, moved=1, failed=1), run(1, added=4000)]
        changes.by_hand = [self.done(undone_at=None)]
        changes.found = {
            ScanId(9): [
                ScanItem(
                    kind=Finding.UPDATED,
                    track=None,
                    path=b"/music/1.flac",
                    title="Blue Hour",
                    artist="Moth Parade",
                    changes=(FieldChange(field="title", before="Blue", after="Blue Hour"),),
                ),
                ScanItem(
                    kind=Finding.MOVED,
                    track=None,
                    path=b"/music/b.flac",
                    moved_from="/music/a.flac",
                ),
                ScanItem(
                    kind=Finding.FAILED, track=None, path=b"/music/x.mp3", reason="It is empty."
                ),
            ],
            ScanId(1): [ScanItem(kind=Finding.ADDED, track=None, path=b"/music/new.flac")],
        }
        qtbot.addWidget(self.window.window)
        self.window.window.resize(1200, 800)
        self.window.window.show()
        self.window.window.actions_[commands.GO_CHANGES].trigger()

    def done(self, undone_at: int | None) -> DoneByHand:
        return DoneByHand(
            operation=OperationId(5),
            kind=Done.REMOVED,
            label="Removed 3 tracks",
            done_at=AT + 5,
            undone_at=undone_at,
        )

    def shows(self, text: str) -> bool:
        widgets = self.page.findChildren(QWidget)
        return any(w.isVisible() and text in w.accessibleName() for w in widgets)

    def press(self, words: str) -> None:
        buttons = [b for b in self.page.findChildren(TextButton) if b.isVisible()]
        button = next(b for b in buttons if b.text() == words)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def it(theme: Theme, qtbot: QtBot) -> Page:
    return Page(theme, qtbot)


def test_the_newest_comes_first_and_says_what_was_found(it: Page) -> None:
    names = [card.findChildren(QWidget)[0].accessibleName() for card in it.page.cards]
    assert ["1 moved · 1 changed · 1 not read" in names[0], "Removed" in names[1]] == [True, True]
    assert "4,000 new" in names[2]
    assert it.shows("Changed · title “Blue” → “Blue Hour”")
    assert it.shows("Moved from /music/a.flac to /music/b.flac")
    assert it.shows("Not read · It is empty. · /music/x.mp3")


def test_a_scan_that_found_very_much_opens_when_asked(it: Page) -> None:
    assert not it.shows("/music/new.flac")
    it.press("Show")
    it.qtbot.waitUntil(lambda: it.shows("New · /music/new.flac"))
    it.press("Hide")
    it.press("Hide")
    assert not it.shows("/music/new.flac")


def test_what_was_removed_is_taken_back_and_done_again(it: Page) -> None:
    it.press("Undo")
    assert it.services.undo.calls == [("undo", 5)]
    it.services.changes.by_hand = [it.done(undone_at=AT + 6)]
    it.page.visit()
    it.qtbot.waitUntil(lambda: it.shows("Removed 3 tracks, taken back"))
    it.press("Do it again")
    assert it.services.undo.calls[-1] == ("redo", 5)


def test_a_file_that_was_not_read_is_tried_again(it: Page) -> None:
    it.press("Try again")
    assert it.services.scan.calls == [("scan", ["/music/x.mp3"])]


def test_a_library_without_changes_says_so(it: Page) -> None:
    it.services.changes.runs = it.services.changes.by_hand = []
    it.page.visit()
    assert it.shows("No scan has found anything yet.")
