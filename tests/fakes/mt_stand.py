"""A folder of music, a profile, a library of mt, and the command that takes it over."""

import json
import sqlite3
from contextlib import closing

from tests.cli import command
from tests.fakes import music as sounds
from tests.fakes import tagging


class Stand:
    """The command, and questions about what it wrote."""

    def __init__(self, tmp_path):
        self.music = tmp_path / "music"
        for name in ("one.mp3", "two.mp3", "Ünder/three.mp3"):
            target = self.music / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(sounds.music("mp3", 300 + len(name)))
            tagging.tag(target, {"title": target.stem.title(), "artists": ("Ada",)})
        self.profile = tmp_path / "profile"
        self.source = tmp_path / "mt" / "mt.db"

    def run(self, *arguments, source=None):
        return command.run(
            "import-mt", "--profile", self.profile, *arguments, source or self.source
        )

    def take(self, *arguments, source=None):
        done = self.run("--json", *arguments, source=source)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return json.loads(done.stdout)

    def scan(self, *arguments):
        done = command.run("scan", "--profile", self.profile, "--json", *arguments)
        assert done.stderr == ""
        return json.loads(done.stdout)

    def query(self, sql):
        with closing(sqlite3.connect(self.profile / "library.db")) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql)]

    def tracks(self):
        rows = self.query(
            "SELECT t.*, f.state, CAST(f.name AS TEXT) AS name FROM tracks t"
            " JOIN files f ON f.id = t.file_id ORDER BY f.name"
        )
        return {row["name"]: row for row in rows}

    def dump(self):
        """Return every row of every table."""
        with closing(sqlite3.connect(self.profile / "library.db")) as connection:
            names = [
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                    " AND name NOT LIKE 'track_words%' AND name NOT LIKE 'sqlite_%'"
                )
            ]
            return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
