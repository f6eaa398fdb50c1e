"""A library that is damaged in one place: every command says so, and changes nothing."""

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from mtplayer.runtime.paths import Profile
from mtplayer.storage.safety import integrity
from tests.cli.inside import Inside
from tests.fakes.breaking import break_table, pages_of_tables
from tests.fakes.varied_library import make_varied

NOW = 1_700_000_000_000
# What reads most of the library, and writes nothing.
COMMANDS = (
    ("list", "--json"),
    ("list", "--sort", "plays", "the light"),
    ("stats", "--json"),
    ("history", "--json"),
    ("playlist", "list"),
    ("playlist", "show", "Late trains"),
    ("export",),
)
GARBLED = (
    "UPDATE tracks SET title = CAST(x'4bff' AS TEXT) WHERE id = 7",
    "UPDATE files SET state = 'presen' || char(11) WHERE id = 7",
    "UPDATE playlists SET kind = 'lis\x7f' WHERE id = 1",
    "UPDATE playlist_entries SET snapshot = '{\"title' WHERE track_id IS NULL",
    "UPDATE listens SET title = CAST(x'4bff' AS TEXT)",
    "UPDATE tracks SET file_id = 999999 WHERE id = 7",
)
SHORT = ("tracks", "files", "listens", "playlist_entries")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    database = tmp_path_factory.mktemp("whole") / "library.db"
    make_varied(database, 300, NOW)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    return database, pages_of_tables(database)


@pytest.fixture
def damage(whole, tmp_path):
    """Damage all pages of a table or an index in a copy of the library, and return its profile."""
    database, pages = whole

    def damaged(name):
        profile = Profile(tmp_path / name)
        profile.create()
        shutil.copy(database, profile.database)
        break_table(profile.database, pages[name])
        return profile

    return damaged


def told(profile, capsys, arguments):
    """Run a command; return whether it was told that there is damage, and nothing else."""
    code, _, err = Inside(profile, capsys).run(*arguments)
    if code == 0:
        assert err == "", arguments
        return False
    assert "is damaged" in err, (arguments, err)
    assert err.count("\n") == 1, (arguments, err)
    return True


@pytest.mark.parametrize("which", [SHORT, pytest.param((), marks=pytest.mark.long)], ids=len)
def test_a_damaged_table_is_told_in_a_sentence_and_left_as_it_is(whole, damage, capsys, which):
    noticed = set()
    for name in which or whole[1]:
        profile = damage(name)
        before = profile.database.read_bytes()
        if {told(profile, capsys, arguments) for arguments in COMMANDS} != {False}:
            noticed.add(name)
        assert profile.database.read_bytes() == before
    assert noticed >= set(SHORT)


@pytest.mark.parametrize("statement", GARBLED)
def test_words_of_which_a_bit_tipped_over_are_damage_or_are_passed_over(
    whole, tmp_path, capsys, statement
):
    profile = Profile(tmp_path)
    shutil.copy(whole[0], profile.database)
    with closing(sqlite3.connect(profile.database)) as connection, connection:
        assert connection.execute(statement).rowcount > 0
    for arguments in COMMANDS:
        told(profile, capsys, arguments)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_bits_that_tip_over_anywhere_are_damage_or_are_passed_over(whole, tmp_path, capsys):
    profile, content = Profile(tmp_path), whole[0].read_bytes()
    for seed in range(300):
        chance, damaged = random.Random(seed), bytearray(content)
        for _ in range(chance.choice([1, 3, 20])):
            at, length = chance.randrange(4096, len(damaged)), chance.choice([1, 1, 4, 30])
            damaged[at : at + length] = chance.randbytes(length)
        profile.database.write_bytes(damaged)
        for arguments in COMMANDS:
            told(profile, capsys, arguments)


def test_each_damaged_table_is_noticed_by_a_check(whole, damage):
    unnoticed = [name for name in whole[1] if not integrity.damage(damage(name).database)]
    assert unnoticed == []
