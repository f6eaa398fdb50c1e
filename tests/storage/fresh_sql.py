"""The statements that make a library: written by ``python -m tests.storage.fresh_sql``."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from mtplayer.runtime.paths import data_dir
from mtplayer.storage.migrate import REVISIONS, upgrade_to_head
from mtplayer.storage.schema import FTS_TABLE

FRESH = data_dir("migrations") / "fresh.sql"


def statements(database: Path) -> list[str]:
    """Return what made the tables of a library, the shadow tables of the word index left out."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
    return [sql for name, sql in rows if not name.startswith(f"{FTS_TABLE}_")]


def as_script(made: list[str], revision: str) -> str:
    insert = f"INSERT INTO alembic_version (version_num) VALUES ('{revision}')"
    text = "".join(f"{statement.strip()};\n\n" for statement in [*made, insert])
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "library.db"
        upgrade_to_head(database, data_dir("migrations"))
        FRESH.write_text(as_script(statements(database), REVISIONS[-1]), encoding="utf-8")


if __name__ == "__main__":
    main()
