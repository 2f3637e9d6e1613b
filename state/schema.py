"""Is the database at head, and if not, bring it there.

Alembic is imported only when a migration has to run: a start at head does not pay for it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from errors import StoreMismatch
from state.sqlite import check, open_engine
from state.tables import HEAD

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def bring_to_head(engine: Engine, data_dir: Path) -> None:
    """Check the database behind ``engine`` and run the migrations that it lacks.

    All of them run in one transaction, so that a kill leaves the old schema whole; of two processes
    that open an old database at once, the second finds the work done. Raises `StoreDamaged`, and
    `StoreMismatch` where a newer version of the app has written the database.
    """
    with engine.connect() as connection:
        check(connection, data_dir)
        if revision_of(connection) == HEAD:
            return
    migrator = open_engine(data_dir, foreign_keys=False)
    try:
        with migrator.execution_options(writes=True).begin() as connection:
            found = revision_of(connection)
            if found != HEAD:
                _upgrade(connection, found, data_dir)
    finally:
        migrator.dispose()


def revision_of(connection: Connection) -> str | None:
    """The revision the database is at, or None where it has never been migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: Connection, found: str | None, data_dir: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreMismatch(
            f"the state in {data_dir} has schema {found}, this version of the app knows {HEAD}; "
            "start the newer version of the app, or restore a backup made by this one",
            code="error.state_newer",
            path=data_dir,
            found=found,
            known=HEAD,
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
