import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from mtplayer.ui import text
from mtplayer.ui.widgets.fields import NumberField


def ms(*when):
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, ""),
        (999, "0:01"),
        (227_000, "3:47"),
        (59_400, "0:59"),
        (59_500, "1:00"),
        (3_729_000, "1:02:09"),
    ],
)
def test_lengths_have_hours_when_they_need_them(length, expected):
    assert text.length(length) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (2_820_000, "47 min"),
        (7_500_000, "2 h 5 min"),
        (309_600_000, "3 d 14 h"),
        (0, "0 min"),
        (330_134_400_000, "3,821 d 0 h"),
    ],
)
def test_long_lengths_are_rounded_for_people(length, expected):
    assert text.long_length(length) == expected


def test_numbers_have_separators_also_where_no_language_is_set():
    before = QLocale()
    try:
        QLocale.setDefault(QLocale.c())
        assert text.number(86_412) == "86,412"
        QLocale.setDefault(QLocale(QLocale.Language.German))
        assert text.number(86_412) == "86.412"
    finally:
        QLocale.setDefault(before)


def test_recent_days_have_names():
    now = time.time() * 1000
    day = timedelta(days=1).total_seconds() * 1000
    assert text.day(int(now)) == "Today"
    assert text.day(int(now - day)) == "Yesterday"


@pytest.fixture
def west_of_greenwich(monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    yield
    monkeypatch.undo()
    os.environ.pop("TZ", None)
    time.tzset()


def test_c7_utc_times_are_shown_in_local_time(west_of_greenwich):
    # Three in the morning in Greenwich is the evening before in Los Angeles.
    assert text.day(ms(2019, 11, 18, 3, 0)) == "17 Nov 2019"
    assert text.day(ms(2019, 11, 18, 20, 0)) == "18 Nov 2019"


def test_c8_times_are_milliseconds_and_unknown_ones_are_blank():
    assert text.day(ms(2024, 5, 2, 12)) == "2 May 2024"
    assert text.day(None) == ""
    assert text.day(0) == ""


def test_a_field_of_a_number_has_separators_without_a_language_too(theme, qtbot):
    before = QLocale()
    try:
        QLocale.setDefault(QLocale.c())
        field = NumberField(theme, "How many")
        qtbot.addWidget(field)
        field.setRange(0, 10_000)
        field.setValue(8641)
        assert field.text() == "8,641"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        (QLocale.Language.English, QLocale.Country.UnitedStates, "2:05\u202fPM"),
        (QLocale.Language.English, QLocale.Country.UnitedKingdom, "14:05"),
        (QLocale.Language.German, QLocale.Country.Germany, "14:05"),
    ],
)
def test_times_of_day_are_written_in_one_way_everywhere(language, country, expected):
    before = QLocale()
    at = datetime.now().astimezone().replace(hour=14, minute=5)
    at -= timedelta(days=1)
    ms_then = int(at.timestamp() * 1000)
    try:
        QLocale.setDefault(QLocale(language, country))
        assert text.clock(ms_then) == expected
        assert text.moment(ms_then) == f"Yesterday, {expected}"
        assert text.ago(ms_then) == f"Yesterday, {expected}"
    finally:
        QLocale.setDefault(before)


def test_a_day_within_a_sentence_keeps_its_capitals():
    assert text.in_sentence("Today, 8:11 PM") == "today, 8:11 PM"
    assert text.in_sentence("") == ""
