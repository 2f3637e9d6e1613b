"""Workspaces, the turns of their chats with feedback, and every tick as an event.

Revision 0001, the first. A migration names its columns itself and imports no table: it describes
the schema of its day, not today's.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
        sa.UniqueConstraint("token_sha256", name="uq_workspaces_token_sha256"),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("feedback", sa.Integer),
        sa.Column("feedback_comment", sa.Text),
        sa.Column("feedback_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            ondelete="CASCADE",
            name="fk_turns_workspace_id_workspaces",
        ),
        sa.CheckConstraint("feedback IN (1, -1)", name="ck_turns_feedback"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_turns_workspace_id", "turns", ["workspace_id"])
    op.create_table(
        "tick_events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.Column("requirement_id", sa.Text, nullable=False),
        sa.Column("notice_id", sa.Text, nullable=False),
        sa.Column("clause_id", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tick_events"),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            ondelete="CASCADE",
            name="fk_tick_events_workspace_id_workspaces",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_tick_events_workspace_id_requirement_id_id",
        "tick_events",
        ["workspace_id", "requirement_id", "id"],
    )


def downgrade() -> None:
    op.drop_table("tick_events")
    op.drop_table("turns")
    op.drop_table("workspaces")
