"""How Alembic runs here: on the connection that `state.schema` has opened, in its transaction."""

from __future__ import annotations

from alembic import context

from state.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters little in place: batch mode copies the table
    transactional_ddl=True,  # SQLite can; Alembic assumes that it cannot
)
context.run_migrations()
