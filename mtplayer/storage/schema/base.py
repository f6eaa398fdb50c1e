"""What every table shares: names for constraints, and the common column types."""

from typing import Annotated, Final

from sqlalchemy import BigInteger, LargeBinary, MetaData, text
from sqlalchemy.orm import DeclarativeBase, mapped_column

Key = Annotated[int, mapped_column(primary_key=True)]
"""SQLite's rowid: never declared AUTOINCREMENT, which costs a second write per insert."""

Utc = Annotated[int, mapped_column(BigInteger)]
"""Milliseconds since 1970 in UTC."""

MaybeUtc = Annotated[int | None, mapped_column(BigInteger)]

Bytes = Annotated[bytes, mapped_column(LargeBinary)]
MaybeBytes = Annotated[bytes | None, mapped_column(LargeBinary)]

# Defaults live in the tables: the scanner inserts rows without SQLAlchemy.
ZERO: Final = text("0")
ONE: Final = text("1")


class Base(DeclarativeBase):
    """The parent of every table class."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
