"""Lists: revisions that lead back, stations, bookmarks, kept places, spellings of artists."""

import zlib
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NOTHING = zlib.compress((2).to_bytes(8, "little") + b"{}", 1)
"""A way back that changes nothing: revisions of before only said what was added, so the history
of a playlist begins with what is in it now."""


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        op.execute(statement.strip().removesuffix(";").replace(":", "\\:"))
    begin = sa.text(
        "UPDATE playlist_revisions SET delta = :nothing, touched = p.entries, entries = p.entries"
        " FROM playlists p WHERE p.id = playlist_id"
    )
    op.get_bind().execute(begin, {"nothing": NOTHING})
