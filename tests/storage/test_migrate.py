"""New libraries, old libraries, and those of a later version."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mtplayer.core.ids import PlaylistId
from mtplayer.core.problems import LibraryCorrupt, LibraryTooNew, StorageError
from mtplayer.runtime.paths import data_dir
from mtplayer.storage.engine import Storage
from mtplayer.storage.migrate import HEAD, REVISIONS, migration_engine, prepare, upgrade_to_head
from mtplayer.storage.reader import LibraryReader
from mtplayer.storage.schema import FTS_TABLE, Base
from tests.fakes.library import FakeTrack, make_library
from tests.storage.fresh_sql import FRESH, as_script, statements

# What batch mode does to a table: copy, drop, rename. It takes triggers along silently.
LATER_REVISION = '''
"""Later."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table in ("files", "tracks", "track_texts"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("later", sa.Integer(), server_default=sa.text("7")))
'''
BROKEN_REVISION = """
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("DELETE FROM files")
"""


def later_scripts(folder: Path, revision: str) -> Path:
    scripts = folder / "100% later" / "migrations"
    shutil.copytree(data_dir("migrations"), scripts)
    (scripts / "versions" / "0004_later.py").write_text(revision)
    return scripts


def counts(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in Base.metadata.tables
        }


def test_a_new_library_has_every_table_index_and_trigger_of_the_models(tmp_path: Path) -> None:
    fresh, migrated = tmp_path / "fresh.db", tmp_path / "migrated.db"
    prepare(fresh)
    upgrade_to_head(migrated, data_dir("migrations"))
    assert as_script(statements(fresh), HEAD) == as_script(statements(migrated), HEAD)
    made_anew = "python -m tests.storage.fresh_sql"
    assert FRESH.read_text() == as_script(statements(migrated), HEAD), made_anew


def test_migrations_give_exactly_what_the_models_say(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    upgrade_to_head(database, data_dir("migrations"))

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and name and name.startswith(FTS_TABLE))

    engine = migration_engine(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(context, Base.metadata) == []
        connection.rollback()
    engine.dispose()


def test_the_revision_constant_is_the_head_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(data_dir("migrations")))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == REVISIONS


def test_a_new_library_remembers_its_mode_and_its_maker(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (0x6D747031,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)


def test_a_ready_library_is_opened_without_sqlalchemy_and_alembic(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    code = (
        "import sys; from pathlib import Path;"
        "from mtplayer.storage.migrate import prepare; from mtplayer.storage.engine import Storage;"
        f"path = Path({str(database)!r}); prepare(path); prepare(path); Storage(path);"
        "heavy = {'alembic', 'sqlalchemy', 'PySide6', 'numpy'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_preparing_twice_changes_nothing(database: Path) -> None:
    before = database.read_bytes()
    prepare(database)
    assert database.read_bytes() == before
    assert not (database.parent / "backups").exists()


def test_an_upgrade_keeps_every_row_and_the_words_and_leaves_a_backup(tmp_path: Path) -> None:
    database = tmp_path / "my profile%20" / "library.db"
    make_library(database, [FakeTrack(title=f"Song {n}") for n in range(20)])
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "INSERT INTO listens (track_id, started_at, listened_ms, duration_ms, counted,"
            " completed, skipped, source, title, artist, album, album_artist)"
            " VALUES (1, 1, 1, 1, 1, 1, 0, 'library', 't', 'a', 'b', 'c')"
        )
        connection.commit()
    before = counts(database)
    prepare(database, later_scripts(tmp_path, LATER_REVISION), (*REVISIONS, "0004"))

    assert counts(database) == before
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT later FROM tracks LIMIT 1").fetchone() == (7,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute(
            f"INSERT INTO {FTS_TABLE}({FTS_TABLE}, rank) VALUES('integrity-check', 1)"
        )
        connection.execute("UPDATE track_texts SET title = 'changed' WHERE id = 3")
        hits = connection.execute(
            f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH 'changed'"
        )
        assert hits.fetchall() == [(3,)]
    (backup,) = (database.parent / "backups").glob("*.db")
    assert "before-0004" in backup.name
    assert counts(backup) == before


def first_library(database: Path) -> None:
    """Make a library as the first revision did, with a playlist and what was noted of it."""
    script = (data_dir("migrations") / "versions" / "0001_first_library.sql").read_text()
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(
            script
            + """
            CREATE TABLE alembic_version (
                version_num VARCHAR(32) NOT NULL,
                CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
            );
            INSERT INTO alembic_version VALUES ('0001');
            INSERT INTO playlists (id, kind, name, position, revision, created_at, changed_at)
            VALUES (1, 'list', 'Sunday', 0, 2, 5, 6);
            INSERT INTO playlist_entries (playlist_id, rank, added_at, note, snapshot)
            VALUES (1, 65536, 6, 'the first', '{}'), (1, 131072, 6, '', '{}');
            INSERT INTO playlist_revisions (playlist_id, number, made_at, kind, delta)
            VALUES (1, 1, 5, 'created', '{}'), (1, 2, 6, 'added', '{"entries": [1, 2]}');
            INSERT INTO listens (started_at, listened_ms, duration_ms, counted, completed, skipped,
                source, title, artist, album, album_artist)
            VALUES (1, 1, 1, 1, 1, 0, 'library', 't', 'a', 'b', 'c');
            """
        )


def test_a_library_of_the_first_revision_becomes_one_of_this_version(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    first_library(database)
    prepare(database)
    fresh = tmp_path / "new" / "library.db"
    prepare(fresh)
    upgraded, new = (
        {" ".join(made.split()) for made in statements(path)} for path in (database, fresh)
    )
    assert upgraded == new
    kept = counts(database)
    assert (kept["playlists"], kept["playlist_entries"], kept["listens"]) == (1, 2, 1)
    (backup,) = (tmp_path / "backups").glob("*.db")
    assert "before-0003" in backup.name


def test_playlists_of_the_first_revision_can_be_led_back_to_what_they_were(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    first_library(database)
    prepare(database)
    storage = Storage(database)
    storage.write(lambda unit: unit.playlists.entries.clear(PlaylistId(1), 7))
    revisions = LibraryReader(database).playlists.revisions(PlaylistId(1), 10)
    assert [(one.number, one.entries) for one in revisions] == [(3, 0), (2, 2)]
    storage.write(lambda unit: unit.playlists.entries.restore(PlaylistId(1), 2, 8))
    with closing(sqlite3.connect(database)) as connection:
        rows = "SELECT rank, note FROM playlist_entries WHERE removed_at IS NULL ORDER BY rank"
        assert connection.execute(rows).fetchall() == [(65536, "the first"), (131072, "")]
        assert connection.execute("SELECT entries FROM playlists").fetchone() == (2,)


def test_an_upgrade_that_would_leave_broken_references_changes_nothing(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    make_library(database, [FakeTrack()])
    before = counts(database)
    with pytest.raises(LibraryCorrupt, match="point nowhere"):
        prepare(database, later_scripts(tmp_path, BROKEN_REVISION), (*REVISIONS, "0004"))
    assert counts(database) == before
    prepare(database)


def test_a_library_of_a_newer_version_is_not_touched(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    before = database.read_bytes()
    with pytest.raises(LibraryTooNew, match="newer mtplayer"):
        prepare(database)
    assert database.read_bytes() == before
    assert not (database.parent / "backups").exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"This is no database, but it is long enough to look at." * 100, id="text"),
        pytest.param(b"SQLite format 3\x00" + bytes(range(256)) * 40, id="torn-header"),
    ],
)
def test_a_file_that_is_no_library_is_named_and_kept(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "library.db"
    database.write_bytes(content)
    with pytest.raises(LibraryCorrupt):
        prepare(database)
    assert database.read_bytes() == content


def test_another_programs_database_is_not_taken_for_a_library(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    with pytest.raises(LibraryCorrupt, match="not a library"):
        prepare(database)


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    database.touch()
    prepare(database)
    assert counts(database)["tracks"] == 0


def test_a_profile_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("a file stands in the way")
    with pytest.raises(StorageError, match=r"library\.db"):
        prepare(tmp_path / "profile" / "library.db")


def test_two_processes_may_make_the_library_at_once(tmp_path: Path) -> None:
    database = tmp_path / "library.db"
    code = (
        "import sys; from pathlib import Path; from mtplayer.storage.migrate import prepare;"
        "sys.stdin.readline(); prepare(Path(sys.argv[1]))"
    )
    racers = [
        subprocess.Popen([sys.executable, "-c", code, str(database)], stdin=subprocess.PIPE)
        for _ in range(3)
    ]
    for racer in racers:
        assert racer.stdin
        racer.stdin.write(b"\n")
        racer.stdin.flush()
    assert [racer.wait(30) for racer in racers] == [0, 0, 0]
    for racer in racers:
        assert racer.stdin
        racer.stdin.close()
    assert counts(database)["tracks"] == 0
