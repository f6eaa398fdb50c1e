"""Known problems become notices, bugs go to the crash report, interruptions are no news."""

import sys

import pytest

from mtplayer.core.events import Notice
from mtplayer.core.problems import DiskFull
from mtplayer.services.troubles import TroubleService
from mtplayer.storage.errors import QueryInterrupted


@pytest.fixture
def noticed(qapp) -> tuple[TroubleService, list[Notice]]:
    service, seen = TroubleService(), []
    service.noticed.connect(seen.append)
    return service, seen


def test_a_known_problem_is_told_in_its_words(noticed):
    service, seen = noticed
    service.tell(DiskFull("There is no room left on “/music”."))
    assert seen == [
        Notice(text="The disk is full", detail="There is no room left on “/music”.", is_error=True)
    ]


def test_a_bug_goes_where_bugs_go(noticed, monkeypatch):
    service, seen = noticed
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(error))
    bug = ZeroDivisionError("a bug")
    service.tell(bug)
    assert caught == [bug]
    assert seen == []


def test_a_search_that_was_stopped_is_no_news(noticed):
    service, seen = noticed
    service.tell(QueryInterrupted("The search was stopped."))
    assert seen == []
