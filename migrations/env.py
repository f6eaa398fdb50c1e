"""What alembic runs: the revisions, on the connection and in the transaction that it was given."""

from alembic import context

from mtplayer.storage.schema import FTS_TABLE, Base


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the word index and its shadow tables: no model describes them."""
    return not (kind == "table" and name and name.startswith(FTS_TABLE))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=_is_ours,
    # SQLite cannot change a column in place: tables are copied.
    render_as_batch=True,
)
context.run_migrations()
