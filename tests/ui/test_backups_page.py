"""The page of backups says what is in each, and asks before one takes the library's place."""

import time
from pathlib import Path

import pytest

from mtplayer.core import options
from mtplayer.core.backups import Backup
from mtplayer.core.events import Notice
from mtplayer.ui.commands import commands
from mtplayer.ui.pages.backups import BackupsPage
from mtplayer.ui.views import View
from mtplayer.ui.widgets.sheet import Sheet
from mtplayer.ui.widgets.text_button import TextButton
from tests.fakes.window import FakeWindow, named, shows

HOUR = 3_600_000


def made(hours_ago, **said):
    now = int(time.time() * 1000)
    path = Path(f"/profile/backups/{hours_ago}.db")
    given = {"reason": "daily", "size": 34_100_000, "tracks": 1204, "playlists": 1, "listens": 9}
    return Backup(path=path, made_at=now - hours_ago * HOUR, **{**given, **said})


class Page:
    def __init__(self, theme, qtbot):
        def make(_actions):
            self.page = BackupsPage(theme, self.it.services)
            return self.page

        self.it = FakeWindow(theme, pages={View.BACKUPS: make})
        self.window, self.backups = self.it.window, self.it.services.backups
        self.backups.made = [made(5), made(50, reason="before-mt"), made(90, whole=False)]
        qtbot.addWidget(self.window)
        self.window.resize(1200, 800)
        self.window.show()

    def visit(self):
        self.window.actions_[commands.GO_BACKUPS].trigger()
        return self

    def restores(self):
        found = self.page.card.findChildren(TextButton)
        return [one for one in found if one.text() == "Restore…" and one.isVisible()]


@pytest.fixture
def page(theme, qtbot):
    return Page(theme, qtbot).visit()


def test_each_backup_says_what_is_in_it(page):
    assert shows(page.it, "1,204 tracks · 1 playlist · 9 listens · 34.1 MB · verified")
    assert shows(page.it, "Before taking over mt")
    assert shows(page.it, "It cannot be opened")
    assert shows(page.it, "3 backups")
    assert [button.isEnabled() for button in page.restores()] == [True, True, False]


def test_restoring_says_what_would_be_lost_and_asks(page):
    page.restores()[0].click()
    (sheet,) = page.window.findChildren(Sheet)
    assert "in the 5 hours since then" in sheet.question.body
    assert page.backups.calls == []
    sheet.buttons[0].click()
    assert page.backups.calls == [("restore", Path("/profile/backups/5.db"))]


def test_a_new_one_is_asked_for_and_appears(page, qtbot):
    page.page.now.click()
    assert page.backups.calls == ["back up"]
    page.backups.working = True
    page.backups.changed.emit(None)
    assert (page.page.now.text(), page.page.now.isEnabled()) == ("Backing up…", False)
    page.backups.working = False
    page.backups.made.insert(0, made(0, reason="asked", tracks=7))
    page.backups.changed.emit(None)
    assert page.page.now.isEnabled()
    qtbot.waitUntil(lambda: len(page.restores()) == 4)


def test_without_any_it_says_so(theme, qtbot):
    page = Page(theme, qtbot)
    page.backups.made = []
    page.visit()
    assert shows(page.it, "There is no backup yet.")


def test_another_folder_is_a_setting_that_can_be_taken_back(page):
    settings = page.it.services.settings
    page.page.keep_in("/media/stick")
    assert settings.get(options.BACKUP_FOLDER) == "/media/stick"
    named(page.it, "Keep in profile").click()
    assert settings.get(options.BACKUP_FOLDER) == ""


def test_a_damaged_library_leads_to_the_page(theme, qtbot):
    page = Page(theme, qtbot)
    page.it.services.troubles.noticed.emit(
        Notice(text="The library is damaged", is_error=True, damaged=True)
    )
    named(page.it, "Show backups").click()
    assert shows(page.it, "3 backups")
