"""``history`` as a process: fields, limits, dates and questions."""

from contextlib import closing

import pytest

from mtplayer.runtime.paths import Profile
from mtplayer.storage.connection import open_writer
from tests.cli import command
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.varied_library import add_listen
from tests.storage.test_query_history import at

FIELDS = [
    *("id", "track", "started_at", "listened_ms", "duration_ms", "counted", "completed"),
    *("skipped", "source", "title", "artist", "album"),
]


@pytest.fixture
def profile(tmp_path):
    profile = Profile(tmp_path / "profile")
    tracks = [FakeTrack(title="Zebra", artist="Ärzte"), FakeTrack(title="Apple")]
    zebra, apple = make_library(profile.database, tracks)
    with closing(open_writer(profile.database)) as connection:
        add_listen(connection, zebra, at(2019, 5, 1, 8, 30))
        add_listen(connection, apple, at(2024, 5, 1), counted=False, completed=False, skipped=True)
        add_listen(connection, zebra, at(2024, 6, 1), listened_ms=61_000, completed=False)
    return profile.folder


def titles(*arguments):
    return [one["title"] for one in command.objects("history", "--json", *arguments)]


def test_listens_come_newest_first_with_every_field(profile):
    listens = command.objects("history", "--json", "--profile", profile)
    assert [list(one) for one in listens] == [FIELDS] * 3
    assert [one["title"] for one in listens] == ["Zebra", "Apple", "Zebra"]
    assert listens[0]["listened_ms"] == 61_000
    assert listens[1]["skipped"] is True


def test_dates_questions_and_limits_leave_some(profile):
    assert titles("--profile", profile, "--since", "2024") == ["Zebra", "Apple"]
    assert titles("--profile", profile, "--until", "2019") == ["Zebra"]
    assert titles("--profile", profile, "--limit", "1") == ["Zebra"]
    assert titles("--profile", profile, "--only", "skipped") == ["Apple"]
    assert titles("--profile", profile, "-zebra") == ["Apple"]
    assert titles("--profile", profile, "--query", "artist:ärzte") == ["Zebra", "Zebra"]


def test_people_read_lines(profile):
    done = command.run("history", "--profile", profile, "--until", "2019")
    assert done.stdout == (
        "2019-05-01 08:30  Ärzte — Zebra · Slow Weather · 3:20 of 3:20 · finished\n"
    )


def test_what_is_no_date_is_refused_in_one_sentence(profile):
    done = command.run("history", "--profile", profile, "--since", "soon")
    assert done.returncode == 2
    assert "“soon” is no date" in done.stderr


def test_a_profile_without_a_library_has_no_history(tmp_path):
    assert command.objects("history", "--json", "--profile", tmp_path / "none") == []
