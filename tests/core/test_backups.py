"""Which copies stay: enough to go back, and always a good one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.backups import (
    ASKED,
    DAILY,
    Backup,
    expendable,
    file_name,
    is_due,
    newest_first,
    read_name,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR_MS = 3_600_000
NOW = int(NOON.timestamp() * 1000)


def made(days_ago: float, reason: str = DAILY, *, whole: bool = True, tracks: int = 9) -> Backup:
    at = int((NOON - timedelta(days=days_ago)).timestamp() * 1000)
    path = Path("backups") / file_name(at, reason)
    return Backup(path=path, made_at=at, reason=reason, size=1, tracks=tracks, whole=whole)


def kept(backups: list[Backup]) -> list[Backup]:
    gone = expendable(backups, NOW)
    return [backup for backup in newest_first(backups) if backup not in gone]


def test_seven_days_and_four_weeks_stay() -> None:
    left = kept([made(day) for day in range(60)])
    assert left[:7] == [made(day) for day in range(7)]
    weeks = {
        (NOON - timedelta(milliseconds=made(0).made_at - one.made_at)).isocalendar()[:2]
        for one in left
    }
    assert len(weeks) == 4
    assert len(left) <= 11


def test_of_a_day_the_last_one_stays() -> None:
    assert kept([made(0), made(0.1), made(0.2)]) == [made(0)]


def test_days_without_listening_are_not_counted() -> None:
    few = [made(day) for day in (0, 30, 60, 90, 120, 150, 180)]
    assert kept(few) == few


def test_a_copy_asked_for_by_hand_and_three_before_changes_stay() -> None:
    by_hand, changes = made(300, ASKED), [made(200 + n, "before-mt") for n in range(5)]
    left = kept([*[made(day) for day in range(30)], by_hand, *changes])
    assert by_hand in left
    assert [one for one in left if one in changes] == changes[:3]


def test_a_copy_that_cannot_be_opened_counts_for_nothing_and_stays() -> None:
    bad = [made(day, whole=False) for day in range(20)]
    good = made(400)
    assert kept([*bad, good]) == newest_first([*bad, good])


def test_copies_of_an_emptied_library_do_not_push_out_the_last_full_one() -> None:
    full = made(500, tracks=80_000)
    assert full in kept([*[made(day, tracks=0) for day in range(60)], full])


def test_copies_from_the_future_stay_and_push_nothing_out() -> None:
    wrong = [made(-day) for day in range(5000, 5060)]
    right = [made(day) for day in range(7)]
    assert kept([*wrong, *right]) == newest_first([*wrong, *right])


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans(), st.integers(0, 3))))
def test_the_last_good_one_is_never_deleted(drawn: list[tuple[int, bool, int]]) -> None:
    backups = list({made(d, whole=w, tracks=t) for d, w, t in drawn})
    good = [backup for backup in backups if backup.whole]
    left = kept(backups)
    assert not good or newest_first(good)[0] in left
    assert kept(left) == left


def test_of_one_second_the_numbered_one_is_newer() -> None:
    first = made(0)
    second = replace(first, path=Path("backups") / file_name(first.made_at, DAILY, 2))
    assert newest_first([first, second]) == [second, first]
    assert expendable([first, second], NOW) == [first]


def test_names_tell_when_and_why() -> None:
    at = made(0).made_at
    assert read_name(file_name(at, "before-0002")) == (at, "before-0002")
    assert read_name(file_name(at, ASKED, 3)) == (at, ASKED)
    assert read_name("library-20261121-163300-daily.db.part") is None
    assert read_name("library-99999999-999999-daily.db") is None
    assert read_name("holiday.db") is None


def test_a_copy_is_due_when_the_last_good_one_is_a_day_old() -> None:
    now = made(0).made_at
    assert is_due([], now)
    assert is_due([made(0, whole=False), made(2)], now)
    assert not is_due([made(0.5)], now)
    assert is_due([made(-3)], now)
    assert not is_due([made(0)], now + 22 * HOUR_MS)
