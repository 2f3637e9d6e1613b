"""The tables of the state, for every database that SQLAlchemy speaks.

A change here needs a migration in ``migrations/versions`` and a new `HEAD`; a test holds tables,
migrations and `HEAD` together.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0001"
"""The revision that this code reads and writes; the newest file of ``migrations/versions``."""

NAME_LENGTH = 80
HASH_LENGTH = 64  # SHA-256 in hexadecimal digits

metadata = MetaData(
    naming_convention={  # named, so that a later migration can drop them on every database
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: goes in with its zone and comes out with UTC, on every database.

    SQLite drops the zone; so what is stored is always UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment with a zone into UTC; `astimezone` would guess for one without."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True),
    # The token opens the workspace, so only its hash is kept: a leaked database opens nothing.
    Column("token_sha256", String(HASH_LENGTH), nullable=False, unique=True),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "workspace_id", ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("feedback", Integer),
    Column("feedback_comment", Text),
    Column("feedback_at", UtcDateTime),
    CheckConstraint("feedback IN (1, -1)", name="feedback"),
    sqlite_autoincrement=True,  # a deleted turn's id is never given to another turn
)

# Ticks are only ever appended: the newest row of a requirement is its state, all rows are its
# history, and two people who tick at once cannot overwrite each other.
tick_events = Table(
    "tick_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace_id", ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("requirement_id", Text, nullable=False),
    Column("notice_id", Text, nullable=False),
    Column("clause_id", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "requirement_id", "id"),
    sqlite_autoincrement=True,  # the order of ids is the order of events
)
